import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { ITableCellOptions } from 'docx';

import { alignments, runsOf, twips } from '#src/platform/render/docx-text.ts';
import { stampField } from '#src/platform/render/model.ts';
import type { CellBlock, Stamp, Stamps } from '#src/platform/render/model.ts';
import { cellInset } from '#src/platform/render/prepare.ts';
import type { PreparedCell, PreparedRow, PreparedTable } from '#src/platform/render/prepare.ts';

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
export const noBorders = { top: none, bottom: none, left: none, right: none } as const;
export const thin = { style: BorderStyle.SINGLE, size: 4, color: '404040' } as const;

/**
 * A table with real head rows, fixed widths that fill the page and no row cut when it is short. `kept`: how many of its last rows
 * stay on the page of what follows.
 */
export function tableOf(table: PreparedTable, width: number, kept = 0): Table {
  const columnWidths = widthsOf(table.columns, width);
  const style = table.fontSize < 11 ? 'TableTextSmall' : 'TableText';
  const row = (source: PreparedRow, tableHeader: boolean, isKept = false) =>
    new TableRow({
      ...(tableHeader ? { tableHeader } : {}),
      cantSplit: source.keepTogether,
      ...(source.minHeight > 0
        ? { height: { value: twips(source.minHeight), rule: HeightRule.ATLEAST } }
        : {}),
      ...(source.section || isKept ? { keepNext: true } : {}),
      children: source.cells.map((cell) => cellOf(cell, source, { columnWidths, style })),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths,
    style: 'TableGrid',
    tableLook: { firstRow: table.head.length > 0, noHBand: true, noVBand: true },
    rows: [
      ...table.head.map((source) => row(source, true)),
      ...table.body.map((source, index) => row(source, false, index >= table.body.length - kept)),
    ],
  });
}

/** Shares of the text width in twips, whole and summing to it exactly. */
export function widthsOf(shares: readonly number[], width: number): readonly number[] {
  const total = twips(width);
  let done = 0;
  let share = 0;
  return shares.map((part) => {
    share += part;
    const width = Math.round(share * total) - done;
    done += width;
    return width;
  });
}

interface CellContext {
  readonly columnWidths: readonly number[];
  readonly style: string;
}

function cellOf(cell: PreparedCell, row: PreparedRow, { columnWidths, style }: CellContext): TableCell {
  const width = columnWidths
    .slice(cell.column, cell.column + cell.colSpan)
    .reduce((sum, part) => sum + part, 0);
  return new TableCell({
    columnSpan: cell.colSpan,
    rowSpan: cell.rowSpan,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.TOP,
    margins: { left: cellInset * 20, right: cellInset * 20, top: 40, bottom: 40 },
    ...(row.section ? { shading: { type: ShadingType.CLEAR, fill: 'EBEBEB', color: 'auto' } } : {}),
    children: cell.blocks.flatMap((block) => cellBlockOf(block, cell, style)),
  });
}

function cellBlockOf(block: CellBlock, cell: PreparedCell, style: string): Paragraph[] {
  const face = { bold: cell.bold };
  if (block.kind === 'paragraph')
    return [
      new Paragraph({
        style,
        alignment: alignments[block.align ?? cell.align],
        // Said only when wanted: a paragraph that says no would undo what the row of a section asks for.
        ...(block.keepWithNext ? { keepNext: true } : {}),
        ...(block.indent ? { indent: { firstLine: twips(12.5) } } : {}),
        children: runsOf(block.runs, face),
      }),
    ];
  // In a narrow cell a typed mark with a hanging indent keeps its width in every program; numbering does not.
  return block.items.map((runs, index) => {
    const marker = block.marker === 'dash' ? '–' : `${index + 1})`;
    return new Paragraph({
      style,
      alignment: alignments[cell.align],
      indent: { left: 160, hanging: 160 },
      // A no-break space, or an address without spaces would leave its mark alone on a line.
      children: runsOf([{ text: `${marker}\u00a0` }, ...runs], face),
    });
  });
}

/** Stamps in a table without borders: two fields with a gap between them. */
export function stampTable(stamps: Stamps, width: number): Table {
  const field = stampField / width;
  const columnWidths = widthsOf([field, 1 - 2 * field, field], width);
  const rows = Math.max(stamps.left.length, stamps.right.length, 1);
  return plainTable(
    columnWidths,
    Array.from({ length: rows }, (_, index) => [
      stampCell(stamps.left[index]),
      { children: [new Paragraph({})] },
      stampCell(stamps.right[index]),
    ]),
  );
}

function stampCell(stamp: Stamp | undefined): ITableCellOptions {
  return { verticalAlign: VerticalAlignTable.TOP, children: stampParagraphs(stamp) };
}

function stampParagraphs(stamp: Stamp | undefined): Paragraph[] {
  if (!stamp) return [new Paragraph({})];
  return [{ text: stamp.word, bold: true }, ...stamp.lines.map((text) => ({ text }))].map(
    (run, index) =>
      new Paragraph({
        spacing: { after: index === stamp.lines.length ? 120 : 0 },
        children: runsOf([run]),
      }),
  );
}

/**
 * A table without borders, of cells that stand on their row's foot; a cell over several columns says `columnSpan`. `isWhole`: all
 * its rows stand on one page.
 */
export function plainTable(
  columnWidths: readonly number[],
  rows: readonly (readonly ITableCellOptions[])[],
  isWhole = false,
): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.LEFT,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths,
    borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
    rows: rows.map((cells, index) => {
      let column = 0;
      const widthOf = ({ columnSpan = 1 }: ITableCellOptions) => {
        const width = columnWidths.slice(column, column + columnSpan).reduce((sum, part) => sum + part, 0);
        column += columnSpan;
        return width;
      };
      return new TableRow({
        cantSplit: true,
        ...(isWhole && index < rows.length - 1 ? { keepNext: true } : {}),
        children: cells.map(
          (cell) =>
            new TableCell({
              borders: noBorders,
              verticalAlign: VerticalAlignTable.BOTTOM,
              width: { size: widthOf(cell), type: WidthType.DXA },
              margins: { left: 0, right: 0 },
              ...cell,
            }),
        ),
      });
    }),
  });
}
