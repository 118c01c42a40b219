import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { PaperRegistered, PaperSource } from '#src/features/orgs/papers.server.ts';
import { paperFilter } from '#src/features/documents/schema.ts';
import { createDocuments, type Documents } from '#src/features/documents/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let documents: Documents;
let school: School;
let curator: PersonActor;
let stranger: PersonActor;
let teacher: PersonActor;
let entered: PaperRegistered[];
let followed: string[];
let sequel: () => Result;
const SUBJECT = randomUUID();

/** A room that knows the table of pairs and one pair, and asks for what nobody knows. */
const room: PaperSource = {
  kinds: ['order.pairs'],
  fields: () => [
    { name: 'таблица пар', kind: 'table', description: '' },
    { name: 'повод', kind: 'text', description: '', isAsked: true },
    { name: 'день слёта', kind: 'day', description: '', isAsked: true },
    { name: 'ведущий', kind: 'person', description: '', isAsked: true },
  ],
  subjects: () => ({
    label: 'Пары',
    takes: 'many',
    list: async () => [{ id: SUBJECT, label: 'Иванова – Петров', isUsual: true }],
  }),
  gather: async (_tx, { subjectIds }) => ({
    'таблица пар': {
      kind: 'table',
      table: {
        columns: [{ heading: 'Кто', width: 1 }],
        rows: subjectIds.map(() => ['<Иванова> & «Петров»']),
      },
    },
  }),
  registered: async (_tx, paper) => {
    entered.push(paper);
    return sequel();
  },
};

beforeAll(async () => {
  world = await openTestDatabase();
  documents = createDocuments({
    db: world.db,
    files: createMemoryFiles(),
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    sources: [room],
    onRegistered: async (_tx, _actor, papers) => {
      followed.push(...papers.map(({ id }) => id));
      return accept();
    },
  });
});
afterAll(async () => {
  await closePdfRenderer();
  await world.close();
});
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  teacher = await school.actor('class_teacher');
  stranger = await (await foundSchool(world)).actor('director');
  entered = [];
  followed = [];
  sequel = accept;
});

const start = async (kind = 'order.pairs', actor = curator): Promise<string> =>
  accepted(
    await documents.drafts.start(actor, school.organizationId, {
      kind,
      subjectIds: [],
      submission: randomUUID(),
    }),
  ).paperId;
const versionOf = async (paperId: string): Promise<number> =>
  accepted(await documents.view(curator, paperId)).paper.version;
const setText = async (paperId: string, body: string, title = 'О парах') =>
  documents.drafts.saveText(curator, { paperId, version: await versionOf(paperId), title, body });
const register = async (
  paperId: string,
  more: { number?: string; issuedOn?: string; replacesId?: string } = {},
) =>
  documents.registerDraft(
    curator,
    {
      paperId,
      version: await versionOf(paperId),
      number: more.number ?? '',
      issuedOn: more.issuedOn ?? '2026-11-20',
      replacesId: more.replacesId ?? null,
    },
    null,
  );
const ready = async (): Promise<string> => {
  const paperId = await start();
  accepted(await setText(paperId, '1. Закрепить за {школа кратко: творительный}:\n{таблица пар}'));
  return paperId;
};

test('a draft is filled from what is known and says what it lacks', async () => {
  const paperId = await start();
  accepted(
    await setText(paperId, 'Провести {повод} {день слёта}, ведёт {ведущий: именительный}.\n{таблица пар}'),
  );
  const text = accepted(await documents.drafts.view(curator, paperId));
  expect(text.missing).toEqual(['повод', 'день слёта', 'ведущий']);
  expect(text.sheet.html).toContain('&lt;Иванова&gt; &amp; «Петров»');
  expect(text.sheet.html).toContain('[повод]');
  expect(text.subjects).toMatchObject({ chosenIds: [SUBJECT], items: [{ id: SUBJECT }] });
  expect(refusedWith(await documents.drafts.print(curator, paperId, 'pdf'))).toBe('documents.gaps');
  const version = await versionOf(paperId);
  expect(refusedWith(await documents.drafts.approve(curator, { paperId, version }))).toBe('documents.gaps');

  const answers = [
    { name: 'повод', text: 'слёт «Старт» <b>', post: '' },
    { name: 'день слёта', text: '2026-12-12', post: '' },
    { name: 'ведущий', text: 'Петров Иван Сергеевич', post: 'учитель' },
  ];
  const rest = { paperId, version, subjectIds: [SUBJECT], baseIds: [], stamps: [] };
  accepted(await documents.drafts.saveAnswers(curator, { ...rest, answers }));
  const filled = accepted(await documents.drafts.view(curator, paperId));
  expect(filled.missing).toEqual([]);
  expect(filled.sheet.html.replaceAll('\u00a0', ' ')).toContain(
    'Провести слёт «Старт» &lt;b&gt; 12 декабря 2026 года, ведёт Петров Иван Сергеевич.',
  );
  const wrong = [{ name: 'день слёта', text: 'завтра', post: '' }];
  expect(
    refusedWith(
      await documents.drafts.saveAnswers(curator, { ...rest, version: version + 1, answers: wrong }),
    ),
  ).toBe('documents.answer_wrong');
  expect(refusedWith(await documents.drafts.saveAnswers(curator, { ...rest, answers }))).toBe(
    'documents.stale',
  );
});

test('a paper whose director is unknown is not printed with a blank', async () => {
  await world.asOwner(`update organizations set director_name = '' where id = $1`, [school.organizationId]);
  const paperId = await start();
  accepted(await setText(paperId, 'Поручить {руководитель: дательный}.'));
  expect(refusedWith(await register(paperId))).toBe('documents.gaps');
  accepted(await setText(paperId, 'Текст без имён.'));
  expect(refusedWith(await register(paperId))).toBe('documents.gaps');
  expect(accepted(await documents.view(curator, paperId)).paper).toMatchObject({
    state: 'draft',
    number: '',
  });
});

test('a wording with problems is kept but goes no further', async () => {
  const paperId = await start();
  accepted(await setText(paperId, 'Назначить {директора} <script>', 'О {чём}'));
  const { problems } = accepted(await documents.drafts.view(curator, paperId));
  expect(problems.map(({ code, in: place }) => [place, code])).toEqual([
    ['title', 'unknown_field'],
    ['body', 'markup'],
    ['body', 'unknown_field'],
  ]);
  expect(refusedWith(await register(paperId))).toBe('documents.wording_problems');
});

test('registration gives the number, fixes the words and does what follows', async () => {
  const paperId = await ready();
  expect(accepted(await documents.view(curator, paperId)).nextNumber).toBe('1-од');
  expect(accepted(await register(paperId))).toEqual({ number: '1-од' });
  const { paper } = accepted(await documents.view(curator, paperId));
  expect(paper).toMatchObject({
    state: 'registered',
    number: '1-од',
    issuedOn: '2026-11-20',
    title: 'О парах',
  });
  expect(entered).toMatchObject([{ paperId, subjectIds: [SUBJECT], number: '1-од' }]);
  expect(followed).toEqual([paperId]);
  await world.asOwner(`update organizations set short_name = 'Другое имя' where id = $1`, [
    school.organizationId,
  ]);
  const text = accepted(await documents.drafts.view(curator, paperId));
  expect(text.sheet.html).not.toContain('Другое имя');
  expect(text.sheet.html).toContain('1-од');
  expect(refusedWith(await setText(paperId, 'иначе'))).toBe('documents.fixed');
  expect(refusedWith(await register(paperId))).toBe('documents.registered_already');
});

test('what a room refuses leaves nothing registered and no number lost', async () => {
  const paperId = await ready();
  sequel = () => refuse('mentorships.order_changed');
  expect(refusedWith(await register(paperId))).toBe('mentorships.order_changed');
  expect(accepted(await documents.view(curator, paperId)).paper).toMatchObject({
    state: 'draft',
    number: '',
  });
  expect(followed).toEqual([]);
  sequel = accept;
  expect(accepted(await register(paperId)).number).toBe('1-од');
});

test('twenty at once get twenty numbers without a gap', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => ready()));
  const given = await Promise.all(ids.map((id) => register(id)));
  const numbers = given.map((one) => Number.parseInt(accepted(one).number, 10)).toSorted((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test('a number of the series is given once, a cancelled paper keeps its own, a free one is free', async () => {
  const first = await ready();
  accepted(await register(first, { number: '12-ОД' }));
  const cancel = { paperId: first, version: await versionOf(first), reason: 'ошибка' };
  accepted(await documents.cancel(curator, cancel));
  const second = await ready();
  expect(refusedWith(await register(second, { number: '12-од', issuedOn: '2026-11-19' }))).toBe(
    'documents.number_given',
  );
  expect(accepted(await register(second)).number).toBe('13-од');
  expect(accepted(await register(await ready(), { number: '45/2-р' })).number).toBe('45/2-р');
  expect(accepted(await register(await ready(), { issuedOn: '2025-12-30' })).number).toBe('1-од');
  const byHand = {
    submission: randomUUID(),
    kind: 'order.introduce',
    direction: 'issued' as const,
    number: '13-од',
    issuedOn: '2026-11-18',
    title: 'О внедрении',
    issuer: '',
    note: '',
  };
  expect(refusedWith(await documents.add(curator, school.organizationId, byHand, null))).toBe(
    'documents.number_given',
  );
});

test('a paper takes the place of another, and rests on one', async () => {
  const older = await ready();
  accepted(await register(older));
  const newer = await start();
  accepted(await setText(newer, 'На основании {основание} закрепить.\n{таблица пар}'));
  const rest = {
    paperId: newer,
    version: await versionOf(newer),
    subjectIds: [SUBJECT],
    answers: [],
    stamps: [],
  };
  expect(refusedWith(await documents.drafts.saveAnswers(curator, { ...rest, baseIds: [randomUUID()] }))).toBe(
    'documents.base_unknown',
  );
  accepted(await documents.drafts.saveAnswers(curator, { ...rest, baseIds: [older] }));
  expect(accepted(await documents.drafts.view(curator, newer)).sheet.html).toContain(
    'На основании приказа № 1-од от 20.11.2026 «О парах» закрепить.',
  );
  accepted(await register(newer, { replacesId: older }));
  expect(accepted(await documents.view(curator, older))).toMatchObject({
    paper: { state: 'replaced' },
    replacedBy: { id: newer },
  });
  expect(refusedWith(await register(await ready(), { replacesId: older }))).toBe(
    'documents.replaced_unknown',
  );
});

test('approved words stay until they are opened again, and are printed with room for number and day', async () => {
  const paperId = await ready();
  accepted(await documents.drafts.approve(curator, { paperId, version: await versionOf(paperId) }));
  expect(refusedWith(await setText(paperId, 'иначе'))).toBe('documents.fixed');
  const pdf = accepted(await documents.drafts.print(curator, paperId, 'pdf'));
  expect(pdf.name).toBe('Приказ О парах.pdf');
  expect(Buffer.from(pdf.bytes.slice(0, 5)).toString()).toBe('%PDF-');
  accepted(await documents.drafts.reopen(curator, { paperId, version: await versionOf(paperId) }));
  accepted(await setText(paperId, 'Иначе.\n{таблица пар}'));
  expect(accepted(await documents.drafts.view(curator, paperId)).sheet.html).toContain('Иначе.');
  accepted(await documents.drafts.approve(curator, { paperId, version: await versionOf(paperId) }));
  expect(accepted(await register(paperId)).number).toBe('1-од');
});

test('a text is nobody else’s: not of another school, not of all staff', async () => {
  const paperId = await ready();
  expect(refusedWith(await documents.drafts.view(stranger, paperId))).toBe('documents.not_found');
  expect(refusedWith(await documents.drafts.print(stranger, paperId, 'docx'))).toBe('documents.not_found');
  expect(refusedWith(await documents.drafts.view(teacher, paperId))).toBe('documents.no_text');
  const input = { paperId, version: await versionOf(paperId), title: 'Чужой', body: 'Чужой' };
  expect(refusedWith(await documents.drafts.saveText(stranger, input))).toBe('documents.not_found');
  expect(refusedWith(await documents.drafts.saveText(teacher, input))).toMatch(/^access\./u);
  const asked = { kind: 'order.pairs', subjectIds: [], submission: randomUUID() };
  expect(refusedWith(await documents.drafts.start(teacher, school.organizationId, asked))).toMatch(
    /^access\./u,
  );
  expect(refusedWith(await documents.drafts.start(stranger, school.organizationId, asked))).toMatch(/./u);
});

test('a kind without a wording is refused, a double press makes one draft', async () => {
  const input = { kind: 'practice-card', subjectIds: [], submission: randomUUID() };
  expect(refusedWith(await documents.drafts.start(curator, school.organizationId, input))).toBe(
    'documents.no_template',
  );
  const twice = { kind: 'order.pairs', subjectIds: [], submission: randomUUID() };
  const one = accepted(await documents.drafts.start(curator, school.organizationId, twice));
  expect(accepted(await documents.drafts.start(curator, school.organizationId, twice))).toEqual(one);
  const { total } = accepted(
    await documents.list(curator, school.organizationId, paperFilter.parse({ state: 'draft' })),
  );
  expect(total).toBe(1);
});

test('two papers without a number of their own stand in the register on one day', async () => {
  const papers = [await start('regulation'), await start('regulation')];
  for (const paperId of papers) {
    accepted(await setText(paperId, 'Положение.', `О ${paperId}`));
    expect(accepted(await register(paperId)).number).toBe('б/н');
  }
});
