import { accept, refuse } from '#src/lib/result.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSource } from '#src/features/orgs/papers.server.ts';
import { paperPeople } from '#src/features/people/service.server.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { ORDER_COLUMNS, orderCells } from '#src/features/mentorships/papers/order-list.ts';
import type { OrderLine } from '#src/features/mentorships/rules/orders.ts';
import { loadMentorships, presentMembers } from '#src/features/mentorships/service.server/load.ts';
import { readOrderLines } from '#src/features/mentorships/service.server/order-list.ts';
import { lockMentorships, takeStep } from '#src/features/mentorships/store.server/steps.ts';

const FIELDS: readonly Field[] = [
  { name: 'таблица пар', kind: 'table', description: 'пары и группы этого приказа' },
  { name: 'число пар', kind: 'number', description: 'сколько пар и групп в приказе' },
  { name: 'наставники', kind: 'people', description: 'наставники этих пар и групп' },
  { name: 'формы', kind: 'text', description: 'формы наставничества этих пар и групп' },
];

/** The order that fixes pairs and groups: from those that agreed, and those are in it once it is registered. */
export const mentorshipPapers: PaperSource = {
  kinds: ['order.pairs'],
  fields: () => FIELDS,
  subjects: () => ({
    label: 'Пары и группы',
    takes: 'many',
    list: async (tx, moment) =>
      (await linesOf(tx, moment, 'all'))
        .filter(({ state }) => state === 'agreed')
        .map((line) => ({ id: line.id, label: labelOf(line), isUsual: true })),
  }),

  gather: async (tx, moment): Promise<Facts> => {
    const chosen = new Set(moment.subjectIds);
    const lines = (await linesOf(tx, moment, 'all')).filter(({ id }) => chosen.has(id));
    const mentorships = await loadMentorships(
      tx,
      lines.map(({ id }) => id),
    );
    const mentorIds = mentorships
      .flatMap(presentMembers)
      .filter(({ side }) => side === 'mentor')
      .map(({ personId }) => personId);
    const people = await paperPeople(tx, [...new Set(mentorIds)]);
    return {
      'таблица пар': { kind: 'table', table: { columns: ORDER_COLUMNS, rows: lines.map(orderCells) } },
      ...(lines.length === 0 ? {} : { 'число пар': { kind: 'number', value: lines.length } }),
      наставники: { kind: 'people', people: [...people.values()] },
      формы: {
        kind: 'text',
        text: [...new Set(lines.map(({ form }) => `«${formTitle(form)}»`))].join(', '),
      },
    };
  },

  registered: async (tx, { subjectIds, organizationId, issuedOn, paperId }) => {
    await lockMentorships(tx, [...subjectIds]);
    const mentorships = await loadMentorships(tx, subjectIds);
    const ready = mentorships.filter(
      (one) => one.state === 'agreed' && one.organizationId === organizationId,
    );
    // The text names all of them: an order that fixes only some would say what is not so.
    if (ready.length !== subjectIds.length) {
      return refuse('mentorships.order_changed', { count: subjectIds.length - ready.length });
    }
    await takeStep(tx, subjectIds, { state: 'ordered', on: issuedOn, orderPaperId: paperId });
    return accept();
  },
};

const linesOf = async (
  tx: ScopedTx,
  { organizationId, schoolYear }: Pick<PaperMoment, 'organizationId' | 'schoolYear'>,
  state: 'all',
): Promise<OrderLine[]> => (await readOrderLines(tx, organizationId, schoolYear, { state })).lines;

const namesOf = (people: OrderLine['mentors']) =>
  people.map(({ name }) => name || 'имя не показывается').join(', ');

function labelOf({ mentors, mentees, form }: OrderLine): string {
  return `${namesOf(mentors)} – ${namesOf(mentees)} (${formTitle(form)})`;
}
