import type { Result } from '#src/lib/result.ts';
import { runInThread } from '#src/platform/threads.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import type { Marks } from '#src/features/matching/rules/pool.ts';
import { propose, type Proposal } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';
import type { proposeInThread } from '#src/features/matching/service.server/propose-in-thread.ts';

/** A school's pool takes milliseconds; above this many pairs the site would stand still meanwhile. */
const IN_PLACE = 20_000;
/** Seconds; the largest pool that a draft may hold takes a few. */
const LONGEST = 60;
const solver = new URL('./propose-in-thread.ts', import.meta.url);

/** `propose`, in a thread of its own when the pool is large. Refuses as it does, and with `thread.too_long`. */
export async function solveDraft(
  input: MatchInput,
  settings: MatchSettings,
  marks: Marks,
): Promise<Result<Proposal>> {
  if (input.mentees.length * input.mentors.length <= IN_PLACE) return propose(input, settings, marks);
  const run = await runInThread<typeof proposeInThread>(
    solver,
    'proposeInThread',
    { input, settings, marks },
    { limitSeconds: LONGEST },
  );
  return run.ok ? run.value : run;
}
