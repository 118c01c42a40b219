import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';
import { CLASS_LABEL } from '#src/features/consents/store.server/matrix.ts';
import { isPurpose, type Purpose, type Signer } from '#src/features/consents/rules/purposes.ts';

/** One signature, as the card of a person shows it. Days are ISO. */
export interface SignatureLine {
  readonly id: string;
  readonly purpose: Purpose;
  readonly signer: Signer;
  readonly signerName: string;
  readonly channel: 'paper' | 'electronic';
  readonly signedOn: string;
  readonly validUntil: string | null;
  readonly textNumber: number;
  readonly textId: string;
  readonly fileId: string | null;
  readonly basis: string;
  readonly withdrawnOn: string | null;
  readonly withdrawnBy: 'self' | 'guardian' | 'school' | null;
  readonly withdrawalReason: string;
  readonly withdrawalFileId: string | null;
}

/** Every signature of a person, the newest first. */
export async function listSignatures(tx: ScopedTx, personId: string): Promise<SignatureLine[]> {
  const rows = await tx.query
    .selectFrom('consents as c')
    .innerJoin('consent_texts as t', 't.id', 'c.text_id')
    .leftJoin('people as g', 'g.id', 'c.guardian_id')
    .select([
      'c.id',
      'c.purpose',
      'c.signer',
      'c.channel',
      'c.signed_on as signedOn',
      'c.valid_until as validUntil',
      't.number as textNumber',
      't.id as textId',
      'c.file_id as fileId',
      'c.basis',
      'c.withdrawn_on as withdrawnOn',
      'c.withdrawn_by as withdrawnBy',
      'c.withdrawal_reason as withdrawalReason',
      'c.withdrawal_file_id as withdrawalFileId',
    ])
    .select(sql<string>`coalesce(nullif(c.signer_name, ''), ${fullNameOf('g')})`.as('signerName'))
    .where('c.person_id', '=', personId)
    .orderBy('c.signed_on', 'desc')
    .orderBy('c.id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => {
    if (!isPurpose(row.purpose)) throw new Error(`Unknown purpose ${row.purpose}`);
    return {
      ...row,
      purpose: row.purpose,
      signer: row.signer === 'self' ? 'self' : 'guardian',
      channel: row.channel === 'paper' ? 'paper' : 'electronic',
      signedOn: toIso(row.signedOn),
      validUntil: toIso(row.validUntil),
      withdrawnOn: toIso(row.withdrawnOn),
      withdrawnBy: row.withdrawnBy as SignatureLine['withdrawnBy'],
    };
  });
}

/** Ends every signature of a person to a purpose that still stands; answers how many there were. */
export async function withdrawSignatures(
  tx: ScopedTx,
  withdrawal: {
    personId: string;
    purpose: Purpose;
    on: string;
    by: 'self' | 'guardian' | 'school';
    reason: string;
    fileId: string | null;
  },
): Promise<number> {
  const done = await tx.query
    .updateTable('consents')
    .set((eb) => ({
      withdrawn_on: toDay(withdrawal.on),
      withdrawn_at: tx.now,
      withdrawn_by: withdrawal.by,
      withdrawal_reason: withdrawal.reason,
      withdrawal_file_id: withdrawal.fileId,
      version: eb('version', '+', 1),
    }))
    .where('person_id', '=', withdrawal.personId)
    .where('purpose', '=', withdrawal.purpose)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export interface OwnSubject {
  readonly id: string;
  readonly organizationId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly birthDate: string | null;
  readonly kinds: readonly string[];
  readonly email: string;
  readonly phone: string;
  /** «7А» of this school year; empty for others. */
  readonly classLabel: string;
  readonly isSelf: boolean;
}

/** The actor's own records and their children not of age; in one organization when it is named. */
export async function listOwnSubjects(tx: ScopedTx, organizationId: string | null): Promise<OwnSubject[]> {
  const { rows } = await sql<Omit<OwnSubject, 'birthDate'> & { birthDate: Temporal.PlainDate | null }>`
    select p.id, p.organization_id as "organizationId", p.family_name as "familyName", p.given_name as "givenName",
      p.patronymic, p.birth_date as "birthDate", p.kinds, p.email, p.phone, ${CLASS_LABEL} as "classLabel",
      p.id = any ((select app.self_people())::uuid[]) as "isSelf"
    from people p
    where p.id = any ((select app.own_people())::uuid[]) and p.merged_into is null
      ${organizationId === null ? sql`` : sql`and p.organization_id = ${organizationId}`}
    order by "isSelf" desc, p.birth_date, p.id`.execute(tx.query);
  return rows.map((row) => ({ ...row, birthDate: toIso(row.birthDate) }));
}

/** Names of the partners of a school that are partners still, in one line. */
export async function namePartners(tx: ScopedTx, organizationId: string): Promise<string> {
  const { rows } = await sql<{ names: string }>`select app.partner_names(${organizationId}) as names`.execute(
    tx.query,
  );
  return rows[0]?.names ?? '';
}

/** A person whom the actor sees, with whether they are a pupil of the actor's own class. */
export async function findOwnOrSeen(
  tx: ScopedTx,
  personId: string,
): Promise<(Omit<OwnSubject, 'isSelf'> & { readonly isOfClass: boolean }) | null> {
  const { rows } = await sql<
    Omit<OwnSubject, 'birthDate' | 'isSelf'> & { isOfClass: boolean; birthDate: Temporal.PlainDate | null }
  >`
    select p.id, p.organization_id as "organizationId", p.family_name as "familyName", p.given_name as "givenName",
      p.patronymic, p.birth_date as "birthDate", p.kinds, p.email, p.phone, ${CLASS_LABEL} as "classLabel",
      p.id = any ((select app.class_people())::uuid[]) as "isOfClass"
    from people p where p.id = ${personId} and p.merged_into is null`.execute(tx.query);
  const [row] = rows;
  return row === undefined ? null : { ...row, birthDate: toIso(row.birthDate) };
}
