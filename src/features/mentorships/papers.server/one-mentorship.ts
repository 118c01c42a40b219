import { pluralWord } from '#src/lib/russian/plural.ts';
import type { Facts, Field, PersonFact } from '#src/lib/wording/model.ts';
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
import { oneMentorship } from '#src/features/mentorships/papers.server/year.ts';
import {
  journalTable,
  planTable,
  type PairDates,
} from '#src/features/mentorships/papers.server/pair-tables.ts';
import { listStepsOf, type TakenStep } from '#src/features/mentorships/store.server/steps.ts';
import {
  lastMembers,
  loadMentorships,
  type ListedMentorship,
} from '#src/features/mentorships/service.server/load.ts';

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
  'individual-plan': [table('таблица задач', 'что известно о работе пары с её сроками, и строки для задач')],
  'meeting-journal': [table('таблица встреч', 'встречи, которые уже отмечены, и строки для следующих')],
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
  const known = await termsIn(tx, all);
  const steps = await listStepsOf(
    tx,
    all.map(({ id }) => id),
  );
  const facts = all.map((one): [string, Facts] => [
    one.id,
    {
      ...pairFacts(one, { people, minors, guardians }),
      ...known(one).facts,
      ...tables(steps.get(one.id) ?? [], known(one).dates),
      'таблица завершения': closingTable(one, people),
    },
  ]);
  return new Map(facts);
}

export async function oneMentorshipFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const [id] = moment.subjectIds;
  const known = id === undefined ? null : await manyMentorshipFacts(tx, { ...moment, subjectIds: [id] });
  return known?.get(id ?? '') ?? tables([], null);
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

/** The terms of a mentorship as fields of a wording, and the days of them. */
interface KnownTerms {
  readonly facts: Facts;
  readonly dates: PairDates;
}

/** The terms of these mentorships, read once for each programme and form. */
export async function termsIn(
  tx: ScopedTx,
  all: readonly ListedMentorship[],
): Promise<(one: ListedMentorship) => KnownTerms> {
  const known = new Map<string, ProgrammeTerms | null>();
  for (const one of all) {
    if (!known.has(keyOf(one))) known.set(keyOf(one), await programmeTerms(tx, one.programmeId, one.form));
  }
  return (one) => termsOf(one, known.get(keyOf(one)) ?? null);
}

function termsOf(one: ListedMentorship, terms: ProgrammeTerms | null): KnownTerms {
  const meetings = terms?.meetingsAMonth ?? findForm(one.form)?.meetingsAMonth ?? 1;
  const dueOn = one.dueOn ?? terms?.endsOn ?? periodOfSchoolYear(one.schoolYear).to;
  const often = `${meetings} ${pluralWord(meetings, 'раза', 'раз', 'раз')} в месяц`;
  return {
    facts: {
      форма: { kind: 'text', text: `«${formTitle(one.form)}»` },
      'ролевая модель': {
        kind: 'text',
        text: one.roleModel === '' ? '' : roleModelTitle(one.form, one.roleModel),
      },
      программа: { kind: 'text', text: terms === null ? '' : `«${terms.title}»` },
      ...(one.startsOn === null ? {} : { 'начало работы': { kind: 'day', on: one.startsOn } }),
      'окончание работы': { kind: 'day', on: dueOn },
      'частота встреч': { kind: 'text', text: often },
    },
    dates: { startsOn: one.startsOn, dueOn, often, programme: terms },
  };
}

/** What a pair or group is known to do and when, with lines for the rest; null: nothing is known of it. */
function tables(steps: readonly TakenStep[], dates: PairDates | null): Facts {
  return {
    'таблица задач': { kind: 'table', table: planTable(steps, dates) },
    'таблица встреч': { kind: 'table', table: journalTable(steps) },
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
