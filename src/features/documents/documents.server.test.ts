import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readDocument } from '#src/lib/tables/read.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { guessPaperKind } from '#src/features/documents/rules/kinds.ts';
import { readPaperLines } from '#src/features/documents/rules/lines.ts';
import { paperFilter, type AddPaper } from '#src/features/documents/schema.ts';
import { findUsedFiles } from '#src/platform/kept-files.ts';
import { createDocuments, type Documents } from '#src/features/documents/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let documents: Documents;
let school: School;
let curator: PersonActor;
let stranger: PersonActor;
const files = createMemoryFiles();

beforeAll(async () => {
  world = await openTestDatabase();
  documents = createDocuments({ db: world.db, files, clock: world.clock, timeZone: 'Europe/Moscow' });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  stranger = await (await foundSchool(world)).actor('director');
});

const order = (more: Partial<AddPaper> = {}): AddPaper => ({
  submission: randomUUID(),
  kind: 'order.introduce',
  direction: 'issued',
  number: '259-од',
  issuedOn: '2022-09-12',
  title: 'О внедрении наставничества',
  issuer: '',
  note: '',
  ...more,
});
const scan = { name: '../Приказ\u202Egpj.pdf', bytes: Buffer.from('%PDF-1.7 пример') };
const list = (filter: Record<string, string> = {}) =>
  documents.list(curator, school.organizationId, paperFilter.parse(filter));

describe('a paper', () => {
  test('is registered with number and date, a draft without, and completed later', async () => {
    const form = order({ number: '', issuedOn: null });
    const { paperId } = accepted(await documents.add(curator, school.organizationId, form, scan));
    expect(accepted(await documents.add(curator, school.organizationId, form, scan))).toEqual({ paperId });
    const { paper } = accepted(await documents.view(curator, paperId));
    expect(paper).toMatchObject({ state: 'draft', fileName: 'Приказgpj.pdf' });
    const edit = { ...order(), paperId, version: 1 };
    accepted(await documents.edit(curator, edit, null));
    expect(accepted(await documents.view(curator, paperId)).paper).toMatchObject({
      state: 'registered',
      fileId: paper.fileId,
    });
    expect(refusedWith(await documents.edit(curator, edit, null))).toBe('documents.stale');
    expect(refusedWith(await documents.edit(curator, { ...edit, version: 2, number: '' }, null))).toBe(
      'documents.keep_number',
    );
  });

  test('has its number once, and stays when it is cancelled', async () => {
    const { paperId } = accepted(await documents.add(curator, school.organizationId, order(), null));
    expect(refusedWith(await documents.add(curator, school.organizationId, order(), null))).toBe(
      'documents.number_taken',
    );
    accepted(await documents.add(curator, school.organizationId, order({ issuedOn: '2023-09-12' }), null));
    expect(refusedWith(await documents.cancel(curator, { paperId, version: 7, reason: 'ошибка' }))).toBe(
      'documents.stale',
    );
    accepted(await documents.cancel(curator, { paperId, version: 1, reason: 'ошибка' }));
    expect(refusedWith(await documents.edit(curator, { ...order(), paperId, version: 2 }, null))).toBe(
      'documents.closed',
    );
    expect(accepted(await list({ state: 'cancelled' })).papers).toMatchObject([
      { id: paperId, stateReason: 'ошибка' },
    ]);
  });

  test('is found by words, and a filter made by hand does no harm', async () => {
    accepted(await documents.add(curator, school.organizationId, order(), null));
    expect(accepted(await list({ q: 'ВНЕДРЕНИИ' })).total).toBe(1);
    expect(accepted(await list({ q: '%' })).total).toBe(0);
    expect(accepted(await list({ q: '\0', kind: "' or 1", state: 'x', page: '-1' })).total).toBe(1);
    expect(accepted(await list({ kind: 'order.pairs' })).total).toBe(0);
  });

  test('and its file are not there for another school', async () => {
    const { paperId } = accepted(await documents.add(curator, school.organizationId, order(), scan));
    const { paper } = accepted(await documents.view(curator, paperId));
    const fileId = paper.fileId ?? '';
    expect(accepted(await documents.download(curator, fileId)).file).toMatchObject({
      mediaType: 'application/pdf',
    });
    expect(refusedWith(await documents.view(stranger, paperId))).toBe('documents.not_found');
    expect(refusedWith(await documents.download(stranger, fileId))).toBe('documents.file_not_found');
    expect(refusedWith(await documents.edit(stranger, { ...order(), paperId, version: 1 }, null))).toBe(
      'documents.not_found',
    );
    expect(refusedWith(await documents.cancel(stranger, { paperId, version: 1, reason: 'чужой' }))).toBe(
      'documents.not_found',
    );
    expect(
      refusedWith(await documents.add(stranger, school.organizationId, order({ number: '1' }), null)),
    ).toBe('access.not_found');
    expect(
      refusedWith(await documents.exportRegister(stranger, school.organizationId, paperFilter.parse({}))),
    ).toBe('access.not_found');
    expect(refusedWith(await documents.download(curator, '../../etc/passwd'))).toBe(
      'documents.file_not_found',
    );
  });

  test('refuses files that are empty or too large, and leaves no paper behind', async () => {
    const empty = { name: 'a.pdf', bytes: new Uint8Array() };
    const large = { name: 'a.pdf', bytes: new Uint8Array(25 * 1024 * 1024 + 1) };
    expect(refusedWith(await documents.add(curator, school.organizationId, order(), empty))).toBe(
      'file.empty',
    );
    expect(refusedWith(await documents.add(curator, school.organizationId, order(), large))).toBe(
      'file.too_large',
    );
    expect(accepted(await list()).total).toBe(0);
  });

  test('is shown to the team, changed by those who answer', async () => {
    const teacher = await school.actor('class_teacher');
    const seen = accepted(await documents.list(teacher, school.organizationId, paperFilter.parse({})));
    expect(seen.can['documents.register']).toMatchObject({ code: 'access.not_allowed' });
    expect(refusedWith(await documents.add(teacher, school.organizationId, order(), null))).toBe(
      'access.not_allowed',
    );
    const mentor = await school.actor('mentor');
    expect(refusedWith(await documents.list(mentor, school.organizationId, paperFilter.parse({})))).toBe(
      'access.not_allowed',
    );
  });
});

const lines = (text: string) => readPaperLines(text, guessPaperKind);

describe('a pasted list', () => {
  test('enters all or nothing, once, and says what the register already has', async () => {
    accepted(await documents.add(curator, school.organizationId, order(), null));
    const mixed = lines(
      'Приказ № 259-од от 12.09.2022 О внедрении наставничества\nПриказ № 1 от 01.09.2026 О поощрении\nбез номера',
    );
    const checked = accepted(await documents.checkLines(curator, school.organizationId, mixed));
    expect(checked.map(({ errors }) => errors)).toEqual([
      { number: 'taken' },
      {},
      { number: 'no_number', issuedOn: 'no_date' },
    ]);
    const submission = randomUUID();
    const send = (sent: typeof mixed) => documents.addMany(curator, school.organizationId, submission, sent);
    expect(await send(mixed)).toMatchObject({
      refusal: { code: 'documents.line_errors', facts: { count: 2 } },
    });
    expect(accepted(await list()).total).toBe(1);
    expect(accepted(await send(mixed.slice(1, 2)))).toEqual({ count: 1 });
    expect(accepted(await send(mixed.slice(1, 2)))).toEqual({ count: 1 });
    expect(accepted(await list()).total).toBe(2);
    expect(refusedWith(await documents.addMany(stranger, school.organizationId, randomUUID(), mixed))).toBe(
      'access.not_found',
    );
  });

  test('is refused when empty or endless', async () => {
    const check = (sent: ReturnType<typeof lines>) =>
      documents.checkLines(curator, school.organizationId, sent);
    expect(refusedWith(await check([]))).toBe('documents.nothing_to_add');
    expect(refusedWith(await check(lines('Приказ № 1 от 01.09.2026 О поощрении\n'.repeat(1_001))))).toBe(
      'documents.too_many',
    );
  });
});

test('the register as XLSX keeps formulas as text', async () => {
  accepted(
    await documents.add(
      curator,
      school.organizationId,
      order({ title: '=1+1', note: '@SUM(A1)\nвторая' }),
      null,
    ),
  );
  const bytes = accepted(
    await documents.exportRegister(curator, school.organizationId, paperFilter.parse({})),
  );
  const document = accepted(await readDocument(bytes, 'Реестр.xlsx'));
  expect(document.text).toContain('=1+1');
  expect(document.text).toContain('@SUM(A1)');
});

test('a paper tells what it proves, as the rooms below say', async () => {
  const told = createDocuments({
    db: world.db,
    files,
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    findUses: async (_tx, paperId) => [{ activityId: paperId, title: 'Издать приказ' }],
  });
  const { paperId } = accepted(await told.add(curator, school.organizationId, order(), null));
  expect(accepted(await told.view(curator, paperId)).uses).toEqual([
    { activityId: paperId, title: 'Издать приказ' },
  ]);
  expect(accepted(await documents.view(curator, paperId)).uses).toEqual([]);
});

test('the sweep keeps what a file of any school holds', async () => {
  accepted(
    await documents.add(curator, school.organizationId, order(), {
      name: 'a.pdf',
      bytes: Buffer.from(`%PDF-1.7 ${randomUUID()}`),
    }),
  );
  const stored = await Array.fromAsync(files.list());
  const none = 'f'.repeat(64);
  const used = await world.db.asSystem('test', 'files.sweep', (tx) => findUsedFiles(tx, [...stored, none]));
  expect(used.has(none)).toBe(false);
  expect(used.size).toBeGreaterThan(0);
});
