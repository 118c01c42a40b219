import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { bitsOfRules, brokenBits, rulesOfBits } from '#src/features/matching/rules/hard.ts';
import { createPairs } from '#src/features/matching/rules/pair.ts';
import { placesOf, type Marks, type PairKey, type Pool } from '#src/features/matching/rules/pool.ts';
import type { SolvedPool } from '#src/features/matching/rules/propose.ts';
import { listServingChanges, type ServingChange } from '#src/features/matching/rules/serving.ts';
import {
  ruleText,
  soundSettings,
  type MatchSettings,
  type RuleId,
} from '#src/features/matching/rules/settings.ts';

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

/** What keeps each mentor from a mentee. @param loads mentees whom each mentor has in the draft, by person */
function countBlocks(
  input: MatchInput,
  settings: MatchSettings,
  pairAt: Pool['pairAt'],
  mentee: number,
  bans: Marks['bans'],
  loads: ReadonlyMap<string, number>,
) {
  const on = bitsOfRules(settings.rules);
  const menteeId = input.mentees[mentee]?.personId;
  const bannedIds = new Set(bans.filter((ban) => ban.menteeId === menteeId).map(({ mentorId }) => mentorId));
  const counts = new Map<RuleId, number>();
  let [allowed, free, banned] = [0, 0, 0];
  for (const [mentor, facts] of input.mentors.entries()) {
    if (bannedIds.has(facts.personId)) {
      banned += 1;
      continue;
    }
    const rules = rulesOfBits(brokenBits(pairAt(mentee, mentor), settings, input) & on);
    for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    if (rules.length > 0) continue;
    allowed += 1;
    if (placesOf(facts, settings) > (loads.get(facts.personId) ?? 0)) free += 1;
  }
  const blockedBy = [...counts]
    .map(([rule, mentors]) => ({ rule, mentors }))
    .toSorted((a, b) => b.mentors - a.mentors);
  return { blockedBy, allowed, free, banned };
}

/** Why nobody is left of those whom the rules let through. */
function whyNoPlace(free: number, { forms }: MatchSettings): string {
  if (free === 0) return 'но свободных мест у них нет: с теми, кто их занял, общий результат лучше';
  return forms.some(({ isGroup, groupMinimum }) => isGroup && groupMinimum > 1)
    ? 'места у них есть, но группа не набралась: она не может быть меньше, чем указано в условиях'
    : 'места у них есть, но при этих весах и цели такая пара ухудшила бы общую сумму';
}

function whyOf(
  { allowed, free, banned, blockedBy }: ReturnType<typeof countBlocks>,
  mentors: number,
  settings: MatchSettings,
): string {
  const excluded = banned === 0 ? '' : ` Исключены вами: ${banned}.`;
  if (allowed > 0) return `Подходящих наставников – ${allowed}, ${whyNoPlace(free, settings)}.${excluded}`;
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

/** Why mentees have no pair in a draft with these pairs, by id; looks at each mentor once and solves nothing. */
export function tellWhyUnmatched(
  input: MatchInput,
  given: MatchSettings,
  { bans }: Pick<Marks, 'bans'>,
  pairs: readonly Pick<PairKey, 'mentorId'>[],
  menteeIds: readonly string[],
): ReadonlyMap<string, string> {
  const settings = soundSettings(given);
  const pairAt = createPairs(input);
  const loads = countLoads(pairs);
  const menteeAt = new Map(input.mentees.map(({ personId }, at) => [personId, at]));
  return new Map(
    menteeIds.flatMap((menteeId) => {
      const mentee = menteeAt.get(menteeId);
      if (mentee === undefined) return [];
      const counted = countBlocks(input, settings, pairAt, mentee, bans, loads);
      return [[menteeId, whyOf(counted, input.mentors.length, settings)] as const];
    }),
  );
}

function countLoads(pairs: readonly Pick<PairKey, 'mentorId'>[]): Map<string, number> {
  const loads = new Map<string, number>();
  for (const { mentorId } of pairs) loads.set(mentorId, (loads.get(mentorId) ?? 0) + 1);
  return loads;
}

/**
 * Why mentees of a draft have no pair, and the single changes that would serve them: see `listServingChanges`. Takes the draft as
 * `solvePool` answers it.
 */
export function explainUnmatched(
  input: MatchInput,
  given: MatchSettings,
  solved: SolvedPool,
  menteeIds: readonly string[],
  bans: Marks['bans'],
): Unmatched[] {
  const settings = soundSettings(given);
  const { menteeOfRow, pinned, pairAt } = solved.pool;
  const taken = [...pinned.map(({ mentor }) => mentor), ...solved.aimed.solution.mentorOf];
  const loads = countLoads(
    taken.flatMap((mentor) => {
      const mentorId = input.mentors[mentor]?.personId;
      return mentorId === undefined ? [] : [{ mentorId }];
    }),
  );
  return menteeIds.flatMap((menteeId): Unmatched[] => {
    const mentee = input.mentees.findIndex(({ personId }) => personId === menteeId);
    const row = menteeOfRow.indexOf(mentee);
    if (row < 0) return [];
    const counted = countBlocks(input, settings, pairAt, mentee, bans, loads);
    const { blockedBy, allowed } = counted;
    const why = whyOf(counted, input.mentors.length, settings);
    const changes = listServingChanges({ input, settings, solved, bans, row, mentee });
    return [{ menteeId, why, blockedBy, allowed, changes }];
  });
}
