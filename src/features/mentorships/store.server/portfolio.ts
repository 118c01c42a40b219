import { toIso } from '#src/lib/iso-day.ts';
import { fullName } from '#src/features/people/rules.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { FORMING_STATES } from '#src/features/mentorships/rules/answers.ts';

/** Places of mentors in what was agreed, whatever the year. */
const places = (tx: ScopedTx, organizationId: string) =>
  tx.query
    .selectFrom('mentorship_members as member')
    .innerJoin('mentorships as m', 'm.id', 'member.mentorship_id')
    .innerJoin('people as person', 'person.id', 'member.person_id')
    .where('m.organization_id', '=', organizationId)
    .where('m.state', 'not in', [...FORMING_STATES])
    .where('member.side', '=', 'mentor');

/** Those of the staff who were mentors in any year, by name. */
export async function listTeachingMentors(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await places(tx, organizationId)
    .select(['person.id', 'family_name as familyName', 'given_name as givenName', 'patronymic'])
    .distinct()
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('staff_posts')
          .select('staff_posts.id')
          .whereRef('staff_posts.person_id', '=', 'person.id')
          .where('staff_posts.ended_on', 'is', null),
      ),
    )
    .orderBy('familyName')
    .orderBy('givenName')
    .orderBy('person.id')
    .execute();
  return rows.map((row) => ({ id: row.id, name: fullName(row) }));
}

/** The mentorships that somebody was a mentor of, the earliest first. */
export async function listMentoredBy(
  tx: ScopedTx,
  organizationId: string,
  personId: string,
): Promise<string[]> {
  const rows = await places(tx, organizationId)
    .select(['m.id', 'm.school_year', 'm.starts_on'])
    .distinct()
    .where('person.id', '=', personId)
    .orderBy('m.school_year')
    .orderBy('m.starts_on')
    .orderBy('m.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Number and day of these papers, by id. */
export async function numbersOf(
  tx: ScopedTx,
  paperIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly number: string; readonly issuedOn: string | null }>> {
  if (paperIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('papers')
    .select(['id', 'number', 'issued_on'])
    .where('id', 'in', [...new Set(paperIds)])
    .execute();
  return new Map(
    rows.map((row) => [row.id, { number: row.number, issuedOn: toIso(row.issued_on) }] as const),
  );
}
