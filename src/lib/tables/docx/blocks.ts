import type { Block } from '#src/lib/tables/model.ts';
import { chooseAlternative, type DocxContext, type DocxParagraph } from '#src/lib/tables/docx/paragraphs.ts';
import { children, type XmlElement } from '#src/lib/tables/xml.ts';

/** Running numbers of what has been read so far. */
export interface DocxCounters {
  paragraphs: number;
  tables: number;
  rows: number;
  mostRows: number;
}

/** Reads the content of a container; handed to the table reader, since cells hold blocks and blocks hold tables. */
export type ReadBlocks = (holder: XmlElement, context: DocxContext, counters: DocxCounters) => Block[];

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

/** A paragraph whose end mark is deleted continues in the next one, as when the change is accepted. */
export function joinRunOn(begun: DocxParagraph | undefined, next: DocxParagraph): DocxParagraph {
  if (begun === undefined) return next;
  const text = begun.text === '' || next.text === '' ? begun.text + next.text : `${begun.text} ${next.text}`;
  return { ...next, text, boxes: [...begun.boxes, ...next.boxes], page: begun.page };
}
