import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { MEDIA_TYPES } from '#src/platform/render/media-types.ts';
import { renderPaper, type Printed, type PrintFormat } from '#src/platform/render/paper-file.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import type { RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import { reportDocument } from '#src/features/roadmap/papers/report-document.ts';
import { roadmapDocument } from '#src/features/roadmap/papers/roadmap-document.ts';
import { reportSheets, roadmapSheets } from '#src/features/roadmap/papers/sheets.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { getPaperView, getReportView } from '#src/features/roadmap/service.server/report.ts';

/** A paper, or a workbook of the same table. */
export type RoadmapFormat = PrintFormat | 'xlsx';

/** The roadmap in one of the five layouts; its own unless told. */
export async function printRoadmap(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  options: { format: RoadmapFormat; layout: RoadmapLayout | null },
): Promise<Result<Printed>> {
  const found = await getPaperView(deps, actor, roadmapId);
  if (!found.ok) return found;
  const { view, roadmap } = found.value;
  const layout = options.layout ?? (roadmap.layout as RoadmapLayout);
  const name = nameOf('Дорожная карта', roadmap.periodStart);
  const { format } = options;
  return accept(
    format === 'xlsx'
      ? workbook(name, await renderXlsx(roadmapSheets(view, layout)))
      : await renderPaper(roadmapDocument(view, layout), format, name),
  );
}

/** The report for a period, days ISO and inclusive, in the school's own columns with the marks beside them. */
export async function printReport(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  options: { format: RoadmapFormat; from: string; to: string },
): Promise<Result<Printed>> {
  const found = await getReportView(deps, actor, roadmapId, options);
  if (!found.ok) return found;
  const layout = found.value.roadmap.layout as RoadmapLayout;
  const name = nameOf('Отчёт по дорожной карте', options.to);
  const { format } = options;
  return accept(
    format === 'xlsx'
      ? workbook(name, await renderXlsx(reportSheets(found.value.view, options, layout)))
      : await renderPaper(reportDocument(found.value.view, options, layout), format, name),
  );
}

function nameOf(what: string, day: string | null): string {
  return day === null ? what : `${what} ${day}`;
}

function workbook(name: string, bytes: Uint8Array): Printed {
  return { name: `${name}.xlsx`, type: MEDIA_TYPES.xlsx, bytes };
}
