import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { renderDocx } from '#src/platform/render/docx.ts';
import { renderPdf } from '#src/platform/render/pdf.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import type { RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import { reportDocument } from '#src/features/roadmap/papers/report-document.ts';
import { roadmapDocument } from '#src/features/roadmap/papers/roadmap-document.ts';
import { reportSheets, roadmapSheets } from '#src/features/roadmap/papers/sheets.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { getPaperView, getReportView } from '#src/features/roadmap/service.server/report.ts';

export const PRINT_FORMATS = ['docx', 'pdf', 'xlsx'] as const;
export type PrintFormat = (typeof PRINT_FORMATS)[number];

const MEDIA_TYPES: Readonly<Record<PrintFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A file to download: what it is called, what it is, its bytes. */
export interface PrintedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The roadmap in one of the five layouts; its own unless told. */
export async function printRoadmap(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  options: { format: PrintFormat; layout: RoadmapLayout | null },
): Promise<Result<PrintedFile>> {
  const found = await getPaperView(deps, actor, roadmapId);
  if (!found.ok) return found;
  const { view, roadmap } = found.value;
  const layout = options.layout ?? (roadmap.layout as RoadmapLayout);
  const bytes =
    options.format === 'xlsx'
      ? await renderXlsx(roadmapSheets(view, layout))
      : await renderPaper(roadmapDocument(view, layout), options.format);
  return accept(fileOf('Дорожная карта', roadmap.periodStart, options.format, bytes));
}

/** The report for a period, days ISO and inclusive, in the school's own columns with the marks beside them. */
export async function printReport(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  options: { format: PrintFormat; from: string; to: string },
): Promise<Result<PrintedFile>> {
  const found = await getReportView(deps, actor, roadmapId, options);
  if (!found.ok) return found;
  const layout = found.value.roadmap.layout as RoadmapLayout;
  const bytes =
    options.format === 'xlsx'
      ? await renderXlsx(reportSheets(found.value.view, options, layout))
      : await renderPaper(reportDocument(found.value.view, options, layout), options.format);
  return accept(fileOf('Отчёт по дорожной карте', options.to, options.format, bytes));
}

async function renderPaper(
  document: Parameters<typeof renderDocx>[0],
  format: 'docx' | 'pdf',
): Promise<Uint8Array> {
  return format === 'docx' ? renderDocx(document) : renderPdf(document);
}

function fileOf(what: string, day: string | null, format: PrintFormat, bytes: Uint8Array): PrintedFile {
  return { name: `${what}${day === null ? '' : ` ${day}`}.${format}`, mediaType: MEDIA_TYPES[format], bytes };
}
