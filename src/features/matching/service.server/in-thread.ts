import { createHash } from 'node:crypto';
import type { Result } from '#src/lib/result.ts';
import type { Report } from '#src/platform/threads.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { judgePairs, type Judgements } from '#src/features/matching/rules/judgements.ts';
import { lookAtMentee, type Look, type Looked } from '#src/features/matching/rules/look.ts';
import type { JudgeAll, Marks } from '#src/features/matching/rules/pool.ts';
import { propose, type Proposal } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';

/**
 * What the threads of matching run. They live on between presses of a curator, who pins and bans in one draft for a while: the pairs of
 * its pool are judged once and remembered, which is most of the work. What is remembered is found by all that judging looks at, so nothing
 * has to be forgotten when a draft changes.
 */
const MOST_REMEMBERED = 4;
const remembered = new Map<string, Judgements>();

const judgeAndRemember: JudgeAll = (input, settings, progress) => {
  const key = createHash('sha256')
    .update(JSON.stringify([input, settings]))
    .digest('base64');
  const judgements = remembered.get(key) ?? judgePairs(input, settings, progress);
  remembered.delete(key);
  remembered.set(key, judgements);
  const [oldest] = remembered.keys();
  if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  return judgements;
};

export interface ProposeRequest {
  readonly input: MatchInput;
  readonly settings: MatchSettings;
  readonly marks: Marks;
}

export function proposeInThread(
  { input, settings, marks }: ProposeRequest,
  report: Report,
): Result<Proposal> {
  return propose(input, settings, marks, {
    progress: (share) => {
      report('Подбираем пары', Math.round(share * 100), 100);
      return true;
    },
    judgeAll: judgeAndRemember,
  });
}

export function lookInThread(look: Look): Looked {
  return lookAtMentee(look, judgeAndRemember);
}
