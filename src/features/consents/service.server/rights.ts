import { accept, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { consentsAccess } from '#src/features/consents/access.ts';

/** What the actor is at the organization, when they may carry the command out there. */
export async function admit(
  tx: ScopedTx,
  organizationId: string,
  command: CommandOf<typeof consentsAccess>,
): Promise<Result<Standing>> {
  const standing = await standingOf(tx, organizationId);
  const answer = may(consentsAccess, standing, command);
  return answer === true ? accept(standing) : { ok: false, refusal: answer };
}

/** Whether the actor's right reaches the whole school; a class teacher's reaches the pupils of their classes. */
export function answersForSchool(standing: Standing): boolean {
  return standing.roles.some(
    (role) => role !== 'class_teacher' && consentsAccess['consents.list'].includes(role as never),
  );
}
