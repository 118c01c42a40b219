import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Whom a code lets in. */
export interface CodeHolder {
  readonly codeId: string;
  readonly personId: string;
  readonly organizationId: string;
  readonly expiresAt: Temporal.Instant;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
}

/** By the keyed hash of a code, while it is in force; asked before there is any actor. */
export async function findCodeHolder(tx: ScopedTx, hash: string): Promise<CodeHolder | null> {
  const { rows } = await sql<CodeHolder>`
    select code_id as "codeId", person_id as "personId", organization_id as "organizationId", expires_at as "expiresAt",
      family_name as "familyName", given_name as "givenName", patronymic
    from app.person_of_code(${hash}, ${tx.now})`.execute(tx.query);
  return rows[0] ?? null;
}

/** Codes in force of people, by person id: until when. */
export async function listCodesInForce(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, { expiresAt: Temporal.Instant; lastUsedAt: Temporal.Instant | null }>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('person_codes')
    .select(['person_id', 'expires_at', 'last_used_at'])
    .where('person_id', 'in', [...personIds])
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .execute();
  return new Map(
    rows.map((row) => [row.person_id, { expiresAt: row.expires_at, lastUsedAt: row.last_used_at }]),
  );
}

/** Codes of people stop working now, those that ran out too, so that each person has one at most. */
export async function revokeCodes(tx: ScopedTx, personIds: readonly string[]): Promise<number> {
  if (personIds.length === 0) return 0;
  const result = await tx.query
    .updateTable('person_codes')
    .set({ revoked_at: tx.now })
    .where('person_id', 'in', [...personIds])
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function insertCodes(
  tx: ScopedTx,
  organizationId: string,
  codes: readonly { personId: string; hash: string }[],
  term: { issuedBy: string; expiresAt: Temporal.Instant },
): Promise<void> {
  if (codes.length === 0) return;
  await tx.query
    .insertInto('person_codes')
    .values(
      codes.map(({ personId, hash }) => ({
        organization_id: organizationId,
        person_id: personId,
        hash,
        issued_by: term.issuedBy,
        issued_at: tx.now,
        expires_at: term.expiresAt,
      })),
    )
    .execute();
}

/** Writes down that a code let somebody in just now. */
export async function touchCode(tx: ScopedTx, codeId: string): Promise<void> {
  await tx.query.updateTable('person_codes').set({ last_used_at: tx.now }).where('id', '=', codeId).execute();
}
