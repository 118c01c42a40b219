import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { PersonActor } from '#src/platform/db/scope.ts';
import type { SentFile } from '#src/platform/kept-files.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { addPaperForm } from '#src/features/documents/schema.ts';
import { createDocuments, type Documents } from '#src/features/documents/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let documents: Documents;
let school: School;
let curator: PersonActor;
let stranger: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  documents = createDocuments({
    db: world.db,
    files: createMemoryFiles(),
    clock: world.clock,
    timeZone: 'Europe/Moscow',
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  stranger = await (await foundSchool(world)).actor('director');
});

const file = (name: string, content: string | Uint8Array): SentFile => ({
  name,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});
const pdf = (words: string, name = 'Приказ.pdf') => file(name, `%PDF-1.7 ${words}`);
const cms = (seed = 1) => {
  const head = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x40];
  const inner = head.concat(Array.from({ length: 64 }, (_, at) => (at * seed) % 256));
  return Uint8Array.from([0x30, inner.length].concat(inner));
};
const form = (more: Record<string, string> = {}) =>
  addPaperForm.parse({
    submission: randomUUID(),
    kind: 'order.introduce',
    direction: 'issued',
    number: '',
    issuedOn: '',
    title: 'О внедрении наставничества',
    ...more,
  });
const add = async (more: Record<string, string> = {}, scan: SentFile | null = null): Promise<string> =>
  accepted(await documents.add(curator, school.organizationId, form(more), scan)).paperId;
const registered = (scan: SentFile | null = null) => add({ number: '7-од', issuedOn: '2026-11-20' }, scan);
const attach = (paperId: string, role: 'signature' | 'annex', sent: SentFile | null, actor = curator) =>
  documents.paperFiles.attach(actor, { paperId, role }, sent);
const filesOf = async (paperId: string) => accepted(await documents.paperFiles.list(curator, paperId));
const rolesOf = async (paperId: string) => (await filesOf(paperId)).map(({ role, name }) => [role, name]);
const countFiles = async () =>
  (await world.asOwner('select from files where organization_id = $1', [school.organizationId])).length;

test('a signature and an annex stand beside the scan with what tells them apart', async () => {
  const paperId = await add({}, pdf('скан'));
  const signature = cms();
  accepted(await attach(paperId, 'signature', file('Приказ.pdf.sig', signature)));
  accepted(await attach(paperId, 'signature', file('два.p7s', Buffer.from(signature).toString('base64'))));
  accepted(await attach(paperId, 'annex', pdf('список', 'Список.pdf')));
  expect(await rolesOf(paperId)).toEqual([
    ['scan', 'Приказ.pdf'],
    ['signature', 'Приказ.pdf.sig'],
    ['signature', 'два.p7s'],
    ['annex', 'Список.pdf'],
  ]);
  const [, kept] = await filesOf(paperId);
  expect(kept).toMatchObject({
    sha256: createHash('sha256').update(signature).digest('hex'),
    sizeBytes: signature.byteLength,
  });
  accepted(await documents.download(await school.actor('class_teacher'), kept?.fileId ?? ''));
});

test('what is no signature, and what is not what it is called, leaves nothing', async () => {
  const paperId = await registered();
  expect(refusedWith(await attach(paperId, 'signature', file('a.sig', 'Подписано директором')))).toBe(
    'documents.not_signature',
  );
  expect(refusedWith(await attach(paperId, 'signature', file('a.sig', new Uint8Array())))).toBe('file.empty');
  expect(refusedWith(await attach(paperId, 'signature', null))).toBe('documents.no_file');
  const html = file('Приказ.pdf', '<html><script>alert(1)</script></html>');
  expect(await attach(paperId, 'annex', html)).toMatchObject({
    refusal: { code: 'documents.scan_type', facts: { named: 'PDF', inside: 'простой текст' }, field: 'file' },
  });
  const scan = (sent: SentFile) => documents.paperFiles.replaceScan(curator, { paperId, version: 1 }, sent);
  expect(refusedWith(await scan(html))).toBe('documents.scan_type');
  expect(refusedWith(await scan(file('вирус.exe', 'MZ')))).toBe('documents.scan_ending');
  expect(refusedWith(await scan(file('a.pdf', new Uint8Array())))).toBe('file.empty');
  expect(refusedWith(await scan(file('a.pdf', new Uint8Array(25 * 1_048_576 + 1))))).toBe('file.too_large');
  const half = form({ number: '8-од', issuedOn: '2026-11-20' });
  expect(refusedWith(await documents.add(curator, school.organizationId, half, html))).toBe(
    'documents.scan_type',
  );
  expect(await filesOf(paperId)).toEqual([]);
  expect(await countFiles()).toBe(0);
  // The number that was to be given is free.
  await add({ number: '8-од', issuedOn: '2026-11-20' }, pdf('скан'));
});

test('a scan is replaced while registered and the older one stays; nothing is taken away after that', async () => {
  const paperId = await registered(pdf('первый', 'Первый.pdf'));
  const replace = (version: number, words: string) =>
    documents.paperFiles.replaceScan(curator, { paperId, version }, pdf(words, `${words}.pdf`));
  accepted(await replace(1, 'Второй'));
  expect(refusedWith(await replace(1, 'Третий'))).toBe('documents.stale');
  const { paper } = accepted(await documents.view(curator, paperId));
  const edit = { ...form({ number: '7-од', issuedOn: '2026-11-20' }), paperId, version: paper.version };
  const { submission: _submission, ...fields } = edit;
  accepted(await documents.edit(curator, fields, pdf('4', 'Четвёртый.pdf')));
  expect(await rolesOf(paperId)).toEqual([
    ['scan', 'Четвёртый.pdf'],
    ['older-scan', 'Первый.pdf'],
    ['older-scan', 'Второй.pdf'],
  ]);
  const older = (await filesOf(paperId)).find(({ role }) => role === 'older-scan');
  accepted(await documents.download(curator, older?.fileId ?? ''));
  expect(
    refusedWith(await documents.paperFiles.remove(curator, { paperId, fileId: older?.fileId ?? '' })),
  ).toBe('documents.files_fixed');
});

test('before registration a file beside the paper can be taken away, by its own alone', async () => {
  const paperId = await add({}, pdf('скан'));
  accepted(await attach(paperId, 'annex', pdf('a', 'a.pdf')));
  const [scan, annex] = await filesOf(paperId);
  const remove = (actor: PersonActor, fileId = annex?.fileId ?? '') =>
    documents.paperFiles.remove(actor, { paperId, fileId });
  expect(refusedWith(await remove(stranger))).toBe('documents.not_found');
  expect(refusedWith(await remove(await school.actor('class_teacher')))).toBe('access.not_allowed');
  expect(refusedWith(await remove(curator, scan?.fileId))).toBe('documents.file_not_found');
  expect(refusedWith(await attach(paperId, 'annex', pdf('x'), stranger))).toBe('documents.not_found');
  expect(refusedWith(await documents.paperFiles.list(stranger, paperId))).toBe('documents.not_found');
  accepted(await remove(curator));
  expect(await rolesOf(paperId)).toEqual([['scan', 'Приказ.pdf']]);
  expect(await countFiles()).toBe(1);
});
