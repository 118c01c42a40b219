import { plural } from '#src/lib/russian/plural.ts';
import { solveFor, type AimedSolution } from '#src/lib/assignment/aims.ts';
import { costsOfNewPairs, placeGains, withCandidates } from '#src/lib/assignment/changes.ts';
import { UNMATCHED, type Problem } from '#src/lib/assignment/model.ts';
import { formatTimes, timeSlots, type TimeSlot } from '#src/features/banks/rules/times.ts';
import { costOfScore, placeCost } from '#src/features/matching/rules/costs.ts';
import { scoreOf } from '#src/features/matching/rules/criteria.ts';
import type { MatchInput, MentorFacts } from '#src/features/matching/rules/facts.ts';
import { bitsOfRules, brokenBits, rulesOfBits } from '#src/features/matching/rules/hard.ts';
import type { PairFacts } from '#src/features/matching/rules/pair.ts';
import { placesOf, type Marks } from '#src/features/matching/rules/pool.ts';
import { priceOf, type SolvedPool } from '#src/features/matching/rules/propose.ts';
import { ruleText, type MatchSettings, type RuleId } from '#src/features/matching/rules/settings.ts';

/** A single change that would serve somebody without a pair. */
export interface ServingChange {
  readonly kind: 'place' | 'rule' | 'slot' | 'admission' | 'group';
  /** Whose place, time, admission or pair it is. */
  readonly atId: string;
  /** Whom the mentee would then have: somebody else where one makes room for another. */
  readonly mentorId: string;
  readonly rule: RuleId | null;
  /** «2-after», for a slot. */
  readonly slot: string;
  readonly words: string;
  /** The change alone would serve somebody else first: it has to be kept for the mentee by a pin. */
  readonly isKept: boolean;
  /** How much the total of the draft changes; less is better. */
  readonly totalChange: number;
}

const MOST_CHANGES = 3;
/** Changes that are tried by solving anew, those that promise most first. */
const TRIED = 8;
/** Of each kind, where nothing can be read off the prices: groups with a least size. */
const TRIED_BLINDLY = 4;

interface Trial extends Pick<ServingChange, 'kind' | 'rule' | 'slot' | 'words'> {
  readonly mentor: number;
  /** By how much the total would change, as the prices say; below 0 the mentee is served. */
  readonly promise: number;
  /** The draft's problem after the change. */
  readonly problem: () => Problem;
  /** What the total changes by when the change is kept for the mentee; null: then it is no use. */
  readonly kept: number | null;
}

interface Asked {
  readonly input: MatchInput;
  readonly settings: MatchSettings;
  readonly solved: SolvedPool;
  readonly bans: Marks['bans'];
  readonly row: number;
  readonly mentee: number;
}

function surname(name: string): string {
  const [family = '', ...rest] = name.split(' ');
  return [family, ...rest.map((part) => `${part.charAt(0)}.`)].join(' ');
}
const people = (count: number) => plural(count, 'человека', 'человек', 'человек');
const mentees = (count: number) => plural(count, 'наставляемого', 'наставляемых', 'наставляемых');
const cheapest = (a: ServingChange, b: ServingChange) => a.totalChange - b.totalChange;
/** A sentence ends with one stop, whatever its last word ends with. */
const stop = (words: string) => `${words.replace(/\.$/u, '')}.`;

/** A draft by whose prices changes are judged: «nobody badly served» leaves pairs out of its own, so that there the most served is asked. */
function pricedFor({ settings, solved, row }: Asked): { problem: Problem; aimed: AimedSolution } | null {
  if (solved.pool.problem.minimums !== undefined) return null;
  const aimed = settings.aim === 'worst' ? solveFor(solved.pool.problem, 'served') : solved.aimed;
  if (aimed.solution.mentorOf[row] !== UNMATCHED) return null;
  return { problem: priceOf(solved.pool, aimed), aimed };
}

/**
 * The single changes that would serve a mentee without a pair, the cheapest first, at most three. Each is tried: the draft is solved
 * again with all that it would bring everybody. Those that would serve somebody else first come last, to be kept for the mentee.
 */
export function listServingChanges(asked: Asked): ServingChange[] {
  const { input, settings, solved, row } = asked;
  const trials = [...listPlaces(asked), ...listPairs(asked), ...listGroups(asked)].toSorted(
    (a, b) => a.promise - b.promise || a.mentor - b.mentor,
  );
  const [alone, kept]: [ServingChange[], ServingChange[]] = [[], []];
  for (const trial of trials.filter(({ promise }) => promise < 0).slice(0, TRIED)) {
    if (alone.length === MOST_CHANGES) break;
    const { solution } = solveFor(trial.problem(), settings.aim);
    const served = solution.mentorOf[row] ?? UNMATCHED;
    const { kind, rule, slot, words } = trial;
    const atId = input.mentors[trial.mentor]?.personId ?? '';
    const told = { kind, rule, slot, atId };
    const then = input.mentors[served];
    if (then !== undefined) {
      const totalChange = solution.totalCost - solved.aimed.solution.totalCost;
      const whom = served === trial.mentor ? '' : `; наставником станет ${surname(then.name)}`;
      const mentorId = then.personId;
      alone.push({ ...told, mentorId, isKept: false, totalChange, words: stop(`${words}${whom}`) });
    } else if (trial.kept !== null) {
      const last = 'Закрепите эту пару: без отметки место достанется другому.';
      kept.push({
        ...told,
        mentorId: atId,
        isKept: true,
        totalChange: trial.kept,
        words: `${stop(words)} ${last}`,
      });
    }
  }
  return [...alone.toSorted(cheapest), ...kept.toSorted(cheapest)].slice(0, MOST_CHANGES);
}

/** One place more, with a candidate of the mentee or with anybody through whom somebody makes room. */
function listPlaces(asked: Asked): Trial[] {
  const { input, settings, solved, row } = asked;
  const { problem } = solved.pool;
  const priced = pricedFor(asked);
  const promises = new Map<number, number>();
  const own = new Map<number, number>();
  const out = problem.unmatchedCosts[row] ?? 0;
  for (let at = problem.offsets[row] ?? 0; at < (problem.offsets[row + 1] ?? 0); at += 1) {
    const mentor = problem.mentors[at] ?? 0;
    const facts = input.mentors[mentor];
    if (facts === undefined || hasRoom(asked, mentor)) continue;
    const load = facts.taken + placesOf(facts, settings);
    // A place that is kept for the mentee moves nobody else.
    const cost = (problem.costs[at] ?? 0) + placeCost(load, settings.weights) - out;
    own.set(mentor, cost);
    promises.set(mentor, cost);
  }
  if (priced === null) {
    const first = [...promises].toSorted((a, b) => a[1] - b[1]).slice(0, TRIED_BLINDLY);
    return first.map(([mentor, promise]) => placeTrial(asked, mentor, promise, own.get(mentor) ?? null));
  }
  const penalty = priced.aimed.proof.penalty;
  for (const [mentor, cost] of promises) promises.set(mentor, cost - penalty);
  const gains = placeGains(priced.problem, priced.aimed.solution, row).filter(({ serves }) => serves);
  for (const { mentor, gain } of gains) {
    promises.set(mentor, Math.min(-gain, promises.get(mentor) ?? Number.POSITIVE_INFINITY));
  }
  return [...promises].map(([mentor, promise]) =>
    placeTrial(asked, mentor, promise, own.get(mentor) ?? null),
  );
}

/** Whether the draft leaves the mentor a place. */
function hasRoom({ solved }: Asked, mentor: number): boolean {
  const { mentorOf } = solved.aimed.solution;
  const load = mentorOf.reduce((sum, one) => sum + (one === mentor ? 1 : 0), 0);
  return load < (solved.pool.problem.capacities[mentor] ?? 0);
}

function placeTrial(
  { input, settings, solved }: Asked,
  mentor: number,
  promise: number,
  kept: number | null,
) {
  const facts = input.mentors[mentor];
  const [name, limit] = [surname(facts?.name ?? ''), facts?.limit ?? 0];
  const all = (facts?.taken ?? 0) + (facts === undefined ? 0 : placesOf(facts, settings));
  const words =
    all < limit
      ? `Ещё одно место у наставника: ${name} берёт ${mentees(limit)}, а в условиях подбора у одного наставника не больше ${all}`
      : `Ещё одно место у наставника: ${name} берёт ${mentees(limit)}, нужно на одного больше`;
  const problem = () => {
    const capacities = solved.pool.problem.capacities.slice();
    capacities[mentor] = (capacities[mentor] ?? 0) + 1;
    return { ...solved.pool.problem, capacities };
  };
  return { kind: 'place', mentor, promise, kept, rule: null, slot: '', words, problem } satisfies Trial;
}

/** A pair that one rule keeps apart, and how it would come about. */
type NewPair = Pick<Trial, 'kind' | 'mentor' | 'rule' | 'slot' | 'words'> & { readonly cost: number };

/** Mentors who are kept away by one rule that can be lifted, by time, or by their admission. */
function listPairs(asked: Asked): Trial[] {
  const { input, settings, solved, row, mentee, bans } = asked;
  const { problem, pairAt } = solved.pool;
  const on = bitsOfRules(settings.rules);
  const menteeId = input.mentees[mentee]?.personId;
  const banned = new Set(bans.filter((ban) => ban.menteeId === menteeId).map(({ mentorId }) => mentorId));
  const pairs = input.mentors.flatMap((facts, mentor): NewPair[] => {
    if (banned.has(facts.personId) || (problem.capacities[mentor] ?? 0) === 0) return [];
    const pair = pairAt(mentee, mentor);
    const rules = rulesOfBits(brokenBits(pair, settings, input) & on);
    const [rule] = rules;
    if (rule === undefined || rules.some((one) => ruleText(one).isLaw)) return [];
    const name = surname(facts.name);
    if (rules.includes('time')) {
      const slot = timeSlots.find((one) => facts.times.includes(one.value) && !isFree(pair, one.value));
      const then = slot === undefined ? null : withSlot(pair, slot.value);
      if (slot !== undefined && then !== null && (brokenBits(then, settings, input) & on) === 0) {
        const words = `Ещё одно время: ${formatTimes([slot.value])} – тогда подойдёт наставник ${name}`;
        return [{ kind: 'slot', mentor, cost: costOfPair(then, settings), rule, slot: slot.value, words }];
      }
    }
    if (rules.length > 1) return [];
    const cost = costOfPair(pair, settings);
    return rule === 'admission'
      ? [{ kind: 'admission', mentor, cost, rule, slot: '', words: admissionWords(facts) }]
      : [
          {
            kind: 'rule',
            mentor,
            cost,
            rule,
            slot: '',
            words: `Снять для этой пары условие «${ruleText(rule).title}»: закрепить её с предупреждением, наставник – ${name}`,
          },
        ];
  });
  const priced = pricedFor(asked);
  const out = problem.unmatchedCosts[row] ?? 0;
  const promises =
    priced === null
      ? pairs.map(({ cost }) => cost - out)
      : costsOfNewPairs(priced.problem, priced.aimed.solution, row, pairs);
  const trials = pairs.map(({ cost, ...pair }, index): Trial => {
    const promise = promises[index] ?? Number.POSITIVE_INFINITY;
    const penalty = priced?.aimed.proof.penalty ?? 0;
    return {
      ...pair,
      promise,
      kept: pair.kind === 'admission' ? promise + (promise < -penalty / 2 ? penalty : 0) : null,
      problem: () =>
        pair.kind === 'admission'
          ? withAdmitted(asked, pair.mentor)
          : withCandidates(problem, row, [{ mentor: pair.mentor, cost }]),
    };
  });
  if (priced !== null) return trials;
  return (['rule', 'slot', 'admission'] as const).flatMap((kind) =>
    trials
      .filter((trial) => trial.kind === kind)
      .toSorted((a, b) => a.promise - b.promise)
      .slice(0, TRIED_BLINDLY),
  );
}

const isFree = ({ mentee }: PairFacts, slot: TimeSlot) => mentee.times.includes(slot);
const costOfPair = (pair: PairFacts, { weights }: MatchSettings) => costOfScore(scoreOf(pair, weights));

function withSlot(pair: PairFacts, slot: TimeSlot): PairFacts {
  const mentee = { ...pair.mentee, times: [...pair.mentee.times, slot] };
  return { ...pair, mentee, overlap: (pair.overlap ?? 0) + 1 };
}

function admissionWords({ name, lacking }: MentorFacts): string {
  const what = lacking.join(', ').toLocaleLowerCase('ru');
  return `Допустить наставника: ${surname(name)}${what === '' ? '' : ` (не хватает: ${what})`}`;
}

/** The problem with a mentor who is admitted: a candidate of everybody whom nothing else keeps away. */
function withAdmitted({ input, settings, solved, bans }: Asked, mentor: number): Problem {
  const { menteeOfRow, pairAt } = solved.pool;
  const on = bitsOfRules({ ...settings.rules, admission: false });
  const facts = input.mentors[mentor];
  const banned = new Set(bans.flatMap((ban) => (ban.mentorId === facts?.personId ? [ban.menteeId] : [])));
  let { problem } = solved.pool;
  for (const [row, mentee] of menteeOfRow.entries()) {
    const pair = pairAt(mentee, mentor);
    if (banned.has(pair.mentee.personId) || (brokenBits(pair, settings, input) & on) !== 0) continue;
    problem = withCandidates(problem, row, [{ mentor, cost: costOfPair(pair, settings) }]);
  }
  return problem;
}

/** A smaller least size of groups: when the groups that would then form have the mentee in one. */
function listGroups({ input, solved, settings, row }: Asked): Trial[] {
  const { problem } = solved.pool;
  const { minimums } = problem;
  if (minimums === undefined) return [];
  const { minimums: _, ...free } = problem;
  const { mentorOf } = solveFor(free, settings.aim).solution;
  const mentor = mentorOf[row] ?? UNMATCHED;
  if (mentor === UNMATCHED) return [];
  const size = mentorOf.reduce((sum, one) => sum + (one === mentor ? 1 : 0), 0);
  const least = minimums[mentor] ?? 0;
  if (size >= least) return [];
  const name = surname(input.mentors[mentor]?.name ?? '');
  const words = `Уменьшить группу: сейчас не меньше ${people(least)}, набирается ${size} (наставник ${name})`;
  const smaller = () => ({ ...problem, minimums: minimums.map((one) => Math.min(one, size)) });
  return [{ kind: 'group', mentor, promise: -1, kept: null, rule: null, slot: '', words, problem: smaller }];
}
