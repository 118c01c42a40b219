import { paragraph, placeStamps } from '#src/platform/render/model.ts';
import type { Block, PaperDocument, TableRow } from '#src/platform/render/model.ts';

/** A document that uses every block but numbered clauses, with a word of the caller's everywhere a user can put one. */
export function sampleDocument(word: string, rows: readonly TableRow[] = []): PaperDocument {
  const blocks: readonly Block[] = [
    placeStamps([
      { word: 'УТВЕРЖДЕНО', lines: ['приказом школы № 7', `от 16.12.2022 № 135 ${word}`] },
      { word: 'ПРИНЯТО', lines: ['на педагогическом совете', 'протокол № 4'] },
    ]),
    { kind: 'heading', level: 1, text: `План работы ${word}` },
    paragraph(`Обычный абзац ${word} с текстом.`, { indent: true, align: 'justify' }),
    {
      kind: 'paragraph',
      runs: [{ text: 'Цель: ', bold: true }, { text: word, italic: true }, { text: ' конец' }],
    },
    { kind: 'list', marker: 'dash', items: [[{ text: `первое ${word}` }], [{ text: 'второе' }]] },
    { kind: 'spacer', lines: 1 },
    {
      kind: 'table',
      size: 'small',
      columns: [{ width: 1 }, { width: 4 }, { width: 2 }, { width: 2 }],
      head: [
        {
          cells: ['№', 'Дело', 'Срок', 'Кто'].map((content) => ({ content, bold: true, align: 'center' })),
        },
      ],
      body: [
        { kind: 'section', text: `Раздел ${word}` },
        {
          kind: 'row',
          cells: [
            { content: '1' },
            {
              content: [
                paragraph(`Сделать ${word}`),
                { kind: 'list', marker: 'dash', items: [[{ text: word }]] },
              ],
            },
            { content: 'до 01.10.2022', colSpan: 2 },
          ],
        },
        {
          kind: 'row',
          cells: [{ content: '2' }, { content: word }, { content: 'май' }, { content: 'Директор' }],
        },
        ...rows,
      ],
    },
    { kind: 'heading', level: 2, text: 'Итоги', align: 'left' },
    {
      kind: 'signatures',
      items: [
        { post: `Директор ${word}`, name: 'И.И. Петров' },
        { post: 'Куратор', name: null },
      ],
    },
  ];
  return { title: `Проба ${word}`, orientation: 'portrait', language: 'ru', blocks };
}

/** Many rows of four cells, with a section line every twenty. */
export function manyRows(count: number): readonly TableRow[] {
  return Array.from({ length: count }, (_, index): TableRow =>
    index % 20 === 0
      ? { kind: 'section', text: `Раздел ${index / 20 + 1}` }
      : {
          kind: 'row',
          cells: [
            { content: `${index}.` },
            { content: `Разработка и утверждение распорядительных документов, строка ${index}` },
            { content: 'в течение учебного года' },
            { content: 'Заместитель директора' },
          ],
        },
  );
}
