import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson, type JsonValue } from '#src/platform/db/json.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';
import type { Purpose, Signer } from '#src/features/consents/rules/purposes.ts';

/** A person as consents need to know them. */
export interface ConsentSubject {
  readonly id: string;
  readonly organizationId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly birthDate: string | null;
  readonly kinds: readonly string[];
}

const SUBJECT = [
  'people.id',
  'people.organization_id as organizationId',
  'people.family_name as familyName',
  'people.given_name as givenName',
  'people.patronymic',
  'people.birth_date as birthDate',
  'people.kinds',
] as const;

/**
 * Those of the people whom the actor sees in the organization. With `onlyOfClass` those whose class teacher the actor is:
 * a class teacher sees the staff too, and enters nothing for them.
 */
export async function listSubjects(
  tx: ScopedTx,
  organizationId: string,
  personIds: readonly string[],
  onlyOfClass: boolean,
): Promise<ConsentSubject[]> {
  if (personIds.length === 0) return [];
  let rows = tx.query
    .selectFrom('people')
    .select(SUBJECT)
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null)
    .where('id', '=', sql<string>`any(${[...personIds]}::uuid[])`);
  if (onlyOfClass) rows = rows.where('id', '=', sql<string>`any((select app.class_people())::uuid[])`);
  return (await rows.execute()).map((row) => ({ ...row, birthDate: toIso(row.birthDate) }));
}

export interface NewConsent {
  readonly organizationId: string;
  readonly personId: string;
  readonly purpose: Purpose;
  readonly textId: string;
  readonly signer: Signer;
  readonly guardianId: string | null;
  readonly signerName: string;
  readonly channel: 'paper' | 'electronic';
  readonly signedOn: string;
  readonly validUntil: string | null;
  readonly fileId: string | null;
  readonly basis: string;
  readonly proof: JsonValue | null;
}

/** Rows of one statement; Postgres takes 65,535 parameters. */
const BATCH = 2_000;

export async function insertConsents(tx: ScopedTx, consents: readonly NewConsent[]): Promise<void> {
  const enteredBy = actingAccount(tx);
  for (let at = 0; at < consents.length; at += BATCH) {
    await tx.query
      .insertInto('consents')
      .values(
        consents.slice(at, at + BATCH).map((one) => ({
          organization_id: one.organizationId,
          person_id: one.personId,
          purpose: one.purpose,
          text_id: one.textId,
          signer: one.signer,
          guardian_id: one.guardianId,
          signer_name: one.signerName,
          channel: one.channel,
          signed_on: toDay(one.signedOn),
          valid_until: toDay(one.validUntil),
          file_id: one.fileId,
          basis: one.basis,
          proof: one.proof === null ? null : toJson(one.proof),
          entered_by: enteredBy,
        })),
      )
      .execute();
  }
}

/** Signatures that stand already: same person, purpose, signer and day, not withdrawn. As `person purpose signer`. */
export async function listSigned(
  tx: ScopedTx,
  personIds: readonly string[],
  signedOn: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query
    .selectFrom('consents')
    .select(['person_id', 'purpose', 'signer'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('signed_on', '=', toDay(signedOn))
    .where('withdrawn_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => `${row.person_id} ${row.purpose} ${row.signer}`));
}

/** Gives the scan to signatures of the day that have none; answers to how many. */
export async function attachScan(
  tx: ScopedTx,
  to: { personIds: readonly string[]; purposes: readonly Purpose[]; signedOn: string; fileId: string },
): Promise<number> {
  const done = await tx.query
    .updateTable('consents')
    .set((eb) => ({ file_id: to.fileId, version: eb('version', '+', 1) }))
    .where('person_id', '=', sql<string>`any(${[...to.personIds]}::uuid[])`)
    .where('purpose', 'in', [...to.purposes])
    .where('signed_on', '=', toDay(to.signedOn))
    .where('channel', '=', 'paper')
    .where('withdrawn_at', 'is', null)
    .where('file_id', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export interface Guardian {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
}

/** Guardians of a child, by name. */
export async function listGuardians(tx: ScopedTx, childId: string): Promise<readonly Guardian[]> {
  return (await listGuardiansOf(tx, [childId])).get(childId) ?? [];
}

/** The same of many children, by the child; who has none is left out. */
export async function listGuardiansOf(
  tx: ScopedTx,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Guardian[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('guardianships as g')
    .innerJoin('people as p', 'p.id', 'g.guardian_id')
    .select(['p.id', 'g.relation', 'g.child_id as childId'])
    .select(fullNameOf('p').as('name'))
    .where('g.child_id', '=', sql<string>`any(${[...childIds]}::uuid[])`)
    .where('p.merged_into', 'is', null)
    .orderBy('p.family_name')
    .orderBy('p.id')
    .execute();
  return Map.groupBy(rows, ({ childId }) => childId);
}

/** The organization's own day, as the terms in the database count it. ISO. */
export async function todayOf(tx: ScopedTx): Promise<string> {
  const { rows } = await sql<{ today: Temporal.PlainDate }>`select app.today() as today`.execute(tx.query);
  return toIso(rows[0]?.today ?? Temporal.PlainDate.from('1970-01-01'));
}
