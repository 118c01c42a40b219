import { plural } from '#src/lib/russian/plural.ts';
import { formatTimes } from '#src/features/banks/rules/times.ts';
import {
  CRITERION_IDS,
  type CriterionId,
  type MatchSettings,
} from '#src/features/matching/rules/settings.ts';
import { commonSlots, type PairFacts } from '#src/features/matching/rules/pair.ts';
import { stemsOf } from '#src/features/matching/rules/nearness.ts';

/** What is neither for a pair nor against it: somebody did not say. */
export const UNKNOWN = 0.6;

/** A reason in words, for the sentence about a pair; null when the criterion has nothing to say. */
export interface Reason {
  readonly isFor: boolean;
  /** A clause without a capital and a stop: «оба свободны во вторник днём». */
  readonly words: string;
}

export interface Criterion {
  /** From 0 to 1. */
  readonly score: (pair: PairFacts) => number;
  readonly reason: (pair: PairFacts, score: number) => Reason | null;
}

const inFavour = (words: string): Reason => ({ isFor: true, words });
const against = (words: string): Reason => ({ isFor: false, words });
const quoted = (words: readonly string[]) => words.map((word) => `«${word}»`).join(', ');

/** The best competence for a word, and how near it is. */
function bestFor(pair: PairFacts, word: string, among: readonly string[]): { near: number; word: string } {
  let best = { near: 0, word: '' };
  for (const other of among) {
    const near = pair.nearness(word, other);
    if (near > best.near) best = { near, word: other };
  }
  return best;
}

function textSays(text: string, word: string): boolean {
  const stems = stemsOf(word);
  if (stems.length === 0) return false;
  const own = stemsOf(text);
  return stems.every((stem) => own.some((one) => one.startsWith(stem) || stem.startsWith(one)));
}

/** A mentor who named no strength at all meets any request a little. */
export const NAMELESS = 0.25;

/** The first word counts most: it is what was thought of first. */
const request: Criterion = {
  score: (pair) => {
    const wants = pair.mentee.tags;
    const { competences, posts } = pair.mentor;
    const known = [...competences, ...posts];
    if (known.length === 0) return NAMELESS;
    if (wants.length === 0) {
      return known.some((word) => textSays(pair.mentee.mainRequest, word)) ? 0.9 : 0.3;
    }
    let sum = 0;
    let most = 0;
    for (const [index, want] of wants.entries()) {
      const weight = index === 0 ? 2 : 1;
      sum += weight * bestFor(pair, want, known).near;
      most += weight;
    }
    return sum / most;
  },
  reason: (pair, score) => {
    const wants = pair.mentee.tags;
    const known = [...pair.mentor.competences, ...pair.mentor.posts];
    if (wants.length === 0) {
      const said = known.filter((word) => textSays(pair.mentee.mainRequest, word));
      return said.length === 0
        ? null
        : inFavour(`в запросе – сильная сторона наставника: ${quoted(said.slice(0, 2))}`);
    }
    const met = wants.map((want) => ({ want, ...bestFor(pair, want, known) }));
    const same = met.filter(({ near }) => near === 1).map(({ want }) => want);
    const close = met.filter(({ near }) => near > 0 && near < 1);
    if (same.length > 0) {
      return inFavour(
        same.length === 1
          ? `запрос ${quoted(same)} – сильная сторона наставника`
          : `запросы ${quoted(same.slice(0, 3))} – сильные стороны наставника`,
      );
    }
    const [first] = close;
    if (first !== undefined && score > 0) {
      return inFavour(`к запросу «${first.want}» близко то, в чём наставник силён: «${first.word}»`);
    }
    const named = wants.slice(0, 2);
    return against(
      `с ${named.length === 1 ? 'запросом' : 'запросами'} ${quoted(named)} сильные стороны наставника не совпадают`,
    );
  },
};

/** Named by nobody: five names are few, and say little of the rest. */
const UNNAMED = 0.35;
const RANKS = 5;
const rankScore = (rank: number | null) => (rank === null ? 0 : (RANKS + 1 - Math.min(rank, RANKS)) / RANKS);

/** «вторым»: the place at which somebody was named. */
const ordinal = (rank: number) =>
  ['первым', 'вторым', 'третьим', 'четвёртым', 'пятым'][rank - 1] ?? `${rank}-м`;

/** The mentee's word weighs a little more: it is for them. Named by both is the best that can be. */
const wishes: Criterion = {
  score: ({ links, areWishesAsked }) => {
    if (!areWishesAsked) return UNKNOWN;
    const [a, b] = [rankScore(links.menteeRank), rankScore(links.mentorRank)];
    if (a > 0 && b > 0) return 0.6 + 0.25 * a + 0.15 * b;
    return UNNAMED + 0.3 * a + 0.25 * b;
  },
  reason: ({ links }) => {
    const { menteeRank, mentorRank } = links;
    if (menteeRank !== null && mentorRank !== null) {
      return inFavour(
        menteeRank === 1 && mentorRank === 1
          ? 'оба назвали друг друга первыми'
          : `оба назвали друг друга: наставляемый наставника – ${ordinal(menteeRank)}, наставник наставляемого – ${ordinal(mentorRank)}`,
      );
    }
    if (menteeRank !== null) {
      return inFavour(`наставляемый назвал этого наставника ${ordinal(menteeRank)}`);
    }
    if (mentorRank !== null) {
      return inFavour(`наставник назвал этого наставляемого ${ordinal(mentorRank)}`);
    }
    return null;
  },
};

/** Three common slots a week are as good as any more. */
const ENOUGH_SLOTS = 3;
const times: Criterion = {
  score: ({ overlap }) => (overlap === null ? UNKNOWN : Math.min(overlap, ENOUGH_SLOTS) / ENOUGH_SLOTS),
  reason: ({ overlap, mentee, mentor }) => {
    if (overlap === null) return null;
    const common = commonSlots(mentee.times, mentor.times);
    if (common.length === 0) return against('общего времени нет');
    return inFavour(
      common.length > ENOUGH_SLOTS
        ? `общего времени много: ${plural(common.length, 'промежуток', 'промежутка', 'промежутков')} недели`
        : `оба свободны: ${formatTimes(common)}`,
    );
  },
};

/** Each year beyond what the mentor wished takes a quarter. */
const wishedAge: Criterion = {
  score: ({ mentee, mentor }) => {
    if (mentee.age === null || (mentor.ageFrom === null && mentor.ageTo === null)) return UNKNOWN;
    const under = mentor.ageFrom === null ? 0 : Math.max(0, mentor.ageFrom - mentee.age);
    const over = mentor.ageTo === null ? 0 : Math.max(0, mentee.age - mentor.ageTo);
    return Math.max(0, 1 - (under + over) / 4);
  },
  reason: ({ mentee, mentor }, score) => {
    if (mentee.age === null || (mentor.ageFrom === null && mentor.ageTo === null)) return null;
    if (score === 1)
      return inFavour(`возраст (${plural(mentee.age, 'год', 'года', 'лет')}) такой, как хотел наставник`);
    const isYounger = mentor.ageFrom !== null && mentee.age < mentor.ageFrom;
    return against(
      `наставник хотел кого-то ${isYounger ? 'постарше' : 'помладше'}: наставляемому ${plural(mentee.age, 'год', 'года', 'лет')}`,
    );
  },
};

function commonInterests(pair: PairFacts): string[] {
  return pair.mentor.interests.filter((interest) =>
    [...pair.mentee.interests, ...pair.mentee.tags].some((own) => pair.nearness(interest, own) >= 0.8),
  );
}
/** Two things in common are enough to talk about. */
const ENOUGH_INTERESTS = 2;
const interests: Criterion = {
  score: (pair) => {
    if (pair.mentor.interests.length === 0 || pair.mentee.interests.length + pair.mentee.tags.length === 0) {
      return UNKNOWN;
    }
    const common = commonInterests(pair).length;
    return common === 0 ? 0.25 : Math.min(1, UNKNOWN + common / (2 * ENOUGH_INTERESTS));
  },
  reason: (pair) => {
    const common = commonInterests(pair);
    if (common.length === 0) return null;
    return inFavour(
      `${common.length === 1 ? 'общий интерес' : 'общие интересы'}: ${common.slice(0, 3).join(', ')}`,
    );
  },
};

const PLACE_SCORES: Readonly<Record<string, number>> = { school: 1, partner: 0.8, distance: 0.6 };
const place: Criterion = {
  score: ({ mentee, mentor }) => {
    if (mentee.places.length === 0 || mentor.places.length === 0) return UNKNOWN;
    const common = mentee.places.filter((one) => mentor.places.includes(one));
    return Math.max(0, ...common.map((one) => PLACE_SCORES[one] ?? 0));
  },
  reason: ({ mentee, mentor }) => {
    if (mentee.places.length === 0 || mentor.places.length === 0) return null;
    const common = mentee.places.filter((one) => mentor.places.includes(one));
    if (common.length === 0) return against('общего места встреч нет');
    return common.includes('school') || common.includes('partner')
      ? null
      : against('встречаться придётся на расстоянии');
  },
};

/** An earlier pair counts most; without one, whoever has brought mentorships to their aim before. */
const history: Criterion = {
  score: ({ links, mentor }) => {
    if (links.wasBad) return 0;
    if (links.wasGood) return 1;
    return mentor.finished > 0 ? 0.8 : UNKNOWN;
  },
  reason: ({ links, mentor }) => {
    if (links.wasBad) return against('раньше эта пара закончила работу досрочно');
    if (links.wasGood) return inFavour('раньше эта пара уже работала и дошла до конца');
    if (mentor.finished === 0) return null;
    return inFavour(
      `у наставника уже есть ${plural(mentor.finished, 'завершённая пара', 'завершённые пары', 'завершённых пар')}`,
    );
  },
};

export const criteria: Readonly<Record<CriterionId, Criterion>> = {
  request,
  wishes,
  times,
  wished_age: wishedAge,
  interests,
  place,
  history,
};

/** A criterion as it tells of one pair. */
export interface Told {
  readonly id: CriterionId;
  readonly score: number;
  readonly weight: number;
  readonly reason: Reason | null;
}

/** The weighted mean of all criteria, from 0 to 1. The weights must not all be zero. */
export function scoreOf(pair: PairFacts, weights: MatchSettings['weights']): number {
  let sum = 0;
  let most = 0;
  for (const id of CRITERION_IDS) {
    const weight = weights[id];
    if (weight === 0) continue;
    sum += weight * criteria[id].score(pair);
    most += weight;
  }
  return sum / most;
}

/** What each criterion that weighs anything has to say of a pair; what moves the score most, first. */
export function tellPair(pair: PairFacts, weights: MatchSettings['weights']): Told[] {
  return CRITERION_IDS.filter((id) => weights[id] > 0)
    .map((id): Told => {
      const score = criteria[id].score(pair);
      return { id, score, weight: weights[id], reason: criteria[id].reason(pair, score) };
    })
    .toSorted((a, b) => b.weight * Math.abs(b.score - UNKNOWN) - a.weight * Math.abs(a.score - UNKNOWN));
}
