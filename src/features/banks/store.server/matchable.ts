import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { ageOf, fullNameOf, isMinorOf, THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import { readTimes } from '#src/features/banks/rules/times.ts';
import type { MatchableMentee, MatchableOffer } from '#src/features/banks/rules/matchable.ts';
import { isLabourCodeOf } from '#src/features/banks/store.server/admission.ts';
import { inState, menteesNow, passedOfAll } from '#src/features/banks/store.server/mentor-states.ts';
import { classNameOf } from '#src/features/banks/store.server/participants.ts';
import { offerTags } from '#src/features/banks/store.server/offers.ts';
import { requestTags } from '#src/features/banks/store.server/requests.ts';

const gradeOf = sql<number | null>`(
  select c.grade::integer from class_members cm join classes c on c.id = cm.class_id
  where cm.person_id = p.id and (cm.left_on is null or cm.left_on >= app.today())
    and c.school_year = ${THIS_SCHOOL_YEAR}
  limit 1)`;
const postsOf = sql<string[]>`coalesce((
  select array_agg(sp.post order by sp.is_main desc, sp.id) from staff_posts sp
  where sp.person_id = p.id and sp.ended_on is null), '{}')`;
/** Of a mentee: what they would talk of as a mentor themselves. */
const interestsOfPerson = sql<string[]>`coalesce((
  select array_agg(distinct coalesce(main.word, t.word))
  from mentor_offers f join offer_tags ot on ot.offer_id = f.id and ot.kind = 'interest'
  join tags t on t.id = ot.tag_id left join tags main on main.id = t.stands_for
  where f.person_id = p.id and f.ended_on is null), '{}')`;

/** Requests that wait: not in a mentorship, nor proposed for one. Those without a consent have no row. */
function waitingRows(tx: ScopedTx, organizationId: string) {
  return (
    tx.query
      .selectFrom('mentee_requests as r')
      .innerJoin('people as p', 'p.id', 'r.person_id')
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
  );
}

/** Offers in force whose mentor takes somebody and is not away today. */
function offeringRows(tx: ScopedTx, organizationId: string) {
  return tx.query
    .selectFrom('mentor_offers as o')
    .innerJoin('people as p', 'p.id', 'o.person_id')
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
    );
}

/** Everybody whose request waits, the earliest first. */
export async function listWaiting(tx: ScopedTx, organizationId: string): Promise<MatchableMentee[]> {
  const rows = await waitingRows(tx, organizationId)
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
    .select(ageOf('p').as('age'))
    .select(isMinorOf('p').as('isMinor'))
    .select(gradeOf.as('grade'))
    .select(postsOf.as('posts'))
    .select(interestsOfPerson.as('interests'))
    .select(requestTags.as('tags'))
    .orderBy('r.entered_on')
    .orderBy('r.id')
    .execute();
  return rows.map((row) => ({ ...row, times: readTimes(row.times), enteredOn: toIso(row.enteredOn) }));
}

/** Every mentor who may be given somebody, the earliest offer first. */
export async function listOffering(tx: ScopedTx, organizationId: string): Promise<MatchableOffer[]> {
  const rows = await offeringRows(tx, organizationId)
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
    .select(menteesNow(organizationId).as('taken'))
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .select(ageOf('p').as('age'))
    .select(isMinorOf('p').as('isMinor'))
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
    .orderBy('o.entered_on')
    .orderBy('o.id')
    .execute();
  return rows.map((row) => ({ ...row, times: readTimes(row.times) }));
}

/** How the banks stand for matching, without gathering what people said. */
export interface PoolCounts {
  readonly waiting: number;
  readonly mentors: number;
  readonly admitted: number;
  /** Places of admitted mentors. */
  readonly places: number;
}

export async function countPool(tx: ScopedTx, organizationId: string): Promise<PoolCounts> {
  const { waiting } = await waitingRows(tx, organizationId)
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  const isAdmitted = inState('admitted');
  const offers = await offeringRows(tx, organizationId)
    .leftJoin(passedOfAll(organizationId).as('k'), 'k.person_id', 'o.person_id')
    .select((eb) => eb.fn.countAll<number>().as('mentors'))
    .select(sql<number>`count(*) filter (where ${isAdmitted})::integer`.as('admitted'))
    .select(
      sql<number>`coalesce(sum(greatest(o.mentee_limit - ${menteesNow(organizationId)}, 0)) filter (where ${isAdmitted}), 0)::integer`.as(
        'places',
      ),
    )
    .executeTakeFirstOrThrow();
  return { waiting, ...offers };
}
