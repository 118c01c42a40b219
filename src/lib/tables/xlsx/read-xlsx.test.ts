import { describe, expect, it } from 'vitest';
import type { SourceDocument } from '#src/lib/tables/model.ts';
import { readDocument } from '#src/lib/tables/read.ts';
import { parseFormat, showNumber } from '#src/lib/tables/xlsx/number-format.ts';
import { xlsxParts, zipParts } from '../../../../tools/fixtures/make-documents.ts';

async function read(parts: Record<string, string>): Promise<SourceDocument> {
  const result = await readDocument(zipParts(parts), 'plan.xlsx');
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

const text = (reference: string, value: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('XLSX', () => {
  it('knows merged cells, leaves out hidden rows, columns and sheets, takes formulas by their result', async () => {
    const document = await read(
      xlsxParts([
        {
          name: 'План',
          xml: `<cols><col min="3" max="3" hidden="1"/></cols><sheetData>
            <row r="1">${text('B1', 'Дорожная карта')}</row>
            <row r="3">${text('B3', '№')}${text('C3', 'служебный')}${text('D3', 'Мероприятие')}${text('E3', 'Срок')}</row>
            <row r="4">${text('B4', 'Раздел')}</row>
            <row r="5" hidden="1">${text('B5', '0')}${text('D5', 'скрыто')}</row>
            <row r="6"><c r="B6"><f>1+0</f><v>1</v></c>${text('D6', 'Приказ')}${text('E6', 'май')}</row>
            <row r="7">${text('D7', 'Анкета')}${text('E7', 'июнь')}</row></sheetData>
            <mergeCells><mergeCell ref="B4:E4"/><mergeCell ref="B6:B7"/></mergeCells>`,
        },
        {
          name: 'Черновик',
          hidden: true,
          xml: `<sheetData><row r="1">${text('A1', 'нет')}</row></sheetData>`,
        },
      ]),
    );
    const [title, table] = document.blocks;
    expect(title).toMatchObject({
      kind: 'paragraph',
      text: 'Дорожная карта',
      place: { sheet: 'План', row: 1 },
    });
    if (table?.kind !== 'table') throw new Error('no table');
    expect(document.blocks).toHaveLength(2);
    expect(table.columnCount).toBe(3);
    expect(table.rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([
      ['№', 'Мероприятие', 'Срок'],
      ['Раздел'],
      ['1', 'Приказ', 'май'],
      ['Анкета', 'июнь'],
    ]);
    expect(table.rows[1]?.cells[0]?.columnSpan).toBe(3);
    expect(table.rows[2]?.cells[0]?.rowSpan).toBe(2);
    expect(table.rows[3]?.cells[0]?.place).toMatchObject({ sheet: 'План', row: 7, column: 4 });
  });

  it('names each of several sheets', async () => {
    const sheet = (value: string): string => `<sheetData><row r="1">${text('A1', value)}</row></sheetData>`;
    const document = await read(
      xlsxParts([
        { name: '2022', xml: sheet('а') },
        { name: '2023', xml: sheet('б') },
      ]),
    );
    expect(document.text).toBe('2022\nа\n2023\nб');
  });

  it.each([
    [44_834, 'dd/mm/yyyy', '30.09.2022'],
    [44_834, 'd mmmm yyyy "г."', '30.09.2022'],
    [44_805, 'mmm-yy', 'сентябрь 2022'],
    [44_562, 'd-mmm', '01.янв'],
    [44_834.5, 'dd.mm.yyyy h:mm', '30.09.2022 12:00'],
    [1, 'dd.mm.yyyy', '01.01.1900'],
    [0.5, '0%', '50%'],
    [1234.5, '#,##0.00', '1 234,50'],
    [1.1, 'General', '1,1'],
    [0.1 + 0.2, 'General', '0,3'],
    [-0.001, '0.00', '0,00'],
  ])('shows %d in the format %s as %s', (value, code, shown) => {
    expect(showNumber(value, parseFormat(code), false)).toBe(shown);
  });
});
