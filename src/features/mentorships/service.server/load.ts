import { isId } from '#src/lib/id.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Member, Mentorship } from '#src/features/mentorships/rules.ts';
import { listMembers } from '#src/features/mentorships/store.server/members.ts';
import { findMentorship } from '#src/features/mentorships/store.server/mentorships.ts';

export interface ListedMentorship extends Mentorship {
  readonly members: readonly Member[];
}

/** A mentorship with its members, as far as the actor sees them; null when there is none such. */
export async function loadMentorship(tx: ScopedTx, mentorshipId: string): Promise<ListedMentorship | null> {
  const found = isId(mentorshipId) ? await findMentorship(tx, mentorshipId) : null;
  if (found === null) return null;
  return { ...found, members: (await listMembers(tx, [found.id])).get(found.id) ?? [] };
}
