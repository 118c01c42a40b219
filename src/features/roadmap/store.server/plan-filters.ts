import { containing } from '#src/platform/db/like-pattern.ts';
import { sql, type RawBuilder } from 'kysely';
import type { PlanLook } from '#src/features/roadmap/rules/plan-look.ts';

/**
 * Whose an activity is, as SQL over the activity's id. A person answers by name, through a team, or by a post they
 * hold; the sub-selects over one person are small and are made once for the whole list.
 */
export function isAnsweredBy(activityId: string, who: PlanLook): RawBuilder<boolean> {
  const id = sql.ref(activityId);
  switch (who.kind) {
    case 'person':
      return sql<boolean>`exists (
        select from activity_responsibles x where x.activity_id = ${id} and (
          x.person_id = ${who.id}
          or x.team_id in (select m.team_id from team_members m where m.person_id = ${who.id})
          or (x.organization_id, x.post) in (
            select t.organization_id, t.post from staff_posts t
            where t.person_id = ${who.id} and t.ended_on is null)))`;
    case 'team':
      return sql<boolean>`exists (
        select from activity_responsibles x where x.activity_id = ${id} and x.team_id = ${who.id})`;
    case 'nobody':
      return sql<boolean>`not exists (
        select from activity_responsibles x
        where x.activity_id = ${id} and num_nonnulls(x.person_id, x.team_id, x.post) > 0)`;
  }
}

/** Some part of the activity is of this kind. */
export function hasPartOfKind(activityId: string, kind: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from activity_parts p where p.activity_id = ${sql.ref(activityId)} and p.kind = ${kind})`;
}

/** The words stand in the number, the title, the responsible or the result of the activity `a`. */
export function speaksOf(words: string): RawBuilder<boolean> {
  const pattern = containing(words.trim());
  return sql<boolean>`(a.title ilike ${pattern} or a.number ilike ${pattern}
    or a.responsible_text ilike ${pattern} or a.result_text ilike ${pattern})`;
}
