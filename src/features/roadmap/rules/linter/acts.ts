import { shortDay } from '#src/lib/russian/short-day.ts';
import file from '#data/acts.json' with { type: 'json' };

export interface Act {
  readonly id: string;
  /** How it is quoted in a text: «Р-145». */
  readonly quote: string;
  readonly kind: string;
  readonly issuer: string;
  readonly number: string;
  /** ISO day of the act. */
  readonly date: string;
  readonly title: string;
  readonly inForceFrom: string;
  readonly inForceTo: string | null;
  readonly misquotes: readonly string[];
}

export interface Article {
  readonly id: string;
  readonly code: string;
  readonly article: string;
  readonly title: string;
  readonly inForceFrom: string;
  readonly inForceTo: string | null;
  readonly misquotes: readonly string[];
}

export interface Misquote {
  readonly kind: 'misquoted' | 'wrong_date' | 'unknown';
  /** As it stands in the text. */
  readonly from: string;
  /** How it should stand; absent for an unknown act. */
  readonly to?: string;
  /** What it is, for the reader. */
  readonly act: string;
}

export const acts: readonly Act[] = file.acts;
export const articles: readonly Article[] = file.articles;

const LATIN: Readonly<Record<string, string>> = {
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
  p: 'р',
  o: 'о',
  a: 'а',
  c: 'с',
  e: 'е',
};
const MONTHS = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'мая',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
];
const DAY = String.raw`(\d{1,2})(?:\.(\d{1,2})\.|\s+([а-яё]+)\s+)(\d{4}|\d{2})(?!\d)`;
const NUMBER = String.raw`(?:№|N)\s*([\p{L}\d]+(?:\s?[-–—/]\s?[\p{L}\d]+)*)`;
const DATE_FIRST = new RegExp(String.raw`от\s+${DAY}\s*(?:г\.?(?:ода)?)?,?\s*${NUMBER}`, 'giu');
const NUMBER_FIRST = new RegExp(String.raw`${NUMBER}\s+от\s+${DAY}`, 'giu');
const FEDERAL = new RegExp(file.federalIssuers.join('|'), 'iu');
/** How far back from a number its issuer may stand, in characters. */
const ISSUER_REACH = 160;

/** Acts and articles that a text quotes rightly. */
export function findQuotedActs(text: string): (Act | Article)[] {
  const plain = normaliseSigns(text);
  return [
    ...acts.filter((act) => /\p{L}/u.test(act.number) && findExact(plain, act.number) !== null),
    ...articles.filter(({ article }) =>
      new RegExp(`ст(?:\\.|ать\\S*)\\s*${escapePattern(article)}(?!\\d)`, 'iu').test(plain),
    ),
  ];
}

/**
 * Acts that a text quotes wrongly or that the library does not hold. Orders of schools and offices are nobody's
 * business here: an unknown number counts only after the name of a federal body.
 */
export function findMisquotes(text: string): Misquote[] {
  const plain = normaliseSigns(text);
  const found = [...findKnownSlips(plain, text), ...findWrongArticles(plain), ...findWrongCitations(plain)];
  return found.filter((one, index) => found.findIndex((other) => other.from === one.from) === index);
}

function findKnownSlips(plain: string, source: string): Misquote[] {
  return acts.flatMap((act) => {
    const slips = act.misquotes.flatMap((misquote): Misquote[] => {
      // «3-145» may be a class or a room; after the sign of a number it is an act.
      const sign = /^\d/.test(misquote) ? '№ ?' : '';
      const at = findExact(plain, normaliseSigns(misquote), sign);
      return at === null ? [] : [{ kind: 'misquoted', from: at, to: act.number, act: nameAct(act) }];
    });
    if (slips.length > 0 || !/\p{L}/u.test(act.number)) return slips.slice(0, 1);
    // Latin letters in the number look right and are not found by any search.
    const cyrillic = findExact(toCyrillic(plain), act.number);
    if (cyrillic === null || findExact(plain, act.number) !== null) return [];
    const start = toCyrillic(plain).toLowerCase().indexOf(act.number.toLowerCase());
    return [
      {
        kind: 'misquoted',
        from: source.slice(start, start + act.number.length),
        to: act.number,
        act: nameAct(act),
      },
    ];
  });
}

function findWrongArticles(plain: string): Misquote[] {
  const matches = [...plain.matchAll(/ст(?:\.|ать\S*)\s*(\d{2,3}[.,-]\d{1,2})(?!\d)/giu)];
  return matches.flatMap((match): Misquote[] => {
    const said = match[1] ?? '';
    const article = articles.find((candidate) => candidate.misquotes.includes(said));
    if (article === undefined) return [];
    return [
      {
        kind: 'misquoted',
        from: said,
        to: article.article,
        act: `ст. ${article.article} ${article.code} «${article.title}»`,
      },
    ];
  });
}

function findWrongCitations(plain: string): Misquote[] {
  const citations = [
    ...[...plain.matchAll(DATE_FIRST)].map((match) => ({
      at: match.index,
      day: readDay(match.slice(1, 5)),
      number: match[5] ?? '',
    })),
    ...[...plain.matchAll(NUMBER_FIRST)].map((match) => ({
      at: match.index,
      day: readDay(match.slice(2, 6)),
      number: match[1] ?? '',
    })),
  ];
  return citations.flatMap(({ at, day, number }): Misquote[] => {
    const context = plain.slice(Math.max(0, at - ISSUER_REACH), at);
    const federal = FEDERAL.test(context);
    const known = acts.filter((act) => sameNumber(act.number, number));
    const lettered = known.some((act) => /\p{L}/u.test(act.number));
    if (known.length > 0 && (lettered || federal)) {
      if (day === null || known.some((act) => act.date === day.iso)) return [];
      const act = known[0];
      if (act === undefined || (!lettered && !new RegExp(act.kind, 'iu').test(context))) return [];
      return [{ kind: 'wrong_date', from: day.words, to: shortDay(act.date), act: nameAct(act) }];
    }
    if (!federal) return [];
    const sameDay = day === null ? [] : acts.filter((act) => act.date === day.iso);
    const closest = sameDay.toSorted((a, b) => distance(a.number, number) - distance(b.number, number))[0];
    if (closest !== undefined)
      return [{ kind: 'misquoted', from: number, to: closest.number, act: nameAct(closest) }];
    return [{ kind: 'unknown', from: `№ ${number}`, act: `№ ${number}` }];
  });
}

/** «Распоряжение Минпросвещения России от 25.12.2019 № Р-145». */
export function nameAct(act: Act): string {
  return `${act.kind}, ${act.issuer}, от ${shortDay(act.date)} № ${act.number}`;
}

const patternByNumber = new Map<string, RegExp>();

function findExact(plain: string, number: string, sign = ''): string | null {
  let pattern = patternByNumber.get(sign + number);
  if (pattern === undefined) {
    pattern = new RegExp(
      `(?<![\\p{L}\\d-]${sign === '' ? '' : `)(?<=${sign}`})${escapePattern(number)}(?![\\p{L}\\d-])`,
      'iu',
    );
    patternByNumber.set(sign + number, pattern);
  }
  return pattern.exec(plain)?.[0] ?? null;
}

/** Signs that people type differently: dashes, no-break spaces. Lengths stay, so that places stay too. */
function normaliseSigns(text: string): string {
  return text.replaceAll(/[‐‑‒–—−]/g, '-').replaceAll('\u00a0', ' ');
}

function toCyrillic(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => LATIN[letter] ?? letter);
}

function sameNumber(known: string, said: string): boolean {
  const bare = (number: string): string => toCyrillic(number).toLowerCase().replaceAll(' ', '');
  return bare(known) === bare(said);
}

function readDay(parts: readonly (string | undefined)[]): { iso: string; words: string } | null {
  const [day, month, monthWord, year] = parts;
  const number =
    monthWord === undefined
      ? Number(month)
      : MONTHS.findIndex((stem) => monthWord.toLowerCase().startsWith(stem)) + 1;
  if (day === undefined || year === undefined || !(number >= 1 && number <= 12)) return null;
  const fullYear = year.length === 2 ? `20${year}` : year;
  const iso = `${fullYear}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return { iso, words: monthWord === undefined ? `${day}.${month}.${year}` : `${day} ${monthWord} ${year}` };
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** How many letters differ, position by position from the end: enough to choose between two acts of one day. */
function distance(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  let differing = 0;
  for (let i = 1; i <= length; i += 1) if (a.at(-i) !== b.at(-i)) differing += 1;
  return differing;
}
