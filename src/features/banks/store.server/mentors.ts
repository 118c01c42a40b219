import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { ageOf, fullNameOf, isMinorOf } from '#src/features/people/service.server.ts';
import type { MentorState } from '#src/features/banks/rules/admission.ts';
import type { Place } from '#src/features/banks/rules/entries.ts';
import { readTimes, type TimeSlot } from '#src/features/banks/rules/times.ts';
import { isLabourCodeOf } from '#src/features/banks/store.server/admission.ts';
import {
  guardiansOf,
  isOfClass,
  mentorshipsOf,
  nameFits,
  tagIdsOf,
  workplaceOf,
  type BankMentorship,
} from '#src/features/banks/store.server/mentees.ts';
import {
  inState,
  isLacking,
  menteesNow,
  menteesOfAll,
  neededFor,
  passedOfAll,
} from '#src/features/banks/store.server/mentor-states.ts';
import { COUNT_OF_ALL, countOf, partFromTotal } from '#src/features/banks/store.server/pages.ts';
import { offerTags } from '#src/features/banks/store.server/offers.ts';
import { classNameOf } from '#src/features/banks/store.server/participants.ts';

export interface MentorQuery {
  readonly organizationId: string;
  readonly words: string;
  readonly className: string;
  readonly form: string | null;
  /** null: everybody who has not gone to the archive; `all`: those too; `admitted`: free or busy. */
  readonly state: MentorState | 'all' | 'admitted' | null;
  readonly tag: string;
  readonly place: Place | null;
}

/** A line of the bank of mentors; its state follows from the rules and the checks. */
export interface MentorLine {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly className: string;
  readonly kinds: readonly string[];
  readonly age: number | null;
  readonly isMinor: boolean;
  readonly isLabourCode: boolean;
  readonly phone: string;
  readonly email: string;
  readonly guardians: readonly string[];
  readonly workplace: string;
  readonly competences: readonly string[];
  readonly interests: readonly string[];
  readonly achievements: string;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly ageWords: string;
  readonly hoursAMonth: number | null;
  readonly timeWords: string;
  readonly times: readonly TimeSlot[];
  readonly forms: readonly string[];
  readonly menteeLimit: number;
  readonly mentees: number;
  readonly enteredOn: string;
  readonly endedOn: string | null;
  readonly mentorships: readonly BankMentorship[];
}

/** Offers of a school with their people, and what states are told by. */
function joined(tx: ScopedTx, organizationId: string, needed: { checks: boolean; mentees: boolean }) {
  return tx.query
    .selectFrom('mentor_offers as o')
    .innerJoin('people as p', 'p.id', 'o.person_id')
    .$if(needed.checks, (rows) =>
      rows.leftJoin(passedOfAll(organizationId).as('k'), 'k.person_id', 'o.person_id'),
    )
    .$if(needed.mentees, (rows) =>
      rows.leftJoin(menteesOfAll(organizationId).as('t'), 't.person_id', 'o.person_id'),
    )
    .where('o.organization_id', '=', organizationId)
    .where('p.merged_into', 'is', null);
}

function filtered(tx: ScopedTx, query: MentorQuery) {
  const { state } = query;
  const needed = state === null || state === 'all' ? { checks: false, mentees: false } : neededFor(state);
  let rows = joined(tx, query.organizationId, needed);
  if (state === null) rows = rows.where('o.ended_on', 'is', null);
  else if (state !== 'all') rows = rows.where(inState(state));
  if (query.words !== '') rows = rows.where(nameFits('p', query.words));
  if (query.className !== '') rows = rows.where(isOfClass('p', query.className));
  if (query.form !== null) rows = rows.where(sql<boolean>`${query.form} = any (o.forms)`);
  if (query.place !== null) rows = rows.where(sql<boolean>`${query.place} = any (o.places)`);
  if (query.tag !== '') {
    rows = rows.where(
      sql<boolean>`exists (select from offer_tags ot where ot.offer_id = o.id and ot.tag_id in ${tagIdsOf(query.organizationId, query.tag)})`,
    );
  }
  return rows;
}

/** A mentor as the list of what is lacking needs them. */
export interface LackingMentor {
  readonly personId: string;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly age: number | null;
  readonly isLabourCode: boolean;
}

/** A page of those out of the archive who lack a check or have one that ends by a day, by name; the number of all. */
export async function listLacking(
  tx: ScopedTx,
  organizationId: string,
  endingBy: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ rows: LackingMentor[]; total: number }> {
  const lacking = joined(tx, organizationId, { checks: true, mentees: false }).where(isLacking(endingBy));
  const found = await tx.query
    .with('page', () =>
      lacking
        .select(['p.id', 'p.name_key', COUNT_OF_ALL])
        .orderBy('p.name_key')
        .orderBy('p.id')
        .offset(page.offset)
        .limit(page.limit),
    )
    .selectFrom('page')
    .innerJoin('people as p', 'p.id', 'page.id')
    .select(['p.id as personId', 'p.kinds', 'page.total'])
    .select(fullNameOf('p').as('name'))
    .select(ageOf('p').as('age'))
    .select(isLabourCodeOf('p').as('isLabourCode'))
    .orderBy('page.name_key')
    .orderBy('p.id')
    .execute();
  return partFromTotal(found, page, () => countOf(lacking));
}

export async function countMentors(tx: ScopedTx, query: MentorQuery): Promise<number> {
  return countOf(filtered(tx, query));
}

/** A page of the bank, the newest offer first, with the number of all that fit. */
export async function listMentors(
  tx: ScopedTx,
  query: MentorQuery,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ rows: MentorLine[]; total: number }> {
  // The page first: what is told of each line is gathered for fifty, not for all; and the number of all with it, in one pass.
  const found = await tx.query
    .with('page', () =>
      filtered(tx, query)
        .select(['o.id', 'o.entered_on', COUNT_OF_ALL])
        .orderBy('o.entered_on', 'desc')
        .orderBy('o.id')
        .offset(page.offset)
        .limit(page.limit),
    )
    .selectFrom('page')
    .innerJoin('mentor_offers as o', 'o.id', 'page.id')
    .innerJoin('people as p', 'p.id', 'o.person_id')
    .select([
      'page.total',
      'o.id',
      'o.person_id as personId',
      'p.kinds',
      'p.phone',
      'p.email',
      'o.achievements',
      'o.age_from as ageFrom',
      'o.age_to as ageTo',
      'o.age_words as ageWords',
      'o.hours_a_month as hoursAMonth',
      'o.time_words as timeWords',
      'o.times',
      'o.forms',
      'o.mentee_limit as menteeLimit',
      'o.entered_on as enteredOn',
      'o.ended_on as endedOn',
    ])
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .select(workplaceOf('p').as('workplace'))
    .select(ageOf('p').as('age'))
    .select(isMinorOf('p').as('isMinor'))
    .select(isLabourCodeOf('p').as('isLabourCode'))
    .select(guardiansOf('p').as('guardians'))
    .select(offerTags('competence').as('competences'))
    .select(offerTags('interest').as('interests'))
    .select(menteesNow(query.organizationId).as('mentees'))
    .select(
      mentorshipsOf('mentor', { person: 'o.person_id', from: 'o.entered_on', to: 'o.ended_on' }).as(
        'mentorships',
      ),
    )
    .orderBy('o.entered_on', 'desc')
    .orderBy('o.id')
    .execute();
  const { rows, total } = await partFromTotal(found, page, () => countMentors(tx, query));
  return {
    total,
    rows: rows.map((row): MentorLine => ({
      ...row,
      times: readTimes(row.times),
      enteredOn: toIso(row.enteredOn),
      endedOn: toIso(row.endedOn),
    })),
  };
}

/** The newest offer of a person with everything the bank tells of it; null without one, or without a consent. */
export async function findMentor(
  tx: ScopedTx,
  organizationId: string,
  personId: string,
): Promise<MentorLine | null> {
  const row = await tx.query
    .selectFrom('mentor_offers')
    .select('id')
    .where('person_id', '=', personId)
    .where('organization_id', '=', organizationId)
    .orderBy(sql`ended_on is null`, 'desc')
    .orderBy('entered_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : await findLine(tx, row.id);
}

async function findLine(tx: ScopedTx, offerId: string): Promise<MentorLine | null> {
  const offer = await tx.query
    .selectFrom('mentor_offers as o')
    .innerJoin('people as p', 'p.id', 'o.person_id')
    .select(['o.organization_id as organizationId', 'p.name_key as nameKey'])
    .where('o.id', '=', offerId)
    .executeTakeFirst();
  if (offer === undefined) return null;
  const query = {
    organizationId: offer.organizationId,
    words: offer.nameKey,
    className: '',
    form: null,
    state: 'all',
    tag: '',
    place: null,
  } as const;
  const { rows } = await listMentors(tx, query, { offset: 0, limit: 200 });
  return rows.find(({ id }) => id === offerId) ?? null;
}
