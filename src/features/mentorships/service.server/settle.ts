import { asConsequence } from '#src/platform/db/consequence.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server/bank.ts';
import { listAllAgreed, takeStep } from '#src/features/mentorships/store.server/steps.ts';

/**
 * Brings those of the mentorships, locked before, in which everybody has agreed to «договорились»: by the program's own rule,
 * whoever gave the last answer. @returns their ids
 */
export async function settleAgreed(
  tx: ScopedTx,
  bank: MentorshipBank,
  mentorshipIds: readonly string[],
  on: string,
): Promise<readonly string[]> {
  return asConsequence(tx, 'everybody agreed to the mentorship', async (inner) => {
    const agreed = await listAllAgreed(inner, mentorshipIds);
    const ids = agreed.map(({ id }) => id);
    await takeStep(inner, ids, { state: 'agreed', on });
    const menteeIds = [...new Set(agreed.flatMap((one) => one.menteeIds))];
    if (menteeIds.length > 0) await bank.keepInStep(inner, menteeIds, false);
    return ids;
  });
}
