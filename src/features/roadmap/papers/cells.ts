import { exhaustive } from '#src/lib/exhaustive.ts';
import { paragraph } from '#src/platform/render/model.ts';
import type { CellBlock, Run } from '#src/platform/render/model.ts';
import { roadmapLayouts } from '#src/features/roadmap/papers/layouts.ts';
import type { LayoutColumn, LayoutField, RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import { withDot } from '#src/features/roadmap/papers/view.ts';
import type { PaperRow, PaperSection, RoadmapPaperView } from '#src/features/roadmap/papers/view.ts';

/** The content of one cell of a row. */
export function rowCell(field: LayoutField, row: PaperRow): readonly CellBlock[] {
  switch (field) {
    case 'number':
      return textBlocks(row.number);
    case 'activity':
      return [...textBlocks(row.title), ...textBlocks(row.activities), ...dashes(row.subPoints)];
    case 'title':
      return textBlocks(row.title);
    case 'activities':
      return [...textBlocks(row.activities), ...dashes(row.subPoints)];
    case 'deadline':
      return textBlocks(row.deadline);
    case 'responsible':
      return textBlocks(row.responsible);
    case 'result':
      return textBlocks(row.result);
    case 'content':
      return [...textBlocks(row.activities), ...dashes(row.subPoints)];
    default:
      return exhaustive(field);
  }
}

/** The content of one cell of a table of stages: the rows of the section stand in one cell, numbered inside it. */
export function stageCell(field: LayoutField, section: PaperSection): readonly CellBlock[] {
  switch (field) {
    case 'number':
      return textBlocks(section.number === null ? null : withDot(section.number));
    case 'title':
      return textBlocks(section.title);
    default:
      return section.rows.flatMap((row, index) => [
        paragraph(section.rows.length > 1 ? `${index + 1}) ${row.title}` : row.title),
        ...textBlocks(row.activities),
        ...dashes(row.subPoints),
      ]);
  }
}

function textBlocks(text: string | null): readonly CellBlock[] {
  return text === null || text.trim() === '' ? [] : [paragraph(text.trim())];
}

function dashes(items: readonly string[]): readonly CellBlock[] {
  if (items.length === 0) return [];
  return [{ kind: 'list', marker: 'dash', items: items.map((text): readonly Run[] => [{ text }]) }];
}

function words(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** Blocks as the plain text of a spreadsheet's cell. */
export function plainText(blocks: readonly CellBlock[]): string {
  return blocks
    .flatMap((block) =>
      block.kind === 'paragraph' ? [words(block.runs)] : block.items.map((runs) => `– ${words(runs)}`),
    )
    .join('\n');
}

export interface OmittedColumn {
  readonly field: 'deadline' | 'responsible' | 'result';
  /** What the lost column is called, for a warning. */
  readonly heading: string;
  /** How many rows say something there. */
  readonly rows: number;
}

const losable = [
  { field: 'deadline', heading: 'Срок' },
  { field: 'responsible', heading: 'Ответственный' },
  { field: 'result', heading: 'Результат' },
] as const;

/**
 * What the roadmap says and a layout has no column for, with the number of rows concerned. A layout prints the columns
 * that schools know it by and no others, so the screen that offers it must warn by this list. Titles, sub-points and
 * activities are never lost: without a column of their own they stand under the title.
 */
export function omittedColumns(
  view: Pick<RoadmapPaperView, 'sections'>,
  layout: RoadmapLayout,
): readonly OmittedColumn[] {
  const columns: readonly LayoutColumn[] = roadmapLayouts[layout].columns;
  const rows = view.sections.flatMap((section) => section.rows);
  return losable
    .filter(({ field }) => !columns.some((column) => column.field === field))
    .map((column) => ({ ...column, rows: rows.filter((row) => row[column.field].trim() !== '').length }))
    .filter((column) => column.rows > 0);
}
