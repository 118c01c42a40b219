import { LEXICON, PREPOSITIONS } from './lexicon.ts';
import type { Entry } from './lexicon.ts';
import { numberLetter } from './letters.ts';

/** Real words one letter away from a word of the lexicon: never healed into it. */
const NOT_SLIPS = new Set([
  'октябрят',
  'октябренок',
  'карта',
  'карты',
  'парта',
  'поворот',
  'начала',
  'конюх',
]);

const SLIP_LEMMAS = new Set([
  'учебный',
  'квартал',
  'полугодие',
  'четверть',
  'неделя',
  'декада',
  'половина',
  'середина',
  'течение',
  'протяжение',
  'постоянно',
  'каждый',
  'последний',
  'следующий',
  'периодически',
  'регулярно',
  'включительно',
  'позднее',
  'поздний',
]);

/** Long words by first letter: the candidates for a slip of one letter. */
const SLIP_TARGETS: readonly (readonly Entry[])[] = (() => {
  const targets: Entry[][] = Array.from({ length: 33 }, () => []);
  for (const [form, entry] of LEXICON) {
    const long =
      (entry.sort === 'month' && form.length >= 6) ||
      (entry.sort === 'frequency' && form.length >= 8) ||
      (SLIP_LEMMAS.has(entry.lemma) && form.length >= 6);
    if (long) targets[numberLetter(form.charCodeAt(0))]?.push(entry);
  }
  return targets;
})();

/** Months of six letters that lost the last one: «ноябр». */
const CUT_MONTHS: ReadonlyMap<string, Entry> = new Map(
  [...LEXICON.values()]
    .filter(({ sort, word }) => sort === 'month' && word.length === 6)
    .map((entry) => [entry.word.slice(0, 5), entry]),
);

/** The known word that an unknown one of at least five letters misses by one letter; null when there is none. */
export function healSlip(word: string): Entry | null {
  if (word.length === 5) return CUT_MONTHS.get(word) ?? null;
  if (word.length < 6 || word.length > 16) return null;
  const targets = SLIP_TARGETS[numberLetter(word.charCodeAt(0))];
  if (targets === undefined) return null;
  for (const target of targets) {
    if (isOneEditAway(word, target.word)) return NOT_SLIPS.has(word) ? null : target;
  }
  return null;
}

/** One letter changed, lost, added, or two neighbours swapped. */
function isOneEditAway(a: string, b: string): boolean {
  const difference = a.length - b.length;
  if (difference > 1 || difference < -1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  let endA = a.length - 1;
  let endB = b.length - 1;
  while (endA >= i && endB >= i && a.charCodeAt(endA) === b.charCodeAt(endB)) {
    endA -= 1;
    endB -= 1;
  }
  const leftA = endA - i + 1;
  const leftB = endB - i + 1;
  if (leftA <= 1 && leftB <= 1) return true;
  return (
    leftA === 2 &&
    leftB === 2 &&
    a.charCodeAt(i) === b.charCodeAt(i + 1) &&
    a.charCodeAt(i + 1) === b.charCodeAt(i)
  );
}

/** How the right part of two words written as one begins: a month or «течение». */
const RIGHT_PARTS = 'янв фев мар апр май мая мае маю июн июл авг сен окт ноя дек теч уче'.split(' ');

/** Three letters, five bits each, that begin a right part. */
const RIGHT_STARTS = new Uint8Array(1 << 15);
for (const part of RIGHT_PARTS) RIGHT_STARTS[packLetters(part, 0)] = 1;

function packLetters(word: string, at: number): number {
  let packed = 0;
  for (let i = at; i < at + 3; i += 1) packed = (packed << 5) | (numberLetter(word.charCodeAt(i)) & 31);
  return packed;
}

/** Two months written as one word, a hyphen lost between them, or a preposition stuck to a month. */
export function splitGlued(word: string): [Entry, Entry] | null {
  if (word.length < 5 || word.length > 20) return null;
  let packed = packLetters(word, 0);
  for (let cut = 1; cut <= word.length - 3; cut += 1) {
    packed = ((packed << 5) | (numberLetter(word.charCodeAt(cut + 2)) & 31)) & 0x7fff;
    if (RIGHT_STARTS[packed] === 0) continue;
    const right = LEXICON.get(word.slice(cut));
    if (right === undefined) continue;
    const left = LEXICON.get(word.slice(0, cut));
    if (left === undefined) continue;
    if (right.lemma === 'учебный' && left.lemma === 'течение') return [left, right];
    if (right.sort !== 'month' && right.lemma !== 'течение') continue;
    const isPreposition = cut <= 2 && word.length - cut >= 5 && PREPOSITIONS.has(left.lemma);
    if (isPreposition || (left.sort === 'month' && cut >= 3)) return [left, right];
  }
  return null;
}
