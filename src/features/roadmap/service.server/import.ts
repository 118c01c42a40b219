import { accept, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Report } from '#src/platform/threads.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { keepFile } from '#src/platform/kept-files.ts';
import { readingToDrafts } from '#src/features/roadmap/rules/drafts.ts';
import { detectLayout } from '#src/features/roadmap/rules/layout.ts';
import type { RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';
import { once, refuseUnlessMay, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import {
  readSource,
  type ReadSource,
  type Source,
} from '#src/features/roadmap/service.server/read-source.ts';
import { insertContent, loadResponsibleMeanings } from '#src/features/roadmap/store.server/content.ts';
import { insertRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

/** The kind of task that reads a document of the school; `jobs.server.ts` does it. */
export const IMPORT_TASK = 'roadmap.import';

interface FileInput {
  readonly organizationId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly submission?: string;
}
interface TextInput {
  readonly organizationId: string;
  readonly title: string;
  readonly text: string;
  readonly submission?: string;
}

/** The name is the sender's typing: no database keeps NUL, and no title wants the other control characters. */
function sourceOfFile({ name, bytes }: FileInput): Source {
  return { origin: 'file', name: name.replaceAll(/\p{Cc}+/gu, ' ').trim(), bytes };
}

function sourceOfText({ title, text }: TextInput): Source {
  return { origin: 'text', name: title, bytes: new TextEncoder().encode(text) };
}

/**
 * Begins to read a document that the school has, as long work; in the end it is a roadmap in review. Refused as a
 * whole, with nothing stored: what cannot be read (`tables.*`), what holds no row at all (`roadmap.nothing_found`).
 */
export function startImportOfDocument(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: FileInput,
): Promise<Result<{ taskId: string }>> {
  return startImport(deps, actor, input, sourceOfFile(input));
}

/** The same for pasted text. */
export function startImportOfText(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: TextInput,
): Promise<Result<{ taskId: string }>> {
  return startImport(deps, actor, input, sourceOfText(input));
}

function startImport(
  deps: RoadmapDeps,
  actor: PersonActor,
  { organizationId, submission }: { organizationId: string; submission?: string },
  { origin, name, bytes }: Source,
): Promise<Result<{ taskId: string }>> {
  return deps.db.withActor(actor, 'roadmap.start_import', async (tx) => {
    const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.import');
    if (refused !== null) return refused;
    return deps.tasks.start(tx, {
      kind: IMPORT_TASK,
      organizationId,
      title: origin === 'file' ? `Чтение документа «${name}»` : 'Чтение дорожной карты из текста',
      payload: { origin, name },
      bytes,
      submission,
    });
  });
}

/** Reads and stores a document while the caller waits: for the command line, the demo and tests. */
export function importDocument(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: FileInput,
): Promise<Result<{ roadmapId: string }>> {
  return importNow(deps, actor, input, sourceOfFile(input));
}

/** The same for text. */
export function importText(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: TextInput,
): Promise<Result<{ roadmapId: string }>> {
  return importNow(deps, actor, input, sourceOfText(input));
}

async function importNow(
  deps: RoadmapDeps,
  actor: PersonActor,
  { organizationId, submission }: { organizationId: string; submission?: string },
  source: Source,
): Promise<Result<{ roadmapId: string }>> {
  // Reading costs seconds at worst: nobody without the right makes the program do it.
  const may = await mayImport(deps, actor, organizationId);
  if (!may.ok) return may;
  const read = await readSource(source, unreported);
  if (!read.ok) return read;
  return deps.db.withActor(actor, 'roadmap.import', (tx) =>
    once(tx, { submission }, () => storeImport(tx, deps, { organizationId, source, read: read.value })),
  );
}

const unreported: Report = () => undefined;

/** Whether a roadmap may be begun here, and which school year it is now: what the page of beginning asks. */
export async function mayImport(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
): Promise<Result<{ schoolYear: number }>> {
  return deps.db.withActor(actor, 'roadmap.may_import', async (tx) => {
    const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.import');
    return refused ?? accept({ schoolYear: schoolYearOf(deps.clock.today(deps.timeZone)) });
  });
}

/** Stores what was read as a roadmap in review, with its file. The right is asked again: reading may take a minute. */
export async function storeImport(
  tx: ScopedTx,
  deps: RoadmapDeps,
  work: { organizationId: string; source: Source; read: ReadSource; report?: Report },
): Promise<Result<{ roadmapId: string }>> {
  const { organizationId, source, read, report = unreported } = work;
  const { reading } = read;
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.import');
  if (refused !== null) return refused;
  const kept =
    source.origin === 'file'
      ? await keepFile(tx, deps.files, { organizationId, name: source.name, bytes: source.bytes })
      : null;
  if (kept !== null && !kept.ok) return kept;
  const meanings = await loadResponsibleMeanings(tx, organizationId);
  const roadmapId = await insertRoadmap(tx, {
    organizationId,
    title: titleOf(reading, read.name),
    periodStart: reading.periodSpan?.start ?? null,
    periodEnd: reading.periodSpan?.end ?? null,
    periodWords: (reading.period ?? '').slice(0, 200),
    state: 'review',
    origin: source.origin,
    sourceFileId: kept?.value.fileId ?? null,
    sourceName: read.name.slice(0, 255),
    sourceText: read.text,
    templateId: null,
    previousId: null,
    layout: detectLayout(reading.columns),
    organizationWords: (reading.organization ?? '').slice(0, 500),
    aim: (reading.aim ?? '').slice(0, 5000),
    tasks: reading.tasks,
    stamps: reading.stamps,
    flags: reading.flags,
    createdBy: actingAccount(tx),
  });
  const total = reading.sections.reduce((sum, section) => sum + section.items.length, 0);
  report('Сохраняем строки', 0, total);
  await insertContent(tx, organizationId, roadmapId, readingToDrafts(reading, meanings), {
    onStored: (rows) => report('Сохраняем строки', rows, total),
  });
  return accept({ roadmapId });
}

function titleOf(reading: RoadmapReading, name: string): string {
  const title = (reading.title ?? '').replaceAll(/\s+/g, ' ').trim();
  return (title === '' ? `Дорожная карта (${name})` : title).slice(0, 1000);
}
