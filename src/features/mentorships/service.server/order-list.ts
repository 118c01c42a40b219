import { accept, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { MEDIA_TYPES } from '#src/platform/render/media-types.ts';
import { renderPaper, type Printed } from '#src/platform/render/paper-file.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { abilities, may, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { mentorshipsAccess } from '#src/features/mentorships/access.ts';
import { orderListPaper, orderListSheet } from '#src/features/mentorships/papers/order-list.ts';
import type { OrderLine, OrderPerson } from '#src/features/mentorships/rules/orders.ts';
import type { OrderListFilter } from '#src/features/mentorships/schema/answers.ts';
import type { MentorshipsDeps } from '#src/features/mentorships/service.server/deps.ts';
import { presentMembers, type ListedMentorship } from '#src/features/mentorships/service.server/load.ts';
import { listMembers } from '#src/features/mentorships/store.server/members.ts';
import { listMentorships } from '#src/features/mentorships/store.server/mentorships.ts';
import { listOrders, listPlaces, type Order } from '#src/features/mentorships/store.server/orders.ts';

/** One order fixes no more at once; a school has far fewer pairs. */
export const ORDER_LINES_LIMIT = 1_000;
const ORDERS_OFFERED = 100;

export type OrderFormat = 'docx' | 'pdf' | 'xlsx';

export interface OrderLists {
  /** Agreed pairs and groups of a year, whole: what an order is written from. */
  view(
    actor: PersonActor,
    organizationId: string,
    filter: OrderListFilter,
  ): Promise<
    Result<{
      lines: readonly OrderLine[];
      /** More than the lines when the limit cut them. */
      total: number;
      schoolYear: number;
      schoolName: string;
      /** Registered orders to choose from. */
      orders: readonly Order[];
      can: Record<CommandOf<typeof mentorshipsAccess>, true | Refusal>;
    }>
  >;
  /** The same as a file. */
  print(
    actor: PersonActor,
    organizationId: string,
    filter: OrderListFilter,
    format: OrderFormat,
  ): Promise<Result<Printed>>;
}

export function createOrderLists({ db, clock, timeZone }: MentorshipsDeps): OrderLists {
  const view: OrderLists['view'] = (actor, organizationId, filter) =>
    db.withActor(actor, 'mentorships.order_list', async (tx) => {
      const standing = await standingOf(tx, organizationId);
      const answer = may(mentorshipsAccess, standing, 'mentorships.list');
      if (answer !== true) return { ok: false, refusal: answer } as const;
      const schoolYear = filter.year ?? schoolYearOf(clock.today(timeZone));
      const can = abilities(mentorshipsAccess, standing);
      return accept({
        ...(await readOrderLines(tx, organizationId, schoolYear, filter)),
        schoolYear,
        schoolName: (await readOrganization(tx, organizationId))?.fullName ?? '',
        orders: can['mentorships.edit'] === true ? await listOrders(tx, organizationId, ORDERS_OFFERED) : [],
        can,
      });
    });
  return {
    view,
    print: async (actor, organizationId, filter, format) => {
      const found = await view(actor, organizationId, filter);
      if (!found.ok) return found;
      const name = 'Список пар и групп к приказу';
      if (format !== 'xlsx') return accept(await renderPaper(orderListPaper(found.value), format, name));
      const bytes = await renderXlsx([orderListSheet(found.value)]);
      return accept({ name: `${name}.xlsx`, type: MEDIA_TYPES.xlsx, bytes });
    },
  };
}

const keyOf = (line: OrderLine): string => line.mentors[0]?.name ?? '';

/** Pairs and groups of a year whole, in the order of the list; `total` is more when the limit cut them. */
export async function readOrderLines(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
  filter: Pick<OrderListFilter, 'state'> & { readonly form?: OrderListFilter['form'] },
): Promise<{ lines: OrderLine[]; total: number }> {
  const { mentorships, total } = await listMentorships(
    tx,
    {
      organizationId,
      schoolYear,
      state: filter.state === 'all' ? 'settled' : filter.state,
      form: filter.form ?? null,
      words: '',
    },
    { offset: 0, limit: ORDER_LINES_LIMIT },
  );
  const members = await listMembers(
    tx,
    mentorships.map(({ id }) => id),
  );
  const listed = mentorships.map((one): ListedMentorship => ({ ...one, members: members.get(one.id) ?? [] }));
  return { lines: await describeLines(tx, listed), total };
}

/** Lines about these mentorships: those who are in them now, by form and mentor. */
export async function describeLines(tx: ScopedTx, listed: readonly ListedMentorship[]): Promise<OrderLine[]> {
  const places = await listPlaces(tx, [
    ...new Set(listed.flatMap((one) => presentMembers(one).map(({ personId }) => personId))),
  ]);
  const lines = listed.map((one) => {
    const of = (wanted: string): OrderPerson[] => {
      const there = presentMembers(one).filter(({ side }) => side === wanted);
      // Somebody without a consent in force has no row here, but a line is not left without a side.
      if (there.length === 0) return [{ name: '', place: '' }];
      return there.map(({ name, personId }) => ({ name, place: places.get(personId) ?? '' }));
    };
    return { ...one, mentors: of('mentor'), mentees: of('mentee') };
  });
  return lines
    .toSorted(
      (left, right) => left.form.localeCompare(right.form) || keyOf(left).localeCompare(keyOf(right), 'ru'),
    )
    .map(({ id, version, state, form, roleModel, isGroup, startsOn, dueOn, mentors, mentees }) => ({
      id,
      version,
      state,
      form,
      roleModel,
      isGroup,
      startsOn,
      dueOn,
      mentors,
      mentees,
    }));
}
