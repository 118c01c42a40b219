import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { Call } from '#src/features/banks/rules/calls.ts';

const toSide = (text: string): Side => (text === 'mentor' ? 'mentor' : 'mentee');

function select(tx: ScopedTx) {
  return tx.query
    .selectFrom('candidate_calls as c')
    .select([
      'c.id',
      'c.organization_id as organizationId',
      'c.side',
      'c.title',
      'c.invitation',
      'c.forms',
      'c.kinds',
      'c.opens_on as opensOn',
      'c.closes_on as closesOn',
      'c.closed_at as closedAt',
      'c.answer_limit as answerLimit',
      'c.version',
    ])
    .select(sql<number>`(select count(*) from applications a where a.call_id = c.id)::integer`.as('received'))
    .select(
      sql<number>`(select count(*) from applications a
        where a.call_id = c.id and a.state in ('waiting', 'accepted'))::integer`.as('waiting'),
    );
}
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function toCall({ closedAt, ...row }: Row): Call {
  return {
    ...row,
    side: toSide(row.side),
    opensOn: toIso(row.opensOn),
    closesOn: toIso(row.closesOn),
    isClosed: closedAt !== null,
  };
}

/** A page of the calls of a school, the newest first. */
export async function listCalls(
  tx: ScopedTx,
  organizationId: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ calls: Call[]; total: number }> {
  const { total } = await tx.query
    .selectFrom('candidate_calls')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const rows = await select(tx)
    .where('c.organization_id', '=', organizationId)
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { calls: rows.map(toCall), total };
}

export async function findCall(tx: ScopedTx, id: string): Promise<Call | null> {
  const row = await select(tx).where('c.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toCall(row);
}

type CallFacts = Pick<
  Call,
  'title' | 'invitation' | 'forms' | 'kinds' | 'opensOn' | 'closesOn' | 'answerLimit'
>;

function toRow(facts: CallFacts) {
  return {
    title: facts.title,
    invitation: facts.invitation,
    forms: [...facts.forms],
    kinds: [...facts.kinds],
    opens_on: toDay(facts.opensOn),
    closes_on: toDay(facts.closesOn),
    answer_limit: facts.answerLimit,
  };
}

export async function insertCall(
  tx: ScopedTx,
  call: CallFacts & {
    readonly id: string;
    readonly organizationId: string;
    readonly side: Side;
    readonly tokenHash: string;
  },
): Promise<void> {
  await tx.query
    .insertInto('candidate_calls')
    .values({
      id: call.id,
      organization_id: call.organizationId,
      side: call.side,
      token_hash: call.tokenHash,
      created_by: actingAccount(tx),
      ...toRow(call),
    })
    .execute();
}

/** Changes what a call says, or closes or opens it. False when the call is no longer at `version`. */
export async function updateCall(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  change: CallFacts | { readonly isClosed: true } | { readonly isClosed: false; readonly closesOn: string },
): Promise<boolean> {
  const done = await tx.query
    .updateTable('candidate_calls')
    .set((eb) => ({ ...changed(change, tx.now), version: eb('version', '+', 1) }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

function changed(change: Parameters<typeof updateCall>[2], now: Temporal.Instant) {
  if (!('isClosed' in change)) return toRow(change);
  return change.isClosed ? { closed_at: now } : { closed_at: null, closes_on: toDay(change.closesOn) };
}

/** A call as whoever has its link may know it, and the school that makes it. */
export interface LinkedCall extends Pick<
  Call,
  | 'id'
  | 'organizationId'
  | 'side'
  | 'title'
  | 'invitation'
  | 'forms'
  | 'kinds'
  | 'opensOn'
  | 'closesOn'
  | 'isClosed'
> {
  readonly isFull: boolean;
  readonly schoolName: string;
  readonly schoolFullName: string;
  readonly schoolAddress: string;
}

/** By the keyed hash of the word in a link; asked before there is any actor. */
export async function findCallOfLink(tx: ScopedTx, tokenHash: string): Promise<LinkedCall | null> {
  const { rows } = await sql<
    Omit<LinkedCall, 'side' | 'opensOn' | 'closesOn'> & {
      side: string;
      opensOn: Temporal.PlainDate;
      closesOn: Temporal.PlainDate;
    }
  >`select id, organization_id as "organizationId", side, title, invitation, forms, kinds, opens_on as "opensOn",
      closes_on as "closesOn", is_closed as "isClosed", is_full as "isFull", school_name as "schoolName",
      school_full_name as "schoolFullName", school_address as "schoolAddress"
    from app.call_of_link(${tokenHash})`.execute(tx.query);
  const [row] = rows;
  return row === undefined
    ? null
    : { ...row, side: toSide(row.side), opensOn: toIso(row.opensOn), closesOn: toIso(row.closesOn) };
}

/** Holds the call while an application is written down, so that no more come in than it takes. For the program itself. */
export async function lockCall(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.selectFrom('candidate_calls').select('id').where('id', '=', id).forUpdate().execute();
}
