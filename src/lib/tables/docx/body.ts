import type { Block, Paragraph, Place } from '#src/lib/tables/model.ts';
import { readParagraph, type DocxContext, type DocxParagraph } from '#src/lib/tables/docx/paragraphs.ts';
import { joinRunOn, listBlocks, type DocxCounters } from '#src/lib/tables/docx/blocks.ts';
import { readTable } from '#src/lib/tables/docx/tables.ts';
import type { XmlElement } from '#src/lib/tables/xml.ts';

/** Reads the blocks of a body, a text box or the cell of a layout table. Empty paragraphs are left out. */
export function readBlocks(holder: XmlElement, context: DocxContext, counters: DocxCounters): Block[] {
  const blocks: Block[] = [];
  let begun: DocxParagraph | undefined;
  for (const element of listBlocks(holder)) {
    if (element.name === 'tbl') {
      blocks.push(...readTable(element, context, counters, readBlocks));
      continue;
    }
    counters.paragraphs += 1;
    const read = joinRunOn(begun, readParagraph(element, context));
    begun = read.runsOn ? read : undefined;
    if (begun !== undefined) continue;
    blocks.push(...toBlocks(read, { page: read.page, paragraph: counters.paragraphs }, context, counters));
  }
  if (begun !== undefined) {
    blocks.push(...toBlocks(begun, { page: begun.page, paragraph: counters.paragraphs }, context, counters));
  }
  return blocks;
}

function toBlocks(read: DocxParagraph, place: Place, context: DocxContext, counters: DocxCounters): Block[] {
  const blocks: Block[] = [];
  if (read.text !== '' || (read.marker !== undefined && read.boxes.length === 0)) {
    const paragraph: Paragraph = { kind: 'paragraph', text: read.text, place };
    if (read.heading !== undefined) paragraph.heading = read.heading;
    if (read.marker !== undefined) paragraph.listMarker = read.marker;
    if (read.bold) paragraph.bold = true;
    if (read.centered) paragraph.centered = true;
    blocks.push(paragraph);
  }
  for (const box of read.boxes) blocks.push(...readBlocks(box, context, counters));
  return blocks;
}
