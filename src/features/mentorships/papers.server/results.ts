import type { Facts, Field } from '#src/lib/wording/model.ts';
import { formatName } from '#src/lib/russian/names.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { listClassLabels, paperPeople } from '#src/features/people/service.server.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { WAVES_FIELD, wavesTable } from '#src/features/surveys/service.server.ts';
import { mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { ORDER_COLUMNS, orderCells } from '#src/features/mentorships/papers/order-list.ts';
import { mentorshipsOfYear } from '#src/features/mentorships/papers.server/year.ts';
import { lastMembers } from '#src/features/mentorships/service.server/load.ts';
import { isOpen } from '#src/features/mentorships/rules.ts';
import { FORMING_STATES } from '#src/features/mentorships/rules/answers.ts';
import { describeLines } from '#src/features/mentorships/service.server/order-list.ts';
import type { ListedMentorship } from '#src/features/mentorships/service.server/load.ts';

const COUNTS: readonly Field[] = [
  { name: 'число пар', kind: 'number', description: 'сколько пар и групп' },
  { name: 'число наставников', kind: 'number', description: 'сколько наставников, каждый один раз' },
  { name: 'число наставляемых', kind: 'number', description: 'сколько наставляемых, каждый один раз' },
];

const count = (value: number) => ({ kind: 'number', value }) as const;

/** Those about whom people agreed: a proposal is no pair yet. */
const settledOf = (all: readonly ListedMentorship[]) =>
  all.filter(({ state }) => !(FORMING_STATES as readonly string[]).includes(state));

function countsOf(all: readonly ListedMentorship[]): Facts {
  const people = (side: Side) =>
    new Set(
      all.flatMap((one) => one.members.filter((member) => member.side === side).map((m) => m.personId)),
    );
  return {
    'число пар': count(all.length),
    'число наставников': count(people('mentor').size),
    'число наставляемых': count(people('mentee').size),
  };
}

export const LIST_FIELDS: readonly Field[] = [
  { name: 'таблица пар', kind: 'table', description: 'все пары и группы года, которые не закончили работу' },
  ...COUNTS,
];

export async function listFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const open = settledOf(await mentorshipsOfYear(tx, moment)).filter(({ state }) => isOpen(state));
  const lines = await describeLines(tx, open);
  return {
    'таблица пар': {
      kind: 'table',
      table: {
        columns: [...ORDER_COLUMNS, { heading: 'Состояние', width: 3 }],
        rows: lines.map((line, index) => [...orderCells(line, index), mentorshipStateLabels[line.state]]),
      },
    },
    ...countsOf(open),
  };
}

export const RESULT_FIELDS: readonly Field[] = [
  { name: 'таблица итогов', kind: 'table', description: 'пары и группы по формам и состояниям' },
  { name: 'завершили', kind: 'number', description: 'сколько пар и групп завершили работу' },
  { name: 'закончили досрочно', kind: 'number', description: 'сколько пар и групп закончили досрочно' },
  { name: 'продолжают', kind: 'number', description: 'сколько пар и групп ещё работают' },
  ...COUNTS,
];

const closed = (some: readonly ListedMentorship[]) => some.filter(({ state }) => state === 'closed').length;
const early = (some: readonly ListedMentorship[]) =>
  some.filter(({ state }) => state === 'ended_early').length;
const open = (some: readonly ListedMentorship[]) => some.filter(({ state }) => isOpen(state)).length;

/** The note has the response to the questionnaires beside the results; conclusions are its author's. */
export const NOTE_FIELDS: readonly Field[] = [
  ...RESULT_FIELDS,
  WAVES_FIELD,
  {
    name: 'выводы',
    kind: 'text',
    description: 'что показал мониторинг, без точки в конце',
    isAsked: true,
  },
  {
    name: 'предложения',
    kind: 'text',
    description: 'что изменить в программе и дорожной карте, без точки в конце',
    isAsked: true,
  },
];

export const noteFacts = async (tx: ScopedTx, moment: PaperMoment): Promise<Facts> => ({
  ...(await resultFacts(tx, moment)),
  'таблица опросов': { kind: 'table', table: await wavesTable(tx, moment) },
});

export async function resultFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const all = settledOf(await mentorshipsOfYear(tx, moment));
  const row = (name: string, some: readonly ListedMentorship[]) => [
    name,
    ...[some.length, closed(some), early(some), open(some)].map(String),
  ];
  const forms = [...Map.groupBy(all, ({ form }) => form)].toSorted(([a], [b]) => a.localeCompare(b));
  return {
    'таблица итогов': {
      kind: 'table',
      table: {
        columns: [
          { heading: 'Форма наставничества', width: 5 },
          { heading: 'Всего пар и групп', width: 2 },
          { heading: 'Завершили', width: 2 },
          { heading: 'Закончили досрочно', width: 2 },
          { heading: 'Продолжают', width: 2 },
        ],
        rows:
          all.length === 0
            ? []
            : [...forms.map(([form, some]) => row(formTitle(form), some)), row('Всего', all)],
      },
    },
    завершили: count(closed(all)),
    'закончили досрочно': count(early(all)),
    продолжают: count(open(all)),
    ...countsOf(all),
  };
}

const SIDE_OF_PAPER: Readonly<Record<Side, string>> = { mentor: 'наставника', mentee: 'наставляемого' };
const MERIT: Readonly<Record<Side, string>> = {
  mentor: 'за терпение, внимание и личный вклад в успехи наставляемых',
  mentee: 'за целеустремлённость и активное участие в программе наставничества',
};

interface Participant {
  readonly personId: string;
  readonly name: string;
  /** As a mentor, when they were both in the year. */
  readonly side: Side;
  readonly hasCompleted: boolean;
}

async function participantsOf(tx: ScopedTx, moment: Pick<PaperMoment, 'organizationId' | 'schoolYear'>) {
  const found = new Map<string, Participant>();
  for (const one of settledOf(await mentorshipsOfYear(tx, moment))) {
    for (const side of ['mentee', 'mentor'] as const) {
      for (const { personId, name } of lastMembers(one, side)) {
        const before = found.get(personId);
        found.set(personId, {
          personId,
          name,
          side: before?.side === 'mentor' ? 'mentor' : side,
          hasCompleted:
            (before?.hasCompleted ?? false) || (one.state === 'closed' && one.isCompleted !== false),
        });
      }
    }
  }
  return [...found.values()]
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => b.side.localeCompare(a.side) || a.name.localeCompare(b.name, 'ru'));
}

function participantSubjects(takes: PaperSubjects['takes']): PaperSubjects {
  return {
    label: takes === 'one' ? 'Участник' : 'Кого поощрить',
    takes,
    list: async (tx, moment) => {
      const all = (await participantsOf(tx, moment)).slice(0, 1_000);
      const classes = await listClassLabels(
        tx,
        all.map(({ personId }) => personId),
      );
      return all.map(({ personId, name, side, hasCompleted }) => {
        const className = classes.get(personId);
        return {
          id: personId,
          label: `${name} (${side === 'mentor' ? 'наставник' : 'наставляемый'})`,
          isUsual: takes === 'one' || (side === 'mentor' && hasCompleted),
          ...(className === undefined ? {} : { className }),
        };
      });
    },
  };
}

export const AWARD_KINDS = ['certificate', 'gratitude', 'diploma'] as const;
export const awardSubjects = participantSubjects('one');
export const AWARD_FIELDS: readonly Field[] = [
  { name: 'участник', kind: 'person', description: 'наставник или наставляемый' },
  { name: 'роль', kind: 'text', description: '«наставника» или «наставляемого»' },
  { name: 'за что', kind: 'text', description: 'слова о заслугах, по роли участника' },
];

export async function manyAwardFacts(tx: ScopedTx, moment: PaperMoment): Promise<ReadonlyMap<string, Facts>> {
  const asked = new Set(moment.subjectIds);
  const some = (await participantsOf(tx, moment)).filter(({ personId }) => asked.has(personId));
  const people = await paperPeople(
    tx,
    some.map(({ personId }) => personId),
  );
  return new Map(
    some.map(({ personId, side }): [string, Facts] => {
      const person = people.get(personId);
      return [
        personId,
        {
          ...(person === undefined ? {} : { участник: person }),
          роль: { kind: 'text', text: SIDE_OF_PAPER[side] },
          'за что': { kind: 'text', text: MERIT[side] },
        },
      ];
    }),
  );
}

export async function awardFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const [id] = moment.subjectIds;
  const known = id === undefined ? null : await manyAwardFacts(tx, { ...moment, subjectIds: [id] });
  return known?.get(id ?? '') ?? {};
}

export const rewardSubjects = participantSubjects('many');
export const REWARD_FIELDS: readonly Field[] = [
  { name: 'таблица поощряемых', kind: 'table', description: 'кого поощряют, должность или класс' },
  {
    name: 'вид поощрения',
    kind: 'text',
    description: 'чем поощрить, в творительном падеже: «благодарностью и сертификатом»',
    isAsked: true,
  },
  {
    name: 'за что',
    kind: 'text',
    description: 'начните с «за»: «за личный вклад в развитие наставничества»',
    isAsked: true,
  },
];

export async function rewardFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const chosen = (await participantsOf(tx, moment)).filter(({ personId }) =>
    moment.subjectIds.includes(personId),
  );
  const people = await paperPeople(
    tx,
    chosen.map(({ personId }) => personId),
  );
  return {
    'таблица поощряемых': {
      kind: 'table',
      table: {
        columns: [
          { heading: '№', width: 1 },
          { heading: 'Фамилия, имя, отчество', width: 6 },
          { heading: 'Должность, класс, место работы', width: 6 },
          { heading: 'Участие', width: 3 },
        ],
        rows: chosen.flatMap(({ personId, side }, index) => {
          const person = people.get(personId);
          if (person === undefined) return [];
          return [
            [
              String(index + 1),
              formatName(person.name, 'full'),
              person.post || '–',
              side === 'mentor' ? 'наставник' : 'наставляемый',
            ],
          ];
        }),
      },
    },
  };
}
