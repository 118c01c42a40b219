import { sql, type RawBuilder } from 'kysely';
import type { Pointer } from '#src/features/people/rules/merge/pointers.ts';

type Clash = (keptId: string) => RawBuilder<boolean>;

/** `mine` is the row to move; `theirs` a row of the same table that the kept record has already. */
const likeOf =
  (table: string, column: string, condition: string): Clash =>
  (keptId) =>
    sql`exists (select from ${sql.table(table)} theirs
    where ${sql.ref(`theirs.${column}`)} = ${keptId}::uuid and (${sql.raw(condition)}))`;
/** Whoever wishes must have a consent in force, or the database refuses the row anew. */
const isBarred = (whose: RawBuilder<unknown>) => sql`not exists (
  select from people p where p.id = ${whose} and p.processing_until >= app.today())`;

/** When a row stays with the hidden record although its kind is moved. */
const CLASHES: Readonly<Record<string, Clash>> = {
  'staff_posts.person_id': likeOf(
    'staff_posts',
    'person_id',
    'theirs.post = mine.post and theirs.ended_on is null and mine.ended_on is null',
  ),
  'team_members.person_id': likeOf('team_members', 'person_id', 'theirs.team_id = mine.team_id'),
  'activity_responsibles.person_id': likeOf(
    'activity_responsibles',
    'person_id',
    'theirs.activity_id = mine.activity_id',
  ),
  // Nobody is in two classes of one year at once.
  'class_members.person_id': likeOf(
    'class_members',
    'person_id',
    `theirs.class_id = mine.class_id or (theirs.left_on is null and mine.left_on is null
      and (select c.school_year from classes c where c.id = theirs.class_id)
        = (select c.school_year from classes c where c.id = mine.class_id))`,
  ),
  'guardianships.guardian_id': likeOf('guardianships', 'guardian_id', 'theirs.child_id = mine.child_id'),
  'guardianships.child_id': likeOf('guardianships', 'child_id', 'theirs.guardian_id = mine.guardian_id'),
  'person_codes.person_id': likeOf(
    'person_codes',
    'person_id',
    'theirs.revoked_at is null and mine.revoked_at is null',
  ),
  'retention_proposals.person_id': likeOf(
    'retention_proposals',
    'person_id',
    'theirs.rule = mine.rule and theirs.decision is null and mine.decision is null',
  ),
  'outside_offers.person_id': likeOf(
    'outside_offers',
    'person_id',
    'theirs.withdrawn_at is null and mine.withdrawn_at is null',
  ),
  'mentorship_answers.person_id': likeOf(
    'mentorship_answers',
    'person_id',
    'theirs.mentorship_id = mine.mentorship_id',
  ),
  'answer_reasons.person_id': likeOf(
    'answer_reasons',
    'person_id',
    'theirs.mentorship_id = mine.mentorship_id or theirs.declined_pair_id = mine.declined_pair_id',
  ),
  'declined_pairs.mentor_id': (keptId) =>
    sql`(mine.mentee_id = ${keptId}::uuid
      or ${likeOf('declined_pairs', 'mentor_id', 'theirs.mentee_id = mine.mentee_id and theirs.school_year = mine.school_year')(keptId)})`,
  'declined_pairs.mentee_id': (keptId) =>
    sql`(mine.mentor_id = ${keptId}::uuid
      or ${likeOf('declined_pairs', 'mentee_id', 'theirs.mentor_id = mine.mentor_id and theirs.school_year = mine.school_year')(keptId)})`,
  'mentor_offers.person_id': likeOf(
    'mentor_offers',
    'person_id',
    'theirs.ended_on is null and mine.ended_on is null',
  ),
  'mentee_requests.person_id': likeOf(
    'mentee_requests',
    'person_id',
    'theirs.ended_on is null and mine.ended_on is null',
  ),
  'paper_acquaintances.person_id': likeOf(
    'paper_acquaintances',
    'person_id',
    'theirs.paper_id = mine.paper_id',
  ),
  'paper_blanks.person_id': likeOf('paper_blanks', 'person_id', 'theirs.side = mine.side'),
  'survey_answers.person_id': likeOf('survey_invitations', 'person_id', 'theirs.wave_id = mine.wave_id'),
  'survey_invitations.person_id': likeOf('survey_invitations', 'person_id', 'theirs.wave_id = mine.wave_id'),
  'preferences.person_id': (keptId) =>
    sql`(mine.about_id = ${keptId}::uuid or ${isBarred(sql`${keptId}::uuid`)}
      or ${likeOf('preferences', 'person_id', 'theirs.wave_id = mine.wave_id')(keptId)})`,
  'preferences.about_id': (keptId) =>
    sql`(mine.person_id = ${keptId}::uuid or ${isBarred(sql`mine.person_id`)}
      or ${likeOf('preferences', 'about_id', 'theirs.wave_id = mine.wave_id and theirs.person_id = mine.person_id')(keptId)})`,
};

/** Places, `table.column`, where a row may stay behind: every unique index that names a person is among them. */
export const PLACES_OF_ONE: readonly string[] = Object.keys(CLASHES);

/** Whether a row of the place stays with the hidden record. */
export const clashOf = ({ table, column }: Pointer, keptId: string): RawBuilder<boolean> =>
  CLASHES[`${table}.${column}`]?.(keptId) ?? sql<boolean>`false`;
