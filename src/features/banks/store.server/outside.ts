import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { OutsideOffer } from '#src/features/banks/rules/outside-offer.ts';
import { readTimes, type TimeSlot } from '#src/features/banks/rules/times.ts';

/** The agreement of a mentor that is in force; null: none, or nothing that the actor may see. */
export async function findOutsideOffer(tx: ScopedTx, personId: string): Promise<OutsideOffer | null> {
  const row = await tx.query
    .selectFrom('outside_offers')
    .select([
      'id',
      'organization_id as organizationId',
      'person_id as personId',
      'reach',
      'text_version as textVersion',
      'channel',
      'agreed_on as agreedOn',
    ])
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...row,
    reach: row.reach === 'region' ? 'region' : 'municipality',
    channel: row.channel === 'paper' ? 'paper' : 'screen',
    agreedOn: toIso(row.agreedOn),
  };
}

/** False when there is one in force already. */
export async function insertOutsideOffer(tx: ScopedTx, given: Omit<OutsideOffer, 'id'>): Promise<boolean> {
  const done = await tx.query
    .insertInto('outside_offers')
    .values({
      organization_id: given.organizationId,
      person_id: given.personId,
      reach: given.reach,
      text_version: given.textVersion,
      channel: given.channel,
      agreed_on: toDay(given.agreedOn),
      entered_by: actingAccount(tx),
    })
    .onConflict((conflict) => conflict.column('person_id').where('withdrawn_at', 'is', null).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** False when there is none in force. */
export async function withdrawOutsideOffer(
  tx: ScopedTx,
  personId: string,
  channel: 'screen' | 'paper' | 'talk',
): Promise<boolean> {
  const done = await tx.query
    .updateTable('outside_offers')
    .set({ withdrawn_at: tx.now, withdrawn_by: actingAccount(tx), withdrawn_channel: channel })
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** A mentorship of one's own mentor at another school; who the mentees are is the affair of that school. */
export interface MentorshipElsewhere {
  readonly personId: string;
  readonly schoolName: string;
  /** Key of data/forms.json. */
  readonly form: string;
  readonly isGroup: boolean;
  readonly state: string;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly mentees: number;
}

export async function listMentorshipsElsewhere(
  tx: ScopedTx,
  organizationId: string,
  personId: string,
): Promise<MentorshipElsewhere[]> {
  const { rows } = await sql<
    Omit<MentorshipElsewhere, 'startsOn' | 'dueOn'> & {
      startsOn: Temporal.PlainDate | null;
      dueOn: Temporal.PlainDate | null;
    }
  >`
    select person_id as "personId", school_name as "schoolName", form, is_group as "isGroup", state,
      starts_on as "startsOn", due_on as "dueOn", mentees
    from app.mentorships_elsewhere(${organizationId}) where person_id = ${personId}::uuid`.execute(tx.query);
  return rows.map((row) => ({ ...row, startsOn: toIso(row.startsOn), dueOn: toIso(row.dueOn) }));
}

/** Somebody of another school who is offered to this one: what its curators may know of them. */
export interface OfferedOutside {
  readonly personId: string;
  /** Their record at the asking school, when it took them in before. */
  readonly guestId: string | null;
  readonly schoolName: string;
  readonly name: string;
  readonly posts: readonly string[];
  readonly competences: readonly string[];
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly times: readonly TimeSlot[];
  readonly places: readonly string[];
  readonly languages: readonly string[];
  readonly forms: readonly string[];
  readonly free: number;
}

/** @param needed keys of the checks of admission that they must have passed at home */
export async function listOfferedOutside(
  tx: ScopedTx,
  organizationId: string,
  needed: readonly string[],
): Promise<OfferedOutside[]> {
  const { rows } = await sql<Omit<OfferedOutside, 'times'> & { times: unknown }>`
    select person_id as "personId", guest_id as "guestId", school_name as "schoolName", name, posts, competences,
      age_from as "ageFrom", age_to as "ageTo", times, places, languages, forms, free
    from app.offered_mentors(${organizationId}, ${[...needed]}::text[])`.execute(tx.query);
  return rows.map((row) => ({ ...row, times: readTimes(row.times) }));
}

/** Takes those who are offered into the records of the school: the record at home → the record here. Others have no entry. */
export async function takeInMentors(
  tx: ScopedTx,
  organizationId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ homeId: string; takenId: string }>`
    select home_id as "homeId", taken_id as "takenId"
    from app.take_in_mentors(${organizationId}, ${[...personIds]}::uuid[])`.execute(tx.query);
  return new Map(rows.map(({ homeId, takenId }) => [homeId, takenId]));
}

/** The schools at which these people work, for a notice to their curators. */
export async function homesOf(
  tx: ScopedTx,
  guestIds: readonly string[],
): Promise<{ organizationId: string; personId: string }[]> {
  if (guestIds.length === 0) return [];
  return tx.query
    .selectFrom('guest_mentors')
    .select(['home_organization_id as organizationId', 'home_person_id as personId'])
    .where('person_id', 'in', [...guestIds])
    .execute();
}
