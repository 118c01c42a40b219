import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { ageOf, fullNameOf, isMinorOf } from '#src/features/people/service.server.ts';
import type { Closeness, Member } from '#src/features/mentorships/rules.ts';

export interface Candidate {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly isMinor: boolean;
  /** Full years today; null when no birth date is known. */
  readonly age: number | null;
}

/**
 * Those of the people who are of the organization, locked in one order until the transaction ends: two who give the same
 * mentor a mentee at the same moment wait for each other.
 */
export async function lockPeople(
  tx: ScopedTx,
  organizationId: string,
  personIds: readonly string[],
): Promise<Candidate[]> {
  if (personIds.length === 0) return [];
  return tx.query
    .selectFrom('people')
    .select(['id', 'kinds'])
    .select([isMinorOf('people').as('isMinor'), ageOf('people').as('age')])
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null)
    .where('id', 'in', [...personIds])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Mentees whom each of the mentors has now, proposed ones too. */
export async function listMenteesByMentor(
  tx: ScopedTx,
  mentorIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (mentorIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('mentorship_members as mine')
    .innerJoin('mentorships as m', 'm.id', 'mine.mentorship_id')
    .innerJoin('mentorship_members as theirs', 'theirs.mentorship_id', 'm.id')
    .select(['mine.person_id as mentorId', 'theirs.person_id as menteeId'])
    .where('mine.person_id', 'in', [...mentorIds])
    .where('mine.side', '=', 'mentor')
    .where('mine.ended_on', 'is', null)
    .where('theirs.side', '=', 'mentee')
    .where('theirs.ended_on', 'is', null)
    .where('m.state', 'not in', ['closed', 'ended_early'])
    .execute();
  const byMentor = new Map<string, Set<string>>();
  for (const { mentorId, menteeId } of rows) {
    byMentor.set(mentorId, (byMentor.get(mentorId) ?? new Set<string>()).add(menteeId));
  }
  return byMentor;
}

/** What is known of a mentor who is, or has been taken in, at several schools. */
export interface HeldPlaces {
  readonly personId: string;
  /** Taken in from another school, where their offer is. */
  readonly isGuest: boolean;
  /** Of a guest, as offered at home; null: no offer in force there. */
  readonly limit: number | null;
  /** Whether a guest still agrees to be offered to this school. */
  readonly isOffered: boolean;
  /** Mentees at other schools. */
  readonly elsewhere: number;
}

/** Locks what the schools of these mentors share and answers it; mentors who are known at one school alone have no row. */
export async function holdPlaces(tx: ScopedTx, mentorIds: readonly string[]): Promise<HeldPlaces[]> {
  if (mentorIds.length === 0) return [];
  const { rows } = await sql<HeldPlaces>`
    select person_id as "personId", is_guest as "isGuest", mentee_limit as "limit", is_offered as "isOffered", elsewhere
    from app.hold_places(${[...mentorIds]}::uuid[])`.execute(tx.query);
  return rows;
}

export interface Pair {
  readonly mentorId: string;
  readonly menteeId: string;
}

/** Pairs who stand close to each other: kin in either direction, class teacher of this year. Others have no row. */
export async function listCloseness(
  tx: ScopedTx,
  pairs: readonly Pair[],
): Promise<readonly (Pair & Closeness)[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Pair & Closeness>`
    select * from (
      select mentor as "mentorId", mentee as "menteeId",
        exists (select from guardianships g
                where (g.guardian_id = mentor and g.child_id = mentee) or (g.guardian_id = mentee and g.child_id = mentor))
          or exists (select from guardianships a join guardianships b on b.guardian_id = a.guardian_id
                     where a.child_id = mentor and b.child_id = mentee) as "isRelative",
        exists (select from class_members cm join classes c on c.id = cm.class_id
                where cm.person_id = mentee and c.teacher_id = mentor
                  and (cm.left_on is null or cm.left_on >= app.today())) as "isClassTeacher"
      from unnest(${pairs.map(({ mentorId }) => mentorId)}::uuid[], ${pairs.map(({ menteeId }) => menteeId)}::uuid[])
        as asked (mentor, mentee)
      where mentor <> mentee) known
    where "isRelative" or "isClassTeacher"`.execute(tx.query);
  return rows;
}

/** Members of mentorships, mentors first; whoever the asker may not see has no row. */
export async function listMembers(
  tx: ScopedTx,
  mentorshipIds: readonly string[],
): Promise<ReadonlyMap<string, Member[]>> {
  if (mentorshipIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('mentorship_members as mm')
    .leftJoin('people as p', 'p.id', 'mm.person_id')
    .select([
      'mm.id',
      'mm.mentorship_id as mentorshipId',
      'mm.person_id as personId',
      'mm.side',
      'mm.started_on as startedOn',
      'mm.ended_on as endedOn',
      'mm.end_reason as endReason',
    ])
    .select(fullNameOf('p').as('name'))
    .where('mm.mentorship_id', 'in', [...mentorshipIds])
    .orderBy('mm.side', 'desc')
    .orderBy('mm.started_on')
    .orderBy('p.family_name')
    .orderBy('mm.id')
    .execute();
  const byMentorship = new Map<string, Member[]>();
  for (const { mentorshipId, ...row } of rows) {
    const member: Member = {
      ...row,
      side: row.side === 'mentor' ? 'mentor' : 'mentee',
      startedOn: toIso(row.startedOn),
      endedOn: toIso(row.endedOn),
    };
    byMentorship.set(mentorshipId, [...(byMentorship.get(mentorshipId) ?? []), member]);
  }
  return byMentorship;
}

export interface NewMember {
  readonly organizationId: string;
  readonly mentorshipId: string;
  readonly personId: string;
  readonly side: Side;
  readonly startedOn: string | null;
  readonly endedOn?: string | null;
}

const BATCH = 2_000;

export async function insertMembers(tx: ScopedTx, members: readonly NewMember[]): Promise<void> {
  for (let at = 0; at < members.length; at += BATCH) {
    await tx.query
      .insertInto('mentorship_members')
      .values(
        members.slice(at, at + BATCH).map((member) => ({
          organization_id: member.organizationId,
          mentorship_id: member.mentorshipId,
          person_id: member.personId,
          side: member.side,
          started_on: toDay(member.startedOn),
          ended_on: toDay(member.endedOn ?? null),
        })),
      )
      .execute();
  }
}

/** Ends the time of members still there: one of them, or all of the mentorship. A start after the day moves to it. */
export async function endMembers(
  tx: ScopedTx,
  mentorshipId: string,
  end: { readonly memberId?: string; readonly on: string; readonly reason: string },
): Promise<void> {
  let rows = tx.query
    .updateTable('mentorship_members')
    .set({
      ended_on: toDay(end.on),
      end_reason: end.reason,
      started_on: sql`least(started_on, ${end.on}::date)`,
    })
    .where('mentorship_id', '=', mentorshipId)
    .where('ended_on', 'is', null);
  if (end.memberId !== undefined) rows = rows.where('id', '=', end.memberId);
  await rows.execute();
}

/** A place for each choice of people: everybody with a consent to processing in force, by name. */
export async function listConsenting(
  tx: ScopedTx,
  organizationId: string,
  limit: number,
): Promise<{ id: string; name: string; kinds: string[] }[]> {
  return tx.query
    .selectFrom('people')
    .select(['id', 'kinds'])
    .select(fullNameOf('people').as('name'))
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null)
    .where('left_on', 'is', null)
    .where('processing_until', '>=', sql<Temporal.PlainDate>`app.today()`)
    .orderBy('family_name')
    .orderBy('given_name')
    .orderBy('id')
    .limit(limit)
    .execute();
}
