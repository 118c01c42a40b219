import { randomUUID } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#src/platform/clock.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { startWorker, type Worker } from '#src/platform/jobs.ts';
import { silentLog } from '#src/platform/log.ts';
import { closeDocxRenderer } from '#src/platform/render/docx-zip.ts';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { readPdf } from '#src/platform/render/testing/extract-text.ts';
import { createTasks, type Tasks } from '#src/platform/tasks/create-tasks.ts';
import { isOver } from '#src/platform/tasks/model.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { consentWork } from '#src/features/consents/jobs.server.ts';
import { PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { readPrintChoice, writePrintChoice, type PrintChoice } from '#src/features/consents/schema/print.ts';
import { createConsents, type Consents } from '#src/features/consents/service.server.ts';
import { enterClass, enterGuardian, enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let consents: Consents;
let service: Tasks;
let worker: Worker;
let school: School;
let curator: PersonActor;
let onPut: () => Promise<void>;

beforeAll(async () => {
  world = await openTestDatabase();
  const { db, clock } = world;
  const kept = createMemoryFiles();
  const files = {
    ...kept,
    put: async (...args: Parameters<typeof kept.put>) => {
      await onPut();
      return kept.put(...args);
    },
  };
  consents = createConsents({ db, clock, files, timeZone: 'Europe/Moscow', tasks });
  service = createTasks({ db, files, log: silentLog, kinds: consentWork({ db, files, sequels: [] }) });
  worker = await startWorker({
    db,
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
  onPut = async () => undefined;
});

const choose = (query: string): PrintChoice => readPrintChoice(new URLSearchParams(query));
const print = (query: string, format: 'pdf' | 'docx' = 'pdf', actor = curator, at = school) =>
  consents.blanks.print(actor, at.organizationId, choose(query), format);
const start = (query: string, format: 'pdf' | 'docx' = 'pdf', actor = curator, submission = randomUUID()) =>
  consents.blanks.start(actor, school.organizationId, choose(query), { format, submission });

async function ended(taskId: string, actor = curator) {
  for (;;) {
    const view = accepted(await service.waitBriefly(actor, taskId, 5));
    if (isOver(view.state)) return view;
  }
}
async function fileOf(taskId: string, actor = curator) {
  const { file, stream } = accepted(await service.openFile(actor, taskId, 0));
  return { name: file.name, bytes: Buffer.concat(await stream.toArray()) };
}
const enterPupils = (count: number) =>
  world.asOwner(
    `insert into people (organization_id, family_name, given_name, kinds, birth_date)
     select $1, 'Тестова' || lpad(n::text, 4, '0'), 'Анна', '{pupil}', '2014-05-05' from generate_series(1, $2) n`,
    [school.organizationId, count],
  );
/** What the outline names, and on which page (from 0) each begins; pages of the first `paged` only, it is slow. */
async function outlineOf(pdf: Uint8Array, paged = 20): Promise<{ title: string; page: number }[]> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const entries: { title: string; page: number }[] = [];
  for (const { title, dest } of (await document.getOutline()) ?? []) {
    const isPaged = entries.length < paged;
    const named = isPaged && typeof dest === 'string' ? await document.getDestination(dest) : dest;
    const page = isPaged ? await document.getPageIndex(named?.[0] as { num: number; gen: number }) : -1;
    entries.push({ title, page });
  }
  await document.loadingTask.destroy();
  return entries;
}

test('a class: a paper for each person and purpose, with the one guardian that is known', async () => {
  const { classId, pupils } = await enterClass(world, school, ['2015-05-05', '2010-05-05']);
  const mother = await enterPerson(world, school, {
    birthDate: null,
    kinds: ['guardian'],
    familyName: 'Одна',
  });
  await enterGuardian(world, school, mother, pupils[0] ?? '');
  const query = `classId=${classId}&purposes=processing&purposes=photo`;
  const { name, bytes } = accepted(await print(query));
  expect(name).toBe('Согласия.pdf');
  const outline = await outlineOf(bytes);
  expect(outline).toHaveLength(4);
  expect(outline[0]?.title).toMatch(/^Проверкин\d+ Саша Игоревич: /u);
  expect(outline[1]?.title).toMatch(/^Проверкин\d+ Саша Игоревич: .*фото/iu);
  expect(outline.some(({ page }) => page % 2 === 1)).toBe(true);
  const { pages } = await readPdf(bytes);
  expect(pages.map((page) => page.text).join(' ')).toContain('Одна Саша Игоревич');
  const sheets = await outlineOf(accepted(await print(`${query}&oddStart=on`)).bytes);
  expect(sheets.filter(({ page }) => page % 2 === 1)).toEqual([]);
  expect(accepted(await print(query, 'docx')).bytes.byteLength).toBeGreaterThan(2_000);

  const one = accepted(await print(`personId=${pupils[0] ?? ''}`, 'docx'));
  expect(one.name).toMatch(/^Согласия: Проверкин\d+ Саша Игоревич\.docx$/u);
  const other = await foundSchool(world);
  const foreign = await print(`personId=${pupils[0] ?? ''}`, 'pdf', await other.actor('curator'), other);
  expect(refusedWith(foreign)).toBe('consents.person_not_found');
  expect(refusedWith(await print('words=никого'))).toBe('consents.nobody');
});

test('six hundred are a task: one PDF or one DOCX, for nobody but whoever asked', async () => {
  await enterPupils(300);
  const query = 'kind=pupil&purposes=processing&purposes=photo';
  expect(await print(query)).toMatchObject({
    refusal: { code: 'consents.too_many_at_once', facts: { limit: 150 } },
  });
  const submission = randomUUID();
  const { taskId } = accepted(await start(query, 'pdf', curator, submission));
  expect(accepted(await start(query, 'pdf', curator, submission))).toEqual({ taskId });
  const view = await ended(taskId);
  expect(view).toMatchObject({ state: 'done', done: 600, total: 600 });
  // The way back leads to the same choice.
  expect(choose(view.result?.next.split('?')[1] ?? '')).toEqual(choose(query));
  const { name, bytes } = await fileOf(taskId);
  expect(name).toBe('Согласия (600).pdf');
  expect(await outlineOf(bytes)).toHaveLength(600);
  expect(refusedWith(await service.openFile(await school.actor('director'), taskId, 0))).toBe(
    'tasks.not_found',
  );
  const docx = await ended(accepted(await start(query, 'docx')).taskId);
  expect((await fileOf(docx.id)).name).toBe('Согласия (600).docx');

  await world.asOwner('delete from role_assignments where organization_id = $1', [school.organizationId]);
  expect(refusedWith(await service.openFile(curator, taskId, 0))).toBe('access.not_found');
}, 120_000);

test('a class teacher prints the own class, whatever the address asks for', async () => {
  const { classActor } = await enterClass(world, school, ['2015-05-05', '2015-06-06', '2015-07-07']);
  await enterPupils(150);
  const view = await ended(accepted(await start('kind=pupil', 'pdf', classActor)).taskId, classActor);
  expect((await fileOf(view.id, classActor)).name).toBe('Согласия (3).pdf');
  for (const role of ['team', 'psychologist', 'administrator', 'mentor'] as const) {
    const actor = await school.actor(role);
    expect(refusedWith(await start('kind=pupil', 'pdf', actor))).toBe('access.not_allowed');
    expect(refusedWith(await print('kind=pupil', 'pdf', actor))).toBe('access.not_allowed');
  }
});

test('cancelled while it is made: no file; more than fit are refused before anything is begun', async () => {
  await enterPupils(6);
  const { taskId } = accepted(await start('kind=pupil'));
  onPut = async () => {
    accepted(await service.cancel(curator, taskId));
  };
  expect(await ended(taskId)).toMatchObject({ state: 'cancelled', result: null });
  expect(refusedWith(await service.openFile(curator, taskId, 0))).toBe('tasks.not_found');
  onPut = async () => undefined;
  expect(await ended(accepted(await start('kind=pupil')).taskId)).toMatchObject({ state: 'done' });

  await enterPupils(195);
  const tooMany = await start(`kind=pupil&${PURPOSES.map((one) => `purposes=${one}`).join('&')}`);
  expect(tooMany).toMatchObject({ refusal: { code: 'consents.too_many_pages', facts: { limit: 1_000 } } });
});

test('a choice is the same after it was an address', () => {
  const query = 'words=Орлова+А&kind=pupil&state=wanted&purpose=photo&page=4&purposes=photo&oddStart=on';
  const choice = choose(query);
  expect(choose(writePrintChoice(choice))).toEqual(choice);
  expect(choose('purposes=чужое')).toMatchObject({ purposes: ['processing'], oddStart: false });
});
