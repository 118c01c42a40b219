import { accept, type Result } from '#src/lib/result.ts';
import { runInThread, type Report } from '#src/platform/threads.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import type { Marks } from '#src/features/matching/rules/pool.ts';
import { propose, type Proposal } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';
import { lookAtMentee, type Look, type Looked } from '#src/features/matching/rules/look.ts';
import type { lookInThread, proposeInThread } from '#src/features/matching/service.server/in-thread.ts';

/** A school's pool takes milliseconds; above this many pairs the site would stand still meanwhile. */
const IN_PLACE = 20_000;
/** Seconds; a pool of a large town takes one or two minutes. */
const LONGEST = 600;
const thread = new URL('./in-thread.ts', import.meta.url);

/** How a long solution is told of and ended; nothing for a short one. */
export interface SolveHow {
  readonly signal?: AbortSignal;
  readonly report?: Report;
}

/** `propose`, in a thread of its own when the pool is large. Refuses as it does, and with `thread.too_long`. */
export async function solveDraft(
  input: MatchInput,
  settings: MatchSettings,
  marks: Marks,
  { signal, report }: SolveHow = {},
): Promise<Result<Proposal>> {
  if (input.mentees.length * input.mentors.length <= IN_PLACE) return propose(input, settings, marks);
  const run = await runInThread<typeof proposeInThread>(
    thread,
    'proposeInThread',
    { input, settings, marks },
    {
      limitSeconds: LONGEST,
      ...(signal === undefined ? {} : { signal }),
      ...(report === undefined ? {} : { onProgress: report }),
    },
  );
  return run.ok ? run.value : run;
}

/** Seconds for one page. */
const LONGEST_LOOK = 60;

/** `lookAtMentee`, in a thread of its own when the pool is large. Refuses with `thread.too_long`. */
export async function lookAt(look: Look): Promise<Result<Looked>> {
  const { mentees, mentors } = look.input;
  if (mentees.length * mentors.length <= IN_PLACE) return accept(lookAtMentee(look));
  return runInThread<typeof lookInThread>(thread, 'lookInThread', look, { limitSeconds: LONGEST_LOOK });
}
