import { sql } from 'kysely';
import { toJson } from '#src/platform/db/json.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { FORGET_DAYS, isApplicationState, type ApplicationState } from '#src/features/banks/rules/calls.ts';
import { keptAnswers, type ApplicationAnswers } from '#src/features/banks/schema/calls.ts';

export interface Application {
  readonly id: string;
  readonly organizationId: string;
  readonly callId: string;
  readonly callTitle: string;
  readonly side: Side;
  /** Null once settled: the words of the applicant are gone. */
  readonly answers: ApplicationAnswers | null;
  readonly consentVersion: number;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly state: ApplicationState;
  readonly personId: string | null;
  readonly declineReason: string;
  readonly version: number;
}

function select(tx: ScopedTx) {
  return tx.query
    .selectFrom('applications as a')
    .innerJoin('candidate_calls as c', 'c.id', 'a.call_id')
    .select([
      'a.id',
      'a.organization_id as organizationId',
      'a.call_id as callId',
      'c.title as callTitle',
      'c.side',
      'a.answers',
      'a.consent_version as consentVersion',
      'a.received_at as receivedAt',
      'a.state',
      'a.person_id as personId',
      'a.decline_reason as declineReason',
      'a.version',
    ]);
}
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function toApplication(row: Row): Application {
  return {
    ...row,
    side: row.side === 'mentor' ? 'mentor' : 'mentee',
    state: isApplicationState(row.state) ? row.state : 'waiting',
    answers: row.answers === null ? null : keptAnswers.parse(row.answers),
    receivedAt: row.receivedAt.toString(),
  };
}

/** A page of the applications of a call, the oldest first: who waits longest is answered first. */
export async function listApplications(
  tx: ScopedTx,
  query: { readonly callId: string; readonly state: ApplicationState | 'all' | null },
  page: { readonly offset: number; readonly limit: number },
): Promise<{ applications: Application[]; total: number }> {
  const states =
    query.state === 'all' ? null : query.state === null ? ['waiting', 'accepted'] : [query.state];
  let counted = tx.query.selectFrom('applications').where('call_id', '=', query.callId);
  let found = select(tx).where('a.call_id', '=', query.callId);
  if (states !== null) {
    counted = counted.where('state', 'in', states);
    found = found.where('a.state', 'in', states);
  }
  const { total } = await counted
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await found
    .orderBy('a.received_at')
    .orderBy('a.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { applications: rows.map(toApplication), total };
}

export async function findApplication(tx: ScopedTx, id: string): Promise<Application | null> {
  const row = await select(tx).where('a.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toApplication(row);
}

/** Other applications of the school that wait, with this birthday: perhaps the same person again. */
export async function listTwins(
  tx: ScopedTx,
  application: { readonly id: string; readonly organizationId: string; readonly birthDate: string },
): Promise<Application[]> {
  const rows = await select(tx)
    .where('a.organization_id', '=', application.organizationId)
    .where('a.state', 'in', ['waiting', 'accepted'])
    .where(sql<boolean>`a.answers ->> 'birthDate' = ${application.birthDate}`)
    .where('a.id', '<>', application.id)
    .orderBy('a.received_at')
    .limit(20)
    .execute();
  return rows.map(toApplication);
}

export async function insertApplication(
  tx: ScopedTx,
  application: {
    readonly organizationId: string;
    readonly callId: string;
    readonly answers: ApplicationAnswers;
    readonly consentVersion: number;
  },
): Promise<void> {
  await tx.query
    .insertInto('applications')
    .values({
      organization_id: application.organizationId,
      call_id: application.callId,
      answers: toJson(application.answers),
      consent_version: application.consentVersion,
      received_at: tx.now,
    })
    .execute();
}

/** Moves an application on; whatever ends it removes the words of the applicant. False when it is no longer at `version`. */
export async function moveApplication(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  to: {
    readonly state: 'accepted' | 'entered' | 'declined';
    readonly personId?: string;
    readonly reason?: string;
  },
): Promise<boolean> {
  const done = await tx.query
    .updateTable('applications')
    .set((eb) => ({
      state: to.state,
      ...(to.personId === undefined ? {} : { person_id: to.personId }),
      ...(to.reason === undefined ? {} : { decline_reason: to.reason }),
      ...(to.state === 'accepted' ? {} : { answers: null }),
      settled_at: tx.now,
      settled_by: actingAccount(tx),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .where('state', 'in', to.state === 'accepted' ? ['waiting'] : ['waiting', 'accepted'])
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Removes the words of applicants whom nobody answered in time; for the program itself. @returns how many */
export async function forgetApplications(tx: ScopedTx): Promise<number> {
  const done = await tx.query
    .updateTable('applications as a')
    .from('candidate_calls as c')
    .set((eb) => ({
      state: 'forgotten',
      answers: null,
      settled_at: tx.now,
      version: eb('a.version', '+', 1),
    }))
    .whereRef('c.id', '=', 'a.call_id')
    .where('a.state', 'in', ['waiting', 'accepted'])
    .where(
      sql<boolean>`least(c.closes_on, coalesce(c.closed_at::date, c.closes_on)) + ${FORGET_DAYS}::integer < app.today()`,
    )
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}
