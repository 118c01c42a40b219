import { alternativesOf } from '#src/lib/assignment/changes.ts';
import { UNMATCHED } from '#src/lib/assignment/model.ts';
import { COST_SCALE } from '#src/features/matching/rules/costs.ts';
import { scoreOf, tellPair, type Told } from '#src/features/matching/rules/criteria.ts';
import { explainPair } from '#src/features/matching/rules/explain.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { bitsOfRules, brokenBits, rulesOfBits } from '#src/features/matching/rules/hard.ts';
import type { JudgeAll, Marks, PairKey } from '#src/features/matching/rules/pool.ts';
import { solvePool, type SolvedPool } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings, RuleId } from '#src/features/matching/rules/settings.ts';
import { showPerson, type ShownPerson } from '#src/features/matching/rules/shown.ts';
import { explainUnmatched, type Unmatched } from '#src/features/matching/rules/unmatched.ts';

/** Another mentor for a mentee. */
export interface ShownAlternative {
  readonly mentor: ShownPerson;
  readonly score: number;
  /** How much the best total rises when the two are pinned, in shares of a whole pair; null: a rule stands in the way. */
  readonly costs: number | null;
  readonly isNow: boolean;
  readonly mark: 'pin' | 'ban' | null;
  readonly blockedBy: readonly RuleId[];
  readonly words: string;
}

/** Whom to look at, in which draft. */
export interface Look {
  readonly input: MatchInput;
  readonly settings: MatchSettings;
  readonly marks: Marks;
  readonly menteeId: string;
  readonly mentorIdNow: string | null;
  /** Whether the draft leaves them without a pair. */
  readonly isAlone: boolean;
  /** Whether wishes and vetoes may be told. */
  readonly withWishes: boolean;
}

/** What there is to say of one mentee of a draft. */
export interface Looked {
  readonly told: readonly Told[];
  readonly alternatives: readonly ShownAlternative[];
  /** Those whom a rule keeps away: they may still be pinned, unless it is law. */
  readonly blocked: readonly ShownAlternative[];
  readonly unmatched: Unmatched | null;
}

/** A pin that leaves somebody else out costs a penalty of the aim, not a number that says anything. */
const MOST_TOLD = 10 * COST_SCALE;

/**
 * Every mentor for one mentee of a draft with what a pin would cost everybody, the reasons of the pair there is, and why there is none.
 * Solves the draft again, so it takes as long; answers what can be cloned. Somebody who is not in the input has nothing.
 */
export function lookAtMentee(look: Look, judgeAll?: JudgeAll): Looked {
  const { input, settings, marks, menteeId, mentorIdNow, isAlone, withWishes } = look;
  const solved = solvePool(input, settings, marks, judgeAll);
  const mentee = input.mentees.findIndex(({ personId }) => personId === menteeId);
  const mentor = input.mentors.findIndex(({ personId }) => personId === mentorIdNow);
  if (mentee < 0) return { told: [], alternatives: [], blocked: [], unmatched: null };
  const [unmatched = null] = isAlone
    ? explainUnmatched(input, settings, solved.pool, [menteeId], marks.bans, solved.aimed.solution.totalCost)
    : [];
  return {
    told:
      mentor < 0
        ? []
        : tellPair(solved.pool.pairAt(mentee, mentor), settings.weights).filter(
            ({ id }) => withWishes || id !== 'wishes',
          ),
    ...rankAlternatives(look, solved, mentee),
    unmatched,
  };
}

function markOf({ pins, bans }: Marks, { menteeId, mentorId }: PairKey): 'pin' | 'ban' | null {
  const isIt = (one: PairKey) => one.menteeId === menteeId && one.mentorId === mentorId;
  return pins.some(isIt) ? 'pin' : bans.some(isIt) ? 'ban' : null;
}

function rankAlternatives(
  { input, settings, marks, menteeId, mentorIdNow, withWishes }: Look,
  solved: SolvedPool,
  mentee: number,
): { alternatives: ShownAlternative[]; blocked: ShownAlternative[] } {
  const row = solved.pool.menteeOfRow.indexOf(mentee);
  const costs = new Map<number, number>();
  if (row >= 0) {
    for (const { mentor, cost } of alternativesOf(solved.priced, solved.aimed.solution, row)) {
      if (mentor !== UNMATCHED) costs.set(mentor, cost);
    }
  }
  const on = bitsOfRules(settings.rules);
  const shown = input.mentors.map((facts, mentor): ShownAlternative => {
    const pair = solved.pool.pairAt(mentee, mentor);
    const broken = brokenBits(pair, settings, input);
    const cost = costs.get(mentor);
    return {
      mentor: showPerson(facts),
      score: scoreOf(pair, settings.weights),
      costs: cost === undefined || cost > MOST_TOLD ? null : cost / COST_SCALE,
      isNow: facts.personId === mentorIdNow,
      mark: markOf(marks, { menteeId, mentorId: facts.personId }),
      blockedBy: rulesOfBits(broken & on).filter((id) => withWishes || (id !== 'veto' && id !== 'declined')),
      words: explainPair(pair, settings, rulesOfBits(broken & ~on), withWishes),
    };
  });
  const isOpen = (one: ShownAlternative, at: number) =>
    one.isNow || costs.has(at) || (row < 0 && one.blockedBy.length === 0);
  return {
    alternatives: shown
      .filter(isOpen)
      .toSorted(
        (a, b) =>
          (a.costs ?? Number.POSITIVE_INFINITY) - (b.costs ?? Number.POSITIVE_INFINITY) || b.score - a.score,
      ),
    blocked: shown.filter((one, at) => !isOpen(one, at)).toSorted((a, b) => b.score - a.score),
  };
}
