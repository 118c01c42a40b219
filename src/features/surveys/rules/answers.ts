import {
  allItems,
  RANKS,
  type Answer,
  type Answers,
  type Condition,
  type Item,
  type SurveyModel,
} from '#src/features/surveys/rules/model.ts';

/** Items that are to be seen, given the answers so far; an answer to an item that is not seen counts for nothing. */
export function visibleItems(model: SurveyModel, answers: Answers): readonly Item[] {
  const seen: Item[] = [];
  const counted: Record<string, Answer> = {};
  for (const item of allItems(model)) {
    if (!(item.when ?? []).every((condition) => holds(condition, counted[condition.item]))) continue;
    seen.push(item);
    const answer = answers[item.id];
    if (answer !== undefined) counted[item.id] = answer;
  }
  return seen;
}

function holds(condition: Condition, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  if (condition.atLeast !== undefined && !(Number(answer) >= condition.atLeast)) return false;
  if (condition.atMost !== undefined && !(Number(answer) <= condition.atMost)) return false;
  if (condition.in === undefined) return condition.atLeast !== undefined || condition.atMost !== undefined;
  const given = (Array.isArray(answer) ? answer : [answer]).map(String);
  return given.some((one) => condition.in?.includes(one));
}

/** Positions of the pages on which something is to be seen; a page all of whose items are hidden is passed over. */
export function visiblePages(model: SurveyModel, answers: Answers): readonly number[] {
  const seen = new Set(visibleItems(model, answers).map(({ id }) => id));
  return model.pages.flatMap((page, index) => (page.items.some(({ id }) => seen.has(id)) ? [index] : []));
}

/** What a form sent for an item, as it came. */
export type RawAnswer = string | readonly string[] | undefined;

export type ReadAnswer =
  | { readonly ok: true; readonly value: Answer | undefined }
  | { readonly ok: false; readonly text: string };

const most: Partial<Record<Item['kind'], number>> = { short: 300, long: 5_000 };

/**
 * Reads one answer as it came from a form or from paper: an empty one is no answer. A wrong one gives the reason in
 * Russian, in lower case as errors of fields are.
 */
export function readAnswer(item: Item, raw: RawAnswer): ReadAnswer {
  const list = (Array.isArray(raw) ? (raw as readonly string[]) : raw === undefined ? [] : [raw as string])
    .map((one) =>
      one
        .normalize('NFC')
        .replaceAll('\r\n', '\n')
        .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
        .trim(),
    )
    .filter((one) => one !== '');
  const [first] = list;
  if (first === undefined) return { ok: true, value: undefined };
  switch (item.kind) {
    case 'scale':
      return readNumber(first, 1, 10, true);
    case 'level':
      return readNumber(first, 0, 2, true);
    case 'number':
      return readNumber(first, item.min ?? -1e9, item.max ?? 1e9, false);
    case 'yes_no':
      return first === 'yes' || first === 'no' ? { ok: true, value: first } : bad('выберите «да» или «нет»');
    case 'single':
      return (item.options ?? []).some(({ key }) => key === first)
        ? { ok: true, value: first }
        : bad('такого варианта нет, выберите из списка');
    case 'many': {
      const keys = (item.options ?? []).map(({ key }) => key);
      const chosen = keys.filter((key) => list.includes(key));
      if (list.some((one) => !keys.includes(one))) return bad('такого варианта нет, выберите из списка');
      if (item.max !== undefined && chosen.length > item.max) return bad(`отметьте не больше ${item.max}`);
      return { ok: true, value: chosen };
    }
    case 'date':
      return isDay(first) ? { ok: true, value: first } : bad('укажите день, например 12.09.2026');
    case 'short':
    case 'long': {
      const limit = most[item.kind] ?? 300;
      const text = item.kind === 'short' ? first.replaceAll(/\s+/g, ' ') : first;
      return text.length <= limit ? { ok: true, value: text } : bad(`не длиннее ${limit} знаков`);
    }
    case 'ranking':
      return { ok: true, value: undefined };
    default:
      return bad('такой ответ не подходит');
  }
}

const bad = (text: string): ReadAnswer => ({ ok: false, text });

function readNumber(text: string, least: number, greatest: number, whole: boolean): ReadAnswer {
  const value = Number(text.replace(',', '.').replaceAll(/\s/g, ''));
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value)))
    return bad(whole ? 'введите целое число' : 'введите число, например 12');
  if (value < least || value > greatest) {
    if (least > -1e9 && greatest < 1e9) return bad(`введите число от ${least} до ${greatest}`);
    return bad(value < least ? `введите число не меньше ${least}` : `введите число не больше ${greatest}`);
  }
  return { ok: true, value };
}

function isDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const lengths = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  return month >= 1 && month <= 12 && day >= 1 && day <= (lengths[month - 1] ?? 0);
}

export interface CheckedAnswers {
  /** What was right, by item. */
  readonly answers: Answers;
  /** Items that were emptied. */
  readonly emptied: readonly string[];
  /** Reason by item, in lower case. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Reads what a form sent for these items. Says nothing about those that are missing: see `missingItems`. */
export function readAnswers(
  items: readonly Item[],
  raw: Readonly<Record<string, RawAnswer>>,
): CheckedAnswers {
  const answers: Record<string, Answer> = {};
  const emptied: string[] = [];
  const errors: Record<string, string> = {};
  for (const item of items) {
    if (item.kind === 'ranking') continue;
    const read = readAnswer(item, raw[item.id]);
    if (!read.ok) errors[item.id] = read.text;
    else if (read.value === undefined) emptied.push(item.id);
    else answers[item.id] = read.value;
  }
  return { answers, emptied, errors };
}

/** Required items that are to be seen and have no answer. `ranked`: rankings in which somebody was named. */
export function missingItems(
  model: SurveyModel,
  answers: Answers,
  ranked: ReadonlySet<string> = new Set(),
): readonly Item[] {
  return visibleItems(model, answers).filter(
    (item) =>
      item.required === true &&
      (item.kind === 'ranking' ? !ranked.has(item.id) : answers[item.id] === undefined),
  );
}

/** Only the answers to items that are to be seen: what is kept when the questionnaire is handed in. */
export function seenAnswers(model: SurveyModel, answers: Answers): Answers {
  const kept = visibleItems(model, answers).flatMap(({ id }) => {
    const answer = answers[id];
    return answer === undefined ? [] : [[id, answer] as const];
  });
  return Object.fromEntries(kept);
}

/** Wishes in their order and vetoes, by person id. */
export interface Ranking {
  readonly ranks: readonly string[];
  readonly vetoes: readonly string[];
}

export type ReadRanking =
  | { readonly ok: true; readonly ranking: Ranking }
  | { readonly ok: false; readonly text: string };

/**
 * Reads a ranking: the n-th wish, then vetoes. Refuses somebody who is not offered, named twice, or both wished for and
 * refused. Empty wishes in between close up.
 */
export function readRanking(
  item: Item,
  raw: { readonly ranks: readonly string[]; readonly vetoes: readonly string[] },
  offered: ReadonlySet<string>,
): ReadRanking {
  const ranks = raw.ranks.filter((id) => id !== '');
  const vetoes = [...new Set(raw.vetoes.filter((id) => id !== ''))];
  if ([...ranks, ...vetoes].some((id) => !offered.has(id)))
    return { ok: false, text: 'этого человека в списке больше нет: выберите из списка' };
  if (new Set(ranks).size < ranks.length)
    return { ok: false, text: 'один человек выбран дважды: оставьте одно место' };
  if (ranks.length > (item.max ?? RANKS))
    return { ok: false, text: `выберите не больше ${item.max ?? RANKS}` };
  if (vetoes.some((id) => ranks.includes(id)))
    return { ok: false, text: 'один и тот же человек и выбран, и отмечен «не хочу»: оставьте что-то одно' };
  return { ok: true, ranking: { ranks, vetoes } };
}
