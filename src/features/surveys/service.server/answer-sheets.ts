import type { Sheet, SheetColumn, SheetValue } from '#src/platform/render/sheets.ts';
import { sideLabels } from '#src/features/programmes/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { itemKindLabels } from '#src/features/surveys/labels.ts';
import { allItems, type Answers, type Item } from '#src/features/surveys/rules/model.ts';
import { scaleOf } from '#src/features/surveys/rules/summarise.ts';
import { readStored, type ReadWave } from '#src/features/surveys/service.server/context.ts';
import type { StoredRow } from '#src/features/surveys/store.server/answers.ts';

/**
 * One row a respondent, and a code book. Rankings of people are never in it. Of an anonymous wave rows have no names, open
 * answers stand on a sheet of their own, sorted by their words, and items that few answered are left out.
 */
export function answerSheets(
  wave: ReadWave,
  rows: readonly StoredRow[],
  { hidden, invited }: { readonly hidden: ReadonlySet<string>; readonly invited: number },
): readonly Sheet[] {
  const items = allItems(wave.model).filter(({ id, kind }) => kind !== 'ranking' && !hidden.has(id));
  const inRows = wave.isAnonymous ? items.filter((item) => !isOpen(item)) : items;
  const who: SheetColumn[] = [
    { heading: '№', width: 6 },
    ...(wave.isAnonymous ? [] : [{ heading: 'ФИО', width: 32 }]),
    { heading: 'Класс', width: 8 },
    { heading: 'Сторона', width: 14 },
    { heading: 'Форма', width: 22 },
  ];
  const rate = `Ответили ${rows.length} из ${invited} приглашённых`;
  const answers: Sheet = {
    name: 'Ответы',
    title: [wave.title, rate],
    columns: [...who, ...inRows.map(({ id }) => ({ heading: id, width: 14 }))],
    rows: rows.map((row, index) => {
      const given = readStored(row.answers);
      return {
        kind: 'row',
        cells: [
          index + 1,
          ...(wave.isAnonymous ? [] : [row.name]),
          row.classLabel,
          row.side === null ? '' : sideLabels[row.side],
          row.form === null ? '' : formTitle(row.form),
          ...inRows.map((item) => cellOf(given[item.id])),
        ],
      };
    }),
  };
  return [
    answers,
    ...(wave.isAnonymous
      ? openSheets(
          items.filter(isOpen),
          rows.map((row) => readStored(row.answers)),
        )
      : []),
    codeBook(items),
  ];
}

const isOpen = ({ kind }: Item): boolean => kind === 'short' || kind === 'long' || kind === 'date';

function cellOf(answer: Answers[string] | undefined): SheetValue {
  if (answer === undefined) return null;
  return typeof answer === 'number' || typeof answer === 'string' ? answer : answer.join(', ');
}

function openSheets(items: readonly Item[], answers: readonly Answers[]): Sheet[] {
  if (items.length === 0) return [];
  return [
    {
      name: 'Открытые ответы',
      title: [],
      columns: [
        { heading: 'Вопрос', width: 16 },
        { heading: 'Ответ', width: 90 },
      ],
      rows: items.flatMap(({ id }) =>
        answers
          .flatMap((given) => given[id] ?? [])
          .map(String)
          .toSorted((a, b) => a.localeCompare(b, 'ru'))
          .map((text) => ({ kind: 'row' as const, cells: [id, text] })),
      ),
    },
  ];
}

function codeBook(items: readonly Item[]): Sheet {
  return {
    name: 'Кодовая книга',
    title: [],
    columns: [
      { heading: 'Ключ', width: 24 },
      { heading: 'Вопрос', width: 60 },
      { heading: 'Вид', width: 20 },
      { heading: 'Значения', width: 50 },
      { heading: 'Пара', width: 20 },
      { heading: 'Показатель', width: 22 },
    ],
    rows: items.map((item) => ({
      kind: 'row',
      cells: [
        item.id,
        item.text,
        itemKindLabels[item.kind],
        item.kind === 'scale'
          ? `от 1${item.ends?.[0] === undefined ? '' : ` (${item.ends[0]})`} до 10${item.ends?.[1] === undefined ? '' : ` (${item.ends[1]})`}`
          : scaleOf(item)
              .map(({ key, text }) => (item.kind === 'level' ? text : `${key} = ${text}`))
              .join('; '),
        item.pair ?? '',
        item.indicator ?? '',
      ],
    })),
  };
}
