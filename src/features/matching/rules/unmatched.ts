import { plural } from '#src/lib/russian/plural.ts';
import { solveFor } from '#src/lib/assignment/aims.ts';
import type { Problem } from '#src/lib/assignment/model.ts';
import { formatTimes, timeSlots } from '#src/features/banks/rules/times.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { costOfScore, placeCost } from '#src/features/matching/rules/costs.ts';
import { scoreOf } from '#src/features/matching/rules/criteria.ts';
import { bitsOfRules, brokenBits, rulesOfBits } from '#src/features/matching/rules/hard.ts';
import { createPairs } from '#src/features/matching/rules/pair.ts';
import type { Marks, Pool } from '#src/features/matching/rules/pool.ts';
import {
  ruleText,
  soundSettings,
  type MatchSettings,
  type RuleId,
} from '#src/features/matching/rules/settings.ts';

/** A single change that would serve somebody without a pair. */
export interface ServingChange {
  readonly kind: 'place' | 'rule' | 'slot' | 'admission';
  /** Whom the mentee would then have. */
  readonly mentorId: string;
  readonly rule: RuleId | null;
  /** «вт днём после уроков». */
  readonly slot: string;
  /** «Добавить место у …». */
  readonly words: string;
  /** How much the total of the draft changes; less is better. */
  readonly totalChange: number;
}

export interface Unmatched {
  readonly menteeId: string;
  /** What stands in the way, a sentence. */
  readonly why: string;
  /** Rules that keep mentors away, with the number of mentors, the most first. */
  readonly blockedBy: readonly { readonly rule: RuleId; readonly mentors: number }[];
  /** Mentors whom the rules let through, with or without a free place. */
  readonly allowed: number;
  /** At most three, the cheapest first. */
  readonly changes: readonly ServingChange[];
}

const MOST_CHANGES = 3;
/** Changes of one kind that are tried; the cheapest by their own cost first. */
const TRIED = 4;

interface Trial {
  readonly kind: ServingChange['kind'];
  readonly mentor: number;
  readonly cost: number;
  readonly rule: RuleId | null;
  readonly slot: string;
  readonly words: string;
}

/** What keeps each mentor from a mentee. */
function countBlocks(
  input: MatchInput,
  settings: MatchSettings,
  pairAt: Pool['pairAt'],
  mentee: number,
  bans: Marks['bans'],
) {
  const on = bitsOfRules(settings.rules);
  const menteeId = input.mentees[mentee]?.personId;
  const bannedIds = new Set(bans.filter((ban) => ban.menteeId === menteeId).map(({ mentorId }) => mentorId));
  const counts = new Map<RuleId, number>();
  /** Mentors kept away by one rule alone. */
  const alone: { mentor: number; rule: RuleId }[] = [];
  let [allowed, banned] = [0, 0];
  for (let mentor = 0; mentor < input.mentors.length; mentor += 1) {
    if (bannedIds.has(input.mentors[mentor]?.personId ?? '')) {
      banned += 1;
      continue;
    }
    const rules = rulesOfBits(brokenBits(pairAt(mentee, mentor), settings, input) & on);
    if (rules.length === 0) allowed += 1;
    for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    const [only] = rules;
    if (rules.length === 1 && only !== undefined) alone.push({ mentor, rule: only });
  }
  const blockedBy = [...counts]
    .map(([rule, mentors]) => ({ rule, mentors }))
    .toSorted((a, b) => b.mentors - a.mentors);
  return { blockedBy, alone, allowed, banned };
}

/** The problem with one candidate more. */
function withArc(problem: Problem, row: number, mentor: number, cost: number): Problem {
  const at = problem.offsets[row + 1] ?? 0;
  const offsets = problem.offsets.map((offset, index) => (index > row ? offset + 1 : offset));
  const mentors = new Uint32Array(problem.mentors.length + 1);
  const costs = new Int32Array(problem.costs.length + 1);
  mentors.set(problem.mentors.subarray(0, at));
  costs.set(problem.costs.subarray(0, at));
  mentors[at] = mentor;
  costs[at] = cost;
  mentors.set(problem.mentors.subarray(at), at + 1);
  costs.set(problem.costs.subarray(at), at + 1);
  return { ...problem, offsets, mentors, costs };
}

function surname(name: string): string {
  const [family = '', ...rest] = name.split(' ');
  return [family, ...rest.map((part) => `${part.charAt(0)}.`)].join(' ');
}

/** Trials by what they would change, the cheapest of each kind first. */
function listTrials(
  input: MatchInput,
  settings: MatchSettings,
  pool: Pool,
  row: number,
  mentee: number,
  alone: readonly { readonly mentor: number; readonly rule: RuleId }[],
): Trial[] {
  const { problem, pairAt } = pool;
  const trials: Trial[] = [];
  for (let at = problem.offsets[row] ?? 0; at < (problem.offsets[row + 1] ?? 0); at += 1) {
    const mentor = problem.mentors[at] ?? 0;
    const facts = input.mentors[mentor];
    if (facts === undefined) continue;
    const load = facts.taken + (problem.capacities[mentor] ?? 0);
    trials.push({
      kind: 'place',
      mentor,
      cost: (problem.costs[at] ?? 0) + placeCost(load, settings.weights),
      rule: null,
      slot: '',
      words: `Ещё одно место у наставника: ${surname(facts.name)} берёт ${plural(facts.limit, 'наставляемого', 'наставляемых', 'наставляемых')}, нужно на одного больше.`,
    });
  }
  for (const { mentor, rule } of alone) {
    const facts = input.mentors[mentor];
    if (facts === undefined || ruleText(rule).isLaw) continue;
    const pair = pairAt(mentee, mentor);
    const cost = costOfScore(scoreOf(pair, settings.weights));
    if (rule === 'time' && pair.overlap !== null && pair.overlap + 1 >= settings.minimumOverlap) {
      const slot = timeSlots.find(
        ({ value }) => facts.times.includes(value) && !pair.mentee.times.includes(value),
      );
      if (slot !== undefined) {
        trials.push({
          kind: 'slot',
          mentor,
          cost,
          rule,
          slot: slot.value,
          words: `Ещё одно время: ${formatTimes([slot.value])} – тогда подойдёт наставник ${surname(facts.name)}.`,
        });
      }
      continue;
    }
    if (rule === 'admission') {
      trials.push({
        kind: 'admission',
        mentor,
        cost,
        rule,
        slot: '',
        words: `Допустить наставника: ${surname(facts.name)}${facts.lacking.length === 0 ? '' : ` (не хватает: ${facts.lacking.join(', ').toLocaleLowerCase('ru')})`}.`,
      });
      continue;
    }
    trials.push({
      kind: 'rule',
      mentor,
      cost,
      rule,
      slot: '',
      words: `Снять условие «${ruleText(rule).title}» – тогда подойдёт наставник ${surname(facts.name)}.`,
    });
  }
  const kinds = ['place', 'rule', 'slot', 'admission'] as const;
  return kinds.flatMap((kind) =>
    trials
      .filter((trial) => trial.kind === kind)
      .toSorted((a, b) => a.cost - b.cost || a.mentor - b.mentor)
      .slice(0, TRIED),
  );
}

function whyOf({ allowed, banned, blockedBy }: ReturnType<typeof countBlocks>, mentors: number): string {
  const excluded = banned === 0 ? '' : ` Исключены вами: ${banned}.`;
  if (allowed > 0) {
    return `Подходящих наставников – ${allowed}, но все места у них заняты теми, кому они нужнее.${excluded}`;
  }
  if (banned === mentors) return `Не подходит никто.${excluded}`;
  const whole = blockedBy.filter((one) => one.mentors === mentors - banned);
  if (whole.length > 0) {
    return `Не подходит никто: у всех наставников одно и то же – ${whole.map(({ rule }) => ruleText(rule).blocked).join('; ')}.${excluded}`;
  }
  const most = blockedBy
    .slice(0, 3)
    .map(({ rule, mentors: count }) => `${ruleText(rule).blocked} – ${count}`);
  return `Не подходит никто из ${mentors}: ${most.join('; ')}.${excluded}`;
}

/** Why mentees of a draft have no pair, by id; looks at each mentor once and solves nothing. */
export function tellWhyUnmatched(
  input: MatchInput,
  given: MatchSettings,
  { bans }: Pick<Marks, 'bans'>,
  menteeIds: readonly string[],
): ReadonlyMap<string, string> {
  const settings = soundSettings(given);
  const pairAt = createPairs(input);
  const menteeAt = new Map(input.mentees.map(({ personId }, at) => [personId, at]));
  return new Map(
    menteeIds.flatMap((menteeId) => {
      const mentee = menteeAt.get(menteeId);
      if (mentee === undefined) return [];
      const counted = countBlocks(input, settings, pairAt, mentee, bans);
      return [[menteeId, whyOf(counted, input.mentors.length)] as const];
    }),
  );
}

/**
 * Why mentees of a draft have no pair, and the single changes that would serve them. A place more is
 * kept for the mentee; with any other change the draft is solved anew, and only what then serves the mentee is told, with what it
 * does to the total, which is `total` now.
 */
export function explainUnmatched(
  input: MatchInput,
  given: MatchSettings,
  pool: Pool,
  menteeIds: readonly string[],
  bans: Marks['bans'],
  total: number,
): Unmatched[] {
  const settings = soundSettings(given);
  return menteeIds.flatMap((menteeId): Unmatched[] => {
    const mentee = input.mentees.findIndex(({ personId }) => personId === menteeId);
    const row = pool.menteeOfRow.indexOf(mentee);
    if (row < 0) return [];
    const counted = countBlocks(input, settings, pool.pairAt, mentee, bans);
    const { blockedBy, alone, allowed } = counted;
    const trials = listTrials(input, settings, pool, row, mentee, alone);
    const changes = trials.flatMap((trial): ServingChange[] => {
      const told = {
        kind: trial.kind,
        mentorId: input.mentors[trial.mentor]?.personId ?? '',
        rule: trial.rule,
        slot: trial.slot,
        words: trial.words,
      };
      // A place more that is kept for this mentee moves nobody else.
      if (trial.kind === 'place') {
        return [{ ...told, totalChange: trial.cost - (pool.problem.unmatchedCosts[row] ?? 0) }];
      }
      const { solution } = solveFor(withArc(pool.problem, row, trial.mentor, trial.cost), settings.aim);
      return (solution.mentorOf[row] ?? -1) < 0 ? [] : [{ ...told, totalChange: solution.totalCost - total }];
    });
    const best = changes.toSorted((a, b) => a.totalChange - b.totalChange).slice(0, MOST_CHANGES);
    return [{ menteeId, why: whyOf(counted, input.mentors.length), blockedBy, allowed, changes: best }];
  });
}
