import { isId } from '#src/lib/id.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Member, Mentorship } from '#src/features/mentorships/rules.ts';
import { listMembers } from '#src/features/mentorships/store.server/members.ts';
import { findMentorships } from '#src/features/mentorships/store.server/mentorships.ts';

export interface ListedMentorship extends Mentorship {
  readonly members: readonly Member[];
}

/** Mentorships with their members, as far as the actor sees them. */
export async function loadMentorships(tx: ScopedTx, ids: readonly string[]): Promise<ListedMentorship[]> {
  const found = await findMentorships(tx, ids);
  const members = await listMembers(
    tx,
    found.map(({ id }) => id),
  );
  return found.map((one) => ({ ...one, members: members.get(one.id) ?? [] }));
}

/** One of them; null when there is none such. */
export async function loadMentorship(tx: ScopedTx, mentorshipId: string): Promise<ListedMentorship | null> {
  return isId(mentorshipId) ? ((await loadMentorships(tx, [mentorshipId]))[0] ?? null) : null;
}

/** Those who are in it now. */
export function presentMembers({ members }: ListedMentorship): Member[] {
  return members.filter(({ endedOn }) => endedOn === null);
}

/** Those who are in it, or were when it ended: whoever was replaced is not. */
export function lastMembers({ members, endedOn }: ListedMentorship, side: Side): Member[] {
  return members.filter(
    (one) => one.side === side && (one.endedOn === null || (endedOn !== null && one.endedOn === endedOn)),
  );
}
