import { shortDay } from '#src/lib/russian/short-day.ts';
import { paragraph, type PaperDocument, type TableCell } from '#src/platform/render/model.ts';
import type { Sheet } from '#src/platform/render/sheets.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { formTitle, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import type { OrderLine } from '#src/features/mentorships/rules/orders.ts';

export interface OrderListFacts {
  readonly schoolName: string;
  readonly schoolYear: number;
  readonly lines: readonly OrderLine[];
}

/** Columns of the list; `width` is the share, `characters` the width in a sheet. */
export const ORDER_COLUMNS = [
  { heading: '№', width: 1, characters: 7 },
  { heading: 'Наставник, должность или класс', width: 5, characters: 42 },
  { heading: 'Наставляемый, класс или должность', width: 5, characters: 42 },
  { heading: 'Форма наставничества', width: 4, characters: 22 },
  { heading: 'Ролевая модель', width: 4, characters: 30 },
  { heading: 'Срок', width: 4, characters: 24 },
];

const title = ({ schoolYear }: OrderListFacts) =>
  `Список наставнических пар и групп на ${formatSchoolYear(schoolYear)} учебный год`;

/** «Соколова Анна Петровна, учитель физики». */
export function namedPlace({ name, place }: { readonly name: string; readonly place: string }): string {
  return [name || 'имя не показывается: нет согласия', place].filter((part) => part !== '').join(', ');
}

/** «с 01.10.2026 по 31.05.2027»; empty when neither day is known. */
export function termOf({ startsOn, dueOn }: Pick<OrderLine, 'startsOn' | 'dueOn'>): string {
  return [startsOn === null ? '' : `с ${shortDay(startsOn)}`, dueOn === null ? '' : `по ${shortDay(dueOn)}`]
    .filter((part) => part !== '')
    .join(' ');
}

/** A line of the list, a cell a column. */
export function orderCells(line: OrderLine, index: number): string[] {
  return [
    String(index + 1),
    line.mentors.map(namedPlace).join('\n'),
    line.mentees.map(namedPlace).join('\n'),
    `${formTitle(line.form)}${line.isGroup ? ', группа' : ''}`,
    line.roleModel === '' ? '–' : roleModelTitle(line.form, line.roleModel),
    termOf(line) || '–',
  ];
}

/** The list as an annex of the order, A4 landscape; number and day of the order are written in by hand. */
export function orderListPaper(facts: OrderListFacts): PaperDocument {
  return {
    title: title(facts),
    orientation: 'landscape',
    language: 'ru',
    blocks: [
      paragraph('Приложение к приказу', { align: 'right' }),
      paragraph('от «____» ______________ 20____ г. № ________', { align: 'right' }),
      { kind: 'spacer', lines: 1 },
      { kind: 'heading', level: 1, text: title(facts) },
      paragraph(facts.schoolName, { align: 'center' }),
      { kind: 'spacer', lines: 1 },
      {
        kind: 'table',
        size: 'small',
        columns: ORDER_COLUMNS.map(({ width }) => ({ width })),
        head: [
          {
            cells: ORDER_COLUMNS.map(({ heading }): TableCell => ({
              content: heading,
              align: 'center',
              bold: true,
            })),
          },
        ],
        body: facts.lines.map((line, index) => ({
          kind: 'row' as const,
          cells: orderCells(line, index).map((content, column): TableCell =>
            column === 0 ? { content, align: 'center' } : { content },
          ),
        })),
      },
    ],
  };
}

/** The same as a sheet. */
export function orderListSheet(facts: OrderListFacts): Sheet {
  return {
    name: 'Пары и группы',
    title: [title(facts), facts.schoolName],
    columns: ORDER_COLUMNS.map(({ heading, characters }) => ({ heading, width: characters })),
    rows: facts.lines.map((line, index) => {
      const [, ...rest] = orderCells(line, index);
      return {
        kind: 'row' as const,
        cells: [index + 1, ...rest],
      };
    }),
  };
}
