import { expect, test } from 'vitest';
import { editPaperForm } from '#src/features/documents/schema.ts';
import { editOrganizationForm } from '#src/features/orgs/schema.ts';
import { editPersonForm } from '#src/features/people/schema.ts';

const id = '01a1fc04-e3be-7b94-b4c4-e32bee2f833d';
const paper = { paperId: id, version: '1', kind: 'order.other', title: 'О внедрении наставничества' };

/** The fields that a form is refused for. */
function refusedFields(parsed: { error?: { issues: { path: PropertyKey[] }[] } | undefined }): string[] {
  return (parsed.error?.issues ?? []).map(({ path }) => String(path[0]));
}

test.each(['2026-02-31', '0000-01-01', '0026-09-01', '99999-01-01'])('«%s» is no day of a paper', (day) => {
  expect(refusedFields(editPaperForm.safeParse({ ...paper, issuedOn: day }))).toContain('issuedOn');
  const person = { personId: id, version: '1', familyName: 'Ежова', leftOn: day };
  expect(refusedFields(editPersonForm.safeParse(person))).toContain('leftOn');
});

test('a version is one that the database can count to', () => {
  const beyond = '2147483648';
  expect(refusedFields(editPaperForm.safeParse({ ...paper, version: beyond }))).toContain('version');
  const person = { personId: id, version: beyond, familyName: 'Ежова', kinds: ['staff'] };
  expect(refusedFields(editPersonForm.safeParse(person))).toEqual(['version']);
  expect(refusedFields(editOrganizationForm.safeParse({ version: beyond }))).toContain('version');
});
