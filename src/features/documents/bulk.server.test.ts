import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { accept } from '#src/lib/result.ts';
import { systemClock } from '#src/platform/clock.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { startWorker, type Worker } from '#src/platform/jobs.ts';
import { silentLog } from '#src/platform/log.ts';
import { closeDocxRenderer } from '#src/platform/render/docx-zip.ts';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { createTasks, type Tasks } from '#src/platform/tasks/create-tasks.ts';
import { isOver, type TaskView } from '#src/platform/tasks/model.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { PaperSource } from '#src/features/orgs/papers.server.ts';
import { documentsTasks } from '#src/features/documents/jobs.server.ts';
import { bulkFilter, bulkForm, type StartBulk } from '#src/features/documents/schema/bulk.ts';
import { printFilter, type PrintAgain } from '#src/features/documents/schema/print-again.ts';
import { createBulkPapers, type BulkPapers } from '#src/features/documents/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let bulk: BulkPapers;
let service: Tasks;
let worker: Worker;
let school: School;
let curator: PersonActor;
let people: { id: string; name: string; className: string }[];
let onEntered: (count: number) => Promise<void>;
let onPut: () => Promise<void>;
let entered = 0;

/** A room with awards for the people of the test; who has no name is not known to it. */
const room: PaperSource = {
  kinds: ['gratitude', 'order.pairs'],
  fields: () => [
    { name: 'участник', kind: 'person', description: '' },
    { name: 'роль', kind: 'text', description: '' },
    { name: 'за что', kind: 'text', description: '', isAsked: true },
  ],
  subjects: (kind) => ({
    label: 'Участник',
    takes: kind === 'gratitude' ? 'one' : 'many',
    list: async () =>
      people.map(({ id, name, className }) => ({ id, label: name || 'Без имени', className, isUsual: true })),
  }),
  gather: () => Promise.reject(new Error('Many papers are gathered together')),
  gatherMany: async (_tx, { subjectIds }) =>
    new Map(
      people
        .filter(({ id, name }) => subjectIds.includes(id) && name !== '')
        .map(({ id, name }) => [
          id,
          {
            участник: {
              kind: 'person',
              name: { familyName: name, givenName: 'Анна', patronymic: '' },
              gender: 'female',
              post: '',
            },
          },
        ]),
    ),
};

beforeAll(async () => {
  world = await openTestDatabase();
  const kept = createMemoryFiles();
  const deps = {
    db: world.db,
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    tasks,
    sources: [room],
    files: {
      ...kept,
      put: async (...args: Parameters<typeof kept.put>) => {
        await onPut();
        return kept.put(...args);
      },
    },
    onRegistered: async (_tx: unknown, _actor: unknown, papers: readonly unknown[]) => {
      entered += papers.length;
      await onEntered(entered);
      return accept();
    },
  };
  bulk = createBulkPapers(deps);
  service = createTasks({ db: world.db, files: deps.files, log: silentLog, kinds: documentsTasks(deps) });
  worker = await startWorker({
    db: world.db,
    clock: systemClock,
    log: silentLog,
    handlers: service.handlers,
    schedules: [],
    timeZone: 'Europe/Moscow',
  });
});
afterAll(async () => {
  await worker.stop();
  await closePdfRenderer();
  await closeDocxRenderer();
  await world.close();
});
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  people = crowd(5);
  entered = 0;
  onEntered = async () => undefined;
  onPut = async () => undefined;
});

const crowd = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: randomUUID(),
    name: `Орлова-${at + 1}`,
    className: at % 2 === 0 ? '7А' : '8Б',
  }));
const asked = (more: Partial<StartBulk> = {}): StartBulk => ({
  ...bulkForm.parse({
    kind: 'gratitude',
    scope: 'all',
    way: 'print',
    format: 'pdf',
    submission: randomUUID(),
    answers: [{ name: 'за что', text: 'за труд' }],
  }),
  ...more,
});
const registering = (more: Partial<StartBulk> = {}) =>
  asked({ way: 'register', issuedOn: '2026-11-20', ...more });
const filter = (more = {}) => printFilter.parse({ kind: 'gratitude', on: '2026-11-20', ...more });
const sent = (more: Partial<PrintAgain> = {}): PrintAgain => ({
  scope: 'all',
  paperIds: [],
  format: 'pdf',
  oddStart: false,
  submission: randomUUID(),
  ...more,
});
const start = (input: StartBulk, actor = curator) => bulk.start(actor, school.organizationId, input);
const papers = () =>
  world.asOwner<{ number: string; state: string; title: string; issued_on: unknown }>(
    'select number, state, title, issued_on from papers where organization_id = $1 order by id',
    [school.organizationId],
  );

async function ended(taskId: string, actor = curator): Promise<TaskView> {
  for (;;) {
    const { value } = { value: accepted(await service.waitBriefly(actor, taskId, 5)) };
    if (isOver(value.state)) return value;
  }
}
const doneBy = async (input: StartBulk) => ended(accepted(await start(input)).taskId);
const fileOf = async (taskId: string, actor = curator) => {
  const { file, stream } = accepted(await service.openFile(actor, taskId, 0));
  return { name: file.name, type: file.mediaType, bytes: Buffer.concat(await stream.toArray()) };
};
const taskOf = (view: TaskView) => view.result?.next.split('/').at(-1) ?? '';

test('files for many: nothing enters the register, and only whoever asked gets the file', async () => {
  const { taskId } = accepted(await start(asked()));
  const view = await ended(taskId);
  expect(view).toMatchObject({ state: 'done', result: { next: '/documents' } });
  const file = await fileOf(taskId);
  expect(file).toMatchObject({ type: 'application/pdf', name: 'Благодарность (5).pdf' });
  expect(Buffer.from(file.bytes).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await papers()).toEqual([]);
  expect(refusedWith(await service.openFile(await school.actor('director'), taskId, 0))).toBe(
    'tasks.not_found',
  );

  const zip = await doneBy(asked({ format: 'docx', q: 'орлова-3' }));
  const archive = await fileOf(zip.id);
  expect(archive).toMatchObject({ type: 'application/zip', name: 'Благодарность (1).zip' });
  expect(Buffer.from(archive.bytes).toString('utf8')).toContain('Благодарность, Орлова-3.docx');
});

test('registered for many: numbers in a row, one day, a file of all', async () => {
  const view = await doneBy(registering({ className: '7А' }));
  expect(view.state).toBe('done');
  expect(view.result?.message).toContain('3 документа (№ 1 – 3)');
  expect((await papers()).map(({ number, state }) => [number, state])).toEqual([
    ['1', 'registered'],
    ['2', 'registered'],
    ['3', 'registered'],
  ]);
  // One row of the audit for a paper and one for its text, as of papers registered one by one.
  const told = await world.asOwner(
    `select table_name, operation, count(*) as rows from audit_rows
     where organization_id = $1 and table_name in ('papers', 'paper_texts') group by 1, 2 order by 1`,
    [school.organizationId],
  );
  expect(told).toEqual([
    { table_name: 'paper_texts', operation: 'insert', rows: 3 },
    { table_name: 'papers', operation: 'insert', rows: 3 },
  ]);
  const printed = await ended(taskOf(view));
  expect(printed.state).toBe('done');
  expect((await fileOf(printed.id)).name).toBe('Благодарность (3).pdf');

  const [chosen] = people;
  const more = await doneBy(registering({ scope: 'chosen', subjectIds: [chosen?.id ?? ''] }));
  expect(more.result?.message).toContain('1 документ (№ 4)');
  // The same form sent twice gives no second papers.
  const again = registering();
  const [one, two] = [accepted(await start(again)), accepted(await start(again))];
  expect(one).toEqual(two);
  await ended(one.taskId);
  expect(await papers()).toHaveLength(9);
});

test('registered papers are printed again as one file, and nothing is entered anew', async () => {
  onPut = async () => Promise.reject(new Error('the disk is full'));
  const view = await doneBy(registering());
  const lost = await ended(taskOf(view));
  expect(lost).toMatchObject({
    state: 'failed',
    again: { to: '/documents/print?kind=gratitude&on=2026-11-20', label: 'Напечатать из реестра' },
  });
  onPut = async () => undefined;
  const { organizationId } = school;
  const { list } = accepted(await bulk.again.view(curator, organizationId, filter()));
  expect(list?.total).toBe(5);
  expect(list?.papers[1]?.label).toBe('Благодарность № 2 от 20.11.2026, Орлова-2');
  const print = (more: Partial<PrintAgain> = {}, narrowed = filter(), actor = curator) =>
    bulk.again.start(actor, organizationId, narrowed, sent(more));
  const made = await ended(accepted(await print()).taskId);
  expect(made).toMatchObject({ state: 'done' });
  expect((await fileOf(made.id)).name).toBe('Благодарность (5).pdf');
  const ids = list?.papers.slice(0, 2).map(({ id }) => id) ?? [];
  const two = await ended(accepted(await print({ scope: 'chosen', paperIds: ids, format: 'docx' })).taskId);
  const { name, bytes } = await fileOf(two.id);
  expect(name).toBe('Благодарность (2).zip');
  expect(bytes.toString('utf8')).toContain('№ 2.docx');
  expect(await papers()).toHaveLength(5);

  expect(refusedWith(await print({ scope: 'chosen' }))).toBe('documents.nothing_to_print');
  expect(refusedWith(await print({}, filter({ on: '2026-11-19' })))).toBe('documents.nothing_to_print');
  await world.asOwner("update papers set state = 'cancelled' where id = $1", [ids[0]]);
  expect(refusedWith(await print({ scope: 'chosen', paperIds: ids }))).toBe('documents.print_changed');
  expect(accepted(await bulk.again.view(curator, organizationId, filter())).list?.total).toBe(4);
  const teacher = await school.actor('class_teacher');
  expect(accepted(await bulk.again.view(teacher, organizationId, filter())).list).toBe(null);
  expect(refusedWith(await print({}, filter(), teacher))).toBe('access.not_allowed');
  const stranger = await (await foundSchool(world)).actor('director');
  expect(refusedWith(await print({ scope: 'chosen', paperIds: ids }, filter(), stranger))).toBe(
    'access.not_found',
  );
});

test('of 201 one without a name: who lacks what is said, and nothing is begun', async () => {
  people = crowd(201);
  const nameless = people[137];
  if (nameless !== undefined) nameless.name = '';
  const refused = await start(registering());
  expect(refused).toMatchObject({
    ok: false,
    refusal: { code: 'documents.bulk_gaps', facts: { count: 1, first: 'Без имени', fields: 'участник' } },
  });
  expect(accepted(await bulk.check(curator, school.organizationId, registering()))).toEqual([
    { label: 'Без имени', missing: ['участник'] },
  ]);
  expect(await papers()).toEqual([]);
  expect(refusedWith(await start(asked({ answers: [] })))).toBe('documents.bulk_gaps');

  const pages = bulkFilter.parse({ kind: 'gratitude', page: '2' });
  const { view } = accepted(await bulk.view(curator, school.organizationId, pages));
  expect(view).toMatchObject({ total: 201, classes: ['7А', '8Б'], nextNumber: '1' });
  expect(view?.subjects).toHaveLength(1);
  expect(view?.fields.filter(({ isAsked }) => isAsked).map(({ name }) => name)).toEqual(['за что']);
});

test('cancelled in the middle, and failed in the middle: no paper is left and no number is taken', async () => {
  people = crowd(230);
  const { taskId } = accepted(await start(registering()));
  // Held after the first hundred until the person has cancelled and the task has heard it.
  onEntered = async (count) => {
    if (count !== 100) return;
    accepted(await service.cancel(curator, taskId));
    await sleep(1_500);
  };
  expect((await ended(taskId)).state).toBe('cancelled');
  expect(entered).toBe(100);
  expect(await papers()).toEqual([]);
  onEntered = (count) => (count > 100 ? Promise.reject(new Error('broken')) : Promise.resolve());
  entered = 0;
  expect((await doneBy(registering())).state).toBe('failed');
  expect(await papers()).toEqual([]);
  onEntered = async () => undefined;
  const view = await doneBy(registering());
  expect(view.result?.message).toContain('(№ 1 – 230)');
});

test('two at once wait for each other and give distinct numbers', async () => {
  people = crowd(120);
  const director = await school.actor('director');
  const both = await Promise.all([start(registering()), start(registering(), director)]);
  const [one, two] = both.map((each) => accepted(each).taskId);
  expect((await ended(one ?? '')).state).toBe('done');
  expect((await ended(two ?? '', director)).state).toBe('done');
  const numbers = (await papers()).map(({ number }) => Number(number));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 240 }, (_, at) => at + 1));
});

test('what cannot be is refused before anything is begun', async () => {
  const teacher = await school.actor('class_teacher');
  expect(refusedWith(await start(asked(), teacher))).toBe('access.not_allowed');
  expect(refusedWith(await bulk.check(teacher, school.organizationId, asked()))).toBe('access.not_allowed');
  const { view } = accepted(
    await bulk.view(teacher, school.organizationId, bulkFilter.parse({ kind: 'gratitude' })),
  );
  expect(view).toBe(null);
  expect(refusedWith(await start(asked({ kind: 'order.pairs' })))).toBe('documents.not_bulk');
  expect(refusedWith(await start(asked({ q: 'никого' })))).toBe('documents.nobody_chosen');
  expect(refusedWith(await start(asked({ scope: 'chosen', subjectIds: [randomUUID()] })))).toBe(
    'documents.bulk_changed',
  );
  expect(refusedWith(await start(registering({ issuedOn: null })))).toBe('documents.no_day');
  expect(refusedWith(await start(registering({ issuedOn: '2027-11-20' })))).toBe('documents.future_day');
  expect(refusedWith(await start(asked({ answers: [{ name: 'чужое', text: 'x', post: '' }] })))).toBe(
    'documents.answer_wrong',
  );
  people = crowd(1_001);
  expect(refusedWith(await start(asked()))).toBe('documents.bulk_limit');
});
