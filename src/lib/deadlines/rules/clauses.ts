import type { Clause, Parse, Repeat, Separator } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import { readCondition } from './conditions.ts';
import { readContinuous } from './continuous.ts';
import { judgeLeftover, skipNoise } from './noise.ts';
import type { Leftover, ReadBefore } from './noise.ts';
import { readRepeat } from './repeats.ts';
import { hasMonthless, placeInMonths } from './lists.ts';
import type { Sequence } from './lists.ts';
import { skipLabel, skipRemark } from './remarks.ts';
import { readSequence } from './sequences.ts';
import { readBareWeekdays, readLooseWeekdays } from './weekdays.ts';

export interface Clauses {
  clauses: Clause[];
  leftover: Leftover;
}

/** Cuts the phrase into clauses, each read by the family that knows it; the rest is told apart as leftover. */
export function readClauses(p: Parse): Clauses {
  const clauses: Clause[] = [];
  let separator: Separator = 'none';
  // Most phrases begin with their date: nothing stands before it.
  if (isPlainDateAhead(p)) {
    const sequence = readSequence(p);
    if (sequence) clauses.push(makeUnits(sequence, 'none'));
    else if (p.problem !== null) return { clauses, leftover: 'none' };
  }
  while (p.pos < p.tokens.length) {
    const next = readSeparator(p);
    if (next !== 'none') separator = next;
    const last = clauses.at(-1);
    const weekdays = isWeekdayAhead(p) ? readWeekdayClause(p, last, separator) : null;
    if (weekdays) {
      clauses.push({ kind: 'repeat', repeat: weekdays, separator });
      separator = 'none';
      continue;
    }
    const moved = skipNoise(p, next === 'semicolon' && last ? 'other' : tellRead(last));
    if (peek(p).sort === 'end') break;
    const clause = readClause(p, separator);
    if (clause) {
      addClause(clauses, clause);
      separator = 'none';
    } else if (p.problem !== null || !(skipLabel(p) || next !== 'none' || moved || (last && skipRemark(p)))) {
      break;
    }
  }
  return { clauses, leftover: p.problem === null ? judgeLeftover(p) : 'none' };
}

function isWeekdayAhead(p: Parse): boolean {
  return peek(p).sort === 'weekday' || (peek(p).lemma === 'в' && peek(p, 1).sort === 'weekday');
}

function readWeekdayClause(p: Parse, last: Clause | undefined, separator: Separator): Repeat | null {
  const bare = last === undefined || last.kind === 'repeat' ? readBareWeekdays(p, last !== undefined) : null;
  return bare ?? readLooseWeekdays(p, last, separator === 'bracket');
}

/** «октябрь (3 декада)»: a part joins the month that stands before its bracket. */
function addClause(clauses: Clause[], clause: Clause): void {
  const last = clauses.at(-1);
  if (clause.kind === 'units' && last?.kind === 'units' && hasMonthless(clause.units)) {
    const placed = placeInMonths([...last.units, ...clause.units]);
    if (placed.every((unit) => unit.sm !== 0)) {
      clauses[clauses.length - 1] = { ...last, units: placed };
      return;
    }
  }
  clauses.push(clause);
}

/** What stands before the noise: only after a day are bare digits its hour. */
function tellRead(last: Clause | undefined): ReadBefore {
  if (last === undefined) return 'nothing';
  if (last.kind === 'repeat' && (last.repeat.freq === 'daily' || last.repeat.freq === 'weekly'))
    return 'often';
  if (last.kind !== 'units') return 'other';
  return last.units.at(-1)?.grain === 'month' ? 'month' : 'date';
}

function readSeparator(p: Parse): Separator {
  let found: Separator = 'none';
  for (;;) {
    const { sort, lemma } = peek(p);
    if (sort !== 'mark' && sort !== 'word') return found;
    if (lemma === ';') found = 'semicolon';
    else if (lemma === '(' || lemma === '[') found = found === 'semicolon' ? found : 'bracket';
    else if (lemma === ',' || lemma === ')' || lemma === ']') found = found === 'none' ? 'comma' : found;
    else if (lemma === 'и' || lemma === 'а' || lemma === 'или' || lemma === 'но')
      found = found === 'none' ? 'and' : found;
    else return found;
    p.pos += 1;
  }
}

function readClause(p: Parse, separator: Separator): Clause | null {
  if (isPlainDateAhead(p)) {
    const sequence = readSequence(p);
    if (sequence) return makeUnits(sequence, separator);
    if (p.problem !== null) return null;
  }
  if (readThen(p)) return { kind: 'then', separator };
  const repeat = readRepeat(p);
  if (repeat) return { kind: 'repeat', repeat, separator };
  const continuous = readContinuous(p, separator);
  if (continuous) return continuous;
  const condition = readCondition(p, separator);
  if (condition) return condition;
  const sequence = readSequence(p);
  return sequence && makeUnits(sequence, separator);
}

function makeUnits({ units, alternatives }: Sequence, separator: Separator): Clause {
  return { kind: 'units', units, alternatives, separator };
}

const BEFORE_DATES = new Set(['с', 'до', 'к', 'в']);

/** A month, or a number with a dot, a month or «по» after it, perhaps behind a preposition: no other family begins so. */
function isPlainDateAhead(p: Parse): boolean {
  const { sort, lemma } = peek(p);
  const at = sort === 'word' && BEFORE_DATES.has(lemma) ? 1 : 0;
  const first = peek(p, at);
  if (first.sort === 'month') return true;
  const second = peek(p, at + 1);
  if (first.sort === 'roman') return second.lemma === 'квартал';
  if (first.sort !== 'number') return false;
  if (second.sort === 'month' || second.lemma === '.' || second.lemma === 'по' || first.digits === 4)
    return true;
  // «17–20 октября»
  return (second.lemma === '-' || second.lemma === 'и') && peek(p, at + 3).sort === 'month';
}

/** «далее», «в дальнейшем», «последующие годы» */
function readThen(p: Parse): boolean {
  const from = p.pos;
  take(p, 'в');
  if (take(p, 'далее') || take(p, 'дальнейший')) {
    take(p, '-');
    take(p, ':');
    return true;
  }
  p.pos = from;
  return false;
}
