import { expect, it } from 'vitest';
import { addSourceLines } from '#src/features/roadmap/rules/source-lines.ts';
import { readRoadmap } from '#src/features/roadmap/rules/reading/read.ts';
import { readText } from '#src/lib/tables/read.ts';
import { toSourceDocument } from '#src/lib/tables/source-text.ts';
import type { Block } from '#src/lib/tables/model.ts';

const cellsOf = (row: number, texts: readonly string[]) =>
  texts.map((text, column) => ({
    text,
    lines: [text],
    column,
    columnSpan: 1,
    rowSpan: 1,
    place: { table: 1, row, column: column + 1 },
  }));
const blocks: Block[] = [
  { kind: 'paragraph', text: 'План мероприятий\nна 2022-2023 учебный год', place: { paragraph: 1 } },
  {
    kind: 'table',
    columnCount: 4,
    place: { table: 1 },
    rows: [
      ['№', 'Мероприятие', 'Срок', 'Ответственный'],
      ['1', 'Приказ о назначении куратора', 'до 15.09.2022', 'Директор'],
      ['2', 'Сбор согласий', 'октябрь 2022', 'Куратор'],
    ].map((texts, index) => ({ place: { table: 1, row: index + 1 }, cells: cellsOf(index + 1, texts) })),
  },
];

it('finds the line of a table row in the text of the document', () => {
  const document = toSourceDocument('docx', 'plan.docx', blocks);
  const reading = addSourceLines(
    readRoadmap(document, () => []),
    document,
  );
  const items = reading.sections.flatMap((section) => section.items);
  const lines = document.text.split('\n');
  expect(items.map((item) => lines[(item.source.lineFrom ?? 0) - 1])).toEqual([
    expect.stringContaining('Приказ о назначении куратора'),
    expect.stringContaining('Сбор согласий'),
  ]);
});

it('leaves the lines that a pasted text knows', () => {
  const document = readText(
    '№ | Мероприятие | Срок\n1 | Сбор согласий | октябрь 2022\n2 | Итоги | май 2023',
    'x',
  );
  const reading = readRoadmap(document, () => []);
  expect(addSourceLines(reading, document)).toEqual(reading);
});
