import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { libraryTags, tagKey } from '#src/features/banks/rules/tags.ts';

/** Lays the words that every school begins with, once. */
export async function layTags(tx: ScopedTx, organizationId: string): Promise<void> {
  const known = await tx.query
    .selectFrom('tags')
    .select('id')
    .where('organization_id', '=', organizationId)
    .limit(1)
    .executeTakeFirst();
  if (known !== undefined) return;
  const words = libraryTags.map(({ word }) => word);
  await insertWords(tx, organizationId, words);
  const ids = await findTagIds(tx, organizationId, words);
  const synonyms = libraryTags.flatMap(({ word, synonyms: others }) =>
    others.map((synonym) => ({ word: synonym, standsFor: ids.get(tagKey(word)) ?? null })),
  );
  await tx.query
    .insertInto('tags')
    .values(
      synonyms.map(({ word, standsFor }) => ({
        organization_id: organizationId,
        word,
        stands_for: standsFor,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function insertWords(tx: ScopedTx, organizationId: string, words: readonly string[]): Promise<void> {
  for (let at = 0; at < words.length; at += 1_000) {
    await tx.query
      .insertInto('tags')
      .values(words.slice(at, at + 1_000).map((word) => ({ organization_id: organizationId, word })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Ids by key; a synonym answers with the word that stands for it. */
async function findTagIds(
  tx: ScopedTx,
  organizationId: string,
  words: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query
    .selectFrom('tags')
    .select(['word_key as key'])
    .select(sql<string>`coalesce(stands_for, id)`.as('id'))
    .where('organization_id', '=', organizationId)
    .where('word_key', '=', sql<string>`any(${words.map(tagKey)}::text[])`)
    .execute();
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/**
 * The words of people as ids of the school's dictionary, by `tagKey`: synonyms as the word that stands for them, new words
 * made. The caller has cut them to size (`TAG_LENGTH`).
 */
export async function ensureTags(
  tx: ScopedTx,
  organizationId: string,
  words: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (words.length === 0) return new Map();
  await layTags(tx, organizationId);
  const byKey = new Map(words.map((word) => [tagKey(word), word]));
  const known = await findTagIds(tx, organizationId, [...byKey.values()]);
  const fresh = [...byKey].filter(([key]) => !known.has(key)).map(([, word]) => word);
  if (fresh.length === 0) return known;
  await insertWords(tx, organizationId, fresh);
  return findTagIds(tx, organizationId, [...byKey.values()]);
}

/** Words to offer while somebody types, by alphabet; synonyms are left out. */
export async function listTagWords(tx: ScopedTx, organizationId: string, limit: number): Promise<string[]> {
  const rows = await tx.query
    .selectFrom('tags')
    .select('word')
    .where('organization_id', '=', organizationId)
    .where('stands_for', 'is', null)
    .orderBy('word')
    .limit(limit)
    .execute();
  return rows.map(({ word }) => word);
}

export interface ListedTag {
  readonly id: string;
  readonly word: string;
  readonly synonyms: readonly string[];
  readonly uses: number;
}

/** The word of the row `t` and its synonyms. */
const alike = sql`array(select t.id union all select s.id from tags s where s.stands_for = t.id)`;

/** The dictionary with how often each word is used, synonyms under their word. */
export async function listTags(
  tx: ScopedTx,
  query: {
    readonly organizationId: string;
    readonly words: string;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{ tags: ListedTag[]; total: number }> {
  let rows = tx.query
    .selectFrom('tags as t')
    .where('t.organization_id', '=', query.organizationId)
    .where('t.stands_for', 'is', null);
  if (query.words !== '') {
    const key = tagKey(query.words);
    rows = rows.where(
      sql<boolean>`(position(${key} in t.word_key) > 0 or exists (
        select from tags s where s.stands_for = t.id and position(${key} in s.word_key) > 0))`,
    );
  }
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const tags = await rows
    .select(['t.id', 't.word'])
    .select(
      sql<
        string[]
      >`coalesce((select array_agg(s.word order by s.word) from tags s where s.stands_for = t.id), '{}')`.as(
        'synonyms',
      ),
    )
    .select(
      sql<number>`((select count(*) from offer_tags o where o.tag_id = any (${alike}))
        + (select count(*) from request_tags r where r.tag_id = any (${alike})))::integer`.as('uses'),
    )
    .orderBy('t.word')
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  return { tags, total };
}

/** The word of a school under its key: itself or the one that stands for it. */
export async function findTag(
  tx: ScopedTx,
  organizationId: string,
  word: string,
): Promise<{ id: string; word: string } | null> {
  const row = await tx.query
    .selectFrom('tags as t')
    .leftJoin('tags as main', 'main.id', 't.stands_for')
    .select(sql<string>`coalesce(main.id, t.id)`.as('id'))
    .select(sql<string>`coalesce(main.word, t.word)`.as('word'))
    .where('t.organization_id', '=', organizationId)
    .where('t.word_key', '=', tagKey(word))
    .executeTakeFirst();
  return row ?? null;
}

/** From now on `goneId` is a synonym of `keptId`, and so is what led to it. */
export async function joinTag(
  tx: ScopedTx,
  organizationId: string,
  goneId: string,
  keptId: string,
): Promise<void> {
  await tx.query
    .updateTable('tags')
    .set({ stands_for: keptId })
    .where('organization_id', '=', organizationId)
    .where((eb) => eb.or([eb('id', '=', goneId), eb('stands_for', '=', goneId)]))
    .execute();
}

/** A synonym is a word of its own again. */
export async function partTag(tx: ScopedTx, organizationId: string, word: string): Promise<boolean> {
  const done = await tx.query
    .updateTable('tags')
    .set({ stands_for: null })
    .where('organization_id', '=', organizationId)
    .where('word_key', '=', tagKey(word))
    .where('stands_for', 'is not', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
