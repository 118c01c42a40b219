import { sql } from 'kysely';
import { withinSentence } from '#src/lib/russian/capitalize.ts';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { placeOf } from '#src/features/people/service.server.ts';
import { ORDER_KINDS } from '#src/features/mentorships/rules/orders.ts';

/** An order in the register that can fix pairs and groups. */
export interface Order {
  readonly id: string;
  readonly number: string;
  /** ISO day. */
  readonly issuedOn: string;
  readonly title: string;
}

function orders(tx: ScopedTx, organizationId: string) {
  return tx.query
    .selectFrom('papers')
    .select(['id', 'number', 'issued_on', 'title'])
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'registered')
    .where('direction', '=', 'issued')
    .where('kind', 'in', [...ORDER_KINDS])
    .where('issued_on', 'is not', null);
}

const toOrder = (row: {
  id: string;
  number: string;
  issued_on: Temporal.PlainDate | null;
  title: string;
}): Order => ({ id: row.id, number: row.number, issuedOn: toIso(row.issued_on) ?? '', title: row.title });

/** A registered order of the organization of one of `ORDER_KINDS`; null: there is none such. */
export async function findOrder(tx: ScopedTx, organizationId: string, id: string): Promise<Order | null> {
  const row = await orders(tx, organizationId).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toOrder(row);
}

/** The newest orders, those about pairs first. */
export async function listOrders(tx: ScopedTx, organizationId: string, limit: number): Promise<Order[]> {
  const rows = await orders(tx, organizationId)
    .orderBy(sql`kind <> 'order.pairs'`)
    .orderBy('issued_on', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toOrder);
}

/** Class of this school year, main post, enterprise or place of work, by person; nobody without any. */
export async function listPlaces(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('people')
    .select((eb) => [
      'people.id',
      placeOf('people').as('place'),
      eb
        .exists(
          eb
            .selectFrom('staff_posts')
            .select('staff_posts.id')
            .whereRef('staff_posts.person_id', '=', 'people.id')
            .where('staff_posts.ended_on', 'is', null),
        )
        .as('isStaff'),
    ])
    .where('people.id', 'in', [...personIds])
    .execute();
  return new Map(
    rows
      .filter(({ place }) => place !== '')
      .map(({ id, place, isStaff }) => [id, isStaff === true ? withinSentence(place) : place]),
  );
}
