import { kindOfPaper, paragraph } from '#src/platform/render/model.ts';
import type { Block, PaperDocument } from '#src/platform/render/model.ts';

const letterhead: Block = {
  kind: 'letterhead',
  above: ['Отдел образования администрации Полянского района'],
  name: 'Муниципальное бюджетное общеобразовательное учреждение «Полянская средняя школа имени Героя Советского Союза А.И. Ветрова»',
  shortName: 'МБОУ «Полянская СШ»',
  lines: [
    '215000, с. Поляны, ул. Садовая, д. 4, тел. 8 (00000) 0-00-00',
    'ОГРН 1000000000000, ИНН 6700000000',
  ],
};

/** An order on the school's own sheet with the list of those who are to read it; `word` stands in every field. */
export function orderSample(word: string, known: boolean): PaperDocument {
  return {
    title: `Приказ ${word}`,
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      letterhead,
      kindOfPaper('Приказ'),
      {
        kind: 'imprint',
        date: known ? `«12» сентября 2026 г. ${word}` : null,
        number: known ? `45-од ${word}` : null,
        place: `с. Поляны ${word}`,
      },
      { kind: 'heading', level: 2, text: `О назначении куратора ${word}`, align: 'left' },
      paragraph(`В целях реализации целевой модели наставничества ${word} приказываю:`, {
        indent: true,
        align: 'justify',
      }),
      paragraph('Назначить куратором программ наставничества Ветрову М.А.', { indent: true }),
      {
        kind: 'signatures',
        items: [
          { post: `Директор ${word}`, name: 'П.С. Лужин', date: known ? '12.09.2026' : null },
          { post: 'Заместитель директора по учебно-воспитательной работе', name: null },
        ],
      },
      {
        kind: 'acquaintance',
        readers: [
          {
            name: `Ветрова Мария Алексеевна ${word}`,
            post: 'учитель математики',
            day: '13.09.2026',
            mark: 'в системе',
          },
          { name: 'Ключевой Андрей Петрович', post: `педагог-психолог ${word}` },
        ],
        emptyRows: 2,
      },
    ],
  };
}

/** A statement with its addressee, and an agreement of two or three sides. */
export function agreementSample(word: string, sides: 1 | 2 | 3): PaperDocument {
  return {
    title: `Соглашение ${word}`,
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      {
        kind: 'addressee',
        lines: [
          `Директору МБОУ «Полянская СШ» ${word}`,
          'П.С. Лужину',
          { text: 'от', hint: `фамилия, имя, отчество ${word}` },
          { text: '' },
          { text: 'телефон' },
        ],
      },
      { kind: 'heading', level: 1, text: 'Соглашение' },
      paragraph('Стороны договорились о нижеследующем.', { indent: true }),
      {
        kind: 'parties',
        items: [
          {
            title: `Наставник ${word}`,
            lines: ['Ветрова Мария Алексеевна', 'учитель математики', { text: 'Телефон' }],
            name: `М.А. Ветрова ${word}`,
            date: null,
          },
          {
            title: 'Наставляемый',
            lines: ['Ключевой Андрей Петрович', { text: 'Паспорт', hint: 'серия, номер, кем и когда выдан' }],
            name: null,
            date: `15.09.2026 ${word}`,
          },
          {
            title: 'Образовательная организация',
            lines: ['МБОУ «Полянская СШ»', `215000, с. Поляны ${word}`],
            name: 'П.С. Лужин',
            seal: true,
          },
        ].slice(0, sides),
      },
    ],
  };
}
