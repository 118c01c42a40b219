import type { Result } from '#src/lib/result.ts';
import { may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { peopleAccess } from '#src/features/people/access.ts';

/** The refusal of a command that these roles do not allow, or null. */
export function refuseUnlessMay(
  standing: Standing,
  command: CommandOf<typeof peopleAccess>,
): Result<never> | null {
  const answer = may(peopleAccess, standing, command);
  return answer === true ? null : { ok: false, refusal: answer };
}
