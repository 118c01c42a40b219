import { AlignmentType, Document, LevelFormat, Packer, Paragraph } from 'docx';
import type { FileChild, NumberingDefinition } from 'docx';

import { exhaustive } from '#src/lib/exhaustive.ts';
import { officeOf, signatureTable } from '#src/platform/render/docx-office.ts';
import { imagesOf, pictureOf } from '#src/platform/render/docx-picture.ts';
import type { Images } from '#src/platform/render/docx-picture.ts';
import { officeSheet, ornateSheet, pageNumbers, sizesOf } from '#src/platform/render/docx-sheet.ts';
import { flatClauses, isKept, keptWithSignatures } from '#src/platform/render/keep-signatures.ts';
import { stylesOf, tableStyles } from '#src/platform/render/docx-styles.ts';
import { stampTable, tableOf } from '#src/platform/render/docx-tables.ts';
import { alignments, runsOf, twips } from '#src/platform/render/docx-text.ts';
import { fontSize } from '#src/platform/render/model.ts';
import type { Clause, List, PaperDocument } from '#src/platform/render/model.ts';
import { prepareDocument } from '#src/platform/render/prepare.ts';
import type { PreparedBlock, PreparedDocument } from '#src/platform/render/prepare.ts';

const indent = twips(12.5);

/**
 * Writes a document as DOCX (Office Open XML) for Word and LibreOffice: real styles, numbering and tables, head rows
 * repeated on each page. Throws `RangeError` for a document that cannot be drawn (see `prepareDocument`).
 */
export async function renderDocx(document: PaperDocument): Promise<Uint8Array> {
  const prepared = prepareDocument(document);
  const images = await imagesOf(prepared.blocks);
  const file = new Document({
    title: prepared.title,
    creator: '',
    lastModifiedBy: '',
    styles: stylesOf(sizesOf(prepared)),
    externalStyles: tableStyles,
    numbering: { config: numbering(prepared) },
    hyphenation: { autoHyphenation: true, consecutiveHyphenLimit: 3 },
    sections: [
      {
        properties: prepared.ornate === null ? officeSheet(prepared) : ornateSheet(prepared),
        ...(prepared.ornate === null ? { headers: pageNumbers() } : {}),
        children: childrenOf(prepared, images),
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
}

/** Each list and each set of clauses counts from one, so each has a numbering of its own. */
function numbering(document: PreparedDocument): NumberingDefinition[] {
  return document.blocks.flatMap((block, index): NumberingDefinition[] => {
    if (block.kind === 'clauses')
      return [
        {
          reference: `clauses-${index}`,
          levels: Array.from({ length: 9 }, (_, level) => ({
            level,
            start: level === 0 ? block.start : 1,
            format: LevelFormat.DECIMAL,
            text: `${Array.from({ length: level + 1 }, (_, at) => `%${at + 1}`).join('.')}.`,
            alignment: AlignmentType.LEFT,
            suffix: 'space' as const,
            style: { paragraph: { indent: { left: 0, firstLine: indent } } },
          })),
        },
      ];
    if (block.kind === 'list')
      return [
        {
          reference: `list-${index}`,
          levels: [
            {
              level: 0,
              format: block.marker === 'dash' ? LevelFormat.BULLET : LevelFormat.DECIMAL,
              text: block.marker === 'dash' ? '–' : '%1)',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 400, hanging: 300 } } },
            },
          ],
        },
      ];
    return [];
  });
}

function childrenOf(document: PreparedDocument, images: Images): readonly FileChild[] {
  const kept = keptWithSignatures(document);
  const children = document.blocks.flatMap((block, index) =>
    blockOf(block, { index, kept: kept.get(index) ?? 0, document, images }),
  );
  if (children.length === 0) return [gap(1)];
  // Not every program puts the text of a section into the middle of the page when told to.
  return document.ornate === null ? children : [gap(Math.max(1, document.ornate.free * 0.4)), ...children];
}

const headingStyles = { 1: 'Heading1', 2: 'Heading2', 3: 'Heading3' } as const;

interface Place {
  readonly index: number;
  /** How many of the block's last parts stay on the page of what follows. */
  readonly kept: number;
  readonly document: PreparedDocument;
  readonly images: Images;
}

function blockOf(block: PreparedBlock, { index, kept, document, images }: Place): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          style: headingStyles[block.level],
          alignment: alignments[block.align ?? 'center'],
          children: runsOf([{ text: block.text }]),
        }),
      ];
    case 'paragraph':
      return [
        new Paragraph({
          alignment: alignments[block.align ?? 'left'],
          ...(block.keepWithNext || kept > 0 ? { keepNext: true } : {}),
          ...(block.indent ? { indent: { firstLine: indent } } : {}),
          children: runsOf(block.runs),
        }),
      ];
    case 'clauses':
      return clausesOf(block.items, `clauses-${index}`, kept);
    case 'list':
      return listOf(block, `list-${index}`, kept);
    case 'table':
      // Without a paragraph between them two tables would become one, and none may end the document.
      return [tableOf(block, document.width, kept), gap(6, kept > 0)];
    case 'stamps':
      return [stampTable(block, document.width), gap(8)];
    case 'signatures':
      return [
        gap(12 + (document.ornate?.free ?? 0) * 0.3, true),
        signatureTable(block, document.width),
        gap(10),
      ];
    case 'picture':
      return [pictureOf(block, index, images)];
    case 'letterhead':
    case 'imprint':
    case 'addressee':
      return officeOf(block, document.width);
    case 'parties':
      return [gap(8, true), ...officeOf(block, document.width), gap(2)];
    case 'pageBreak':
      return [new Paragraph({ pageBreakBefore: true, spacing: { after: 0, line: 20, lineRule: 'exact' } })];
    case 'spacer':
      return [gap(block.lines * fontSize.body * 1.3, kept > 0)];
    default:
      return exhaustive(block);
  }
}

/** An empty line of so many points. */
function gap(points: number, keepNext = false): Paragraph {
  return new Paragraph({
    ...(keepNext ? { keepNext } : {}),
    spacing: { before: 0, after: 0, line: Math.round(points * 20), lineRule: 'exact' },
    children: [],
  });
}

function clausesOf(items: readonly Clause[], reference: string, kept: number): Paragraph[] {
  const { length } = flatClauses(items);
  let index = 0;
  const paragraphs = (clauses: readonly Clause[], level: number): Paragraph[] =>
    clauses.flatMap((clause) => {
      const keepNext = isKept(index, length, kept);
      index += 1;
      return [
        new Paragraph({
          alignment: AlignmentType.BOTH,
          numbering: { reference, level: Math.min(level, 8) },
          ...(keepNext ? { keepNext } : {}),
          children: runsOf(clause.runs),
        }),
        ...paragraphs(clause.clauses ?? [], level + 1),
      ];
    });
  return paragraphs(items, 0);
}

function listOf(list: List, reference: string, kept: number): Paragraph[] {
  return list.items.map(
    (runs, index): Paragraph =>
      new Paragraph({
        ...(isKept(index, list.items.length, kept) ? { keepNext: true } : {}),
        numbering: { reference, level: 0 },
        children: runsOf(runs),
      }),
  );
}
