import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { placesOf } from '#src/features/matching/rules/pool.ts';
import type { Proposal } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';
import { solveDraft, type SolveHow } from '#src/features/matching/service.server/solve.ts';
import { updateDraft, type Draft, type Outcome } from '#src/features/matching/store.server/drafts.ts';
import { savePairs } from '#src/features/matching/store.server/pool.ts';
import {
  asMarks,
  insertStep,
  replaceMarks,
  type Mark,
  type StepChange,
  type StepKind,
} from '#src/features/matching/store.server/steps.ts';

export function outcomeOf(input: MatchInput, settings: MatchSettings, proposal: Proposal): Outcome {
  const { pairs, unmatchedIds, duals: _, prices: __, ...totals } = proposal;
  return {
    ...totals,
    served: pairs.length,
    unmatched: unmatchedIds.length,
    mentees: input.mentees.length,
    mentors: input.mentors.length,
    places: input.mentors
      .filter(({ isAdmitted }) => isAdmitted || !settings.rules.admission)
      .reduce((sum, mentor) => sum + placesOf(mentor, settings), 0),
  };
}

/** What a draft is to become. */
export interface Intent {
  readonly input: MatchInput;
  readonly settings: MatchSettings;
  readonly marks: readonly Mark[];
  /** Whether `marks` differ from what is kept. */
  readonly haveMarksChanged: boolean;
  readonly step: { readonly kind: StepKind; readonly change: StepChange };
}

/**
 * Solves a draft anew and keeps it: pairs, totals, prices, marks, and the step that led there. Refuses as `propose` does,
 * with nothing kept, and with `matching.stale`.
 */
export async function solveAndSave(
  tx: ScopedTx,
  draft: Draft,
  intent: Intent,
  how: SolveHow = {},
): Promise<Result<Proposal>> {
  const { input, settings, marks } = intent;
  const solved = await solveDraft(input, settings, asMarks(marks), how);
  if (!solved.ok) return solved;
  const proposal = solved.value;
  const at = { organizationId: draft.organizationId, draftId: draft.id };
  const isSaved = await updateDraft(tx, draft, {
    settings,
    takenOn: input.takenOn,
    outcome: outcomeOf(input, settings, proposal),
    certificate: Object.fromEntries([
      ...proposal.duals.map(({ personId, dual }) => [`mentee ${personId}`, dual]),
      ...proposal.prices.map(({ personId, price }) => [`mentor ${personId}`, price]),
    ]),
  });
  if (!isSaved) return refuse('matching.stale', { since: draft.version });
  if (intent.haveMarksChanged) await replaceMarks(tx, at, marks);
  await savePairs(tx, draft.id, [
    ...proposal.pairs.map(({ menteeId, mentorId, ...pair }) => ({ menteeId, mentorId, pair })),
    ...proposal.unmatchedIds.map((menteeId) => ({ menteeId, mentorId: null, pair: null })),
  ]);
  await insertStep(tx, { ...at, number: draft.version + 1 }, intent.step);
  return accept(proposal);
}
