import type { ScopedTx } from '#src/platform/db/scope.ts';
import { plural } from '#src/lib/russian/plural.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { buildPool } from '#src/features/matching/rules/pool.ts';
import { soundSettings, usualSettings } from '#src/features/matching/rules/settings.ts';
import type { MatchingDeps } from '#src/features/matching/service.server/deps.ts';
import { gatherInput } from '#src/features/matching/service.server/gather.ts';
import { listSearching, saveFitting } from '#src/features/matching/store.server/search.ts';

/** Tells those who answer for something; in the transaction of the program itself. */
export type TellOfFinds = (
  tx: ScopedTx,
  notice: {
    readonly organizationId: string;
    readonly roles: readonly Role[];
    readonly kind: 'matching';
    readonly subjectId: string;
    readonly day: string;
    readonly text: string;
    readonly path: string;
  },
) => Promise<void>;

export interface Search {
  /**
   * Looks for mentors for everybody who waits, school by school, by the usual rules: people, times, places and admission may have
   * changed since. Tells the curators of a school how many have somebody now who had nobody before; the text names nobody.
   * @returns for how many somebody was found
   */
  lookForMentors(): Promise<number>;
}

export function createSearch({ db }: MatchingDeps, tell: TellOfFinds): Search {
  return {
    lookForMentors: async () => {
      const schools = await db.asSystem('the search for mentors goes on', 'matching.search', listSearching);
      let found = 0;
      for (const organizationId of schools) {
        found += await db.asSystem('the search for mentors goes on', 'matching.search', (tx) =>
          lookAt(tx, organizationId, tell),
        );
      }
      return found;
    },
  };
}

async function lookAt(tx: ScopedTx, organizationId: string, tell: TellOfFinds): Promise<number> {
  const input = await gatherInput(tx, organizationId, { ageFrom: null, ageTo: null });
  const settings = soundSettings(usualSettings(mentoringForms.map(({ id }) => id)));
  const { problem } = buildPool(input, settings, { pins: [], bans: [] });
  const fitting = input.mentees.map(({ personId }, row) => {
    const candidates = problem.mentors.subarray(problem.offsets[row] ?? 0, problem.offsets[row + 1] ?? 0);
    const free = candidates.reduce((sum, mentor) => sum + ((problem.capacities[mentor] ?? 0) > 0 ? 1 : 0), 0);
    return { personId, mentors: free };
  });
  const news = await saveFitting(tx, organizationId, fitting);
  if (news > 0) {
    await tell(tx, {
      organizationId,
      roles: ['curator'],
      kind: 'matching',
      subjectId: organizationId,
      day: input.takenOn,
      text: `Подходящие наставники появились у ${plural(news, 'человека, который ждал', 'человек, которые ждали', 'человек, которые ждали')}. Сделайте подбор или перечитайте базы в том, что есть.`,
      path: '/matching',
    });
  }
  return news;
}
