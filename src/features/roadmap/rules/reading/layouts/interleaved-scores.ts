import type { Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { isFreeRole } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import {
  classDeadlineWord,
  looksLikeDeadline,
} from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import {
  classHead,
  isResponsibleAdjective,
  isResponsibleComplement,
  scoreResponsible,
  shareOfResponsible,
} from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { isDangling, startsLower, startsUpper } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** One line of the body: its words, and the numbers that stand before them. */
export interface BodyLine {
  words: Word[];
  /** Number of a row that begins here. */
  number: string | null;
  bracket: boolean;
  line: number;
}

/** A row under way: the words that each column has so far. */
export interface OpenRow {
  number: string | null;
  cells: readonly (readonly Word[])[];
  /** Index of the body line that last gave a word to the column. */
  last: readonly number[];
  heading: boolean;
  line: number;
  /** Tells rows apart that hold other words: the line it began with, and how each line was parted since. */
  key: string;
}

/** A way to part the words of a line: for each column the words `from` to `to`; equal when it gets none. */
export type Split = readonly (readonly [number, number])[];

export interface ScoredSplit {
  split: Split;
  score: number;
}

export function canHold(role: Role, words: readonly Word[], from: number, to: number): boolean {
  const last = words[to - 1];
  const first = words[from];
  if (last === undefined || first === undefined) return false;
  if (role === 'deadline')
    return classDeadlineWord(last) !== null || /^(ежегодно|постоянно|необходимости)/.test(last.norm);
  if (role === 'responsible') return isResponsibleWord(last);
  if (role === 'note') return false;
  return true;
}

function isResponsibleWord(word: Word): boolean {
  if (
    classHead(word.norm) !== null ||
    isResponsibleAdjective(word.norm) ||
    isResponsibleComplement(word.norm)
  )
    return true;
  return (
    /^\p{Lu}\.(\p{Lu}\.?)?[,;]?$/u.test(word.text) ||
    /^\p{Lu}[\p{Ll}-]+[,;]?$/u.test(word.text) ||
    /^\p{Lu}\p{Ll}+\p{Lu}\.\p{Lu}\.[,;]?$/u.test(word.text) ||
    /^[–—-]$/.test(word.text)
  );
}

/** Heads and names speak for a name; words that may go on with one say nothing. */
function responsibleWordScore(word: Word): number {
  if (classHead(word.norm) !== null || isResponsibleAdjective(word.norm)) return 0.4;
  if (isResponsibleComplement(word.norm)) return 0;
  return isResponsibleWord(word) ? 0.3 : -1.5;
}

/** How well the pieces of a line go on with the cells that they would join. */
export function appendScore(
  row: OpenRow,
  line: BodyLine,
  scored: ScoredSplit,
  index: number,
  roles: readonly Role[],
): number {
  let score = scored.score;
  scored.split.forEach(([from, to], column) => {
    if (to <= from) return;
    const cell = row.cells[column] ?? [];
    const first = line.words[from];
    if (first === undefined) return;
    // A cell's lines stand one under another: a gap of a line is unlikely.
    if (cell.length > 0 && (row.last[column] ?? index) < index - 1) score -= 2.5;
    if (isFreeRole(roles[column] ?? 'note'))
      score += freeScore(cell.length === 0, first, cell.at(-1), index > 0);
  });
  return score;
}

/** What can be said of a split before it is known which cells its pieces join. */
export function scoreSplit(line: BodyLine, split: Split, roles: readonly Role[]): ScoredSplit {
  let score = 0;
  let previousRole: Role | null = null;
  split.forEach(([from, to], column) => {
    if (to <= from) return;
    const role = roles[column] ?? 'note';
    const piece = line.words.slice(from, to);
    const [first] = piece;
    if (first === undefined) return;
    const onLine = line.words[from - 1];
    // «наставничества в | школе»: a preposition and its word are seldom parted by the end of a column.
    if (onLine !== undefined) score -= 0.35;
    if (onLine !== undefined && isDangling(onLine.norm)) score -= isFreeRole(role) ? 0.7 : 2;
    // «1)» begins a cell, it never ends one.
    if (to < line.words.length && /^\d{1,2}\)$/.test(piece.at(-1)?.text ?? '')) score -= 5;
    if (isFreeRole(role)) score -= strangerScore(piece, roles);
    else if (role === 'deadline')
      score += pieceScore(
        piece.map((word) => classDeadlineWord(word) !== null),
        1,
      );
    else for (const word of piece) score += responsibleWordScore(word);
    // Two free cells side by side: only a capital tells where the second begins.
    if (previousRole !== null && isFreeRole(previousRole) && isFreeRole(role)) {
      score -= startsUpper(first.text) || /^(\d+\)|[–—-])/.test(first.text) ? 0.3 : 1.2;
    }
    previousRole = role;
  });
  return { split, score };
}

/** Words in free text that belong to another column: a time, a post in the nominative, initials. */
function strangerScore(words: readonly Word[], roles: readonly Role[]): number {
  let cost = 0;
  words.forEach((word, at) => {
    if (roles.includes('deadline') && classDeadlineWord(word) === 'core') cost += 1.4;
    if (!roles.includes('responsible')) return;
    if (at > 0 && startsUpper(word.text) && classHead(word.norm) === 'post') cost += 1.4;
    if (/^\p{Lu}\.(\p{Lu}\.)?[,;]?$/u.test(word.text)) cost += 1.5;
  });
  return cost;
}

function freeScore(empty: boolean, first: Word, before: Word | undefined, inBody: boolean): number {
  if (empty) {
    if (startsUpper(first.text)) return 1;
    if (/^([–—-]|\d+\))/.test(first.text)) return 0.8;
    return inBody ? -3 : -1;
  }
  if (before !== undefined && (isDangling(before.norm) || /[,–—-]$/.test(before.text))) return 0.4;
  if (startsLower(first.text)) return 0.2;
  if (/^[–—•-]/.test(first.text)) return before !== undefined && /[;:,]$/.test(before.text) ? 0.3 : -0.3;
  return before !== undefined && /[.;:!»]$/.test(before.text) ? -0.2 : -1.2;
}

function pieceScore(fits: readonly boolean[], each: number): number {
  let score = 0;
  for (const fit of fits) score += fit ? each * 0.5 : -1.5;
  return score;
}

/** A generic noun that needs to be told of what: a stage called «Банк» goes on in the next line. */
const needsMore =
  /^(банк|база|работа|отбор|формирование|организация|обучение|подготовка|проведение|завершение|создание|разработка|мониторинг)$/;

/** An adjective at the end of a cell waits for its noun («готовых»); those that are nouns themselves do not. */
const unfinished =
  /^(?!(данных|наставляемых|подопечных|обучающихся|учащихся|рабочих|участвующих|родных|взрослых|молодых|ведущих|лучших|ответственных|локальных)$).{3,}(ых|их|ыми|ому|ого)$/;

/** Worth of rows already judged: a row is tried as finished with every way to part the line after it. */
const worth = new WeakMap<OpenRow, number>();

/** What a finished row is worth: each cell judged whole. A row is always judged for the same roles. */
export function judgeRow(row: OpenRow, roles: readonly Role[]): number {
  const known = worth.get(row);
  if (known !== undefined) return known;
  const value = row.heading ? 0 : judgeCells(row, roles);
  worth.set(row, value);
  return value;
}

function judgeCells(row: OpenRow, roles: readonly Role[]): number {
  let score = 0;
  roles.forEach((role, column) => {
    const cell = row.cells[column] ?? [];
    const last = cell.at(-1);
    if (last === undefined) {
      score -= emptyCost[role];
      return;
    }
    const text = cell.map((word) => word.text).join(' ');
    if (role === 'deadline') score += looksLikeDeadline(text) ? 4 : -5;
    else if (role === 'responsible') {
      const share = shareOfResponsible(cell);
      const whole =
        share === 1 &&
        !/(^|\s)\p{Lu}\.$/u.test(text.replace(/\p{Lu}\.\s?\p{Lu}\.$/u, '')) &&
        !hasLoneSurname(cell);
      score += whole ? Math.min(3.5, scoreResponsible(cell) * 0.8) : -4 * (1 - share) - 1;
    } else {
      if (isDangling(last.norm) || /[,–—]$/.test(last.text)) score -= 3;
      if (unfinished.test(last.norm)) score -= 1.2;
      if (role === 'stage')
        score -= 1.5 * cell.filter((word) => /ть(ся)?$/.test(word.norm) && word.norm.length > 4).length;
      if (role === 'stage' && cell.length === 1 && needsMore.test(last.norm)) score -= 2.5;
    }
  });
  return score;
}

/** «Куратор Лунина» without initials, or initials of one letter: the rest of the name is on another line. */
function hasLoneSurname(words: readonly Word[]): boolean {
  const last = words.at(-1);
  const before = words.at(-2);
  if (last === undefined || before === undefined) return false;
  return (
    /^\p{Lu}\p{Ll}+$/u.test(last.text) &&
    classHead(last.norm) === null &&
    !isResponsibleComplement(last.norm) &&
    !/^\p{Lu}\.(\p{Lu}\.)?$/u.test(before.text) &&
    classHead(before.norm) !== null
  );
}

const emptyCost: Record<Role, number> = {
  number: 0,
  stage: 0,
  title: 8,
  activities: 2,
  deadline: 4,
  responsible: 3,
  result: 2,
  period: 0,
  note: 0,
};
