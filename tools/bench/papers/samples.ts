import { kindOfPaper, paragraph } from '#src/platform/render/model.ts';
import type { PaperDocument, TableRow } from '#src/platform/render/model.ts';

/** An order of one page; the stamp keeps two from sharing a text, which the layouter would remember. */
export function orderOf(stamp: string): PaperDocument {
  return {
    title: `Приказ ${stamp}`,
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      {
        kind: 'letterhead',
        name: 'Муниципальное бюджетное общеобразовательное учреждение «Полянская средняя школа»',
        shortName: 'МБОУ «Полянская СШ»',
        lines: ['215000, с. Поляны, ул. Садовая, д. 4', 'ОГРН 1000000000000, ИНН 6700000000'],
      },
      kindOfPaper('Приказ'),
      { kind: 'imprint', date: '«12» сентября 2026 г.', number: stamp, place: 'с. Поляны' },
      { kind: 'heading', level: 2, text: `О закреплении наставнической пары ${stamp}` },
      paragraph(
        `В соответствии с положением о программе наставничества, на основании заявления ${stamp} и согласия сторон приказываю:`,
        { indent: true, align: 'justify' },
      ),
      {
        kind: 'clauses',
        items: ['Закрепить наставника', 'Утвердить план работы', 'Провести итоговую встречу'].map((text) => ({
          runs: [{ text: `${text} ${stamp} на 2026-2027 учебный год в установленном школой порядке.` }],
          clauses: [{ runs: [{ text: `Ответственному лицу ${stamp} вести учёт встреч и обратной связи.` }] }],
        })),
      },
      { kind: 'signatures', items: [{ post: 'Директор', name: 'П.С. Лужин' }] },
      {
        kind: 'acquaintance',
        readers: [{ name: `Ветрова Мария Алексеевна ${stamp}`, post: 'учитель математики' }],
        emptyRows: 3,
      },
    ],
  };
}

/** A list of so many rows of four cells. */
export function listOf(rows: number, stamp: string): PaperDocument {
  const row = (index: number): TableRow => ({
    kind: 'row',
    cells: [
      `${index + 1}.`,
      `Разработка и утверждение распорядительных документов ${stamp}/${index}`,
      'в течение учебного года',
      'Заместитель директора',
    ].map((content) => ({ content })),
  });
  return {
    title: `Список ${stamp}`,
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      {
        kind: 'table',
        size: 'small',
        columns: [{ width: 1 }, { width: 5 }, { width: 3 }, { width: 3 }],
        head: [{ cells: ['№', 'Дело', 'Срок', 'Кто'].map((content) => ({ content, bold: true })) }],
        body: Array.from({ length: rows }, (_, index) => row(index)),
      },
    ],
  };
}
