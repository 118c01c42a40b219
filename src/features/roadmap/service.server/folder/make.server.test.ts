import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { silentLog } from '#src/platform/log.ts';
import type { FileStore } from '#src/platform/files.ts';
import { startWorker, type Worker } from '#src/platform/jobs.ts';
import { systemClock } from '#src/platform/clock.ts';
import { createTasks, type Tasks } from '#src/platform/tasks/create-tasks.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { readPdf } from '#src/platform/render/testing/extract-text.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { createDocuments, startDraft, type Documents } from '#src/features/documents/service.server.ts';
import { roadmapTasks } from '#src/features/roadmap/jobs.server.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { createRoadmap, type RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { attach, beginYear, enterPaper } from '#src/features/roadmap/testing/year-of-papers.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../../../test/world.ts';

let database: TestDatabase;
let deps: RoadmapDeps;
let files: FileStore;
/** What happens when the store is asked for a file. */
let onFile: (which: 'a scan' | 'the PDF' | 'the ZIP') => Promise<void>;
let roadmap: RoadmapService;
let documents: Documents;
let service: Tasks;
let worker: Worker;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  database = await openTestDatabase({ now: '2022-11-16T09:00:00Z' });
  const { db, clock } = database;
  const kept = createMemoryFiles();
  files = {
    ...kept,
    read: async (sha256) => {
      await onFile('a scan');
      return kept.read(sha256);
    },
    put: async (content, options) => {
      const made = options?.name?.startsWith('Папка');
      if (made === true) await onFile(options?.name?.endsWith('.zip') === true ? 'the ZIP' : 'the PDF');
      return kept.put(content, options);
    },
  };
  deps = { db, clock, files, tasks, timeZone: 'Europe/Moscow' };
  roadmap = createRoadmap(deps);
  documents = createDocuments({ db, clock, files, timeZone: deps.timeZone });
  service = createTasks({ db, log: silentLog, files, kinds: roadmapTasks(deps) });
  const { handlers } = service;
  worker = await startWorker({
    db,
    clock: systemClock,
    log: silentLog,
    handlers,
    schedules: [],
    timeZone: 'Europe/Moscow',
  });
});
afterAll(async () => {
  await worker.stop();
  await closePdfRenderer();
  await database.close();
});
beforeEach(async () => {
  onFile = async () => undefined;
  school = await foundSchool(database);
  curator = await school.actor('curator');
  await beginYear(roadmap, curator, school.organizationId);
});

async function scanOf(width: number, pages = 1): Promise<Uint8Array> {
  const made = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) made.addPage([width, 400]);
  return made.save();
}

/** An order made here and registered. */
async function draftOrder(): Promise<string> {
  const { organizationId } = school;
  const { paperId } = accepted(
    await database.db.withActor(curator, 'test.draft', (tx) =>
      startDraft(tx, { clock: deps.clock, timeZone: deps.timeZone }, organizationId, {
        kind: 'order',
        subjectIds: [],
      }),
    ),
  );
  const wording = { title: 'О наставниках', body: 'Назначить наставников с 1 октября.' };
  accepted(await documents.drafts.saveText(curator, { paperId, version: 1, ...wording }));
  accepted(
    await documents.registerDraft(
      curator,
      { paperId, version: 2, number: '45/2-р', issuedOn: '2022-09-20', replacesId: null },
      null,
    ),
  );
  return paperId;
}

/** The task of the curator that is being done. */
async function taskInWork(): Promise<{ id: string }> {
  const [task] = await database.asOwner<{ id: string }>(
    "select id from tasks where organization_id = $1 and state = 'running'",
    [school.organizationId],
  );
  return task ?? { id: '' };
}

const choice = { schoolYear: 2022, roadmapId: null };

async function make(): Promise<{ taskId: string; pdf: Uint8Array; zip: Record<string, Uint8Array> }> {
  const sent = { ...choice, submission: randomUUID() };
  const { taskId } = accepted(await roadmap.startFolder(curator, school.organizationId, sent));
  expect(accepted(await roadmap.startFolder(curator, school.organizationId, sent))).toEqual({ taskId });
  expect(accepted(await service.waitBriefly(curator, taskId, 60))).toMatchObject({ state: 'done' });
  const bytesOf = async (at: number) =>
    Uint8Array.from(
      Buffer.concat(await accepted(await service.openFile(curator, taskId, at)).stream.toArray()),
    );
  return { taskId, pdf: await bytesOf(0), zip: unzipSync(await bytesOf(1)) };
}

it('binds papers, scans and pictures, and packs the rest beside them', async () => {
  const { organizationId } = school;
  const { folder } = accepted(await roadmap.getFolder(curator, organizationId, choice));
  await attach(roadmap, curator, folder, '1.1', { paperId: await draftOrder() });
  const scan = { name: 'скан приказа.pdf', bytes: await scanOf(500, 2) };
  const scanned = await enterPaper(documents, curator, organizationId, { number: '7-од', file: scan });
  await attach(roadmap, curator, folder, '1.2', { paperId: scanned });
  const doc = new TextEncoder().encode('Список');
  await attach(roadmap, curator, folder, '1.2', { file: { name: 'Список.csv', bytes: doc } });
  await attach(roadmap, curator, folder, '1.2', {
    file: { name: `${'щ'.repeat(190)}.pdf`, bytes: new TextEncoder().encode('%PDF-1.4 обрыв') },
  });
  const { taskId, pdf, zip } = await make();

  const names = Object.keys(zip);
  expect(names[0]).toBe('0. Содержание.pdf');
  expect(names.slice(1, 4)).toEqual([
    '1. Нормативная база/1.1 О наставниках № 45-2-р от 20.09.2022.pdf',
    '1. Нормативная база/1.2.1 О внедрении № 7-од от 05.09.2022.pdf',
    '1. Нормативная база/1.2.2 Список.csv',
  ]);
  expect(names[4]).toMatch(/^1\. Нормативная база\/1\.2\.3 щ+\.pdf$/u);
  expect(zip[names[2] ?? '']).toEqual(Uint8Array.from(scan.bytes));

  const { pages } = await readPdf(pdf);
  const text = pages.map((page) => page.text.replaceAll(/\s+/gu, ' '));
  const first = text.findIndex((page) => page.includes('Назначить наставников')) + 1;
  expect(first).toBeGreaterThan(2);
  expect(text[first - 1]).toContain('45/2-р');
  expect(pages.slice(first).map(({ width }) => width)).toEqual([500, 500]);
  const front = text.slice(0, first - 1).join(' ');
  expect(front).toContain('Есть 2 из 4. Не хватает: 0.');
  expect(front).toContain(`О внедрении № 7-од от 05.09.2022 ${first + 1}–${first + 2}`);
  expect(front).toContain('Список.csv приложен отдельным');
  expect(front).toContain('не читается, приложен');
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  expect((await document.getOutline()).map(({ title }) => title)).toEqual([
    'Содержание',
    '1.1 О наставниках № 45/2-р от 20.09.2022',
    '1.2.1 О внедрении № 7-од от 05.09.2022',
  ]);
  await document.loadingTask.destroy();

  const seen = await database.asOwner(
    "select actor_id, command from audit_rows where operation = 'view' and organization_id = $1 order by id",
    [organizationId],
  );
  expect(seen.map((row) => row['command'])).toEqual([
    'roadmap.take_folder',
    'tasks.take_file',
    'tasks.take_file',
  ]);
  const director = await school.actor('director');
  expect(refusedWith(await service.openFile(director, taskId, 0))).toBe('tasks.not_found');
  expect(refusedWith(await service.openFile(curator, taskId, 2))).toBe('tasks.not_found');
});

it('a file lost from the disk is said, not failed; the missing stands with who owes it', async () => {
  const { organizationId } = school;
  const scan = { name: 'a.pdf', bytes: await scanOf(333) };
  await enterPaper(documents, curator, organizationId, { number: '8-од', file: scan });
  const [stored] = await database.asOwner<{ sha256: string }>(
    'select sha256 from files where organization_id = $1 and name = $2',
    [organizationId, 'a.pdf'],
  );
  await files.remove(stored?.sha256 ?? '');
  const { pdf, zip } = await make();
  expect(Object.keys(zip)).toEqual(['0. Содержание.pdf']);
  const text = (await readPdf(pdf)).pages
    .map((page) => page.text)
    .join(' ')
    .replaceAll(/\s+/gu, ' ');
  expect(text).toContain('файл утрачен');
  expect(text).toContain('Чего не хватает');
  expect(text).toContain('Директор 10.09.2022 просрочено');
});

it.each(['a scan', 'the PDF', 'the ZIP'] as const)(
  'cancelled with %s in work: no file, the page says so, and it can be begun again',
  async (moment) => {
    const { organizationId } = school;
    for (const [at, number] of ['8-од', '9-од', '10-од'].entries()) {
      const scan = { name: `скан ${at}.pdf`, bytes: await scanOf(340 + at) };
      await enterPaper(documents, curator, organizationId, { number, file: scan });
    }
    const folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-test-'));
    vi.stubEnv('TMPDIR', folder);
    onFile = async (which) => {
      if (which !== moment) return;
      onFile = async () => undefined;
      const { id } = await taskInWork();
      accepted(await service.cancel(curator, id));
      // Held until the task has heard it.
      await sleep(1_500);
    };
    const sent = { ...choice, submission: randomUUID() };
    const { taskId } = accepted(await roadmap.startFolder(curator, organizationId, sent));
    const over = accepted(await service.waitBriefly(curator, taskId, 60));
    expect(over).toMatchObject({
      state: 'cancelled',
      result: null,
      again: { to: '/plan/folder?year=2022', label: 'Открыть содержание папки' },
    });
    // Nor is anything left of the parts that waited on the disk.
    expect(await readdir(folder)).toEqual([]);
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
    expect(refusedWith(await service.openFile(curator, taskId, 0))).toBe('tasks.not_found');
    expect(refusedWith(await service.cancel(curator, taskId))).toBe('tasks.over');
    const taken = await database.asOwner(
      "select from audit_rows where command = 'roadmap.take_folder' and organization_id = $1",
      [organizationId],
    );
    expect(taken).toEqual([]);
    // The same form sent again begins it anew: what was cancelled came to nothing.
    const again = accepted(await roadmap.startFolder(curator, organizationId, sent));
    expect(again.taskId).not.toBe(taskId);
    expect(accepted(await service.waitBriefly(curator, again.taskId, 60))).toMatchObject({ state: 'done' });
  },
);

it('refuses what is too large or empty, and those who do not lead', async () => {
  const { organizationId } = school;
  const scan = { name: 'a.pdf', bytes: await scanOf(334) };
  await enterPaper(documents, curator, organizationId, { number: '9-од', file: scan });
  await database.asOwner('update files set size_bytes = $2 where organization_id = $1', [
    organizationId,
    3_000_000_000,
  ]);
  const start = (schoolYear: number, actor = curator) =>
    roadmap.startFolder(actor, organizationId, { schoolYear, roadmapId: null });
  expect(await start(2022)).toMatchObject({
    refusal: { code: 'roadmap.folder_too_large', facts: { megabytes: 2862, limit: 1024 } },
  });
  expect(refusedWith(await start(2020))).toBe('roadmap.folder_empty');
  expect(refusedWith(await start(2022, await school.actor('team')))).toMatch(/./u);
});
