import { shortDay } from '#src/lib/russian/short-day.ts';
import type { Sheet } from '#src/platform/render/sheets.ts';
import { fullName } from '#src/features/people/rules.ts';
import type { PeopleList } from '#src/features/people/rules/kinds.ts';
import type { ListedPerson } from '#src/features/people/service.server/list.ts';

interface SheetColumn {
  readonly heading: string;
  readonly width: number;
  readonly cell: (person: ListedPerson) => string;
}

const day = (iso: string | null) => (iso === null ? '' : shortDay(iso));
const name: SheetColumn = { heading: 'ФИО', width: 36, cell: fullName };
const contacts: readonly SheetColumn[] = [
  { heading: 'Почта', width: 28, cell: ({ email }) => email },
  { heading: 'Телефон', width: 20, cell: ({ phone }) => phone },
];
const birth: SheetColumn = {
  heading: 'Дата рождения',
  width: 16,
  cell: ({ birthDate, birthYear }) => (birthDate === null ? String(birthYear ?? '') : day(birthDate)),
};
const posts: SheetColumn = { heading: 'Должность', width: 44, cell: (person) => person.posts.join('; ') };
const from: SheetColumn = { heading: 'Место работы или учёбы', width: 44, cell: (person) => person.from };
const left = (heading: string): SheetColumn => ({ heading, width: 16, cell: ({ leftOn }) => day(leftOn) });

/** Columns of each list; the import understands these headings again. */
const COLUMNS: Readonly<Record<PeopleList | 'everybody', readonly SheetColumn[]>> = {
  staff: [name, posts, ...contacts, left('Не работает с')],
  pupils: [
    name,
    { heading: 'Класс', width: 12, cell: ({ className }) => className },
    birth,
    ...contacts,
    left('Выбыл'),
  ],
  graduates: [
    name,
    { heading: 'Год выпуска', width: 14, cell: ({ graduatedIn }) => String(graduatedIn ?? '') },
    birth,
    from,
    ...contacts,
  ],
  outsiders: [name, from, posts, birth, ...contacts, left('Не участвует с')],
  guardians: [name, { heading: 'Дети', width: 44, cell: ({ children }) => children.join('; ') }, ...contacts],
  everybody: [name, posts, from, birth, ...contacts],
};

/** People as one sheet with the columns of their list. */
export function peopleSheet(list: PeopleList | 'everybody', people: readonly ListedPerson[]): Sheet {
  const columns = COLUMNS[list];
  return {
    name: 'Люди',
    title: [],
    columns: columns.map(({ heading, width }) => ({ heading, width })),
    rows: people.map((person) => ({ kind: 'row', cells: columns.map(({ cell }) => cell(person)) })),
  };
}
