import { describe, expect, it } from 'vitest';
import type { SourceDocument, Table } from '#src/lib/tables/model.ts';
import { readDocument } from '#src/lib/tables/read.ts';
import { compilePdf } from '../../../../tools/fixtures/make-documents.ts';

async function read(source: string): Promise<SourceDocument> {
  const pdf = compilePdf(`#set text(font: "PT Serif", size: 11pt, lang: "ru")\n${source}`);
  const result = await readDocument(pdf, 'plan.pdf');
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

function tablesOf(document: SourceDocument): string[][][] {
  return document.blocks
    .filter((block): block is Table => block.kind === 'table')
    .map((table) => table.rows.map((row) => row.cells.map((cell) => cell.text)));
}

describe('PDF', () => {
  it('knows cells merged across and down', async () => {
    const document = await read(`#table(columns: 3,
      table.cell(colspan: 3)[Раздел], table.cell(rowspan: 2)[1], [Приказ], [май], [Анкета], [июнь])`);
    expect(tablesOf(document)).toEqual([[['Раздел'], ['1', 'Приказ', 'май'], ['Анкета', 'июнь']]]);
    const [table] = document.blocks;
    expect(table?.kind === 'table' ? table.rows[0]?.cells[0]?.columnSpan : 0).toBe(3);
    expect(table?.kind === 'table' ? table.rows[1]?.cells[0]?.rowSpan : 0).toBe(2);
  });

  it('reads text set upwards in a cell', async () => {
    const document = await read(`#table(columns: (2cm, 5cm),
      rotate(-90deg, reflow: true)[Срок до мая], [Приказ], [май], [Анкета])`);
    expect(tablesOf(document)).toEqual([
      [
        ['Срок до мая', 'Приказ'],
        ['май', 'Анкета'],
      ],
    ]);
  });

  it('goes on over page ends: cut rows are one, heads and page numbers are dropped', async () => {
    const rows = Array.from(
      { length: 9 },
      (_value, index) =>
        `[${String(index + 1)}.], [Мероприятие ${String(index + 1)}, в котором участвуют наставники, наставляемые и их родители, а также все, кто желает этого], [май]`,
    );
    const document =
      await read(`#set page(width: 12cm, height: 8cm, margin: 1.5cm, numbering: "1", header: [МБОУ Заречная СОШ])
      #table(columns: (1cm, 1fr, 2cm), table.header([№], [Что], [Срок]), ${rows.join(', ')})`);
    const [table, ...others] = tablesOf(document);
    expect(others).toEqual([]);
    expect(document.blocks).toHaveLength(1);
    expect(table?.map((row) => row[0])).toEqual(['№', '1.', '2.', '3.', '4.', '5.', '6.', '7.', '8.', '9.']);
    for (const row of table?.slice(1) ?? []) {
      expect(row[1]).toMatch(/^Мероприятие \d, в котором участвуют .* этого$/);
      expect(row[2]).toBe('май');
    }
  });

  it('keeps a row without a number at the top of a page, where the row above was not cut', async () => {
    const document = await read(`#set page(width: 14cm, height: 8cm, margin: 1cm)
      #table(columns: (1cm, 1fr, 1fr), [1.], [#box(height: 4.6cm)[Долгое дело]], [Приказ], [], [], [Локальные акты], [2.], [Дело], [Справка])`);
    expect(tablesOf(document)[0]?.map((row) => row[2])).toEqual(['Приказ', 'Локальные акты', 'Справка']);
  });

  it('separates paragraphs from wrapped lines and keeps the lines of a heading', async () => {
    const document = await read(`#set page(width: 14cm, height: 12cm, margin: 2cm)
      #align(center)[*План мероприятий \\ по наставничеству*]

      Цель: создание условий для успешной самореализации наставляемых и поддержки педагогов школы.

      Задачи школы.`);
    expect(document.blocks).toMatchObject([
      { text: 'План мероприятий\nпо наставничеству', bold: true, centered: true },
      {
        text: 'Цель: создание условий для успешной самореализации наставляемых и поддержки педагогов школы.',
      },
      { text: 'Задачи школы.' },
    ]);
  });
});
