import { AlignmentType, BorderStyle, LeaderType, Paragraph, TabStopType, TextRun } from 'docx';
import type { FileChild, ITableCellOptions } from 'docx';

import { addresseeShare, officeSize } from '#src/platform/render/blocks.ts';
import type { Piece } from '#src/platform/render/blocks.ts';
import { noBorders, plainTable, thin, widthsOf } from '#src/platform/render/docx-tables.ts';
import { runsOf, twips } from '#src/platform/render/docx-text.ts';
import type {
  PreparedLine,
  PreparedOffice,
  PreparedParties,
  PreparedSignatures,
} from '#src/platform/render/prepare-office.ts';

/** A no-break space of 12 pt Times, in millimetres. */
const spaceWidth = 1.058;

/** Text with stretches to write on: underlined spaces, over which a person can type. */
function piecesOf(pieces: readonly Piece[]): TextRun[] {
  return pieces.flatMap((piece) =>
    'text' in piece
      ? runsOf([piece])
      : [new TextRun({ text: '\u00a0'.repeat(Math.round(piece.blank / spaceWidth)), underline: {} })],
  );
}

/** `width`: where the line ends, in twips from the edge of the field that the paragraph stands in. */
function formLine(line: PreparedLine, width: number, indent: number): Paragraph[] {
  const at = { spacing: { before: 0, after: 40 }, ...(indent > 0 ? { indent: { left: indent } } : {}) };
  if (!line.open) return [new Paragraph({ ...at, children: runsOf([line]) })];
  const text = line.text === '' ? '' : `${line.text} `;
  return [
    new Paragraph({
      ...at,
      ...(line.hint === null ? {} : { keepNext: true, spacing: { before: 0, after: 0 } }),
      tabStops: [{ type: TabStopType.RIGHT, position: width, leader: LeaderType.UNDERSCORE }],
      children: [...runsOf([{ text }]), new TextRun({ text: '\t' })],
    }),
    ...(line.hint === null
      ? []
      : [
          new Paragraph({
            ...at,
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ text: line.hint, size: officeSize.hint * 2 })],
          }),
        ]),
  ];
}

/** The paragraphs and tables of an office block; `width` of the page's text in millimetres, as below. */
export function officeOf(block: PreparedOffice, width: number): FileChild[] {
  const right = twips(width);
  switch (block.kind) {
    case 'letterhead': {
      const lines = [
        ...block.above.map((text) => ({ text, bold: false, size: officeSize.line })),
        { text: block.name, bold: true, size: officeSize.name },
        ...(block.shortName === null ? [] : [{ text: block.shortName, bold: true, size: officeSize.name }]),
        ...block.lines.map((text) => ({ text, bold: false, size: officeSize.line })),
      ];
      return lines.map(
        ({ text, bold, size }, index) =>
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { before: 0, after: index === lines.length - 1 ? 240 : 20 },
            ...(index === lines.length - 1
              ? { border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 } } }
              : {}),
            children: runsOf([{ text }], { bold, size }),
          }),
      );
    }
    case 'imprint':
      return [
        new Paragraph({
          spacing: { before: 120, after: block.place === null ? 240 : 80 },
          tabStops: [{ type: TabStopType.RIGHT, position: right }],
          children: [...piecesOf(block.date), new TextRun({ text: '\t' }), ...piecesOf(block.number)],
        }),
        ...(block.place === null
          ? []
          : [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                spacing: { before: 0, after: 240 },
                children: runsOf([{ text: block.place }]),
              }),
            ]),
      ];
    case 'addressee': {
      const lines = block.lines.flatMap((line) => formLine(line, right, Math.round(right * addresseeShare)));
      return [...lines, new Paragraph({ spacing: { before: 0, after: 120 } })];
    }
    case 'parties':
      return partiesOf(block, width);
  }
}

const empty = (): ITableCellOptions => ({ children: [new Paragraph({})] });
const writingLine = (): ITableCellOptions => ({
  children: [new Paragraph({})],
  borders: { ...noBorders, bottom: thin },
});

function signatureText(pieces: readonly Piece[], before = 200): ITableCellOptions {
  return { children: [new Paragraph({ spacing: { before, after: 0 }, children: piecesOf(pieces) })] };
}

/** The cells of each side in a row, with an empty one between sides. */
function between(sides: readonly (readonly ITableCellOptions[])[]): ITableCellOptions[] {
  return sides.flatMap((cells, index) => (index < sides.length - 1 ? [...cells, empty()] : cells));
}

/** A side's three columns as one cell. */
function whole(children: Paragraph[]): ITableCellOptions[] {
  return [
    { columnSpan: 3, verticalAlign: 'top', children: children.length > 0 ? children : [new Paragraph({})] },
  ];
}

/** One table: the sides with their lines, then a row of signatures, then days and seals where any side has them. */
function partiesOf(block: PreparedParties, width: number): FileChild[] {
  const { items } = block;
  const gap = items.length > 2 ? 0.03 : 0.05;
  const share = (1 - gap * (items.length - 1)) / items.length;
  // Each side has three columns: line to sign on, stroke, name; and a gap before the next.
  const parts = [0.38, 0.05, 0.57];
  const shares = items.flatMap((_, index) => [
    ...parts.map((part) => part * share),
    ...(index < items.length - 1 ? [gap] : []),
  ]);
  const widths = widthsOf(shares, width);
  const field = Math.floor(share * twips(width));
  const rows = [
    between(
      items.map(({ title, lines }) =>
        whole([
          new Paragraph({
            keepNext: true,
            spacing: { after: 80 },
            children: runsOf([{ text: title, bold: true }]),
          }),
          ...lines.flatMap((line) => formLine(line, field, 0)),
        ]),
      ),
    ),
    between(
      items.map(({ name }) => [
        writingLine(),
        {
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              spacing: { before: 360, after: 0 },
              children: runsOf([{ text: '/' }]),
            }),
          ],
        },
        name === null ? writingLine() : signatureText([{ text: name }], 360),
      ]),
    ),
  ];
  if (items.some(({ date }) => date !== null))
    rows.push(
      between(
        items.map(({ date }) =>
          whole([new Paragraph({ spacing: { before: 120 }, children: piecesOf(date ?? []) })]),
        ),
      ),
    );
  if (items.some(({ seal }) => seal))
    rows.push(
      between(
        items.map(({ seal }) => whole([new Paragraph({ children: runsOf(seal ? [{ text: 'М.П.' }] : []) })])),
      ),
    );
  return [plainTable(widths, rows, true)];
}

/** Post, line to sign on, name, the day under them; without a name a second line stands in its place. */
export function signatureTable(signatures: PreparedSignatures, width: number) {
  const columnWidths = widthsOf([0.4, 0.02, 0.22, 0.02, 0.34], width);
  return plainTable(
    columnWidths,
    signatures.items.flatMap(({ post, name, date }): ITableCellOptions[][] => [
      [
        signatureText([{ text: post }]),
        empty(),
        writingLine(),
        empty(),
        name === null ? writingLine() : signatureText([{ text: name }]),
      ],
      ...(date === null ? [] : [[empty(), empty(), { columnSpan: 3, ...signatureText(date, 80) }]]),
    ]),
    true,
  );
}
