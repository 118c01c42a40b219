import { sql, type RawBuilder } from 'kysely';
import {
  admissionChecks,
  type AdmissionStep,
  type MentorState,
} from '#src/features/banks/rules/admission.ts';
import { isLabourCodeOf } from '#src/features/banks/store.server/admission.ts';

/** How many mentees the mentor of the row `o` has now, those at other schools among them. */
export const menteesNow = (organizationId: string) => sql<number>`(coalesce((
  select e.mentees from app.mentees_elsewhere(${organizationId}) e where e.person_id = o.person_id), 0) + (
  select count(distinct theirs.person_id)::integer
  from mentorship_members mine
  join mentorships m on m.id = mine.mentorship_id and m.state not in ('closed', 'ended_early')
  join mentorship_members theirs on theirs.mentorship_id = m.id and theirs.side = 'mentee' and theirs.ended_on is null
  where mine.person_id = o.person_id and mine.side = 'mentor' and mine.ended_on is null))`;

/** The same of all mentors of an organization at once: joined as `t`. */
export const menteesOfAll = (organizationId: string) => sql<{ person_id: string; count: number }>`(
  select person_id, sum(count)::integer as count from (
  select mine.person_id, count(distinct theirs.person_id)::integer as count
  from mentorship_members mine
  join mentorships m on m.id = mine.mentorship_id and m.state not in ('closed', 'ended_early')
  join mentorship_members theirs on theirs.mentorship_id = m.id and theirs.side = 'mentee' and theirs.ended_on is null
  where mine.organization_id = ${organizationId} and mine.side = 'mentor' and mine.ended_on is null
  group by mine.person_id
  union all select person_id, mentees from app.mentees_elsewhere(${organizationId})) everywhere group by person_id)`;

/**
 * Keys of the checks that each mentor has passed (the newest entry of each counts), and the day on which the first of them
 * ends: joined as `k`, so that the checks of a school are gathered once, not once a mentor and a check.
 */
export const passedOfAll = (organizationId: string) => sql<{ person_id: string }>`(
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

const isAway = (kind: 'pause' | 'leave') => sql<boolean>`exists (
  select from absences b where b.person_id = o.person_id and b.kind = ${kind}
    and b.starts_on <= app.today() and (b.ends_on is null or b.ends_on >= app.today()))`;
const isHere = sql<boolean>`not ${isAway('pause')} and not ${isAway('leave')}`;

/** What a query joins to tell a state: nothing, `passedOfAll` as `k`, or `menteesOfAll` as `t` too. */
export function neededFor(state: MentorState | 'admitted'): { checks: boolean; mentees: boolean } {
  const mentees = state === 'free' || state === 'busy';
  return { mentees, checks: mentees || ['applied', 'surveyed', 'checked', 'admitted'].includes(state) };
}

/** Whether the mentor of the rows `o` and `p` is in a state: `mentorState` of the rules, said in SQL over what `neededFor` names. */
export function inState(state: MentorState | 'admitted'): RawBuilder<boolean> {
  const surveyed = passedSteps(['surveyed']);
  const checked = passedSteps(['checked']);
  const admitted = passedSteps(['surveyed', 'checked', 'trained']);
  const among = (condition: RawBuilder<boolean>) =>
    sql<boolean>`(o.ended_on is null and ${isHere} and ${condition})`;
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
      return among(sql<boolean>`${admitted} and coalesce(t.count, 0) < o.mentee_limit`);
    case 'busy':
      return among(sql<boolean>`${admitted} and coalesce(t.count, 0) >= o.mentee_limit`);
  }
}

/** Whether the mentor of the rows `o`, `p` and `k`, not in the archive, lacks a check or has one that counts and ends on the day or before. */
export const isLacking = (endingBy: string) => sql<boolean>`(o.ended_on is null
  and (not ${passedSteps(['surveyed', 'checked', 'trained'])} or coalesce(k.next_end <= ${endingBy}::date, false)))`;
