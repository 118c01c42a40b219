import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { paperPeople } from '#src/features/people/service.server.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import {
  namedIn,
  peopleIn,
  table,
  TERMS,
  termsIn,
} from '#src/features/mentorships/papers.server/one-mentorship.ts';
import { lastMembers } from '#src/features/mentorships/service.server/load.ts';
import { classesIn, mentorshipsOfYear } from '#src/features/mentorships/papers.server/year.ts';
import { isOpen } from '#src/features/mentorships/rules.ts';
import type { ListedMentorship } from '#src/features/mentorships/service.server/load.ts';

/** The mentors of the year's mentorships, each with one of them: the subject is the place of the mentor in it. */
export function mentorPlaces(fits: (one: ListedMentorship) => boolean): PaperSubjects {
  return {
    label: 'Наставник',
    takes: 'one',
    list: async (tx, moment) => {
      const all = (await mentorshipsOfYear(tx, moment)).filter((one) => isOpen(one.state) && fits(one));
      const classOf = await classesIn(tx, all);
      return all.flatMap((one) =>
        lastMembers(one, 'mentor').map(({ id, name }) => ({
          id,
          label: `${name || 'имя не показывается'} (${formTitle(one.form)}, наставляемых: ${lastMembers(one, 'mentee').length})`,
          isUsual: true,
          ...classOf(one),
        })),
      );
    },
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

const mentorReport: Facts = {
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

/** Each mentor's place in a mentorship is a subject. */
export async function manyMentorFacts(
  tx: ScopedTx,
  moment: PaperMoment,
): Promise<ReadonlyMap<string, Facts>> {
  const asked = new Set(moment.subjectIds);
  const all = (await mentorshipsOfYear(tx, moment)).filter(({ members }) =>
    members.some(({ id }) => asked.has(id)),
  );
  const people = await paperPeople(tx, peopleIn(all));
  const termsOf = await termsIn(tx, all);
  const facts = all.flatMap((one) =>
    one.members
      .filter(({ id }) => asked.has(id))
      .map((member): [string, Facts] => {
        const mentor = people.get(member.personId);
        const mentees = lastMembers(one, 'mentee').map(({ personId }) => personId);
        return [
          member.id,
          {
            ...mentorReport,
            ...(mentor === undefined ? {} : { наставник: mentor }),
            наставляемый: { kind: 'people', people: namedIn(people, mentees) },
            ...termsOf(one).facts,
          },
        ];
      }),
  );
  return new Map(facts);
}

export async function mentorFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const [id] = moment.subjectIds;
  const known = id === undefined ? null : await manyMentorFacts(tx, { ...moment, subjectIds: [id] });
  return known?.get(id ?? '') ?? mentorReport;
}
