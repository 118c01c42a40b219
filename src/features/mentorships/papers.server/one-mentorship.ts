import { pluralWord } from '#src/lib/russian/plural.ts';
import type { FactTable, Facts, Field, PersonFact } from '#src/lib/wording/model.ts';
import { formatName } from '#src/lib/russian/names.ts';
import { shortDay } from '#src/lib/russian/short-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { listMinors, paperGuardians, paperPeople } from '#src/features/people/service.server.ts';
import { findForm, formTitle, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { programmeTerms } from '#src/features/programmes/service.server.ts';
import { endedByLabels, mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { endReasonTitle, isOpen } from '#src/features/mentorships/rules.ts';
import {
  lastMembers,
  mentorshipsOfYear,
  oneMentorship,
} from '#src/features/mentorships/papers.server/year.ts';
import { loadMentorships, type ListedMentorship } from '#src/features/mentorships/service.server/load.ts';

export const GUARDIAN = 'родитель (законный представитель)';

const TERMS: readonly Field[] = [
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

const table = (name: string, description: string): Field => ({ name, kind: 'table', description });

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

export async function oneMentorshipFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const [one] = await loadMentorships(tx, moment.subjectIds.slice(0, 1));
  if (one === undefined || one.organizationId !== moment.organizationId) return blanks();
  return { ...blanks(), ...(await pairFacts(tx, one)), 'таблица завершения': await closingTable(tx, one) };
}

/** People of a pair or group, those who sign for the young ones, and the terms. */
async function pairFacts(tx: ScopedTx, one: ListedMentorship): Promise<Facts> {
  const mentors = lastMembers(one, 'mentor').map(({ personId }) => personId);
  const mentees = lastMembers(one, 'mentee').map(({ personId }) => personId);
  const all = [...mentors, ...mentees];
  const people = await paperPeople(tx, all);
  const named = (ids: readonly string[]) =>
    [...people].filter(([id]) => ids.includes(id)).map(([, fact]) => fact);
  const minors = await listMinors(tx, all);
  const guardians = await paperGuardians(tx, [...minors]);
  return {
    наставник: { kind: 'people', people: named(mentors) },
    наставляемый: { kind: 'people', people: named(mentees) },
    [GUARDIAN]: {
      kind: 'people',
      people: all.filter((id) => minors.has(id)).map((id) => guardians.get(id)?.[0] ?? NOBODY),
    },
    ...(await termFacts(tx, one)),
  };
}

/** A line to sign on for a guardian whom nobody has entered. */
const NOBODY: PersonFact = {
  kind: 'person',
  name: { familyName: '', givenName: '', patronymic: '' },
  gender: null,
  post: '',
};

export async function termFacts(tx: ScopedTx, one: ListedMentorship): Promise<Facts> {
  const terms = await programmeTerms(tx, one.programmeId, one.form);
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

async function closingTable(tx: ScopedTx, one: ListedMentorship): Promise<Facts[string]> {
  const people = await paperPeople(
    tx,
    one.members.map(({ personId }) => personId),
  );
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

/** The mentors of the year's mentorships, each with one of them: the subject is the place of the mentor in it. */
export function mentorPlaces(fits: (one: ListedMentorship) => boolean): PaperSubjects {
  return {
    label: 'Наставник',
    takes: 'one',
    list: async (tx, moment) =>
      (await mentorshipsOfYear(tx, moment))
        .filter((one) => isOpen(one.state) && fits(one))
        .flatMap((one) =>
          lastMembers(one, 'mentor').map(({ id, name }) => ({
            id,
            label: `${name || 'имя не показывается'} (${formTitle(one.form)}, наставляемых: ${lastMembers(one, 'mentee').length})`,
            isUsual: true,
          })),
        ),
  };
}

const MENTOR: readonly Field[] = [
  { name: 'наставник', kind: 'person', description: 'наставник с должностью или классом' },
  { name: 'наставляемый', kind: 'people', description: 'его наставляемые в этой паре или группе' },
  ...TERMS,
];

const REPORT = [
  'Сколько встреч проведено, сколько пропущено и почему',
  'Какие цели ставили',
  'Что достигнуто: факты и примеры',
  'Что изменилось у наставляемого',
  'Какие были трудности и что помогло',
  'Что продолжить или изменить',
  'Предложения куратору',
];

const MENTOR_OWN: Readonly<Record<string, readonly Field[]>> = {
  'mentor-statement': [],
  'labour-agreement': [
    {
      name: 'трудовой договор',
      kind: 'text',
      description: 'номер и дата трудового договора: «№ 12 от 01.09.2015»',
      isAsked: true,
    },
    {
      name: 'размер выплаты',
      kind: 'text',
      description: 'сколько и за что: «3000 рублей в месяц за каждого наставляемого»',
      isAsked: true,
    },
  ],
  'mentor-report': [table('таблица отчёта', 'вопросы отчёта с местом для ответа')],
};

export const MENTOR_KINDS = Object.keys(MENTOR_OWN);
export const mentorFields = (kind: string): readonly Field[] => [...(MENTOR_OWN[kind] ?? []), ...MENTOR];

const teaching = mentorPlaces(({ regime }) => regime === 'teachers');
const anybody = mentorPlaces(() => true);
export const mentorSubjects = (kind: string): PaperSubjects =>
  kind === 'mentor-report' ? anybody : teaching;

export async function mentorFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const [memberId] = moment.subjectIds;
  const report: Facts = {
    'таблица отчёта': {
      kind: 'table',
      table: {
        columns: [
          { heading: 'О чём', width: 4 },
          { heading: 'Ответ наставника', width: 8 },
        ],
        rows: REPORT.map((question) => [question, '']),
      },
    },
  };
  const one = (await mentorshipsOfYear(tx, moment)).find(({ members }) =>
    members.some(({ id }) => id === memberId),
  );
  const member = one?.members.find(({ id }) => id === memberId);
  if (one === undefined || member === undefined) return report;
  const mentees = lastMembers(one, 'mentee').map(({ personId }) => personId);
  const people = await paperPeople(tx, [member.personId, ...mentees]);
  const mentor = people.get(member.personId);
  return {
    ...report,
    ...(mentor === undefined ? {} : { наставник: mentor }),
    наставляемый: {
      kind: 'people',
      people: [...people].filter(([id]) => mentees.includes(id)).map(([, fact]) => fact),
    },
    ...(await termFacts(tx, one)),
  };
}
