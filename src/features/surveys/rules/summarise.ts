import {
  allItems,
  concerns,
  type Answers,
  type Item,
  type Moment,
  type SurveyModel,
} from '#src/features/surveys/rules/model.ts';
import {
  GROUP_FLOOR,
  keyOfGroup,
  PAIRS_FLOOR,
  pairsToLeaveOut,
  type AnswerPair,
  type Group,
} from '#src/features/surveys/rules/suppression.ts';

export interface AnswerRow extends Group {
  readonly answers: Answers;
}

/** One bar: what was answered and by how many. */
export interface Share {
  readonly key: string;
  readonly text: string;
  readonly count: number;
}

export interface ItemSummary {
  readonly item: Item;
  /** Who was asked the question at all (conditions left aside). */
  readonly asked: number;
  /** Who answered it. */
  readonly n: number;
  /** Two decimals are enough for any screen; null for what has no mean. */
  readonly mean: number | null;
  readonly shares: readonly Share[];
  /** Open answers, sorted by their words so that their order tells nothing. */
  readonly texts: readonly string[];
  /** Nothing but `asked` is told: fewer than five answered in an anonymous wave. */
  readonly isHidden: boolean;
}

/**
 * Distribution, mean and open answers, item by item, of the rows that a filter chose among those of the whole wave.
 * Rankings of people never come in.
 *
 * In an anonymous wave an item that fewer than five answered keeps its figures to itself, and with fewer than five answers
 * altogether every item does. Under a filter an item is shown only if in every group of the wave nobody or at least five
 * answered it: otherwise the few of one group would come out by subtracting two views.
 */
export function summarise(
  model: SurveyModel,
  rows: readonly AnswerRow[],
  {
    moment,
    isAnonymous,
    whole = rows,
  }: { readonly moment: Moment; readonly isAnonymous: boolean; readonly whole?: readonly AnswerRow[] },
): readonly ItemSummary[] {
  return allItems(model)
    .filter((item) => item.kind !== 'ranking')
    .map((item): ItemSummary => {
      const asked = rows.filter((row) => concerns(item, { ...row, moment })).length;
      const given = rows.flatMap(({ answers }) => {
        const answer = answers[item.id];
        return answer === undefined ? [] : [answer];
      });
      const n = given.length;
      if (isAnonymous && !mayShow(item, rows, whole))
        return { item, asked, n: 0, mean: null, shares: [], texts: [], isHidden: whole.length > 0 };
      return {
        item,
        asked,
        n,
        mean: meanOf(given.flatMap(numberOf(item))),
        shares: sharesOf(item, given),
        texts: textsOf(item, given),
        isHidden: false,
      };
    })
    .filter(({ asked, n, item }) => asked > 0 || n > 0 || concerns(item, { side: null, form: null, moment }));
}

function mayShow(item: Item, rows: readonly AnswerRow[], whole: readonly AnswerRow[]): boolean {
  const hasAnswer = ({ answers }: AnswerRow): boolean => answers[item.id] !== undefined;
  if (rows.filter(hasAnswer).length < GROUP_FLOOR) return false;
  if (rows.length === whole.length) return true;
  const byGroup = Map.groupBy(whole.filter(hasAnswer), keyOfGroup);
  return [...byGroup.values()].every((some) => some.length >= GROUP_FLOOR);
}

type Given = Answers[string];

/** Answers that have a number: «да» is 1 and «нет» 0, so that its mean is a share. */
function numberOf(item: Item): (answer: Given) => number[] {
  if (item.kind === 'yes_no') return (answer) => [answer === 'yes' ? 1 : 0];
  if (!['scale', 'level', 'number'].includes(item.kind)) return () => [];
  return (answer) => (typeof answer === 'number' ? [answer] : []);
}

function meanOf(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function sharesOf(item: Item, given: readonly Given[]): Share[] {
  const count = (key: string): number =>
    given.filter((answer) => (Array.isArray(answer) ? answer.includes(key) : String(answer) === key)).length;
  return scaleOf(item).map(({ key, text }) => ({ key, text, count: count(key) }));
}

/** The answers that an item offers, in their order; none for words, numbers and days. */
export function scaleOf(item: Item): readonly { readonly key: string; readonly text: string }[] {
  switch (item.kind) {
    case 'scale':
      return Array.from({ length: 10 }, (_, index) => ({ key: String(index + 1), text: String(index + 1) }));
    case 'level':
      return [0, 1, 2].map((value) => ({
        key: String(value),
        text: `${value}: ${item.ends?.[value] ?? ''}`,
      }));
    case 'yes_no':
      return [
        { key: 'yes', text: 'да' },
        { key: 'no', text: 'нет' },
      ];
    case 'single':
    case 'many':
      return item.options ?? [];
    default:
      return [];
  }
}

function textsOf(item: Item, given: readonly Given[]): string[] {
  if (!['short', 'long', 'date', 'number'].includes(item.kind)) return [];
  const texts = given.map(String);
  return item.kind === 'number'
    ? texts.toSorted((a, b) => Number(a) - Number(b))
    : texts.toSorted((a, b) => a.localeCompare(b, 'ru'));
}

export interface PairSummary {
  readonly pair: string;
  /** The wording of «after», or of «before» when there is no other. */
  readonly text: string;
  readonly kind: Item['kind'];
  /** The same respondents with an answer at both moments. */
  readonly n: number;
  /** Null below ten pairs: nothing is claimed. */
  readonly before: number | null;
  readonly after: number | null;
  readonly change: number | null;
}

export interface BothWaves {
  /** All answers of each wave. */
  readonly before: readonly Answers[];
  readonly after: readonly Answers[];
  /** Those of the same respondents, in an order that has nothing to do with the answers (that of the keys). */
  readonly pairs: readonly AnswerPair[];
}

/**
 * «До» and «после» of the same respondents, joined by pair keys, in the order of the questionnaire of «after». Of anonymous
 * waves the first few pairs of an item are left out where `pairsToLeaveOut` says so; `n` is what is left.
 */
export function comparePairs(
  models: { readonly before: SurveyModel; readonly after: SurveyModel },
  waves: BothWaves,
  isAnonymous: boolean,
): readonly PairSummary[] {
  const [before, after] = [pairItems(models.before, 'before'), pairItems(models.after, 'after')];
  return [...after].flatMap(([pair, late]): PairSummary[] => {
    const early = before.get(pair);
    const [first] = late;
    if (early === undefined || first === undefined) return [];
    const valueIn = (items: readonly Item[], answers: Answers) =>
      items.flatMap((item) => valueOf(item, answers))[0];
    const both = waves.pairs.flatMap((answers) => {
      const [was, is] = [valueIn(early, answers.before), valueIn(late, answers.after)];
      return was === undefined || is === undefined ? [] : [{ was, is }];
    });
    const onlyIn = (all: readonly Answers[], items: readonly Item[]): number =>
      all.filter((answers) => valueIn(items, answers) !== undefined).length - both.length;
    const joined = isAnonymous
      ? both.slice(pairsToLeaveOut(onlyIn(waves.before, early), onlyIn(waves.after, late)))
      : both;
    const [was, is] =
      joined.length >= PAIRS_FLOOR
        ? [meanOf(joined.map((one) => one.was)), meanOf(joined.map((one) => one.is))]
        : [null, null];
    const change = was === null || is === null ? null : is - was;
    return [{ pair, text: first.text, kind: first.kind, n: joined.length, before: was, after: is, change }];
  });
}

function pairItems(model: SurveyModel, moment: Moment): Map<string, Item[]> {
  const paired = allItems(model).filter(({ pair, only }) => {
    const moments = only?.moments ?? [];
    return pair !== undefined && (moments.length === 0 || moments.includes(moment));
  });
  return Map.groupBy(paired, ({ pair }) => pair ?? '');
}

function valueOf(item: Item, answers: Answers): number[] {
  const answer = answers[item.id];
  return answer === undefined ? [] : numberOf(item)(answer);
}
