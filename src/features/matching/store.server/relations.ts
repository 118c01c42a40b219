import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import type { Relation } from '#src/features/matching/rules/facts.ts';

/** Posts of those to whom others report: a director, deputies, heads. */
const LEADING = '^(директор|заместитель директора|зам\\.? ?директора|завуч|заведующ|руководитель|начальник)';

/**
 * Everything between these mentees and mentors that matching minds, as far as the actor sees it: wishes and vetoes of the
 * newest wave of this school year in which each was asked, kin in either direction or by a common parent, class teachers,
 * leaders of staff, earlier mentorships.
 */
export async function gatherRelations(
  tx: ScopedTx,
  organizationId: string,
  menteeIds: readonly string[],
  mentorIds: readonly string[],
): Promise<Relation[]> {
  if (menteeIds.length === 0 || mentorIds.length === 0) return [];
  const { rows } = await sql<Relation>`
    with mentee as (select unnest(${[...menteeIds]}::uuid[]) as id),
    mentor as (select unnest(${[...mentorIds]}::uuid[]) as id),
    newest as (
      select f.person_id, f.about_id, f.rank, f.is_veto,
        dense_rank() over (partition by f.person_id order by w.opened_at desc nulls last, w.id desc) as place
      from preferences f join survey_waves w on w.id = f.wave_id
      where f.organization_id = ${organizationId}
        and w.opens_on >= make_date((${THIS_SCHOOL_YEAR})::integer, 9, 1)),
    named as (select * from newest where place = 1),
    earlier as (
      select me.person_id as mentee_id, mr.person_id as mentor_id,
        bool_or(m.state = 'closed' and m.is_completed is not false) as was_good,
        bool_or(m.state = 'ended_early') as was_bad
      from mentorship_members me
      join mentorship_members mr on mr.mentorship_id = me.mentorship_id and mr.side = 'mentor'
      join mentorships m on m.id = me.mentorship_id and m.state in ('closed', 'ended_early')
      where me.organization_id = ${organizationId} and me.side = 'mentee'
        and me.person_id in (select id from mentee) and mr.person_id in (select id from mentor)
      group by 1, 2)
    select e.id as "menteeId", r.id as "mentorId", 'mentee_wish' as kind, n.rank::integer as rank
    from named n join mentee e on e.id = n.person_id join mentor r on r.id = n.about_id where not n.is_veto
    union all
    select e.id, r.id, 'mentor_wish', n.rank::integer
    from named n join mentor r on r.id = n.person_id join mentee e on e.id = n.about_id where not n.is_veto
    union all
    select e.id, r.id, 'mentee_veto', null
    from named n join mentee e on e.id = n.person_id join mentor r on r.id = n.about_id where n.is_veto
    union all
    select e.id, r.id, 'mentor_veto', null
    from named n join mentor r on r.id = n.person_id join mentee e on e.id = n.about_id where n.is_veto
    union all
    select distinct d.mentee_id, d.mentor_id, 'declined', null::integer
    from declined_pairs d join mentee e on e.id = d.mentee_id join mentor r on r.id = d.mentor_id
    where d.organization_id = ${organizationId}
    union all
    select distinct e.id, r.id, 'relative', null::integer
    from (
      select guardian_id as one, child_id as other from guardianships where organization_id = ${organizationId}
      union all select child_id, guardian_id from guardianships where organization_id = ${organizationId}
      union all
      select a.child_id, b.child_id from guardianships a join guardianships b on b.guardian_id = a.guardian_id
        and b.child_id <> a.child_id where a.organization_id = ${organizationId}
    ) kin join mentee e on e.id = kin.one join mentor r on r.id = kin.other
    union all
    select distinct e.id, r.id, 'class_teacher', null::integer
    from class_members cm join classes c on c.id = cm.class_id and c.school_year = ${THIS_SCHOOL_YEAR}
    join mentee e on e.id = cm.person_id join mentor r on r.id = c.teacher_id
    where cm.left_on is null or cm.left_on >= app.today()
    union all
    select distinct e.id, r.id, 'subordinate', null::integer
    from staff_posts lead join mentor r on r.id = lead.person_id
    cross join staff_posts post join mentee e on e.id = post.person_id
    where lead.organization_id = ${organizationId} and lead.ended_on is null and lead.post ~* ${LEADING}
      and post.organization_id = ${organizationId} and post.ended_on is null
      and not exists (select from staff_posts own where own.person_id = e.id and own.ended_on is null
        and own.post ~* ${LEADING})
    union all
    select mentee_id, mentor_id, 'earlier_good', null from earlier where was_good
    union all
    select mentee_id, mentor_id, 'earlier_bad', null from earlier where was_bad and not was_good`.execute(
    tx.query,
  );
  return rows;
}
