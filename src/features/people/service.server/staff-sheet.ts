import type { Sheet } from '#src/platform/render/sheets.ts';
import { fullName, type Person } from '#src/features/people/rules.ts';

/** People as one sheet whose headings the import understands again. */
export function staffSheet(people: readonly Person[]): Sheet {
  return {
    name: 'Люди',
    title: [],
    columns: [
      { heading: 'ФИО', width: 36 },
      { heading: 'Должность', width: 44 },
      { heading: 'Почта', width: 28 },
      { heading: 'Телефон', width: 20 },
      { heading: 'Не работает с', width: 16 },
    ],
    rows: people.map((person) => ({
      kind: 'row',
      cells: [
        fullName(person),
        person.posts.join('; '),
        person.email,
        person.phone,
        person.leftOn?.split('-').toReversed().join('.') ?? '',
      ],
    })),
  };
}
