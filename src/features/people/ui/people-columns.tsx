import { personKindLabels } from '#src/features/people/labels.ts';
import type { PeopleList, PersonKind } from '#src/features/people/rules/kinds.ts';
import { Badge } from '#src/ui/badge.tsx';
import type { Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { Row, TextLink } from '#src/ui/layout.tsx';

/** A person as a line of a list. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly kinds: readonly PersonKind[];
  readonly posts: string;
  readonly contacts: string;
  readonly hasAccount: boolean;
  readonly leftOn: string | null;
  readonly className: string;
  /** A day, a year or nothing, in words. */
  readonly born: string;
  readonly graduatedIn: string;
  readonly from: string;
  readonly children: string;
}

const leftWords: Readonly<Record<PeopleList, string>> = {
  staff: 'не работает с',
  pupils: 'выбыл',
  graduates: 'не участвует с',
  outsiders: 'не участвует с',
  guardians: 'не участвует с',
};

function nameColumn(list: PeopleList): Column<PersonRow> {
  return {
    key: 'name',
    header: 'Имя',
    isTitle: true,
    cell: (row) => (
      <Row>
        <TextLink to={`/people/${row.id}`}>{row.name}</TextLink>
        {row.leftOn !== null && (
          <Badge>
            {leftWords[list]} {formatDayShort(row.leftOn)}
          </Badge>
        )}
      </Row>
    ),
  };
}

const text = (
  key: 'posts' | 'contacts' | 'className' | 'born' | 'graduatedIn' | 'from' | 'children',
  header: string,
  absent: string,
): Column<PersonRow> => ({ key, header, cell: (row) => (row[key] === '' ? absent : row[key]) });

const contacts = text('contacts', 'Почта, телефон', 'нет');
const born = text('born', 'Родился', 'не указано');
const account: Column<PersonRow> = {
  key: 'account',
  header: 'Учётная запись',
  cell: (row) => (row.hasAccount ? 'есть' : 'нет'),
};
const kind: Column<PersonRow> = {
  key: 'kind',
  header: 'Кто это',
  cell: (row) =>
    row.kinds
      .filter((one) => one === 'student' || one === 'partner')
      .map((one) => personKindLabels[one])
      .join(', '),
};

/** Columns of each list. */
export const columnsByList: Readonly<Record<PeopleList, readonly Column<PersonRow>[]>> = {
  staff: [nameColumn('staff'), text('posts', 'Должность', 'не указана'), contacts, account],
  pupils: [nameColumn('pupils'), text('className', 'Класс', 'нет класса'), born, contacts, account],
  graduates: [
    nameColumn('graduates'),
    text('graduatedIn', 'Год выпуска', 'не указан'),
    text('from', 'Место работы или учёбы', 'не указано'),
    contacts,
  ],
  outsiders: [
    nameColumn('outsiders'),
    kind,
    text('from', 'Место работы или учёбы', 'не указано'),
    text('posts', 'Должность', 'не указана'),
    contacts,
  ],
  guardians: [nameColumn('guardians'), text('children', 'Дети', 'не привязаны'), contacts, account],
};

/** What each list is for, under the title. */
export const listLeads: Readonly<Record<PeopleList, string>> = {
  staff: 'Все, кому можно поручить мероприятие.',
  pupils: 'Кто учится в школе сейчас: по классам этого учебного года.',
  graduates: 'Кто закончил школу и может вернуться наставником.',
  outsiders: 'Наставники со стороны: студенты и сотрудники организаций-партнёров.',
  guardians: 'Родители и законные представители: дают согласия за детей.',
};

/** What stands in the place of an empty list. */
export const emptyLists: Readonly<Record<PeopleList, { title: string; text: string }>> = {
  staff: {
    title: 'Сотрудников пока нет',
    text: 'Внесите их, чтобы назначать ответственных: вставьте список или загрузите файл Excel.',
  },
  pupils: {
    title: 'Учеников пока нет',
    text: 'Сначала создайте классы, потом внесите учеников по одному или списком.',
  },
  graduates: {
    title: 'Выпускников пока нет',
    text: 'Они появятся сами, когда вы переведёте классы на новый учебный год. Можно внести и тех, кто закончил раньше.',
  },
  outsiders: {
    title: 'Студентов и сотрудников партнёров пока нет',
    text: 'Заведите организацию-партнёра, потом внесите тех, кого она даёт в наставники.',
  },
  guardians: {
    title: 'Родителей пока нет',
    text: 'Родителя вносят из карточки ребёнка: так он сразу будет к нему привязан.',
  },
};
