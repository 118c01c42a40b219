import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createDocuments, type Documents } from '#src/features/documents/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let documents: Documents;
let school: School;
let curator: PersonActor;
let teacher: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  documents = createDocuments({
    db: world.db,
    files: createMemoryFiles(),
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    sources: [
      {
        kinds: ['order.pairs'],
        fields: () => [{ name: 'таблица пар', kind: 'table', description: '' }],
        gather: async () => ({}),
      },
    ],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  teacher = await school.actor('class_teacher');
});

const save = (revision: number, body: string, actor = curator) =>
  documents.templates.save(actor, school.organizationId, {
    kind: 'order.pairs',
    revision,
    title: 'О парах',
    body,
  });
const start = async () =>
  accepted(
    await documents.drafts.start(curator, school.organizationId, {
      kind: 'order.pairs',
      subjectIds: [],
      submission: randomUUID(),
    }),
  ).paperId;
const bodyOf = async (paperId: string) =>
  accepted(await documents.drafts.view(curator, paperId)).wording.body;

test('the school’s wording is used from now on, its revisions are kept, papers made before stay', async () => {
  const before = await start();
  const usual = await bodyOf(before);
  accepted(await save(0, 'Наш текст для {школа кратко: родительный}.'));
  expect(refusedWith(await save(0, 'Второй куратор'))).toBe('documents.template.stale');
  accepted(await save(1, 'Новый текст.'));
  expect(await bodyOf(await start())).toBe('Новый текст.');
  expect(await bodyOf(before)).toBe(usual);
  const view = accepted(await documents.templates.view(curator, school.organizationId, 'order.pairs'));
  expect(view).toMatchObject({
    revision: 2,
    wording: { body: 'Новый текст.' },
    usual: { body: usual },
    revisions: [{ revision: 2 }, { revision: 1, body: 'Наш текст для {школа кратко: родительный}.' }],
  });
  const { lines } = accepted(await documents.templates.list(curator, school.organizationId));
  expect(lines.find(({ kind }) => kind === 'order.pairs')?.revision).toBe(2);
});

test('a wording with HTML or unknown fields is refused with every line', async () => {
  const refused = await save(0, 'Первая\n<b>жирно</b> {чужое поле}');
  expect(refused).toMatchObject({
    ok: false,
    refusal: { code: 'documents.template_problems' },
    problems: [
      { in: 'body', line: 2, code: 'markup' },
      { in: 'body', line: 2, code: 'unknown_field', words: 'чужое поле' },
    ],
  });
  expect(refusedWith(await save(0, 'Текст', teacher))).toMatch(/^access\./u);
  const stranger = await (await foundSchool(world)).actor('director');
  expect(refusedWith(await save(0, 'Текст', stranger))).toMatch(/^access\./u);
});

test('two curators at once make two revisions of one, and one of them is told', async () => {
  const answers = await Promise.all([save(0, 'Один'), save(0, 'Другой')]);
  const codes = answers.map((one) => refusedWith(one));
  expect(new Set(codes)).toEqual(new Set([null, 'documents.template.stale']));
});

test('a new mask goes on from the last number, and gaps are told', async () => {
  const add = async (number: string, issuedOn = '2026-11-18') =>
    accepted(
      await documents.add(
        curator,
        school.organizationId,
        {
          submission: randomUUID(),
          kind: 'order.introduce',
          direction: 'issued',
          number,
          issuedOn,
          title: `О ${number}`,
          issuer: '',
          note: '',
        },
        null,
      ),
    );
  await add('3-од');
  await add('7-од');
  await add('б/н-5');
  await add('20-од', '2025-11-18');
  const orders = async () =>
    accepted(await documents.numbering.list(curator, school.organizationId)).series.find(
      ({ key }) => key === 'orders',
    );
  const before = await orders();
  expect(before).toMatchObject({ next: '8-од', given: 2, gaps: [{ from: 4, to: 6 }], version: 1 });
  const change = { key: 'orders', name: 'Приказы', mask: '{n}/{k}-р', restarts: 'year' as const };
  expect(
    refusedWith(await documents.numbering.save(curator, school.organizationId, { ...change, version: 0 })),
  ).toBe('documents.stale');
  accepted(await documents.numbering.save(curator, school.organizationId, { ...change, version: 1 }));
  expect(await orders()).toMatchObject({ next: '8/1-р', name: 'Приказы', version: 2 });
  expect(
    refusedWith(await documents.numbering.save(teacher, school.organizationId, { ...change, version: 2 })),
  ).toMatch(/^access\./u);
});
