import { sql, type RawBuilder } from 'kysely';
import {
  admissionChecks,
  type AdmissionStep,
  type MentorState,
} from '#src/features/banks/rules/admission.ts';
import { isLabourCodeOf } from '#src/features/banks/store.server/admission.ts';

/** How many mentees the mentor of the row `o` has now. */
export const menteesNow = sql<number>`(
  select count(distinct theirs.person_id)::integer
  from mentorship_members mine
  join mentorships m on m.id = mine.mentorship_id and m.state not in ('closed', 'ended_early')
  join mentorship_members theirs on theirs.mentorship_id = m.id and theirs.side = 'mentee' and theirs.ended_on is null
  where mine.person_id = o.person_id and mine.side = 'mentor' and mine.ended_on is null)`;

/** The same of all mentors of an organization at once. */
export const menteesOfAll = (organizationId: string) => sql`(
  select mine.person_id, count(distinct theirs.person_id)::integer as count
  from mentorship_members mine
  join mentorships m on m.id = mine.mentorship_id and m.state not in ('closed', 'ended_early')
  join mentorship_members theirs on theirs.mentorship_id = m.id and theirs.side = 'mentee' and theirs.ended_on is null
  where mine.organization_id = ${organizationId} and mine.side = 'mentor' and mine.ended_on is null
  group by mine.person_id)`;

/** Keys of the checks that each mentor has passed (the newest entry of each counts), and the day on which the first of them ends. */
const passedOfAll = (organizationId: string) => sql`(
  select n.person_id, array_agg(n.check_key) as passed, min(n.valid_until) as next_end from (
    select distinct on (a.person_id, a.check_key) a.person_id, a.check_key, a.outcome, a.valid_until
    from admission_checks a where a.organization_id = ${organizationId} and a.withdrawn_at is null
    order by a.person_id, a.check_key, a.checked_on desc, a.id desc) n
  where n.outcome <> 'failed' and coalesce(n.valid_until, 'infinity') >= app.today()
  group by n.person_id)`;

/** Whether every check of the steps that concerns the person `p` is among those of `k`: the rules of admission, said in SQL. */
function passedSteps(steps: readonly AdmissionStep[]): RawBuilder<boolean> {
  const checks = admissionChecks.filter(({ step, isDerived }) => steps.includes(step) && !isDerived);
  const needed = checks.map((check) => {
    const passed = sql`coalesce(${check.id} = any (k.passed), false)`;
    if (check.appliesTo === 'labour_code') {
      return sql`(${passed} or not ('staff' = any (p.kinds) and ${isLabourCodeOf('p')}))`;
    }
    if (check.appliesTo === 'outside_adults') {
      return sql`(${passed} or p.kinds && array['staff', 'pupil'] or coalesce(p.birth_date > app.today() - interval '18 years', false))`;
    }
    return passed;
  });
  return sql<boolean>`(${sql.join(needed, sql` and `)})`;
}

/**
 * Whether the offer of the row `o` is one whose mentor meets the condition about their checks (`k`), person (`p`) and, where it
 * asks, number of mentees (`t`). The checks of a school are gathered once, not once a mentor and a check.
 */
const isAmong = (
  organizationId: string,
  condition: RawBuilder<boolean>,
  withMentees = false,
) => sql<boolean>`o.id in (
  select o.id from mentor_offers o join people p on p.id = o.person_id
  left join ${passedOfAll(organizationId)} k on k.person_id = o.person_id
  ${withMentees ? sql`left join ${menteesOfAll(organizationId)} t on t.person_id = o.person_id` : sql``}
  where o.organization_id = ${organizationId} and o.ended_on is null and ${condition})`;

const isAway = (kind: 'pause' | 'leave') => sql<boolean>`exists (
  select from absences b where b.person_id = o.person_id and b.kind = ${kind}
    and b.starts_on <= app.today() and (b.ends_on is null or b.ends_on >= app.today()))`;
const isHere = sql<boolean>`not ${isAway('pause')} and not ${isAway('leave')}`;

/** Whether the mentor of the row `o` is in a state: `mentorState` of the rules, said in SQL. */
export function inState(organizationId: string, state: MentorState | 'admitted'): RawBuilder<boolean> {
  const surveyed = passedSteps(['surveyed']);
  const checked = passedSteps(['checked']);
  const admitted = passedSteps(['surveyed', 'checked', 'trained']);
  const among = (condition: RawBuilder<boolean>, withMentees = false) =>
    isAmong(organizationId, sql<boolean>`${isHere} and ${condition}`, withMentees);
  switch (state) {
    case 'archived':
      return sql<boolean>`o.ended_on is not null`;
    case 'paused':
      return sql<boolean>`o.ended_on is null and ${isAway('pause')}`;
    case 'on_leave':
      return sql<boolean>`o.ended_on is null and ${isAway('leave')} and not ${isAway('pause')}`;
    case 'applied':
      return among(sql<boolean>`not ${surveyed}`);
    case 'surveyed':
      return among(sql<boolean>`${surveyed} and not ${checked}`);
    case 'checked':
      return among(sql<boolean>`${surveyed} and ${checked} and not ${admitted}`);
    case 'admitted':
      return among(admitted);
    case 'free':
      return among(sql<boolean>`${admitted} and coalesce(t.count, 0) < o.mentee_limit`, true);
    case 'busy':
      return among(sql<boolean>`${admitted} and coalesce(t.count, 0) >= o.mentee_limit`, true);
  }
}

/** Whether the mentor of the row `o`, not in the archive, lacks a check or has one that counts and ends on the day or before. */
export const isLacking = (organizationId: string, endingBy: string) =>
  isAmong(
    organizationId,
    sql<boolean>`(not ${passedSteps(['surveyed', 'checked', 'trained'])} or coalesce(k.next_end <= ${endingBy}::date, false))`,
  );
