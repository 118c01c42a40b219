import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { MentorshipState } from '#src/features/mentorships/rules.ts';

/** A state that a mentorship came into, and the ISO day. */
export interface TakenStep {
  readonly state: MentorshipState;
  readonly steppedOn: string;
}

/** The steps of a mentorship, in the order in which they were taken. */
export async function listSteps(tx: ScopedTx, mentorshipId: string): Promise<readonly TakenStep[]> {
  const rows = await tx.query
    .selectFrom('mentorship_steps')
    .select(['state', 'stepped_on as steppedOn'])
    .where('mentorship_id', '=', mentorshipId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    state: row.state as MentorshipState,
    steppedOn: toIso(row.steppedOn),
  }));
}

/** The same of many, by the mentorship. */
export async function listStepsOf(
  tx: ScopedTx,
  mentorshipIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TakenStep[]>> {
  if (mentorshipIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('mentorship_steps')
    .select(['mentorship_id as id', 'state', 'stepped_on as steppedOn'])
    .where('mentorship_id', 'in', [...mentorshipIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const steps = rows.map(({ id, state, steppedOn }) => ({
    id,
    state: state as MentorshipState,
    steppedOn: toIso(steppedOn),
  }));
  return Map.groupBy(steps, ({ id }) => id);
}

/** Holds the mentorships until the transaction ends, in one order: answers and steps of one follow one another. */
export async function lockMentorships(tx: ScopedTx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query
    .selectFrom('mentorships')
    .select('id')
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Brings mentorships, locked before, into a state and writes the day down. */
export async function takeStep(
  tx: ScopedTx,
  ids: readonly string[],
  to: { readonly state: MentorshipState; readonly on: string; readonly orderPaperId?: string },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query
    .updateTable('mentorships')
    .set((eb) => ({
      state: to.state,
      version: eb('version', '+', 1),
      ...(to.orderPaperId === undefined ? {} : { order_paper_id: to.orderPaperId }),
    }))
    .where('id', 'in', [...ids])
    .execute();
  await tx.query
    .insertInto('mentorship_steps')
    .columns(['organization_id', 'mentorship_id', 'state', 'stepped_on', 'entered_by'])
    .expression((eb) =>
      eb
        .selectFrom('mentorships')
        .select([
          'organization_id',
          'id',
          sql<string>`${to.state}::text`.as('state'),
          sql<Temporal.PlainDate>`${toDay(to.on)}::date`.as('stepped_on'),
          sql<string | null>`${actingAccount(tx)}::text`.as('entered_by'),
        ])
        .where('id', 'in', [...ids]),
    )
    .execute();
}

/** Those of the mentorships that take shape, have both sides, and to which everybody in them agreed; and who is in them as a mentee. */
export async function listAllAgreed(
  tx: ScopedTx,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly menteeIds: readonly string[] }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; menteeIds: string[] }>`
    select m.id, array_agg(mm.person_id) filter (where mm.side = 'mentee') as "menteeIds"
    from mentorships m
    join mentorship_members mm on mm.mentorship_id = m.id and mm.ended_on is null
    left join mentorship_answers a
      on a.mentorship_id = m.id and a.person_id = mm.person_id and a.answer = 'agreed'
    where m.id = any (${[...ids]}::uuid[]) and m.state in ('proposed', 'met', 'trial')
    group by m.id
    having count(*) = count(a.id) and count(distinct mm.side) = 2`.execute(tx.query);
  return rows;
}

/** Removes members who never came to work together; answers nothing. */
export async function deleteMembers(tx: ScopedTx, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.query
    .deleteFrom('mentorship_members')
    .where('id', 'in', [...memberIds])
    .execute();
}

/** Removes a proposal with everything of it. */
export async function deleteMentorship(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.deleteFrom('mentorships').where('id', '=', id).execute();
}

/** Tells whoever holds an older form of a mentorship, locked before, that it has changed. */
export async function bumpVersion(tx: ScopedTx, id: string): Promise<void> {
  await tx.query
    .updateTable('mentorships')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
