import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { isDangling } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/*
 * A cheap recogniser: it tells where a deadline can stand among other words, so that cells of a text without
 * columns can be told apart. What a deadline means is the business of lib/deadlines.
 */

const month =
  /^\d{0,2}(январ[ьяюе]|феврал[ьяюе]|март[ае]?|апрел[ьяюе]|ма[йяюе]|июн[ьяюе]|июл[ьяюе]|август[ае]?|сентябр[ьяюе]|октябр[ьяюе]|ноябр[ьяюе]|декабр[ьяюе])(\d{4}г?г?)?$/;
const monthRange =
  /^(январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*-(январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*$/u;
/** «2020-май»: the middle of «декабрь 2020-май 2021», typed without spaces. */
const yearToMonth =
  /^(19|20)\d\d(г|г\.|года)?-(январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*$/u;
const dayDate =
  /^(\d{1,2}\.\d{2}|\d{1,2}\.\d{1,2}\.(\d{4}|\d{2}))г?\.?(-\d{1,2}\.\d{1,2}(\.(\d{4}|\d{2}))?г?)?$/;
const year = /^(19|20)\d\d(-(19|20)?\d\d)?(г|гг|г\.г|год|года)?$|^(19|20)\d\d\/(20)?\d\d$/;
const frequency =
  /^(ежегодно|ежеквартально|ежемесячно|еженедельно|ежедневно|постоянно|регулярно|систематически|периодически|однократно|бессрочно|немедленно|непрерывно|ежегодный|весь)$/;
const season = /^(осень|осенью|зима|зимой|весна|весной|лето|летом|осенний|весенний)$/;
const unit =
  /^(г|гг|г\.г|год|года|году|годы|годов|годах|уч|учебный|учебного|учебном|учебных|учебные|календарного|календарный|квартал|квартала|квартале|кварталы|кв|полугодие|полугодия|полугодии|недел[яиею]|недели|месяц|месяца|месяце|месяцев|дня|дней|день|числа|число|декада|декаде|декады|периода|период|этапа|срока|срок|сроки)$/;
const filler =
  /^(до|с|со|по|в|во|к|ко|на|не|и|или|а|позднее|позже|реже|ранее|раньше|чаще|чем|за|течение|течении|протяжении|период|всего|всей|каждый|каждого|каждую|каждом|каждой|начало|начале|начала|конец|конце|конца|середина|середине|середины|первая|вторая|третья|четвертая|последняя|первой|второй|третьей|четвертой|последней|первом|втором|третьем|четвертом|первое|второе|первого|второго|третьего|далее|затем|раз|раза|одного|двух|один|два|необходимости|мере|графику|графика|плану|плана|отдельному|согласно|соответствии|утвержденному|запросу|согласованию|программы|реализации|действия|дорожной|карты|срок|го|е|текущего|следующего|нового|будущего|дек|сент|окт|нояб|янв|фев|апр|авг)$/;
const roman = /^(i|ii|iii|iv|1-й|2-й|3-й|4-й|1-ый|2-ой|3-ий|4-ый)(-(i|ii|iii|iv))?$/;
const smallNumber = /^\d{1,2}(-?(го|е|й|ый|ое|ого))?(-\d{1,2})?$/;
const loneDash = /^-+$/;

export type DeadlineWord = 'core' | 'year' | 'unit' | 'filler' | null;

/** What a word could be inside a deadline: `core` names a time by itself, `filler` only beside such a word. */
export function classDeadlineWord(word: Word): DeadlineWord {
  const norm = word.norm;
  if (norm === '') return /^[-–—,.()]+$/.test(word.text) ? 'filler' : null;
  if (
    month.test(norm) ||
    monthRange.test(norm) ||
    dayDate.test(norm) ||
    yearToMonth.test(norm) ||
    frequency.test(norm) ||
    season.test(norm)
  ) {
    return 'core';
  }
  // An initial («А.») is no conjunction.
  if (/^\p{Lu}\.(\p{Lu}\.)?$/u.test(word.text)) return null;
  if (year.test(norm)) return 'year';
  if (unit.test(norm)) return 'unit';
  if (filler.test(norm) || roman.test(norm) || smallNumber.test(norm) || loneDash.test(norm)) return 'filler';
  return null;
}

/** Beginnings after which a deadline may go on with words of any kind («по мере поступления информации»). */
const openHeads: readonly { words: readonly RegExp[]; score: number }[] = [
  { words: [/^в$/, /^течени[ие]$/], score: 6 },
  { words: [/^на$/, /^протяжении$/], score: 6 },
  { words: [/^весь$/, /^период$/], score: 5 },
  {
    words: [
      /^в$/,
      /^соответствии$/,
      /^со?$/,
      /^(сроками|планом|графиком|планом-графиком|приказом|программами|планами|графиками|персонализированными)$/,
    ],
    score: 5,
  },
  {
    words: [
      /^согласно$/,
      /^(срокам|плану|графику|приказу|плану-графику|программе|утвержденному|планам|графикам)$/,
    ],
    score: 5,
  },
  { words: [/^в$/, /^сроки$/], score: 6 },
  { words: [/^в$/, /^период$/], score: 4 },
  { words: [/^по$/, /^(мере)$/], score: 6 },
  {
    words: [
      /^по$/,
      /^(необходимости|запросу|запросам|графику|плану|отдельному|согласованию|факту|итогам|окончании|завершении)$/,
    ],
    score: 3.5,
  },
  { words: [/^при$/, /^(необходимости)$/], score: 4 },
  { words: [/^(постоянно|регулярно|ежегодно)$/, /^по$/], score: 6 },
  { words: [/^не$/, /^(позднее|позже|реже)$/], score: 5 },
  { words: [/^(после|перед)$/], score: 1.5 },
];

export interface Span {
  /** Index of the word after the last one. */
  end: number;
  score: number;
}

const maxClosedWords = 16;
const maxOpenTail = 9;

/** Deadlines that can begin at the word `start`, each with its end and how much it looks like a deadline. */
export function findDeadlineSpans(words: readonly Word[], start: number): Span[] {
  const first = words[start];
  if (first === undefined) return [];
  const spans = new Map<number, number>();
  const add = (end: number, score: number): void => {
    const known = spans.get(end);
    if (known === undefined || known < score) spans.set(end, score);
  };
  const before = words[start - 1]?.norm;
  const previous = words[start - 1];
  const cutsOff = previous !== undefined && classDeadlineWord(previous) === 'core' ? 2 : 0;
  const penalty =
    before === 'от' || before === '№' || (before !== undefined && isDangling(before)) ? 6 : cutsOff;
  findClosedSpans(words, start, (end, score) => add(end, score - penalty));
  findOpenSpans(words, start, (end, score) => add(end, score - penalty));
  return [...spans].map(([end, score]) => ({ end, score }));
}

function canStart(word: Word): boolean {
  const kind = classDeadlineWord(word);
  if (kind === 'core' || kind === 'year') return true;
  if (kind === null || word.norm === '') return false;
  if (kind === 'unit') return false;
  return /^(до|с|со|в|во|к|на|не|i|ii|iii|iv|1-й|2-й|3-й|4-й|\d{1,2}(-?(го|е|й))?(-\d{1,2})?|начало|конец|середина|первая|вторая|третья|четвертая|последняя|весь|один|два|раз|каждый|каждую|каждое)$/.test(
    word.norm,
  );
}

/**
 * The words `words[start..end)` stay inside deadline vocabulary, with brackets closed.
 */
function findClosedSpans(
  words: readonly Word[],
  start: number,
  add: (end: number, score: number) => void,
): void {
  const first = words[start];
  if (first === undefined || !canStart(first)) return;
  let depth = 0;
  let core = 0;
  let years = 0;
  let units = 0;
  let breaks = 0;
  let strange = 0;
  let schoolYear = false;
  const last = Math.min(words.length, start + maxClosedWords);
  for (let index = start; index < last; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    const inBrackets = depth > 0 || word.text.startsWith('(');
    depth += countOf(word.text, '(') - countOf(word.text, ')');
    if (index > start && word.blankBefore > 0) breaks += word.blankBefore > 1 ? 1 : 0.5;
    const kind = classDeadlineWord(word);
    if (kind === null && !inBrackets) return;
    // «в 2022-2023 учебном году» speaks of the work; the deadline after it is another cell.
    if (core === 0 && schoolYear && kind === 'core') strange = 3;
    if (/^(учебном|учебного|году)$/.test(word.norm)) schoolYear = true;
    if (kind === null) strange += 0.8;
    if (kind === 'core' || /^(квартал\p{L}?|полугоди\p{L})$/u.test(word.norm)) core += 1;
    if (kind === 'year') years += 1;
    if (kind === 'unit') units += 1;
    if (depth < 0) return;
    if (depth > 0) continue;
    const next = words[index + 1];
    if (isDangling(word.norm) || /^[-–—,]+$/.test(word.text) || /[-–—,]$/.test(word.text)) continue;
    const strength = core > 0 ? 6 : years > 0 ? 3.2 : units > 0 ? 3 : 0;
    if (strength === 0) continue;
    if (core === 0 && years === 0 && (units === 0 || index === start)) continue;
    const length = index - start + 1;
    const genitive = core === 0 && /^(учебном|учебного|годах|году|года)$/.test(word.norm) ? 1.5 : 0;
    // «29 августа» must not be cut after a bare number, nor before the word that finishes it.
    const cut =
      next !== undefined && /^(г|гг|год|года|годы|году|учебный|учебного|квартал|полугодие)$/.test(next.norm)
        ? 4
        : 0;
    const after = next !== undefined && classDeadlineWord(next) === 'core' && !next.lineStart ? 1 : 0;
    add(
      index + 1,
      strength +
        Math.min(length, 12) * 0.35 -
        breaks * 0.8 -
        strange -
        genitive -
        cut -
        after +
        (word.lineEnd ? 0.3 : 0),
    );
  }
}

function findOpenSpans(
  words: readonly Word[],
  start: number,
  add: (end: number, score: number) => void,
): void {
  for (const head of openHeads) {
    const fits = head.words.every((pattern, offset) => pattern.test(words[start + offset]?.norm ?? ''));
    if (!fits) continue;
    const from = start + head.words.length;
    let depth = 0;
    for (let index = start; index < Math.min(words.length, from + maxOpenTail); index += 1) {
      const word = words[index];
      if (word === undefined) break;
      depth +=
        countOf(word.text, '(') + countOf(word.text, '«') - countOf(word.text, ')') - countOf(word.text, '»');
      if (index > start && /^\d+(\.\d+)+\.?$/.test(word.text) && word.lineStart) break;
      if (index < from - 1 || depth > 0) continue;
      if (isDangling(word.norm) || /[,:-]$/.test(word.text)) continue;
      const tail = index - from + 1;
      // A bare «в течение» or «в сроки» says nothing yet.
      if (
        tail === 0 &&
        head.words.length === 2 &&
        !/^(необходимости|запросу|запросам|графику|плану|согласованию|период)$/.test(word.norm)
      )
        continue;
      // «в сроки, определяемые …» waits for the words that say by whom.
      const waits = /(ем|им|енн|нн)(ые|ых|ый|ое|ая|ому|ого|ыми)$/.test(word.norm) ? 4 : 0;
      add(index + 1, head.score - waits + 0.2 - tail * 0.2 + (word.lineEnd ? 0.8 : 0));
    }
  }
}

function countOf(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

/** The whole text reads as a deadline. */
export function looksLikeDeadline(text: string): boolean {
  const words = text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(toWord);
  if (words.length === 0 || words.length > 30) return false;
  return findDeadlineSpans(words, 0).some((span) => span.end === words.length && span.score > 1.5);
}

function toWord(text: string, index: number, all: readonly string[]): Word {
  const norm = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/^[^\p{L}\p{N}№-]+|[^\p{L}\p{N}№-]+$/gu, '');
  return { text, norm, line: 0, lineStart: index === 0, lineEnd: index === all.length - 1, blankBefore: 0 };
}
