import { capitalize } from '#src/lib/russian/capitalize.ts';
import { tellPair, type Told } from '#src/features/matching/rules/criteria.ts';
import type { PairFacts } from '#src/features/matching/rules/pair.ts';
import { ruleText, type MatchSettings, type RuleId } from '#src/features/matching/rules/settings.ts';

/** Reasons that a sentence holds; more are on the page of the pair. */
const MOST_FOR = 3;
const MOST_AGAINST = 2;

/** Why two people suit each other, in one or two sentences. @param told by `tellPair`, what moves the score most first */
export function sentenceOf(told: readonly Told[], warnings: readonly RuleId[]): string {
  const reasons = told.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  const good = reasons.filter(({ isFor }) => isFor).slice(0, MOST_FOR);
  const poor = reasons.filter(({ isFor }) => !isFor).slice(0, MOST_AGAINST);
  const words = [
    good.length === 0 ? 'Прямых совпадений нет.' : `Подходит: ${good.map((one) => one.words).join('; ')}.`,
  ];
  const minded = [...warnings.map((id) => ruleText(id).blocked), ...poor.map((one) => one.words)];
  if (minded.length > 0) words.push(`Учтите: ${[...new Set(minded)].join('; ')}.`);
  return words.join(' ');
}

/**
 * The sentence about a pair. Wishes are said in confidence: `withWishes` only for whoever forms the pairs; for others the
 * criterion and the rules that tell of them are silent.
 */
export function explainPair(
  pair: PairFacts,
  settings: MatchSettings,
  warnings: readonly RuleId[],
  withWishes: boolean,
): string {
  const told = tellPair(pair, settings.weights).filter(({ id }) => withWishes || id !== 'wishes');
  return sentenceOf(
    told,
    warnings.filter((id) => withWishes || (id !== 'veto' && id !== 'declined')),
  );
}

/** «Нет общего времени; наставник ещё не допущен»: what keeps two people apart. */
export function sentenceOfRules(rules: readonly RuleId[]): string {
  return capitalize(rules.map((id) => ruleText(id).blocked).join('; '));
}
