import { sql, type ExpressionBuilder, type Expression, type SqlBool } from 'kysely';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { Schema } from '#src/platform/db/schema.generated.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Person } from '#src/features/people/rules.ts';
import type { PersonKind } from '#src/features/people/rules/kinds.ts';
import type { SearchReading, SearchWord } from '#src/features/people/rules/search.ts';
import { COLUMNS, withPosts } from '#src/features/people/store.server.ts';

export interface PeopleFilter {
  readonly organizationId: string;
  /** Those who are any of these; everybody when empty. */
  readonly kinds: readonly PersonKind[];
  /** In any of these classes now; null: the class does not matter. */
  readonly classIds: readonly string[] | null;
  readonly partnerId: string | null;
  readonly withLeft: boolean;
  /** ISO day on which «in the class now» is asked. */
  readonly today: string;
}

/** What is looked for: a reading of what was typed, or (the last try) the text anywhere in the name. */
export type Looked =
  | { readonly way: 'everybody' }
  | { readonly way: 'reading'; readonly reading: SearchReading; readonly also: Also }
  | { readonly way: 'inside'; readonly text: string };

/** Whom else the text finds: by a post, by the partner they are from. */
export interface Also {
  readonly personIds: readonly string[];
  readonly partnerIds: readonly string[];
}

type Builder = ExpressionBuilder<Schema, 'people'>;
const KEYS = ['family_key', 'given_key', 'patronymic_key'] as const;
/** Sorts after every letter, so that «begins with» is a range. */
const END = '\u{10FFFF}';

/** `>=` and `<` instead of `like`: leakproof, so that an index answers under row-level security. */
function beginsWith(eb: Builder, key: (typeof KEYS)[number], begin: string): Expression<SqlBool> {
  return eb.and([eb(key, '>=', begin), eb(key, '<', begin + END)]);
}

function fitsWord(eb: Builder, word: SearchWord): Expression<SqlBool> {
  return eb.or(
    KEYS.flatMap((key) => [
      beginsWith(eb, key, word.begins),
      eb(key, '=', sql<string>`any(${[...word.forms]}::text[])`),
    ]),
  );
}

function fits(eb: Builder, looked: Looked): Expression<SqlBool> {
  if (looked.way === 'everybody') return eb.lit(true);
  if (looked.way === 'inside') return eb('name_key', 'like', containing(looked.text));
  const { reading, also } = looked;
  const [given, patronymic] = reading.initials;
  const byName = eb.and([
    ...reading.words.map((word) => fitsWord(eb, word)),
    ...(given === '' ? [] : [beginsWith(eb, 'given_key', given)]),
    ...(patronymic === '' ? [] : [beginsWith(eb, 'patronymic_key', patronymic)]),
  ]);
  return eb.or([
    byName,
    ...(also.personIds.length === 0 ? [] : [eb('id', '=', sql<string>`any(${[...also.personIds]}::uuid[])`)]),
    ...(also.partnerIds.length === 0
      ? []
      : [eb('partner_id', '=', sql<string>`any(${[...also.partnerIds]}::uuid[])`)]),
  ]);
}

function select(tx: ScopedTx, filter: PeopleFilter, looked: Looked) {
  let rows = tx.query
    .selectFrom('people')
    .where('organization_id', '=', filter.organizationId)
    .where('merged_into', 'is', null);
  // One by one: equality is leakproof and so comes before the policy, `&&` of arrays is not.
  if (filter.kinds.length > 0) {
    rows = rows.where((eb) => eb.or(filter.kinds.map((kind) => sql<boolean>`${kind} = any (people.kinds)`)));
  }
  if (!filter.withLeft) rows = rows.where('left_on', 'is', null);
  if (filter.partnerId !== null) rows = rows.where('partner_id', '=', filter.partnerId);
  if (filter.classIds !== null) {
    const classIds = [...filter.classIds];
    rows = rows.where('id', 'in', (eb) =>
      eb
        .selectFrom('class_members as m')
        .select('m.person_id')
        .where('m.organization_id', '=', filter.organizationId)
        .where('m.class_id', '=', sql<string>`any(${classIds}::uuid[])`)
        .where((m) =>
          m.or([
            m('m.left_on', 'is', null),
            m('m.left_on', '>=', sql<Temporal.PlainDate>`${filter.today}::date`),
          ]),
        ),
    );
  }
  return looked.way === 'everybody' ? rows : rows.where((eb) => fits(eb, looked));
}

export async function countPeople(tx: ScopedTx, filter: PeopleFilter, looked: Looked): Promise<number> {
  const { total } = await select(tx, filter, looked)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** A page of people by name. */
export async function listPeople(
  tx: ScopedTx,
  filter: PeopleFilter,
  looked: Looked,
  page: { offset: number; limit: number },
): Promise<Person[]> {
  const found = await select(tx, filter, looked)
    .select(COLUMNS)
    .orderBy('name_key')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return withPosts(tx, found);
}

/** Most people whom a word of a post or of a partner may add. */
const ALSO_LIMIT = 2_000;

/** Whose post holds the text, and which partners do: few rows beside the people, read before them. */
export async function findAlso(
  tx: ScopedTx,
  organizationId: string,
  text: string,
  kinds: readonly PersonKind[],
): Promise<Also> {
  const pattern = containing(text);
  const isAmong = (...asked: PersonKind[]) =>
    kinds.length === 0 || asked.some((kind) => kinds.includes(kind));
  const posts = isAmong('staff')
    ? await tx.query
        .selectFrom('staff_posts')
        .select('person_id')
        .distinct()
        .where('organization_id', '=', organizationId)
        .where('ended_on', 'is', null)
        .where(sql<boolean>`app.name_key(post) like ${pattern}`)
        .limit(ALSO_LIMIT)
        .execute()
    : [];
  const partners = isAmong('partner', 'student')
    ? await tx.query
        .selectFrom('partners')
        .select('id')
        .where('organization_id', '=', organizationId)
        .where(sql<boolean>`app.name_key(name) like ${pattern}`)
        .limit(ALSO_LIMIT)
        .execute()
    : [];
  return { personIds: posts.map(({ person_id }) => person_id), partnerIds: partners.map(({ id }) => id) };
}
