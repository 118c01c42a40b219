import type { FactTable, Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSource, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { listTeamChoices, paperPeople } from '#src/features/people/service.server.ts';
import { mentorStateLabels } from '#src/features/banks/labels.ts';
import { checklist, isPassed } from '#src/features/banks/rules/admission.ts';
import {
  MENTEE_COLUMNS,
  MENTOR_COLUMNS,
  menteeCells,
  mentorCells,
} from '#src/features/banks/rules/columns.ts';
import { withStates, type ListedMentor } from '#src/features/banks/service.server/lists.ts';
import { listChecks } from '#src/features/banks/store.server/admission.ts';
import { listMentees } from '#src/features/banks/store.server/mentees.ts';
import { listMentors } from '#src/features/banks/store.server/mentors.ts';
import { todayOf } from '#src/features/banks/store.server/today.ts';

/** More than that is read as a sheet, not on paper. */
const PAPER_LIMIT = 1_000;
const WHOLE = { offset: 0, limit: PAPER_LIMIT };

const asked = (name: string, kind: Field['kind'], description: string): Field => ({
  name,
  kind,
  description,
  isAsked: true,
});

const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  'bank-mentees': [
    { name: 'таблица наставляемых', kind: 'table', description: 'база наставляемых на сегодня' },
    { name: 'число наставляемых', kind: 'number', description: 'сколько человек в базе' },
  ],
  'bank-mentors': [
    { name: 'таблица наставников', kind: 'table', description: 'база наставников на сегодня' },
    { name: 'число наставников', kind: 'number', description: 'сколько человек в базе' },
  ],
  'selection-minutes': [
    { name: 'таблица кандидатов', kind: 'table', description: 'кандидаты, их проверки и решение' },
    { name: 'допущено', kind: 'number', description: 'сколько кандидатов прошли все проверки' },
    { name: 'члены комиссии', kind: 'people', description: 'рабочая группа этого учебного года' },
  ],
  'order.training': [
    { name: 'таблица направляемых', kind: 'table', description: 'кого направляют на обучение' },
    asked('программа обучения', 'text', 'название: «Основы наставничества», 16 часов'),
    asked('организатор обучения', 'text', 'где или кто учит: «институт развития образования»'),
    asked('начало обучения', 'day', 'с какого дня'),
    asked('конец обучения', 'day', 'по какой день'),
  ],
};

async function mentorsOf(tx: ScopedTx, organizationId: string): Promise<ListedMentor[]> {
  const query = { organizationId, words: '', className: '', form: null, state: null, tag: '', place: null };
  return withStates(tx, (await listMentors(tx, query, WHOLE)).rows);
}

const lacks = async (tx: ScopedTx, mentors: readonly ListedMentor[]) => {
  const checks = await listChecks(
    tx,
    mentors.map(({ personId }) => personId),
  );
  const today = await todayOf(tx);
  return new Map(
    mentors.map((mentor) => [
      mentor.personId,
      checklist({ ...mentor, hasConsent: true }, checks.get(mentor.personId) ?? [], today),
    ]),
  );
};

function mentorSubjects(
  label: string,
  isUsual: (mentor: ListedMentor, isTrained: boolean) => boolean,
): PaperSubjects {
  return {
    label,
    takes: 'many',
    list: async (tx, { organizationId }) => {
      const mentors = await mentorsOf(tx, organizationId);
      const lines = await lacks(tx, mentors);
      return byName(mentors).map((mentor) => {
        const training = lines.get(mentor.personId)?.find(({ check }) => check.id === 'training');
        const isTrained = training === undefined || isPassed(training.state);
        return {
          id: mentor.personId,
          label: `${mentor.name} (${mentorStateLabels[mentor.state]})`,
          isUsual: isUsual(mentor, isTrained),
        };
      });
    },
  };
}

const byName = (mentors: readonly ListedMentor[]) =>
  mentors.toSorted((a, b) => a.name.localeCompare(b.name, 'ru'));
const isAdmittedState = ({ state }: ListedMentor) => state === 'free' || state === 'busy';

const SUBJECTS: Readonly<Record<string, PaperSubjects>> = {
  'selection-minutes': mentorSubjects('Кандидаты в наставники', isAdmittedState),
  'order.training': mentorSubjects('Кого направить', (_mentor, isTrained) => !isTrained),
};

const GATHER: Readonly<Record<string, (tx: ScopedTx, moment: PaperMoment) => Promise<Facts>>> = {
  'bank-mentees': async (tx, { organizationId }) => {
    const query = { organizationId, words: '', className: '', form: null, state: null, tag: '', place: null };
    const { rows } = await listMentees(tx, query, WHOLE);
    return {
      'таблица наставляемых': {
        kind: 'table',
        table: bankTable(
          MENTEE_COLUMNS,
          rows.map((line, index) => menteeCells(line, index + 1)),
        ),
      },
      'число наставляемых': { kind: 'number', value: rows.length },
    };
  },

  'bank-mentors': async (tx, { organizationId }) => {
    const rows = await mentorsOf(tx, organizationId);
    return {
      'таблица наставников': {
        kind: 'table',
        table: bankTable(
          MENTOR_COLUMNS,
          rows.map((line, index) => mentorCells(line, index + 1)),
        ),
      },
      'число наставников': { kind: 'number', value: rows.length },
    };
  },

  'selection-minutes': async (tx, { organizationId, schoolYear, subjectIds }) => {
    const chosen = byName(await mentorsOf(tx, organizationId)).filter(({ personId }) =>
      subjectIds.includes(personId),
    );
    const lines = await lacks(tx, chosen);
    const people = await paperPeople(tx, subjectIds);
    const team = (await listTeamChoices(tx, organizationId)).find(
      (one) => one.kind === 'organizers' && one.schoolYear === schoolYear,
    );
    const members = await paperPeople(tx, team?.memberIds ?? []);
    const lacking = ({ personId }: ListedMentor) =>
      (lines.get(personId) ?? []).filter(({ state }) => !isPassed(state)).map(({ check }) => check.title);
    return {
      'таблица кандидатов': {
        kind: 'table',
        table: {
          columns: [
            { heading: '№', width: 1 },
            { heading: 'Кандидат, место работы или учёбы', width: 5 },
            { heading: 'Пройдено', width: 6 },
            { heading: 'Решение', width: 5 },
          ],
          rows: chosen.map((mentor, index) => [
            String(index + 1),
            [mentor.name, people.get(mentor.personId)?.post ?? ''].filter((part) => part !== '').join(', '),
            (lines.get(mentor.personId) ?? [])
              .filter(({ state }) => isPassed(state))
              .map(({ check }) => check.title)
              .join('; ') || '–',
            lacking(mentor).length === 0
              ? 'допустить'
              : `отложить, не хватает: ${lacking(mentor).join('; ')}`,
          ]),
        },
      },
      допущено: { kind: 'number', value: chosen.filter((mentor) => lacking(mentor).length === 0).length },
      'члены комиссии': { kind: 'people', people: [...members.values()] },
    };
  },

  'order.training': async (tx, { organizationId, subjectIds }) => {
    const chosen = byName(await mentorsOf(tx, organizationId)).filter(({ personId }) =>
      subjectIds.includes(personId),
    );
    const people = await paperPeople(tx, subjectIds);
    return {
      'таблица направляемых': {
        kind: 'table',
        table: {
          columns: [
            { heading: '№', width: 1 },
            { heading: 'Фамилия, имя, отчество', width: 6 },
            { heading: 'Должность, класс, место работы', width: 7 },
          ],
          rows: chosen.map(({ personId, name }, index) => [
            String(index + 1),
            name,
            people.get(personId)?.post || '–',
          ]),
        },
      },
    };
  },
};

/** What takes little room, and what takes much. */
const WIDTHS: Readonly<Record<string, number>> = {
  '№': 2,
  'год рождения': 4,
  ФИО: 7,
  'контактные данные (представителя)': 8,
  'контактные данные': 7,
  'основной запрос': 8,
  'основные компетенции': 7,
  'важные для программы достижения': 8,
  'место работы/учёбы': 7,
  'место работы/учёбы наставника': 7,
  'место работы/учёбы наставляемого': 7,
  'желаемый возраст наставляемых': 5,
  форма: 5,
};

/** The columns of the export; on paper one in which nobody has anything is left out. */
function bankTable(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): FactTable {
  const kept = headings
    .map((heading, at) => ({ heading, at }))
    .filter(({ at }) => rows.some((cells) => (cells[at] ?? '') !== ''));
  return {
    columns: kept.map(({ heading }) => ({ heading, width: WIDTHS[heading] ?? 6 })),
    rows: rows.map((cells) => kept.map(({ at }) => String(cells[at] ?? ''))),
  };
}

/** The two banks on paper, the selection of mentors and their sending to courses. */
export const bankPapers: PaperSource = {
  kinds: Object.keys(FIELDS),
  fields: (kind) => FIELDS[kind] ?? [],
  subjects: (kind) => SUBJECTS[kind] ?? null,
  gather: async (tx, moment) => (await GATHER[moment.kind]?.(tx, moment)) ?? {},
};
