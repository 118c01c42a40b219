import { paragraph } from '#src/platform/render/model.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';

const months = ['сентябрь', 'октябрь', 'ноябрь', 'декабрь', 'январь', 'февраль', 'март', 'апрель', 'май'];

/** Charts of both shapes and a square with a link. */
export function chartSample(word: string): PaperDocument {
  return {
    title: `Отчёт ${word}`,
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      { kind: 'heading', level: 1, text: 'Результаты' },
      {
        kind: 'chart',
        shape: 'bars',
        title: `Довольны участием ${word}`,
        unit: '%',
        labels: ['Наставники', 'Наставляемые', `Родители (законные представители) ${word}`],
        series: [
          { name: `до ${word}`, values: [45, 52.5, null] },
          { name: 'после', values: [78, 81.25, 64] },
        ],
      },
      {
        kind: 'chart',
        shape: 'lines',
        title: 'Встречи по месяцам',
        unit: 'встреч',
        labels: months,
        series: [
          { name: 'ученик – ученик', values: [12, 15, 18, 9, null, 21, 25, 24, 17] },
          { name: 'учитель – ученик', values: [4, 6, 7, 5, 3, 8, 9, 11, 10] },
        ],
      },
      paragraph('Текст после.'),
      { kind: 'qr', text: 'https://example.org/k/1?a=б&c="d"', caption: `Подать заявку ${word}` },
      {
        kind: 'chart',
        shape: 'bars',
        title: 'Шесть рядов',
        labels: ['Самочувствие', 'Успеваемость', 'Посещаемость', 'Уверенность'],
        series: ['до', 'после 1', 'после 2', 'после 3', 'после 4', 'через год'].map((name, index) => ({
          name,
          values: [1_200.5, -300, 800, 100].map((value) => value * (1 - index / 10)),
        })),
      },
    ],
  };
}
