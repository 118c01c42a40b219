import type { Sheet, SheetRow } from '#src/platform/render/sheets.ts';
import { plainText, rowCell, stageCell } from '#src/features/roadmap/papers/cells.ts';
import { roadmapLayouts } from '#src/features/roadmap/papers/layouts.ts';
import type { LayoutDefinition, RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import {
  periodInWords,
  reportCell,
  reportColumns,
  summarize,
  summaryDefinition,
} from '#src/features/roadmap/papers/report-document.ts';
import type { ReportPeriod } from '#src/features/roadmap/papers/report-document.ts';
import { emptyRoadmap } from '#src/features/roadmap/papers/roadmap-document.ts';
import { sectionLine } from '#src/features/roadmap/papers/view.ts';
import type { PaperSection, RoadmapPaperView } from '#src/features/roadmap/papers/view.ts';

/** Characters that a sheet of a hundred hundredths holds when printed on A4 landscape in readable type. */
const sheetWidth = 150;

/** The roadmap as one sheet in one of the usual layouts, with the same columns as the paper. */
export function roadmapSheets(view: RoadmapPaperView, layout: RoadmapLayout): readonly Sheet[] {
  const definition = roadmapLayouts[layout];
  const rows = view.sections.flatMap((section) =>
    definition.line === 'stage' && section.title?.trim()
      ? [stageRow(section, definition)]
      : sectionRows(section, (row) => definition.columns.map(({ field }) => plainText(rowCell(field, row)))),
  );
  return [
    {
      name: 'Дорожная карта',
      title: [...view.stamps.map((stamp) => [stamp.word, ...stamp.lines].join(' ')), view.title],
      columns: widths(definition.columns),
      rows: rows.length > 0 ? rows : [{ kind: 'section', text: emptyRoadmap }],
    },
  ];
}

/** The report as two sheets: the rows, and the totals with their definition. */
export function reportSheets(
  view: RoadmapPaperView,
  period: ReportPeriod,
  layout: RoadmapLayout | null = null,
): readonly Sheet[] {
  const columns = reportColumns(layout);
  const rows = view.sections.flatMap((section) =>
    sectionRows(section, (row) => columns.map(({ field }) => plainText(reportCell(field, row)))),
  );
  return [
    {
      name: 'Отчёт',
      title: [
        view.organizationShort,
        `Отчёт о реализации дорожной карты ${periodInWords(period)}`,
        view.title,
      ],
      columns: widths(columns),
      rows: rows.length > 0 ? rows : [{ kind: 'section', text: emptyRoadmap }],
    },
    {
      name: 'Итоги',
      title: [`Итоги ${periodInWords(period)}`, summaryDefinition],
      columns: [
        { heading: 'Отметка', width: 40 },
        { heading: 'Мероприятий', width: 16 },
        { heading: 'Доля, %', width: 16 },
      ],
      rows: summarize(view).map(({ label, count, share }) => ({
        kind: 'row',
        cells: [label, count, share === null ? null : Math.round(share * 1000) / 10],
      })),
    },
  ];
}

function sectionRows(
  section: PaperSection,
  cells: (row: PaperSection['rows'][number]) => readonly string[],
): readonly SheetRow[] {
  const line = sectionLine(section);
  const rows = section.rows.map((row): SheetRow => ({ kind: 'row', cells: cells(row) }));
  return line === null ? rows : [{ kind: 'section', text: line }, ...rows];
}

function stageRow(section: PaperSection, { columns }: LayoutDefinition): SheetRow {
  return { kind: 'row', cells: columns.map(({ field }) => plainText(stageCell(field, section))) };
}

function widths(columns: readonly { readonly heading: string; readonly width: number }[]) {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  return columns.map(({ heading, width }) => ({ heading, width: Math.round((width / total) * sheetWidth) }));
}
