import type { Block, Paragraph, Place } from '#src/lib/tables/model.ts';
import {
  chooseAlternative,
  readParagraph,
  type DocxContext,
  type DocxParagraph,
} from '#src/lib/tables/docx/paragraphs.ts';
import { readTable } from '#src/lib/tables/docx/tables.ts';
import { children, type XmlElement } from '#src/lib/tables/xml.ts';

/** Running numbers of what has been read so far. */
export interface DocxCounters {
  paragraphs: number;
  tables: number;
  rows: number;
  mostRows: number;
}

/** Elements that only wrap blocks. */
const wrappers = new Set(['sdt', 'sdtContent', 'customXml', 'ins', 'moveTo', 'smartTag']);

/** `w:p` and `w:tbl` elements of a container, wrappers opened and deleted ones left out, in reading order. */
export function listBlocks(holder: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (const element of children(holder)) {
    if (element.name === 'p' || element.name === 'tbl') found.push(element);
    else if (wrappers.has(element.name)) found.push(...listBlocks(element));
    else if (element.name === 'AlternateContent') found.push(...listBlocks(chooseAlternative(element)));
  }
  return found;
}

/** Reads the blocks of a body, a text box or the cell of a layout table. Empty paragraphs are left out. */
export function readBlocks(holder: XmlElement, context: DocxContext, counters: DocxCounters): Block[] {
  const blocks: Block[] = [];
  let begun: DocxParagraph | undefined;
  for (const element of listBlocks(holder)) {
    if (element.name === 'tbl') {
      blocks.push(...readTable(element, context, counters));
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

/** A paragraph whose end mark is deleted continues in the next one, as when the change is accepted. */
export function joinRunOn(begun: DocxParagraph | undefined, next: DocxParagraph): DocxParagraph {
  if (begun === undefined) return next;
  const text = begun.text === '' || next.text === '' ? begun.text + next.text : `${begun.text} ${next.text}`;
  return { ...next, text, boxes: [...begun.boxes, ...next.boxes], page: begun.page };
}

function toBlocks(
  read: DocxParagraph,
  place: Place,
  context: DocxContext,
  counters: DocxCounters,
): Block[] {
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
