import { paragraph, placeStamps } from '#src/platform/render/model.ts';
import type { Block, PaperDocument, TableRow } from '#src/platform/render/model.ts';
import { rowCell, stageCell } from '#src/features/roadmap/papers/cells.ts';
import { roadmapLayouts } from '#src/features/roadmap/papers/layouts.ts';
import type { LayoutDefinition, RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import { sectionLine } from '#src/features/roadmap/papers/view.ts';
import type { PaperSection, RoadmapPaperView } from '#src/features/roadmap/papers/view.ts';

/** What stands in the table when there is nothing to print in it. */
export const emptyRoadmap = 'В дорожной карте пока нет мероприятий';

/**
 * The roadmap as a paper in one of the usual layouts: stamps, title, aim and tasks, table.
 *
 * The layout's own columns are printed and no others: what it has no column for (deadlines in a table of stages) is
 * left out of the paper, never moved elsewhere in it; `omittedColumns` tells what, for the screen to warn.
 */
export function roadmapDocument(view: RoadmapPaperView, layout: RoadmapLayout): PaperDocument {
  const definition = roadmapLayouts[layout];
  const blocks: Block[] = [];
  if (view.stamps.length > 0) blocks.push(placeStamps(view.stamps));
  blocks.push(...titleBlocks(view));
  if (view.aim?.trim())
    blocks.push({
      kind: 'paragraph',
      align: 'justify',
      runs: [{ text: 'Цель: ', bold: true }, { text: view.aim.trim() }],
    });
  if (view.tasks.length > 0)
    blocks.push(
      { kind: 'paragraph', keepWithNext: true, runs: [{ text: 'Задачи:', bold: true }] },
      { kind: 'list', marker: 'dash', items: view.tasks.map((text) => [{ text }]) },
    );
  blocks.push({
    kind: 'table',
    size: 'small',
    columns: definition.columns,
    head: [
      { cells: definition.columns.map(({ heading }) => ({ content: heading, bold: true, align: 'center' })) },
    ],
    body: bodyOf(view.sections, definition),
  });
  return { title: view.title, orientation: definition.orientation, language: 'ru', blocks };
}

/** The title; the organization and the period too, unless the title names them already. */
export function titleBlocks(view: RoadmapPaperView): readonly Block[] {
  const says = (text: string) => view.title.toLowerCase().includes(text.trim().toLowerCase());
  const blocks: Block[] = [{ kind: 'heading', level: 1, text: view.title }];
  const named = [view.organizationFull, view.organizationShort].some(
    (name) => name.trim() !== '' && says(name),
  );
  if (!named && view.organizationFull.trim() !== '')
    blocks.unshift(paragraph(view.organizationFull, { align: 'center', keepWithNext: true }));
  const years = [view.period.start, view.period.end].map((day) => day.slice(0, 4));
  if (!years.every(says) && view.period.words.trim() !== '')
    blocks.push(paragraph(`Период: ${view.period.words}`, { align: 'center', keepWithNext: true }));
  return blocks;
}

function bodyOf(sections: readonly PaperSection[], definition: LayoutDefinition): readonly TableRow[] {
  const rows = sections.flatMap((section) =>
    definition.line === 'stage' ? stageRows(section, definition) : sectionRows(section, definition),
  );
  return rows.length > 0 ? rows : [emptyRow(definition)];
}

function emptyRow(definition: LayoutDefinition): TableRow {
  return {
    kind: 'row',
    cells: [{ content: emptyRoadmap, colSpan: definition.columns.length, align: 'center' }],
  };
}

function sectionRows(section: PaperSection, { columns }: LayoutDefinition): readonly TableRow[] {
  const line = sectionLine(section);
  const rows = section.rows.map((row): TableRow => ({
    kind: 'row',
    cells: columns.map(({ field }) => ({ content: rowCell(field, row) })),
  }));
  return line === null ? rows : [{ kind: 'section', text: line }, ...rows];
}

/** A section without a name is no stage: each of its rows is one then. */
function stageRows(section: PaperSection, definition: LayoutDefinition): readonly TableRow[] {
  if (!section.title?.trim()) return sectionRows(section, definition);
  return [
    {
      kind: 'row',
      cells: definition.columns.map(({ field }) => ({ content: stageCell(field, section) })),
    },
  ];
}
