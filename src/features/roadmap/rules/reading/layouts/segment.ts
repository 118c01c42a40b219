import type { Column, Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { isFreeRole } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import type { Span } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { findDeadlineSpans } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import {
  classHead,
  findResponsibleSpans,
  restoreHead,
} from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { isDangling, startsLower, startsUpper } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** A piece of a row: words `from` to `to` (excluded) stand in the column, or are a heading, or end a stage's name. */
export interface Piece {
  column: number | 'heading' | 'stage-tail';
  from: number;
  to: number;
  /** The words are outside the vocabulary of their column. */
  guessed: boolean;
}

export interface SegmentedRow {
  pieces: Piece[];
}

export interface SegmentOptions {
  /** Column in which the first word stands. */
  firstColumn: number;
  /** A heading is likely: the number above has children, or the line names a part. */
  headingCost: number;
  /** A stage's name may go on after a page break. */
  stageColumn: number;
  /** Cells of responsible that the document repeats: bare text to a bonus. */
  familiar: ReadonlyMap<string, number>;
}

const skipCost: Record<Role, number> = {
  number: 0,
  stage: 0,
  title: 9,
  activities: 2.5,
  deadline: 5,
  responsible: 4,
  result: 2.5,
  period: 0,
  note: 0,
};

const newRowCost = 4;
/** Words that a result begins with. */
export const resultNoun =
  /^(приказ|положени|протокол|справк|отчет|программ|план|договор|соглашени|реестр|журнал|анкет|распоряжени|график|рекомендаци|документ|акт|акты|баз|банк|список|перечень|информаци|материал|пакет|аналитическ|методическ|нормативн|локальн|распорядительн|организационно-распорядительн|сформирован|получен|обеспечен|разработан|утвержден|создан|проведен|оформлен|оказан|определен|повы|составлен|реализаци|наличие|публикаци|фиксаци|сценари|сертификат|портфолио|размещ)/;

interface Cell {
  score: number;
  /** Where the state was entered from: position and state of the word before, and where this cell began. */
  backPosition: number;
  backState: number;
  guessed: boolean;
  newRow: boolean;
}

/**
 * Parts a run of words into the cells of one row or more: the best way, by dynamic programming, to read the words
 * as cells in the order of the columns. Deadlines and responsible persons must look like such; titles and results
 * take what is between; every cell left empty, every row begun without a number costs.
 */
export function segmentWords(
  words: readonly Word[],
  columns: readonly Column[],
  options: SegmentOptions,
): SegmentedRow[] {
  const count = columns.length;
  const headingState = count;
  const tailState = count + 1;
  const states = count + 2;
  const length = words.length;
  const table: (Cell | undefined)[][] = Array.from({ length: length + 1 }, () =>
    Array.from({ length: states }, () => undefined),
  );
  const spanCache = new Map<string, Span[]>();
  const spansAt = (role: Role, position: number): Span[] => {
    const key = `${role}${position}`;
    const known = spanCache.get(key);
    if (known !== undefined) return known;
    const spans =
      role === 'deadline' ? findDeadlineSpans(words, position) : findResponsibleSpans(words, position);
    spanCache.set(key, spans);
    return spans;
  };
  const put = (position: number, state: number, cell: Cell): void => {
    const row = table[position];
    if (row === undefined) return;
    const known = row[state];
    if (known === undefined || cell.score > known.score) row[state] = cell;
  };
  /** Enters `column` at `position`, coming from a state with `score`. */
  const enter = (
    position: number,
    column: number,
    score: number,
    from: { position: number; state: number; newRow: boolean },
  ): void => {
    const role = columns[column]?.role ?? 'note';
    const word = words[position];
    if (word === undefined) return;
    const back = { backPosition: from.position, backState: from.state, newRow: from.newRow };
    if (isFreeRole(role)) {
      const bonus = entryScore(
        words,
        position,
        role,
        from.state >= 0 && from.state < count ? (columns[from.state]?.role ?? 'note') : null,
      );
      put(position + 1, column, { score: score + bonus, guessed: false, ...back });
      return;
    }
    for (const span of spansAt(role, position)) {
      const known =
        role === 'responsible' ? (options.familiar.get(joinNorm(words, position, span.end)) ?? 0) : 0;
      const clear = word.lineStart ? 0.3 : 0;
      put(span.end, column, { score: score + span.score + known + clear, guessed: false, ...back });
    }
    // Words that no vocabulary knows, one by one: better than to lose the cell, and marked as a guess.
    if (word.lineStart || from.state >= 0)
      put(position + 1, column, { score: score - (role === 'deadline' ? 4 : 3), guessed: true, ...back });
  };
  const skipped = (from: number, to: number): number => {
    let cost = 0;
    for (let column = from; column < to; column += 1) cost += skipCost[columns[column]?.role ?? 'note'];
    return cost;
  };

  for (let column = 0; column < count; column += 1) {
    if (column < options.firstColumn) continue;
    enter(0, column, -skipped(options.firstColumn, column), { position: 0, state: -1, newRow: true });
  }
  if (length > 0)
    put(1, headingState, {
      score: -options.headingCost,
      backPosition: 0,
      backState: -1,
      guessed: false,
      newRow: true,
    });

  for (let position = 1; position < length; position += 1) {
    const word = words[position];
    if (word === undefined) break;
    for (let state = 0; state < states; state += 1) {
      const cell = table[position]?.[state];
      if (cell === undefined) continue;
      const from = { position, state, newRow: false };
      if (state === headingState || state === tailState) {
        put(position + 1, state, {
          ...stay(cell, position, state),
          score: cell.score + stayScore(words, position, 'title'),
        });
        if (state === headingState && word.lineStart && !startsLower(word.text)) {
          for (let column = options.firstColumn; column < count; column += 1) {
            enter(position, column, cell.score - skipped(options.firstColumn, column) - 1, {
              ...from,
              newRow: true,
            });
          }
        }
        continue;
      }
      const role = columns[state]?.role ?? 'note';
      if (isFreeRole(role))
        put(position + 1, state, {
          ...stay(cell, position, state),
          score: cell.score + stayScore(words, position, role),
        });
      else if (cell.guessed)
        put(position + 1, state, {
          ...stay(cell, position, state),
          guessed: true,
          score: cell.score - (role === 'deadline' ? 1.6 : 1.2),
        });
      for (let column = state + 1; column < count; column += 1)
        enter(position, column, cell.score - skipped(state + 1, column), from);
      if (word.lineStart && !isDangling(words[position - 1]?.norm ?? '')) {
        const rowEnd = cell.score - skipped(state + 1, count) - newRowCost;
        const titleColumn = columns.findIndex((column) => column.role === 'title');
        for (const column of new Set([
          titleColumn,
          options.stageColumn === -1 ? titleColumn : options.stageColumn,
        ])) {
          if (column !== -1)
            // A row that begins without a number begins with a capital.
            enter(
              position,
              column,
              rowEnd - (startsLower(word.text) ? 4 : 0) - (column === options.stageColumn ? 3 : 0),
              {
                ...from,
                newRow: true,
              },
            );
        }
        if (
          options.stageColumn !== -1 &&
          word.blankBefore >= 2 &&
          startsLower(word.text) &&
          /[.;]$/.test(words[position - 1]?.text ?? '')
        ) {
          put(position + 1, tailState, {
            score: cell.score - skipped(state + 1, count),
            backPosition: position,
            backState: state,
            guessed: false,
            newRow: false,
          });
        }
      }
    }
  }
  return traceBack(table, length, count, headingState, tailState, skipped);
}

export function joinNorm(words: readonly Word[], from: number, to: number): string {
  return words
    .slice(from, to)
    .map((word) => word.norm)
    .join(' ');
}

/** The cell that goes on by one more word; its score is still to be set. */
function stay(cell: Cell, position: number, state: number): Cell {
  return { score: 0, backPosition: position, backState: state, guessed: cell.guessed, newRow: false };
}

/** How well a free cell begins at the word. */
function entryScore(words: readonly Word[], position: number, role: Role, previousRole: Role | null): number {
  const word = words[position];
  const before = words[position - 1];
  if (word === undefined) return 0;
  let score = 0;
  if (!word.lineStart && position > 0)
    score += previousRole !== null && !isFreeRole(previousRole) ? -0.2 : -3.2;
  if (startsUpper(word.text)) score += 0.8;
  else if (startsLower(word.text)) score -= 2.5;
  else score -= 0.3;
  if (word.blankBefore > 0) score += word.blankBefore > 1 ? 0.7 : 0.5;
  if (before !== undefined && position > 0 && previousRole !== null) {
    if (isFreeRole(previousRole) && (isDangling(before.norm) || /[,-]$/.test(before.text))) score -= 3;
    if (/[.;]$/.test(before.text)) score += 0.3;
  }
  if (role === 'result' && resultNoun.test(word.norm)) score += 1.2;
  // A post or a team at this place is responsible, not a result.
  if (
    role === 'result' &&
    previousRole === 'responsible' &&
    (classHead(word.norm) !== null || restoreHead(word.norm) !== null)
  )
    score -= 2.5;
  if (role === 'note') score -= 5;
  return score;
}

/** How well a free cell goes on with the word. */
function stayScore(words: readonly Word[], position: number, role: Role): number {
  const word = words[position];
  const before = words[position - 1];
  if (word === undefined || before === undefined || !word.lineStart) return 0;
  let score = 0;
  const open = isDangling(before.norm) || /[,:-]$/.test(before.text);
  if (startsUpper(word.text) && !open) {
    const proper = /^[«"(]/.test(word.text) || /^\p{Lu}{2,}/u.test(word.text);
    score -= /[.;!?»]$/.test(before.text) ? 0.3 : proper ? 0.3 : role === 'result' ? 0.7 : 1.2;
  }
  if (startsLower(word.text) && /[.]$/.test(before.text) && word.blankBefore >= 2) score -= 1;
  if (word.blankBefore > 0) score -= word.blankBefore > 1 ? 0.5 : 0.12;
  return score;
}

function traceBack(
  table: readonly (readonly (Cell | undefined)[])[],
  length: number,
  count: number,
  headingState: number,
  tailState: number,
  skipped: (from: number, to: number) => number,
): SegmentedRow[] {
  let state = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let candidate = 0; candidate < count + 2; candidate += 1) {
    const cell = table[length]?.[candidate];
    if (cell === undefined) continue;
    const score = cell.score - (candidate < count ? skipped(candidate + 1, count) : 0);
    if (score > bestScore) {
      bestScore = score;
      state = candidate;
    }
  }
  const rows: SegmentedRow[] = [];
  let pieces: Piece[] = [];
  let position = length;
  let end = length;
  while (state !== -1 && position > 0) {
    const cell = table[position]?.[state];
    if (cell === undefined) break;
    const entered = cell.backState !== state || cell.newRow || cell.backPosition === 0;
    if (entered) {
      const column = state === headingState ? 'heading' : state === tailState ? 'stage-tail' : state;
      pieces.unshift({ column, from: cell.backPosition, to: end, guessed: cell.guessed });
      end = cell.backPosition;
      if (cell.newRow) {
        rows.unshift({ pieces });
        pieces = [];
      }
    }
    state = cell.backState;
    position = cell.backPosition;
  }
  if (pieces.length > 0) rows.unshift({ pieces });
  return rows;
}
