import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';
import { DAYS_TO_DESTROY, type DestructionLine } from '#src/features/consents/rules/traces.ts';

export interface Destruction {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly personName: string;
  readonly cause: 'withdrawal' | 'request' | 'retention';
  readonly begunOn: string;
  readonly dueOn: string;
  readonly state: 'due' | 'done' | 'cancelled';
  readonly doneOn: string | null;
  readonly actNumber: string;
  readonly note: string;
  readonly log: readonly DestructionLine[];
  readonly version: number;
}

/** Due ones first, by their last day; then what was done, the newest first. */
export async function listDestructions(
  tx: ScopedTx,
  organizationId: string,
  only: { id?: string; page?: { offset: number; limit: number }; state?: Destruction['state'] },
): Promise<{ destructions: Destruction[]; total: number }> {
  let rows = tx.query
    .selectFrom('destructions as d')
    .innerJoin('people as p', 'p.id', 'd.person_id')
    .innerJoin('organizations as o', 'o.id', 'd.organization_id')
    .where('d.organization_id', '=', organizationId);
  if (only.id !== undefined) rows = rows.where('d.id', '=', only.id);
  if (only.state !== undefined) rows = rows.where('d.state', '=', only.state);
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await rows
    .select([
      'd.id',
      'd.organization_id as organizationId',
      'd.person_id as personId',
      'd.cause',
      'd.begun_on as begunOn',
      'd.due_on as dueOn',
      'd.state',
      'd.act_number as actNumber',
      'd.note',
      'd.log',
      'd.version',
    ])
    .select(fullNameOf('p').as('personName'))
    // The day on the clock of the school, as it stands in the act.
    .select(sql<Temporal.PlainDate | null>`(d.done_at at time zone o.time_zone)::date`.as('doneOn'))
    .orderBy(sql`d.state <> 'due'`)
    .orderBy(sql`case when d.state = 'due' then d.due_on end`)
    .orderBy('d.begun_on', 'desc')
    .orderBy('d.id', 'desc')
    .offset(only.page?.offset ?? 0)
    .limit(only.page?.limit ?? 1)
    .execute();
  return {
    total,
    destructions: found.map((row) => ({
      ...row,
      cause: row.cause as Destruction['cause'],
      state: row.state as Destruction['state'],
      begunOn: toIso(row.begunOn),
      dueOn: toIso(row.dueOn),
      doneOn: toIso(row.doneOn),
      log: row.log as unknown as DestructionLine[],
    })),
  };
}

/** Closes a destruction that is due at this version; false when it is not. */
export async function finishDestruction(
  tx: ScopedTx,
  destruction: { id: string; version: number; actNumber: string; log: readonly DestructionLine[] },
): Promise<boolean> {
  const done = await tx.query
    .updateTable('destructions')
    .set({
      state: 'done',
      done_at: tx.now,
      done_by: actingAccount(tx),
      act_number: destruction.actNumber,
      log: toJson(destruction.log),
      version: destruction.version + 1,
    })
    .where('id', '=', destruction.id)
    .where('state', '=', 'due')
    .where('version', '=', destruction.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Calls off a destruction that is due at this version, with the reason; false when it is not. */
export async function cancelDestruction(
  tx: ScopedTx,
  destruction: { id: string; version: number; note: string },
): Promise<boolean> {
  const done = await tx.query
    .updateTable('destructions')
    .set({ state: 'cancelled', note: destruction.note, version: destruction.version + 1 })
    .where('id', '=', destruction.id)
    .where('state', '=', 'due')
    .where('version', '=', destruction.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Starts the clock; false when one runs already for the person. */
export async function insertDestruction(
  tx: ScopedTx,
  destruction: {
    organizationId: string;
    personId: string;
    cause: Destruction['cause'];
    begunOn: string;
    note: string;
  },
): Promise<boolean> {
  const added = await tx.query
    .insertInto('destructions')
    .values({
      organization_id: destruction.organizationId,
      person_id: destruction.personId,
      cause: destruction.cause,
      begun_on: toDay(destruction.begunOn),
      due_on: toDay(destruction.begunOn).add({ days: DAYS_TO_DESTROY }),
      note: destruction.note,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}
