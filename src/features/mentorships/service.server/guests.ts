import { asConsequence } from '#src/platform/db/consequence.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { MentorshipsDeps } from '#src/features/mentorships/service.server/deps.ts';
import { listHomes } from '#src/features/mentorships/store.server/guests.ts';

/**
 * Tells the curators of the schools from which these mentors come that another school asks for one of theirs. The notice names
 * nobody; the page it leads to says which school, in which form and how many mentees.
 */
export async function tellHomes(
  tx: ScopedTx,
  notify: MentorshipsDeps['notify'],
  mentorIds: readonly string[],
  day: string,
): Promise<void> {
  const homes = await listHomes(tx, mentorIds);
  if (homes.length === 0) return;
  await asConsequence(tx, 'a mentor is asked for by another school', async (inner) => {
    for (const { organizationId, personId } of homes) {
      await notify(inner, {
        organizationId,
        roles: ['curator'],
        kind: 'proposal',
        subjectId: personId,
        day,
        text: 'Наставника вашей школы зовёт другая школа. Посмотрите, какая, в какой форме и сколько у неё наставляемых.',
        path: `/banks/mentors/${personId}`,
      });
    }
  });
}
