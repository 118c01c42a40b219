import type { TestDatabase } from '#src/platform/testing/database.ts';
import type { School } from '../../../../test/world.ts';

const USUAL = ['questionnaire', 'interview', 'training'];

/** Passes checks of admission for these mentors, the ones that are asked of everybody unless told. */
export async function admitMentors(
  world: TestDatabase,
  school: School,
  personIds: readonly string[],
  checks: readonly string[] = USUAL,
): Promise<void> {
  await world.asOwner(
    `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on)
     select $1, p, c, 'passed', '2026-09-01' from unnest($2::uuid[]) p, unnest($3::text[]) c`,
    [school.organizationId, personIds, checks],
  );
}
