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

/** Keys of the checks that the mentor of the row `o` has passed: the newest entry of each counts. Gathered once a mentor. */
const passedKeys = sql`array(
  select n.check_key from (
    select distinct on (a.check_key) a.check_key, a.outcome, a.valid_until from admission_checks a
    where a.person_id = o.person_id and a.withdrawn_at is null
    order by a.check_key, a.checked_on desc, a.id desc) n
  where n.outcome <> 'failed' and coalesce(n.valid_until, 'infinity') >= app.today())`;

/** Whether every check of the steps that concerns the mentor is passed: the rules of admission, said in SQL. */
export function passedSteps(steps: readonly AdmissionStep[]): RawBuilder<boolean> {
  const checks = admissionChecks.filter(({ step, isDerived }) => steps.includes(step) && !isDerived);
  const needed = checks.map((check) => {
    const passed = sql`${check.id} = any (k.passed)`;
    if (check.appliesTo === 'labour_code') {
      return sql`(${passed} or not ('staff' = any (p.kinds) and ${isLabourCodeOf('p')}))`;
    }
    if (check.appliesTo === 'outside_adults') {
      return sql`(${passed} or p.kinds && array['staff', 'pupil'] or coalesce(p.birth_date > app.today() - interval '18 years', false))`;
    }
    return passed;
  });
  return sql<boolean>`(select ${sql.join(needed, sql` and `)} from (select ${passedKeys} as passed) k)`;
}

const isAway = (kind: 'pause' | 'leave') => sql<boolean>`exists (
  select from absences b where b.person_id = o.person_id and b.kind = ${kind}
    and b.starts_on <= app.today() and (b.ends_on is null or b.ends_on >= app.today()))`;
const isHere = sql<boolean>`(o.ended_on is null and not ${isAway('pause')} and not ${isAway('leave')})`;

/** Whether the mentor of the row `o` (person `p`) is in a state: `mentorState` of the rules, said in SQL. */
export function inState(state: MentorState | 'admitted'): RawBuilder<boolean> {
  const surveyed = passedSteps(['surveyed']);
  const checked = passedSteps(['checked']);
  const admitted = passedSteps(['surveyed', 'checked', 'trained']);
  switch (state) {
    case 'archived':
      return sql<boolean>`o.ended_on is not null`;
    case 'paused':
      return sql<boolean>`o.ended_on is null and ${isAway('pause')}`;
    case 'on_leave':
      return sql<boolean>`o.ended_on is null and ${isAway('leave')} and not ${isAway('pause')}`;
    case 'applied':
      return sql<boolean>`${isHere} and not ${surveyed}`;
    case 'surveyed':
      return sql<boolean>`${isHere} and ${surveyed} and not ${checked}`;
    case 'checked':
      return sql<boolean>`${isHere} and ${surveyed} and ${checked} and not ${admitted}`;
    case 'admitted':
      return sql<boolean>`${isHere} and ${admitted}`;
    case 'free':
      return sql<boolean>`${isHere} and ${admitted} and ${menteesNow} < o.mentee_limit`;
    case 'busy':
      return sql<boolean>`${isHere} and ${admitted} and ${menteesNow} >= o.mentee_limit`;
  }
}

/** Whether a check that counts ends on this day or before, and has not ended yet. */
export const isEndingBy = (day: string) => sql<boolean>`exists (
  select from (
    select distinct on (a.check_key) a.outcome, a.valid_until from admission_checks a
    where a.person_id = o.person_id and a.withdrawn_at is null
    order by a.check_key, a.checked_on desc, a.id desc) newest
  where newest.outcome <> 'failed' and newest.valid_until between app.today() and ${day}::date)`;
