import type { Result } from '#src/lib/result.ts';
import type { Report } from '#src/platform/threads.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import type { Marks } from '#src/features/matching/rules/pool.ts';
import { propose, type Proposal } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';

/** What the thread of `solveDraft` runs. */
export function proposeInThread(
  {
    input,
    settings,
    marks,
  }: { readonly input: MatchInput; readonly settings: MatchSettings; readonly marks: Marks },
  report: Report,
): Result<Proposal> {
  return propose(input, settings, marks, {
    progress: (share) => {
      report('Подбираем пары', Math.round(share * 100), 100);
      return true;
    },
  });
}
