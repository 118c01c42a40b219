import type { Place, SourceDocument } from '#src/lib/tables/model.ts';
import type { RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';

/**
 * The same reading with the lines of the source text for every item that is known only by its place in a table or by
 * its paragraph: what a reviewer sees beside the row. Items that know their lines keep them; a place that the text
 * does not show stays without.
 */
export function addSourceLines<Reading extends Pick<RoadmapReading, 'sections'>>(
  reading: Reading,
  document: Pick<SourceDocument, 'blocks' | 'text'>,
): Reading {
  const lineByPlace = numberLines(document);
  if (lineByPlace === null) return reading;
  return {
    ...reading,
    sections: reading.sections.map((section) => ({
      ...section,
      items: section.items.map((item) => {
        if (item.source.lineFrom !== undefined) return item;
        const lineFrom = lineByPlace.get(keyOf(item.source.from));
        if (lineFrom === undefined) return item;
        const lineTo = Math.max(lineFrom, lineByPlace.get(keyOf(item.source.to)) ?? lineFrom);
        return { ...item, source: { ...item.source, lineFrom, lineTo } };
      }),
    })),
  };
}

/**
 * Lines by place, as the text of a document of blocks is written: a paragraph's own lines, a row of a table in one.
 * Null for a document whose text is its own (pasted text): its rows know their lines.
 */
function numberLines({ blocks, text }: Pick<SourceDocument, 'blocks' | 'text'>): Map<string, number> | null {
  const lines = new Map<string, number>();
  let line = 1;
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      lines.set(keyOf(block.place), line);
      line += block.text.split('\n').length;
      continue;
    }
    for (const row of block.rows) {
      lines.set(keyOf(row.place), line);
      line += 1;
    }
  }
  return line - 1 === text.split('\n').length ? lines : null;
}

function keyOf({ sheet, table, row, paragraph, page, line }: Place): string {
  if (row !== undefined) return `${sheet ?? ''}|${table ?? ''}|row ${row}`;
  if (paragraph !== undefined) return `${sheet ?? ''}|${table ?? ''}|paragraph ${paragraph}`;
  return `${sheet ?? ''}|page ${page ?? ''}|line ${line ?? ''}`;
}
