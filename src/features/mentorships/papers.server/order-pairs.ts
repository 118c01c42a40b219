import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperRegistered, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { paperPeople } from '#src/features/people/service.server.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { orderCells } from '#src/features/mentorships/papers/order-list.ts';
import type { OrderLine } from '#src/features/mentorships/rules/orders.ts';
import {
  loadMentorships,
  presentMembers,
  type ListedMentorship,
} from '#src/features/mentorships/service.server/load.ts';
import { readOrderLines } from '#src/features/mentorships/service.server/order-list.ts';
import { lockMentorships, takeStep } from '#src/features/mentorships/store.server/steps.ts';

export const ORDER_FIELDS: readonly Field[] = [
  { name: 'таблица пар', kind: 'table', description: 'пары и группы этого приказа' },
  { name: 'число пар', kind: 'number', description: 'сколько пар и групп в приказе' },
  { name: 'наставники', kind: 'people', description: 'наставники этих пар и групп' },
  {
    name: 'наставники-работники',
    kind: 'people',
    description: 'те из них, чьё наставничество – по статье 351.8 ТК РФ',
  },
  { name: 'формы', kind: 'text', description: 'формы наставничества этих пар и групп' },
  { name: 'последний срок', kind: 'day', description: 'когда закончит работу последняя пара или группа' },
];

/** Those that agreed: they are in the order once it is registered. */
export const orderSubjects: PaperSubjects = {
  label: 'Пары и группы',
  takes: 'many',
  list: async (tx, moment) =>
    (await linesOf(tx, moment))
      .filter(({ state }) => state === 'agreed')
      .map((line) => ({ id: line.id, label: labelOf(line), isUsual: true })),
};

const mentorsOf = (some: readonly ListedMentorship[]) => [
  ...new Set(
    some
      .flatMap(presentMembers)
      .filter(({ side }) => side === 'mentor')
      .map(({ personId }) => personId),
  ),
];

/** The mentors whom the order names. */
export async function orderReaders(tx: ScopedTx, subjectIds: readonly string[]): Promise<string[]> {
  return mentorsOf(await loadMentorships(tx, subjectIds));
}

export async function orderFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const chosen = new Set(moment.subjectIds);
  const lines = (await linesOf(tx, moment)).filter(({ id }) => chosen.has(id));
  const mentorships = await loadMentorships(
    tx,
    lines.map(({ id }) => id),
  );
  const people = await paperPeople(tx, mentorsOf(mentorships));
  const employees = mentorsOf(mentorships.filter(({ labourCode }) => labourCode));
  const due = lines.map(({ dueOn }) => dueOn).filter((day) => day !== null);
  return {
    'таблица пар': {
      kind: 'table',
      table: {
        columns: COLUMNS,
        rows: lines.map((line, index) => {
          const [number = '', mentors = '', mentees = '', form = '', role = '', term = ''] = orderCells(
            line,
            index,
          );
          const model = line.roleModel === '' ? form : `${form}: ${role}`;
          return [
            number,
            mentors,
            mentees,
            model,
            term,
            basisOf(mentorships.find(({ id }) => id === line.id)),
          ];
        }),
      },
    },
    ...(lines.length === 0 ? {} : { 'число пар': { kind: 'number', value: lines.length } }),
    наставники: { kind: 'people', people: [...people.values()] },
    'наставники-работники': {
      kind: 'people',
      people: [...people].filter(([id]) => employees.includes(id)).map(([, person]) => person),
    },
    формы: { kind: 'text', text: [...new Set(lines.map(({ form }) => `«${formTitle(form)}»`))].join(', ') },
    'последний срок': {
      kind: 'day',
      on: due.toSorted().at(-1) ?? periodOfSchoolYear(moment.schoolYear).to,
    },
  };
}

export async function orderRegistered(tx: ScopedTx, paper: PaperRegistered): Promise<Result> {
  const { subjectIds, organizationId, issuedOn, paperId } = paper;
  await lockMentorships(tx, [...subjectIds]);
  const mentorships = await loadMentorships(tx, subjectIds);
  const ready = mentorships.filter((one) => one.state === 'agreed' && one.organizationId === organizationId);
  // The text names all of them: an order that fixes only some would say what is not so.
  if (ready.length !== subjectIds.length) {
    return refuse('mentorships.order_changed', { count: subjectIds.length - ready.length });
  }
  await takeStep(tx, subjectIds, { state: 'ordered', on: issuedOn, orderPaperId: paperId });
  return accept();
}

/** The list stands under the text of the order, on a sheet that is upright: form and role model share a column. */
const COLUMNS = [
  { heading: '№', width: 1 },
  { heading: 'Наставник, должность или класс', width: 6 },
  { heading: 'Наставляемый, класс или должность', width: 6 },
  { heading: 'Форма, ролевая модель', width: 5 },
  { heading: 'Срок', width: 4 },
  { heading: 'Основание', width: 4 },
];

/** What a pair or group rests on; where art. 351.8 was left out for a reason, its sides have agreed all the same. */
const basisOf = (one: ListedMentorship | undefined): string =>
  one?.labourCode === true && one.labourReason === ''
    ? 'письменное согласие наставника, дополнительное соглашение (ст. 351.8 ТК РФ)'
    : 'согласие сторон';

const linesOf = async (
  tx: ScopedTx,
  { organizationId, schoolYear }: Pick<PaperMoment, 'organizationId' | 'schoolYear'>,
): Promise<OrderLine[]> => (await readOrderLines(tx, organizationId, schoolYear, { state: 'all' })).lines;

const namesOf = (people: OrderLine['mentors']) =>
  people.map(({ name }) => name || 'имя не показывается').join(', ');

function labelOf({ mentors, mentees, form }: OrderLine): string {
  return `${namesOf(mentors)} – ${namesOf(mentees)} (${formTitle(form)})`;
}
