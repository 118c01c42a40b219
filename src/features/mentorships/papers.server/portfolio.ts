import { formatName } from '#src/lib/russian/names.ts';
import { shortDay } from '#src/lib/russian/short-day.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { paperPeople } from '#src/features/people/service.server.ts';
import { formTitle, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { termOf } from '#src/features/mentorships/papers/order-list.ts';
import { namedIn, peopleIn, table } from '#src/features/mentorships/papers.server/one-mentorship.ts';
import {
  lastMembers,
  loadMentorships,
  type ListedMentorship,
} from '#src/features/mentorships/service.server/load.ts';
import {
  listMentoredBy,
  listTeachingMentors,
  numbersOf,
} from '#src/features/mentorships/store.server/portfolio.ts';

export const PORTFOLIO_FIELDS: readonly Field[] = [
  { name: 'наставник', kind: 'person', description: 'педагог, чьё это портфолио' },
  { name: 'число лет', kind: 'number', description: 'сколько учебных лет был наставником' },
  { name: 'число пар', kind: 'number', description: 'сколько пар и групп за все годы' },
  { name: 'число наставляемых', kind: 'number', description: 'сколько наставляемых, каждый один раз' },
  table('таблица наставничества', 'по годам: кто, форма, срок, приказ, итог'),
  table('таблица достижений', 'что ещё оценивают при аттестации: место для записи'),
];

/** Of the staff whoever was a mentor in any year. */
export const portfolioSubjects: PaperSubjects = {
  label: 'Педагог-наставник',
  takes: 'one',
  list: async (tx, { organizationId }) =>
    (await listTeachingMentors(tx, organizationId))
      .slice(0, 1_000)
      .map(({ id, name }) => ({ id, label: name, isUsual: true })),
};

/** What the order of attestation looks at in a «педагог-наставник» beside the pairs themselves, in our words. */
const ACHIEVEMENTS = [
  'Помощь педагогам, в том числе молодым, в подготовке к профессиональным конкурсам',
  'Руководство практикой студентов',
  'Свои подходы и методические разработки: где представлены',
  'Обучение наставничеству',
  'Благодарности, дипломы, отзывы',
];

const blank = {
  'таблица достижений': {
    kind: 'table',
    table: {
      columns: [
        { heading: 'Направление', width: 5 },
        { heading: 'Сведения и документы', width: 7 },
      ],
      rows: ACHIEVEMENTS.map((one) => [one, '']),
    },
  },
} satisfies Facts;

const mentees = (one: ListedMentorship) => lastMembers(one, 'mentee').map(({ personId }) => personId);

export async function portfolioFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const [personId] = moment.subjectIds;
  if (personId === undefined) return blank;
  const ids = await listMentoredBy(tx, moment.organizationId, personId);
  const loaded = new Map((await loadMentorships(tx, ids)).map((one) => [one.id, one]));
  const all = ids.map((id) => loaded.get(id)).filter((one) => one !== undefined);
  const people = await paperPeople(tx, [...new Set([personId, ...peopleIn(all)])]);
  const orders = await numbersOf(
    tx,
    all.map(({ orderPaperId }) => orderPaperId).filter((id) => id !== null),
  );
  const mentor = people.get(personId);
  // The paper goes to the commission: pupils are counted, never named.
  const named = (one: ListedMentorship) =>
    one.regime === 'pupils'
      ? `обучающихся: ${mentees(one).length}`
      : namedIn(people, mentees(one))
          .map(({ name, post }) => [formatName(name, 'full'), post].filter((part) => part !== '').join(', '))
          .join('\n') || 'имя не показывается: нет согласия';
  const order = ({ orderPaperId }: ListedMentorship) => {
    const paper = orderPaperId === null ? undefined : orders.get(orderPaperId);
    if (paper === undefined) return '–';
    return [`№ ${paper.number}`, paper.issuedOn === null ? '' : `от ${shortDay(paper.issuedOn)}`]
      .filter((part) => part !== '')
      .join(' ');
  };
  return {
    ...blank,
    ...(mentor === undefined ? {} : { наставник: mentor }),
    'число лет': { kind: 'number', value: new Set(all.map(({ schoolYear }) => schoolYear)).size },
    'число пар': { kind: 'number', value: all.length },
    'число наставляемых': { kind: 'number', value: new Set(all.flatMap(mentees)).size },
    'таблица наставничества': {
      kind: 'table',
      table: {
        columns: [
          { heading: 'Учебный год', width: 3 },
          { heading: 'Наставляемые', width: 6 },
          { heading: 'Форма, ролевая модель', width: 5 },
          { heading: 'Срок', width: 4 },
          { heading: 'Приказ', width: 4 },
          { heading: 'Итог', width: 5 },
        ],
        rows: all.map((one) => [
          formatSchoolYear(one.schoolYear),
          named(one),
          [formTitle(one.form), one.roleModel === '' ? '' : roleModelTitle(one.form, one.roleModel)]
            .filter((part) => part !== '')
            .join(': '),
          termOf({ startsOn: one.startsOn, dueOn: one.endedOn ?? one.dueOn }) || '–',
          order(one),
          [mentorshipStateLabels[one.state], one.regime === 'pupils' ? '' : one.results]
            .filter((part) => part !== '')
            .join('; '),
        ]),
      },
    },
  };
}
