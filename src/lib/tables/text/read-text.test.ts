import { describe, expect, it } from 'vitest';
import type { SourceDocument, Table } from '#src/lib/tables/model.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';

async function read(bytes: Uint8Array, name: string): Promise<SourceDocument> {
  const result = await readDocument(bytes, name);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

function cellsOf(document: SourceDocument): string[][] {
  const table = document.blocks.find((block): block is Table => block.kind === 'table');
  return (table?.rows ?? []).map((row) => row.cells.map((cell) => cell.text));
}

function encode1251(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });
}

function encode16(text: string, mark: boolean): Uint8Array {
  const bytes = mark ? [0xff, 0xfe] : [];
  for (let at = 0; at < text.length; at += 1)
    bytes.push(text.charCodeAt(at) & 0xff, text.charCodeAt(at) >> 8);
  return Uint8Array.from(bytes);
}

describe('plain text', () => {
  it('gives a paragraph a line, with lines and pages', () => {
    const document = readText('План\r\n\r\nна год\fВторая страница\rконец', 'plan.txt');
    expect(document.blocks).toEqual([
      { kind: 'paragraph', text: 'План', place: { page: 1, line: 1 } },
      { kind: 'paragraph', text: 'на год', place: { page: 1, line: 3 } },
      { kind: 'paragraph', text: 'Вторая страница', place: { page: 2, line: 3 } },
      { kind: 'paragraph', text: 'конец', place: { page: 2, line: 4 } },
    ]);
  });

  it('takes lines with tabs for rows, over blank lines too', () => {
    const document = readText('План\n№\tЧто\tКогда\n1.\tПриказ\tмай\n\n2.\tАнкета\tиюнь\nконец');
    expect(cellsOf(document)).toEqual([
      ['№', 'Что', 'Когда'],
      ['1.', 'Приказ', 'май'],
      ['2.', 'Анкета', 'июнь'],
    ]);
    expect(document.blocks.map((block) => block.kind)).toEqual(['paragraph', 'table', 'paragraph']);
  });

  it('takes quoted cells with line ends as a spreadsheet pastes them', () => {
    expect(cellsOf(readText('"Что\nделать"\tКогда\nПриказ\t"май\nиюнь"'))).toEqual([
      ['Что\nделать', 'Когда'],
      ['Приказ', 'май\nиюнь'],
    ]);
  });

  it('reads Markdown tables', () => {
    expect(cellsOf(readText('| № | Что |\n|---|:--|\n| 1 | а \\| б |\n| 2 | в<br>г |'))).toEqual([
      ['№', 'Что'],
      ['1', 'а | б'],
      ['2', 'в\nг'],
    ]);
  });

  it('reads columns set with spaces and joins their wrapped lines', () => {
    const document = readText(
      [
        '№   Мероприятие        Срок',
        '1   Издание приказа    май',
        '    директора',
        '2   Анкета             июнь 2023',
      ].join('\n'),
    );
    expect(cellsOf(document)).toEqual([
      ['№', 'Мероприятие', 'Срок'],
      ['1', 'Издание приказа директора', 'май'],
      ['2', 'Анкета', 'июнь 2023'],
    ]);
  });

  it('does not take justified prose for a table', () => {
    const document = readText(
      'Обеспечение   участия    ОО в мониторинге\nготовности   организаций к внедрению\nсистемы наставничества педагогических         работников',
    );
    expect(document.blocks.every((block) => block.kind === 'paragraph')).toBe(true);
  });

  it.each([
    ['UTF-8 with its mark', new TextEncoder().encode('\uFEFFПлан мероприятий')],
    ['Windows-1251', encode1251('План мероприятий')],
    ['UTF-16 with its mark', encode16('План мероприятий', true)],
    ['UTF-16 without it', encode16('План мероприятий', false)],
  ])('knows %s', async (_name, bytes) => {
    expect((await read(bytes, 'plan.txt')).text).toBe('План мероприятий');
  });
});

describe('CSV', () => {
  it.each([';', ',', '\t'])('guesses the separator %j', async (separator) => {
    const rows = [
      ['№', 'Мероприятие', 'Срок'],
      ['1', `"Приказ${separator} ""О наставничестве""\nи положение"`, 'май'],
      ['2', 'Анкета', ''],
    ];
    const text = rows.map((row) => row.join(separator)).join('\r\n');
    const document = await read(new TextEncoder().encode(text), 'plan.csv');
    expect(document.format).toBe('csv');
    expect(cellsOf(document)).toEqual([
      ['№', 'Мероприятие', 'Срок'],
      ['1', `Приказ${separator} "О наставничестве"\nи положение`, 'май'],
      ['2', 'Анкета', ''],
    ]);
    expect(document.blocks[0]?.kind === 'table' ? document.blocks[0].rows[2]?.place.line : 0).toBe(4);
  });

  it('keeps a quote that only opens', async () => {
    const document = await read(new TextEncoder().encode('а;"б\nв;г'), 'plan.csv');
    expect(cellsOf(document)).toEqual([
      ['а', '"б'],
      ['в', 'г'],
    ]);
  });
});
