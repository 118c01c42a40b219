import { pluralWord } from '#src/lib/russian/plural.ts';
import type { FactTable, Facts, Field, PersonFact } from '#src/lib/wording/model.ts';
import { formatName } from '#src/lib/russian/names.ts';
import { shortDay } from '#src/lib/russian/short-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { listMinors, paperGuardians, paperPeople } from '#src/features/people/service.server.ts';
import { findForm, formTitle, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { programmeTerms, type ProgrammeTerms } from '#src/features/programmes/service.server.ts';
import { endedByLabels, mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { endReasonTitle, isOpen } from '#src/features/mentorships/rules.ts';
import { lastMembers, oneMentorship } from '#src/features/mentorships/papers.server/year.ts';
import { loadMentorships, type ListedMentorship } from '#src/features/mentorships/service.server/load.ts';

export const GUARDIAN = 'родитель (законный представитель)';

export const TERMS: readonly Field[] = [
  { name: 'форма', kind: 'text', description: 'форма наставничества' },
  { name: 'ролевая модель', kind: 'text', description: 'ролевая модель этой пары или группы' },
  { name: 'программа', kind: 'text', description: 'название программы в кавычках' },
  { name: 'начало работы', kind: 'day', description: 'с какого дня работает пара или группа' },
  { name: 'окончание работы', kind: 'day', description: 'по какой день: по плану или по концу года' },
  { name: 'частота встреч', kind: 'text', description: 'норма в родительном падеже: «2 раз в месяц»' },
];

const PAIR: readonly Field[] = [
  { name: 'наставник', kind: 'people', description: 'наставник, в группе – все наставники' },
  { name: 'наставляемый', kind: 'people', description: 'наставляемый, в группе – все наставляемые' },
  { name: GUARDIAN, kind: 'people', description: 'за несовершеннолетних; неизвестному оставлена строка' },
  ...TERMS,
];

export const table = (name: string, description: string): Field => ({ name, kind: 'table', description });

/** What kinds about one pair or group have besides its people and terms. */
const OWN: Readonly<Record<string, readonly Field[]>> = {
  'pair-agreement': [],
  'individual-plan': [table('таблица задач', 'пустые строки: задача, срок, результаты, оценка')],
  'meeting-journal': [table('таблица встреч', 'пустые строки для записи встреч')],
  'closing-form': [table('таблица завершения', 'когда, почему и с чем закончила работу пара')],
};

export const ONE_MENTORSHIP_KINDS = Object.keys(OWN);
export const oneMentorshipFields = (kind: string): readonly Field[] => [...(OWN[kind] ?? []), ...PAIR];

const working = oneMentorship();
const ended = oneMentorship(({ state }) => !isOpen(state));
export const oneMentorshipSubjects = (kind: string): PaperSubjects =>
  kind === 'closing-form' ? ended : working;

export async function manyMentorshipFacts(
  tx: ScopedTx,
  moment: PaperMoment,
): Promise<ReadonlyMap<string, Facts>> {
  const all = (await loadMentorships(tx, moment.subjectIds)).filter(
    ({ organizationId }) => organizationId === moment.organizationId,
  );
  const people = await paperPeople(tx, peopleIn(all));
  const minors = await listMinors(tx, peopleIn(all));
  const guardians = await paperGuardians(tx, [...minors]);
  const termsOf = await termsIn(tx, all);
  const facts = all.map((one): [string, Facts] => [
    one.id,
    {
      ...blanks(),
      ...pairFacts(one, { people, minors, guardians }),
      ...termsOf(one),
      'таблица завершения': closingTable(one, people),
    },
  ]);
  return new Map(facts);
}

export async function oneMentorshipFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const [id] = moment.subjectIds;
  const known = id === undefined ? null : await manyMentorshipFacts(tx, { ...moment, subjectIds: [id] });
  return known?.get(id ?? '') ?? blanks();
}

export const peopleIn = (all: readonly ListedMentorship[]) => [
  ...new Set(all.flatMap(({ members }) => members.map(({ personId }) => personId))),
];

type KnownPeople = ReadonlyMap<string, PersonFact>;

/** Of these people those who are known, in the order of `people`: by name. */
export function namedIn(people: KnownPeople, ids: readonly string[]): PersonFact[] {
  const wanted = new Set(ids);
  return [...people].filter(([id]) => wanted.has(id)).map(([, fact]) => fact);
}

/** People of a pair or group and those who sign for the young ones. */
function pairFacts(
  one: ListedMentorship,
  {
    people,
    minors,
    guardians,
  }: {
    people: KnownPeople;
    minors: ReadonlySet<string>;
    guardians: ReadonlyMap<string, readonly PersonFact[]>;
  },
): Facts {
  const mentors = lastMembers(one, 'mentor').map(({ personId }) => personId);
  const mentees = lastMembers(one, 'mentee').map(({ personId }) => personId);
  return {
    наставник: { kind: 'people', people: namedIn(people, mentors) },
    наставляемый: { kind: 'people', people: namedIn(people, mentees) },
    [GUARDIAN]: {
      kind: 'people',
      people: [...mentors, ...mentees]
        .filter((id) => minors.has(id))
        .map((id) => guardians.get(id)?.[0] ?? NOBODY),
    },
  };
}

/** A line to sign on for a guardian whom nobody has entered. */
const NOBODY: PersonFact = {
  kind: 'person',
  name: { familyName: '', givenName: '', patronymic: '' },
  gender: null,
  post: '',
};

const keyOf = ({ programmeId, form }: ListedMentorship) => `${programmeId ?? ''} ${form}`;

/** The terms of these mentorships, read once for each programme and form. */
export async function termsIn(
  tx: ScopedTx,
  all: readonly ListedMentorship[],
): Promise<(one: ListedMentorship) => Facts> {
  const known = new Map<string, ProgrammeTerms | null>();
  for (const one of all) {
    if (!known.has(keyOf(one))) known.set(keyOf(one), await programmeTerms(tx, one.programmeId, one.form));
  }
  return (one) => termFacts(one, known.get(keyOf(one)) ?? null);
}

function termFacts(one: ListedMentorship, terms: ProgrammeTerms | null): Facts {
  const meetings = terms?.meetingsAMonth ?? findForm(one.form)?.meetingsAMonth ?? 1;
  const due = one.dueOn ?? terms?.endsOn ?? periodOfSchoolYear(one.schoolYear).to;
  return {
    форма: { kind: 'text', text: `«${formTitle(one.form)}»` },
    'ролевая модель': {
      kind: 'text',
      text: one.roleModel === '' ? '' : roleModelTitle(one.form, one.roleModel),
    },
    программа: { kind: 'text', text: terms === null ? '' : `«${terms.title}»` },
    ...(one.startsOn === null ? {} : { 'начало работы': { kind: 'day', on: one.startsOn } }),
    'окончание работы': { kind: 'day', on: due },
    'частота встреч': {
      kind: 'text',
      text: `${meetings} ${pluralWord(meetings, 'раза', 'раз', 'раз')} в месяц`,
    },
  };
}

/** Rows that are written by hand as long as there is nothing to fill them from. */
function blanks(): Facts {
  return {
    'таблица задач': {
      kind: 'table',
      table: blankTable(
        [
          ['№', 1],
          ['Задача', 6],
          ['Срок', 3],
          ['Планируемый результат', 5],
          ['Фактический результат', 5],
          ['Оценка наставника', 3],
        ],
        8,
      ),
    },
    'таблица встреч': {
      kind: 'table',
      table: blankTable(
        [
          ['№', 1],
          ['Дата', 3],
          ['Тема встречи', 6],
          ['Что сделано', 7],
          ['Результат и следующий шаг', 7],
          ['Оценка наставника, 1–10', 3],
          ['Оценка наставляемого, 1–10', 4],
          ['Если пропущена – почему', 4],
        ],
        20,
      ),
    },
  };
}

function blankTable(columns: readonly (readonly [string, number])[], count: number): FactTable {
  return {
    columns: columns.map(([heading, width]) => ({ heading, width })),
    rows: Array.from({ length: count }, (_, at) =>
      columns.map((_column, place) => (place === 0 ? `${at + 1}` : '')),
    ),
  };
}

const day = (iso: string | null) => (iso === null ? '' : shortDay(iso));

function closingTable(one: ListedMentorship, people: KnownPeople): Facts[string] {
  const named = (side: 'mentor' | 'mentee') =>
    lastMembers(one, side)
      .map(({ personId }) => people.get(personId))
      .filter((person) => person !== undefined)
      .map(({ name, post }) => [formatName(name, 'full'), post].filter((part) => part !== '').join(', '))
      .join('\n') || 'имя не показывается: нет согласия';
  const reason = [one.endReasonKey === '' ? '' : endReasonTitle(one.endReasonKey), one.endReason]
    .filter((part) => part !== '')
    .join('; ');
  const early = one.state === 'ended_early' && one.endedBy !== null;
  return {
    kind: 'table',
    table: {
      columns: [
        { heading: 'Сведения', width: 4 },
        { heading: 'Запись', width: 8 },
      ],
      rows: [
        ['Наставник', named('mentor')],
        ['Наставляемый', named('mentee')],
        ['Форма наставничества', formTitle(one.form)],
        ['Работали с', day(one.startsOn)],
        ['Закончили', day(one.endedOn)],
        ['Состояние', isOpen(one.state) ? '' : mentorshipStateLabels[one.state]],
        ['Причина', reason],
        ...(early && one.endedBy !== null ? [['Кто попросил', endedByLabels[one.endedBy]]] : []),
        ['Пройдена ли программа', one.isCompleted === null ? '' : one.isCompleted ? 'да' : 'нет'],
        ['Результаты', one.results],
        ['Отзыв наставляемого', ''],
        ['Отзыв наставника', ''],
        ['Что дальше: продолжить, стать наставником, закончить', ''],
      ],
    },
  };
}
