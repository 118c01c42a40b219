import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { CheckEntry } from '#src/features/banks/rules/admission.ts';

export interface KeptCheck extends CheckEntry {
  readonly id: string;
  readonly hours: number | null;
  readonly note: string;
  readonly fileId: string | null;
}

/** The newest entry of every check of these people, taken-back ones aside. */
export async function listChecks(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, KeptCheck[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('admission_checks')
    .distinctOn(['person_id', 'check_key'])
    .select([
      'id',
      'person_id as personId',
      'check_key as checkId',
      'outcome',
      'checked_on as checkedOn',
      'valid_until as validUntil',
      'hours',
      'note',
      'file_id as fileId',
    ])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('withdrawn_at', 'is', null)
    .orderBy('person_id')
    .orderBy('check_key')
    .orderBy('checked_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const byPerson = new Map<string, KeptCheck[]>();
  for (const { personId, ...row } of rows) {
    const check: KeptCheck = {
      ...row,
      outcome: row.outcome === 'failed' || row.outcome === 'waived' ? row.outcome : 'passed',
      checkedOn: toIso(row.checkedOn),
      validUntil: toIso(row.validUntil),
      hours: row.hours === null ? null : Number(row.hours),
    };
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), check]);
  }
  return byPerson;
}

export async function insertCheck(
  tx: ScopedTx,
  check: {
    readonly organizationId: string;
    readonly personId: string;
    readonly checkId: string;
    readonly outcome: string;
    readonly checkedOn: string;
    readonly validUntil: string | null;
    readonly hours: number | null;
    readonly note: string;
    readonly fileId: string | null;
  },
): Promise<void> {
  await tx.query
    .insertInto('admission_checks')
    .values({
      organization_id: check.organizationId,
      person_id: check.personId,
      check_key: check.checkId,
      outcome: check.outcome,
      checked_on: toDay(check.checkedOn),
      valid_until: toDay(check.validUntil),
      hours: check.hours === null ? null : String(check.hours),
      note: check.note,
      file_id: check.fileId,
      entered_by: actingAccount(tx),
    })
    .execute();
}

/** An entry made by mistake; the one before it counts again. False when there is none such. */
export async function withdrawCheck(tx: ScopedTx, personId: string, checkId: string): Promise<boolean> {
  const done = await tx.query
    .updateTable('admission_checks')
    .set({ withdrawn_at: tx.now })
    .where('id', '=', checkId)
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Whose mentoring falls under art. 351.8: staff offering or leading a mentorship of a programme that says so. */
export const isLabourCodeOf = (person: string) => sql<boolean>`(
  exists (select from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
    where mm.person_id = ${sql.ref(`${person}.id`)} and mm.side = 'mentor' and mm.ended_on is null
      and m.labour_code and m.state not in ('closed', 'ended_early'))
  or ('staff' = any (${sql.ref(`${person}.kinds`)}) and exists (
    select from mentor_offers f join programmes g on g.organization_id = f.organization_id
    where f.person_id = ${sql.ref(`${person}.id`)} and f.ended_on is null and 'teacher-teacher' = any (f.forms)
      and g.labour_code and g.state <> 'closed' and app.today() between g.starts_on and g.ends_on)))`;

/** Absences of these people that cover today. */
export async function listAbsentNow(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, 'pause' | 'leave'>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('absences')
    .select(['person_id as personId', 'kind'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where(sql<boolean>`starts_on <= app.today() and (ends_on is null or ends_on >= app.today())`)
    .execute();
  return new Map(rows.map(({ personId, kind }) => [personId, kind === 'leave' ? 'leave' : 'pause']));
}

export interface Absence {
  readonly id: string;
  readonly kind: 'pause' | 'leave';
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly reason: string;
}

export async function listAbsences(tx: ScopedTx, personId: string): Promise<Absence[]> {
  const rows = await tx.query
    .selectFrom('absences')
    .select(['id', 'kind', 'starts_on as startsOn', 'ends_on as endsOn', 'reason'])
    .where('person_id', '=', personId)
    .orderBy('starts_on', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind === 'leave' ? 'leave' : 'pause',
    startsOn: toIso(row.startsOn),
    endsOn: toIso(row.endsOn),
  }));
}

export async function insertAbsence(
  tx: ScopedTx,
  absence: Omit<Absence, 'id'> & { readonly organizationId: string; readonly personId: string },
): Promise<void> {
  await tx.query
    .insertInto('absences')
    .values({
      organization_id: absence.organizationId,
      person_id: absence.personId,
      kind: absence.kind,
      starts_on: toDay(absence.startsOn),
      ends_on: toDay(absence.endsOn),
      reason: absence.reason,
      created_by: actingAccount(tx),
    })
    .execute();
}

/** The mentor is back: an absence that covers today ends the day before, one that began today goes. */
export async function endAbsences(tx: ScopedTx, personId: string): Promise<void> {
  await tx.query
    .deleteFrom('absences')
    .where('person_id', '=', personId)
    .where(sql<boolean>`starts_on = app.today()`)
    .execute();
  await tx.query
    .updateTable('absences')
    .set((eb) => ({ ends_on: sql`app.today() - 1`, version: eb('version', '+', 1) }))
    .where('person_id', '=', personId)
    .where(sql<boolean>`starts_on < app.today() and (ends_on is null or ends_on >= app.today())`)
    .execute();
}
