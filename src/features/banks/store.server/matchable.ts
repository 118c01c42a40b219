import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf, THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import { readTimes, type TimeSlot } from '#src/features/banks/rules/times.ts';
import { isLabourCodeOf } from '#src/features/banks/store.server/admission.ts';
import { menteesOfAll } from '#src/features/banks/store.server/mentor-states.ts';
import { classNameOf } from '#src/features/banks/store.server/participants.ts';
import { offerTags } from '#src/features/banks/store.server/offers.ts';
import { requestTags } from '#src/features/banks/store.server/requests.ts';

/** What the banks know of somebody who may be paired. Ages are full years, days ISO. */
export interface Matchable {
  readonly personId: string;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly age: number | null;
  readonly isMinor: boolean;
  readonly className: string;
  readonly grade: number | null;
  readonly posts: readonly string[];
  readonly interests: readonly string[];
  readonly times: readonly TimeSlot[];
  readonly places: readonly string[];
  readonly languages: readonly string[];
  readonly forms: readonly string[];
}
export interface MatchableMentee extends Matchable {
  readonly mainRequest: string;
  readonly tags: readonly string[];
  readonly urgency: number;
  readonly enteredOn: string;
}
export interface MatchableOffer extends Matchable {
  readonly competences: readonly string[];
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly limit: number;
  /** Mentees now, proposed ones too. */
  readonly taken: number;
  readonly finished: number;
  readonly isLabourCode: boolean;
}

const gradeOf = sql<number | null>`(
  select c.grade::integer from class_members cm join classes c on c.id = cm.class_id
  where cm.person_id = p.id and (cm.left_on is null or cm.left_on >= app.today())
    and c.school_year = ${THIS_SCHOOL_YEAR}
  limit 1)`;
const postsOf = sql<string[]>`coalesce((
  select array_agg(sp.post order by sp.is_main desc, sp.id) from staff_posts sp
  where sp.person_id = p.id and sp.ended_on is null), '{}')`;
const ageOf = sql<number | null>`extract(year from age(app.today(), p.birth_date))::integer`;
const isMinor = sql<boolean>`app.is_minor(p.birth_date, p.birth_year, p.kinds)`;
/** Of a mentee: what they would talk of as a mentor themselves. */
const interestsOfPerson = sql<string[]>`coalesce((
  select array_agg(distinct coalesce(main.word, t.word))
  from mentor_offers f join offer_tags ot on ot.offer_id = f.id and ot.kind = 'interest'
  join tags t on t.id = ot.tag_id left join tags main on main.id = t.stands_for
  where f.person_id = p.id and f.ended_on is null), '{}')`;

/** Everybody whose request waits: not in a mentorship, nor proposed for one. Those without a consent have no row. */
export async function listWaiting(tx: ScopedTx, organizationId: string): Promise<MatchableMentee[]> {
  const rows = await tx.query
    .selectFrom('mentee_requests as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .select([
      'p.id as personId',
      'p.kinds',
      'r.main_request as mainRequest',
      'r.urgency',
      'r.entered_on as enteredOn',
      'r.times',
      'r.places',
      'r.languages',
      'r.forms',
    ])
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .select(ageOf.as('age'))
    .select(isMinor.as('isMinor'))
    .select(gradeOf.as('grade'))
    .select(postsOf.as('posts'))
    .select(interestsOfPerson.as('interests'))
    .select(requestTags.as('tags'))
    .where('r.organization_id', '=', organizationId)
    .where('r.state', 'in', ['in_bank', 'searching'])
    // Said here too: the program itself looks past the policies.
    .where('p.processing_until', '>=', sql<Temporal.PlainDate>`app.today()`)
    .where('p.merged_into', 'is', null)
    .where('p.left_on', 'is', null)
    .where(
      sql<boolean>`not exists (
        select from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
        where mm.person_id = r.person_id and mm.side = 'mentee' and mm.ended_on is null
          and m.state not in ('closed', 'ended_early'))`,
    )
    .orderBy('r.entered_on')
    .orderBy('r.id')
    .execute();
  return rows.map((row) => ({ ...row, times: readTimes(row.times), enteredOn: toIso(row.enteredOn) }));
}

/** Every offer in force whose mentor takes somebody and is not away today. */
export async function listOffering(tx: ScopedTx, organizationId: string): Promise<MatchableOffer[]> {
  const rows = await tx.query
    .selectFrom('mentor_offers as o')
    .innerJoin('people as p', 'p.id', 'o.person_id')
    .select([
      'p.id as personId',
      'p.kinds',
      'o.age_from as ageFrom',
      'o.age_to as ageTo',
      'o.mentee_limit as limit',
      'o.times',
      'o.places',
      'o.languages',
      'o.forms',
    ])
    .select(
      sql<number>`coalesce((select t.count from ${menteesOfAll(organizationId)} t where t.person_id = o.person_id), 0)`.as(
        'taken',
      ),
    )
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .select(ageOf.as('age'))
    .select(isMinor.as('isMinor'))
    .select(gradeOf.as('grade'))
    .select(postsOf.as('posts'))
    .select(offerTags('competence').as('competences'))
    .select(offerTags('interest').as('interests'))
    .select(isLabourCodeOf('p').as('isLabourCode'))
    .select(
      sql<number>`(
        select count(distinct m.id)::integer from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
        where mm.person_id = p.id and mm.side = 'mentor' and m.state = 'closed' and m.is_completed is not false)`.as(
        'finished',
      ),
    )
    .where('o.organization_id', '=', organizationId)
    .where('o.ended_on', 'is', null)
    .where('o.mentee_limit', '>', 0)
    .where('p.processing_until', '>=', sql<Temporal.PlainDate>`app.today()`)
    .where('p.merged_into', 'is', null)
    .where('p.left_on', 'is', null)
    .where(
      sql<boolean>`not exists (
        select from absences b where b.person_id = o.person_id and b.starts_on <= app.today()
          and (b.ends_on is null or b.ends_on >= app.today()))`,
    )
    .orderBy('o.entered_on')
    .orderBy('o.id')
    .execute();
  return rows.map((row) => ({ ...row, times: readTimes(row.times) }));
}

/** How many requests wait and how many offers are in force: an upper bound of those who may be paired. */
export async function countMatchable(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ waiting: number; offering: number }> {
  const { rows } = await sql<{ waiting: number; offering: number }>`select
    (select count(*)::integer from mentee_requests
     where organization_id = ${organizationId} and state in ('in_bank', 'searching')) as waiting,
    (select count(*)::integer from mentor_offers
     where organization_id = ${organizationId} and ended_on is null and mentee_limit > 0) as offering`.execute(
    tx.query,
  );
  return rows[0] ?? { waiting: 0, offering: 0 };
}
