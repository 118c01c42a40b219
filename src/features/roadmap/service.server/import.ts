import { accept, refuse, type Result } from '#src/lib/result.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';
import type { SourceDocument } from '#src/lib/tables/model.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { keepFile } from '#src/platform/kept-files.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { readingToDrafts } from '#src/features/roadmap/rules/drafts.ts';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import { detectLayout } from '#src/features/roadmap/rules/layout.ts';
import type { Origin } from '#src/features/roadmap/rules/model.ts';
import type { RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';
import { readRoadmap } from '#src/features/roadmap/rules/reading/read.ts';
import { addSourceLines } from '#src/features/roadmap/rules/source-lines.ts';
import { once, refuseUnlessMay, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { insertContent, loadResponsibleMeanings } from '#src/features/roadmap/store.server/content.ts';
import { insertRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

/** Longest source text that is kept beside the reading, characters. */
const SOURCE_TEXT_LIMIT = 2_000_000;

/**
 * A document that the school has becomes a roadmap in review. Refused as a whole, with nothing stored: what cannot be
 * read (`tables.*`) and what holds no row at all (`roadmap.nothing_found`).
 */
export async function importDocument(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { organizationId: string; name: string; bytes: Uint8Array; submission?: string },
): Promise<Result<{ roadmapId: string }>> {
  const mayImport = await checkRight(deps, actor, input.organizationId);
  if (!mayImport.ok) return mayImport;
  // The name is the sender's typing: no database keeps NUL, and no title wants the other control characters.
  const document = await readDocument(input.bytes, input.name.replaceAll(/\p{Cc}+/gu, ' ').trim());
  if (!document.ok) return document;
  return storeReading(deps, actor, input, document.value, 'file', (tx) => keepFile(tx, deps.files, input));
}

/** Pasted text becomes a roadmap in review; refused as `importDocument` refuses. */
export async function importText(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { organizationId: string; title: string; text: string; submission?: string },
): Promise<Result<{ roadmapId: string }>> {
  const mayImport = await checkRight(deps, actor, input.organizationId);
  if (!mayImport.ok) return mayImport;
  const document = readText(input.text, input.title === '' ? 'Вставленный текст' : input.title);
  return storeReading(deps, actor, input, document, 'text', null);
}

/** Whether a roadmap may be begun here, and which school year it is now: what the page of beginning asks. */
export async function mayImport(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
): Promise<Result<{ schoolYear: number }>> {
  const may = await checkRight(deps, actor, organizationId);
  return may.ok ? accept({ schoolYear: schoolYearOf(deps.clock.today(deps.timeZone)) }) : may;
}

/** Reading a document costs seconds at worst: nobody without the right makes the server do it. */
async function checkRight(deps: RoadmapDeps, actor: PersonActor, organizationId: string): Promise<Result> {
  return deps.db.withActor(actor, 'roadmap.may_import', async (tx) => {
    const standing = await standingOf(tx, organizationId);
    return refuseUnlessMay(standing, 'roadmap.import') ?? accept();
  });
}

async function storeReading(
  deps: RoadmapDeps,
  actor: PersonActor,
  { organizationId, submission }: { organizationId: string; submission?: string },
  document: SourceDocument,
  origin: Origin,
  keep: ((tx: ScopedTx) => Promise<Result<{ fileId: string }>>) | null,
): Promise<Result<{ roadmapId: string }>> {
  const reading = addSourceLines(
    readRoadmap(document, (row) =>
      recogniseParts(row).map(({ kind, title, confidence }) => ({ kind, title, confidence })),
    ),
    document,
  );
  const rowCount = reading.sections.reduce((sum, section) => sum + section.items.length, 0);
  if (rowCount === 0) return refuse('roadmap.nothing_found', { name: document.name });
  return deps.db.withActor(actor, 'roadmap.import', async (tx) => {
    const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.import');
    if (refused !== null) return refused;
    return once(tx, { submission }, async () => {
      const kept = keep === null ? null : await keep(tx);
      if (kept !== null && !kept.ok) return kept;
      const meanings = await loadResponsibleMeanings(tx, organizationId);
      const roadmapId = await insertRoadmap(tx, {
        organizationId,
        title: titleOf(reading, document.name),
        periodStart: reading.periodSpan?.start ?? null,
        periodEnd: reading.periodSpan?.end ?? null,
        periodWords: (reading.period ?? '').slice(0, 200),
        state: 'review',
        origin,
        sourceFileId: kept?.value.fileId ?? null,
        sourceName: document.name.slice(0, 255),
        sourceText: document.text.slice(0, SOURCE_TEXT_LIMIT),
        templateId: null,
        previousId: null,
        layout: detectLayout(reading.columns),
        organizationWords: (reading.organization ?? '').slice(0, 500),
        aim: (reading.aim ?? '').slice(0, 5000),
        tasks: reading.tasks,
        stamps: reading.stamps,
        flags: reading.flags,
        createdBy: actor.accountId,
      });
      await insertContent(tx, organizationId, roadmapId, readingToDrafts(reading, meanings));
      return accept({ roadmapId });
    });
  });
}

function titleOf(reading: RoadmapReading, name: string): string {
  const title = (reading.title ?? '').replaceAll(/\s+/g, ' ').trim();
  return (title === '' ? `Дорожная карта (${name})` : title).slice(0, 1000);
}
