import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { EntrySource, Offer } from '#src/features/banks/rules/entries.ts';
import { readTimes } from '#src/features/banks/rules/times.ts';

/** The words of an offer, each as the word that stands for it. */
export const offerTags = (kind: 'competence' | 'interest') => sql<string[]>`coalesce((
  select array_agg(distinct coalesce(main.word, t.word) order by coalesce(main.word, t.word))
  from offer_tags ot join tags t on t.id = ot.tag_id left join tags main on main.id = t.stands_for
  where ot.offer_id = o.id and ot.kind = ${kind}), '{}')`;

const COLUMNS = [
  'o.id',
  'o.organization_id as organizationId',
  'o.person_id as personId',
  'o.entered_on as enteredOn',
  'o.achievements',
  'o.age_from as ageFrom',
  'o.age_to as ageTo',
  'o.age_words as ageWords',
  'o.hours_a_month as hoursAMonth',
  'o.time_words as timeWords',
  'o.times',
  'o.places',
  'o.languages',
  'o.forms',
  'o.mentee_limit as menteeLimit',
  'o.note',
  'o.source',
  'o.ended_on as endedOn',
  'o.end_reason as endReason',
  'o.version',
] as const;

function select(tx: ScopedTx) {
  return tx.query
    .selectFrom('mentor_offers as o')
    .select(COLUMNS)
    .select(offerTags('competence').as('competences'))
    .select(offerTags('interest').as('interests'));
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function toOffer(row: Row): Offer {
  return {
    ...row,
    enteredOn: toIso(row.enteredOn),
    endedOn: toIso(row.endedOn),
    times: readTimes(row.times),
    source: row.source as EntrySource,
  };
}

export async function findOffer(tx: ScopedTx, id: string): Promise<Offer | null> {
  const row = await select(tx).where('o.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toOffer(row);
}

/** The offer in force of a person; without a consent in force there is none to be seen. */
export async function findOfferOf(tx: ScopedTx, personId: string): Promise<Offer | null> {
  const row = await select(tx)
    .where('o.person_id', '=', personId)
    .where('o.ended_on', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toOffer(row);
}

/** The offers in force of these people, by the person, each as `findOfferOf` has it. */
export async function listOffersOf(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Offer>> {
  if (personIds.length === 0) return new Map();
  const rows = await select(tx)
    .where('o.person_id', 'in', [...personIds])
    .where('o.ended_on', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.personId, toOffer(row)]));
}

export type OfferFacts = Partial<Pick<Offer, 'languages'>> &
  Pick<
    Offer,
    | 'achievements'
    | 'ageFrom'
    | 'ageTo'
    | 'ageWords'
    | 'hoursAMonth'
    | 'timeWords'
    | 'times'
    | 'places'
    | 'forms'
    | 'menteeLimit'
    | 'note'
  >;

function toRow(facts: OfferFacts) {
  return {
    achievements: facts.achievements,
    age_from: facts.ageFrom,
    age_to: facts.ageTo,
    age_words: facts.ageWords,
    hours_a_month: facts.hoursAMonth,
    time_words: facts.timeWords,
    times: toJson([...facts.times]),
    places: [...facts.places],
    languages: [...(facts.languages ?? [])],
    forms: [...facts.forms],
    mentee_limit: facts.menteeLimit,
    note: facts.note,
  };
}

export interface NewOffer extends OfferFacts {
  readonly organizationId: string;
  readonly personId: string;
  readonly enteredOn: string;
  readonly source: EntrySource;
  readonly endedOn?: string | null;
}

const BATCH = 1_000;

/** Many at once; answers ids in the order given. */
export async function insertOffers(tx: ScopedTx, offers: readonly NewOffer[]): Promise<string[]> {
  const ids = await newIds(tx, offers.length);
  for (let at = 0; at < offers.length; at += BATCH) {
    await tx.query
      .insertInto('mentor_offers')
      .values(
        offers.slice(at, at + BATCH).map((offer, index) => ({
          id: ids[at + index] ?? '',
          organization_id: offer.organizationId,
          person_id: offer.personId,
          entered_on: toDay(offer.enteredOn),
          source: offer.source,
          ended_on: toDay(offer.endedOn ?? null),
          ...toRow(offer),
        })),
      )
      .execute();
  }
  return ids;
}

export async function newIds(tx: ScopedTx, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id from generate_series(1, ${count})`.execute(
    tx.query,
  );
  return rows.map(({ id }) => id);
}

/** False when the offer is no longer at `version`. */
export async function updateOffer(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  facts: OfferFacts,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('mentor_offers')
    .set((eb) => ({ ...toRow(facts), version: eb('version', '+', 1) }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** To the archive, or back from it (null). False when the offer is no longer at `version`. */
export async function setOfferEnd(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  end: { readonly on: string; readonly reason: string } | null,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('mentor_offers')
    .set((eb) => ({
      ended_on: toDay(end?.on ?? null),
      end_reason: end?.reason ?? '',
      version: eb('version', '+', 1),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Words of offers by id of tag; those of an offer that is changed are given anew. */
export async function setOfferTags(
  tx: ScopedTx,
  organizationId: string,
  offers: readonly {
    readonly offerId: string;
    readonly competenceIds: readonly string[];
    readonly interestIds: readonly string[];
  }[],
  isNew: boolean,
): Promise<void> {
  if (!isNew) {
    await tx.query
      .deleteFrom('offer_tags')
      .where(
        'offer_id',
        'in',
        offers.map(({ offerId }) => offerId),
      )
      .execute();
  }
  const rows = offers.flatMap(({ offerId, competenceIds, interestIds }) =>
    (['competence', 'interest'] as const).flatMap((kind) =>
      [...new Set(kind === 'competence' ? competenceIds : interestIds)].map((tagId) => ({
        organization_id: organizationId,
        offer_id: offerId,
        tag_id: tagId,
        kind,
      })),
    ),
  );
  for (let at = 0; at < rows.length; at += BATCH) {
    await tx.query
      .insertInto('offer_tags')
      .values(rows.slice(at, at + BATCH))
      .execute();
  }
}

/** How many mentees each of the people takes, who ever offered: the newest offer says. */
export async function listLimits(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, { limit: number; isArchived: boolean }>> {
  const rows = await tx.query
    .selectFrom('mentor_offers')
    .select(['person_id as personId', 'mentee_limit as limit', 'ended_on as endedOn'])
    .distinctOn('person_id')
    .where('person_id', 'in', [...personIds])
    .orderBy('person_id')
    .orderBy(sql`ended_on is null`, 'desc')
    .orderBy('ended_on', 'desc')
    .execute();
  return new Map(
    rows.map(({ personId, limit, endedOn }) => [personId, { limit, isArchived: endedOn !== null }]),
  );
}
