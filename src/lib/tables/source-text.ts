import type { Block, DocumentFormat, SourceDocument } from '#src/lib/tables/model.ts';

/** Blocks as a reviewer sees them: a paragraph a line, a table row a line with tabs between its cells. */
export function writeSourceText(blocks: readonly Block[]): string {
  const lines: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      lines.push(block.listMarker === undefined ? block.text : `${block.listMarker} ${block.text}`.trimEnd());
      continue;
    }
    for (const row of block.rows) {
      const cells: string[] = Array.from({ length: block.columnCount }, () => '');
      for (const cell of row.cells) cells[cell.column] = cell.text.replace(/\s*\n\s*/g, ' ');
      lines.push(cells.join('\t').trimEnd());
    }
  }
  return lines.join('\n');
}

export function toSourceDocument(
  format: DocumentFormat,
  name: string,
  blocks: Block[],
  text = writeSourceText(blocks),
): SourceDocument {
  return { format, name, blocks, text };
}
