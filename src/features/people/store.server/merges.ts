import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/store.server/fragments.ts';
import { pairKey, type KnownName } from '#src/features/people/rules/merge/doubles.ts';
import type { MergedFacts } from '#src/features/people/rules/merge/fields.ts';
import { clashOf } from '#src/features/people/store.server/merge-clashes.ts';
import type { Pointer } from '#src/features/people/rules/merge/pointers.ts';

const isAt = ({ column }: Pointer, personId: string) => sql`${sql.ref(`mine.${column}`)} = ${personId}::uuid`;
const keyOf = ({ key }: Pointer) =>
  sql`jsonb_build_object(${sql.join(key.flatMap((column) => [sql.lit(column), sql.ref(`mine.${column}`)]))})`;

/** How many rows of a place would move from the one record to the other, and how many would stay. */
export async function countRows(
  tx: ScopedTx,
  pointer: Pointer,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<{ moved: number; left: number }> {
  const { rows } = await sql<{ moved: number; left: number }>`
    select count(*) filter (where not ${clashOf(pointer, keptId)})::integer as moved,
      count(*) filter (where ${clashOf(pointer, keptId)})::integer as "left"
    from ${sql.table(pointer.table)} mine where ${isAt(pointer, mergedId)}`.execute(tx.query);
  return rows[0] ?? { moved: 0, left: 0 };
}

export type RowKey = Readonly<Record<string, string>>;

/** Moves the rows of a place; answers their keys as they are afterwards. */
export async function moveRows(
  tx: ScopedTx,
  pointer: Pointer,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<RowKey[]> {
  const { rows } = await sql<{ key: RowKey }>`
    update ${sql.table(pointer.table)} mine set ${sql.id(pointer.column)} = ${keptId}::uuid
    where ${isAt(pointer, mergedId)} and not ${clashOf(pointer, keptId)}
    returning ${keyOf(pointer)} as key`.execute(tx.query);
  return rows.map(({ key }) => key);
}

/** Moves those rows back that are still where joining put them; answers how many. */
export async function moveRowsBack(
  tx: ScopedTx,
  pointer: Pointer,
  { keptId, mergedId }: { keptId: string; mergedId: string },
  keys: readonly RowKey[],
): Promise<number> {
  const result = await sql`
    update ${sql.table(pointer.table)} mine set ${sql.id(pointer.column)} = ${mergedId}::uuid
    where ${isAt(pointer, keptId)}
      and ${keyOf(pointer)} = any (${keys.map((key) => JSON.stringify(key))}::text[]::jsonb[])`.execute(
    tx.query,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** What speaks against joining two records. */
export interface Bars {
  readonly areKin: boolean;
  readonly shareMentorship: boolean;
  readonly isDestroyed: boolean;
  /** The one took back the consent to processing, the other has one in force. */
  readonly isWithdrawn: boolean;
}

export async function readBars(tx: ScopedTx, oneId: string, otherId: string): Promise<Bars> {
  const pair = sql`array[${oneId}, ${otherId}]::uuid[]`;
  const { rows } = await sql<Bars>`
    select
      exists (select from guardianships where guardian_id = any (${pair}) and child_id = any (${pair})) as "areKin",
      exists (select from mentorship_members x join mentorship_members y using (mentorship_id)
              where x.person_id = ${oneId}::uuid and y.person_id = ${otherId}::uuid) as "shareMentorship",
      exists (select from destructions where person_id = any (${pair}) and state in ('due', 'done')) as "isDestroyed",
      exists (select from people gone join people there on there.id = any (${pair}) and there.id <> gone.id
              where gone.id = any (${pair}) and coalesce(gone.processing_until, '-infinity') < app.today()
                and there.processing_until >= app.today()
                and exists (select from consents c where c.person_id = gone.id and c.purpose = 'processing'
                            and c.withdrawn_at is not null)) as "isWithdrawn"`.execute(tx.query);
  return rows[0] ?? { areKin: false, shareMentorship: false, isDestroyed: false, isWithdrawn: false };
}

/** Whether mentoring data of a person may be written now. */
export async function hasConsent(tx: ScopedTx, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select from people where id = ${personId}::uuid and processing_until >= app.today()`.execute(tx.query);
  return rows.length > 0;
}

/** Both records, locked in one order until the transaction ends. */
export async function lockRecords(tx: ScopedTx, ids: readonly string[]): Promise<void> {
  await tx.query
    .selectFrom('people')
    .select('id')
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The account of a record and the secret address of its calendar go to another record. */
export async function moveAccount(tx: ScopedTx, fromId: string, toId: string): Promise<void> {
  const from = await tx.query
    .selectFrom('people')
    .select(['account_id', 'feed_token_hash'])
    .where('id', '=', fromId)
    .executeTakeFirstOrThrow();
  const set = (id: string, account: string | null, hash: string | null) =>
    tx.query
      .updateTable('people')
      .set((eb) => ({ account_id: account, feed_token_hash: hash, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
  await set(fromId, null, null);
  await set(toId, from.account_id, from.feed_token_hash);
}

export async function setMergedInto(tx: ScopedTx, personId: string, keptId: string | null): Promise<void> {
  await tx.query
    .updateTable('people')
    .set((eb) => ({ merged_into: keptId, version: eb('version', '+', 1) }))
    .where('id', '=', personId)
    .execute();
}

/** What a joining did: enough to undo it. */
export interface Moved {
  readonly rows: readonly {
    readonly table: string;
    readonly column: string;
    readonly keys: readonly RowKey[];
  }[];
  readonly facts: { readonly before: MergedFacts; readonly after: MergedFacts };
  readonly movedAccount: boolean;
}

export interface Merge {
  readonly id: string;
  readonly organizationId: string;
  readonly keptId: string;
  readonly mergedId: string;
  readonly moved: Moved;
  readonly mergedBy: string | null;
  readonly mergedAt: Temporal.Instant;
  readonly undoneAt: Temporal.Instant | null;
}

export async function insertMerge(
  tx: ScopedTx,
  merge: Pick<Merge, 'organizationId' | 'keptId' | 'mergedId' | 'moved' | 'mergedBy'>,
): Promise<string> {
  const { id } = await tx.query
    .insertInto('person_merges')
    .values({
      organization_id: merge.organizationId,
      kept_id: merge.keptId,
      merged_id: merge.mergedId,
      moved: toJson(merge.moved),
      merged_by: merge.mergedBy,
      merged_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function selectMerges(tx: ScopedTx) {
  return tx.query
    .selectFrom('person_merges')
    .select([
      'id',
      'organization_id as organizationId',
      'kept_id as keptId',
      'merged_id as mergedId',
      'moved',
      'merged_by as mergedBy',
      'merged_at as mergedAt',
      'undone_at as undoneAt',
    ]);
}

/** Written by this file alone. */
const toMerge = (row: Omit<Merge, 'moved'> & { moved: unknown }): Merge => ({
  ...row,
  moved: row.moved as Moved,
});

export async function findMerge(tx: ScopedTx, id: string): Promise<Merge | null> {
  const row = await selectMerges(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : toMerge(row);
}

/** Joinings into a record, the newest first, with the name that the hidden record has; those undone too. */
export async function listMerges(tx: ScopedTx, keptId: string): Promise<(Merge & { name: string })[]> {
  const rows = await selectMerges(tx).where('kept_id', '=', keptId).orderBy('id', 'desc').limit(50).execute();
  if (rows.length === 0) return [];
  const names = await tx.query
    .selectFrom('people')
    .select(['id'])
    .select(fullNameOf('people').as('name'))
    .where(
      'id',
      'in',
      rows.map(({ mergedId }) => mergedId),
    )
    .execute();
  return rows.map((row) => ({
    ...toMerge(row),
    name: names.find(({ id }) => id === row.mergedId)?.name ?? '',
  }));
}

export async function markUndone(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.updateTable('person_merges').set({ undone_at: tx.now }).where('id', '=', id).execute();
}

/** Everybody of the organization whose record speaks for itself, as far as doubles are told by it. */
export async function listKnownNames(tx: ScopedTx, organizationId: string): Promise<KnownName[]> {
  const rows = await tx.query
    .selectFrom('people')
    .select([
      'id',
      'family_name as familyName',
      'given_name as givenName',
      'patronymic',
      'birth_date as birthDate',
      'birth_year as birthYear',
    ])
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null)
    .execute();
  return rows.map((row) => ({ ...row, birthDate: toIso(row.birthDate) }));
}

/** Pairs of which somebody said that they are two people, by `pairKey`. */
export async function listDistinct(tx: ScopedTx, organizationId: string): Promise<Set<string>> {
  const rows = await tx.query
    .selectFrom('distinct_people')
    .select(['one_id', 'other_id'])
    .where('organization_id', '=', organizationId)
    .execute();
  return new Set(rows.map((row) => pairKey(row.one_id, row.other_id)));
}

export async function insertDistinct(
  tx: ScopedTx,
  organizationId: string,
  oneId: string,
  otherId: string,
  by: string | null,
): Promise<void> {
  const [one = '', other = ''] = pairKey(oneId, otherId).split(' ');
  await tx.query
    .insertInto('distinct_people')
    .values({ organization_id: organizationId, one_id: one, other_id: other, decided_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
