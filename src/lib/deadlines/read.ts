import { isKnownYear, readIso, findWeekday } from './calendar.ts';
import { combineClauses } from './combine.ts';
import type { Parse } from './draft.ts';
import { isSameMeaning } from './meaning.ts';
import type { Meaning, Period } from './meaning.ts';
import { nameReason } from './reasons.ts';
import type { ReasonCode } from './reasons.ts';
import { readSpan } from './place.ts';
import { infer } from './resolve.ts';
import type { Context } from './resolve.ts';
import { readClauses } from './rules/clauses.ts';
import type { Clauses } from './rules/clauses.ts';
import { skipHourRange } from './rules/noise.ts';
import { cleanPhrase } from './letters.ts';
import { tokenise } from './tokenise.ts';
import { peek } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A phrase longer than this is no deadline. */
export const MAX_PHRASE_LENGTH = 500;

/** Words left over beyond this many make the phrase a sentence that merely begins with a date. */
const MAX_LEFTOVER_TOKENS = 8;

export interface DeadlineReading {
  phrase: string;
  /** Null when nothing was understood: `reasonCode` says why. */
  meaning: Meaning | null;
  /** Two careful readers could differ: `reasonCode` says how, `readings` what else it may mean. */
  ambiguous: boolean;
  /** English, short. */
  reason?: string;
  /** Key for `explainAmbiguity`. */
  reasonCode?: string;
  /** Other readings, best first, without `meaning` itself. */
  readings: Meaning[];
  /** Parts that the phrase did not say: 'year', 'month', 'end', 'spelling'. */
  inferred: string[];
}

/**
 * Reads a Russian deadline phrase against the period of its document (two ISO days, inclusive; null when unknown).
 * Any text gets an answer and nothing throws; a period that is no period counts as unknown.
 */
export function readDeadline(phrase: string, period: Period | null): DeadlineReading {
  if (phrase.length > MAX_PHRASE_LENGTH) return refusePhrase(phrase, 'too_long');
  const text = cleanPhrase(phrase);
  if (text === '') return refusePhrase(phrase, 'empty');
  const tokens = tokenise(text);
  const parse: Parse = { text, tokens, pos: 0, problem: null, codes: [], weekday: 0 };
  const span = readSpan(period);
  const result = readClauses(parse);
  if (parse.problem) return refusePhrase(phrase, parse.problem);
  if (result.clauses.length === 0) return readTimeOnly(phrase, parse, span);
  const refusal = judge(result, parse);
  if (refusal) return refusePhrase(phrase, refusal);
  const context: Context = {
    span,
    text,
    codes: parse.codes,
    inferred: [],
    problem: null,
    lastRank: 0,
    unnamedYear: 0,
  };
  const resolved = combineClauses(result.clauses, context);
  if (context.problem) return refusePhrase(phrase, context.problem);
  if (resolved === null) return refusePhrase(phrase, 'not_a_deadline');
  if (result.leftover === 'words') {
    // «2023 руб.»: a bare number beside a word that nobody knows is no year.
    if (context.codes.includes('bare_year')) return refusePhrase(phrase, 'not_a_deadline');
    context.codes.push('leftover_words');
  }
  if (parse.weekday > 0 && isOtherWeekday(resolved.meaning, parse.weekday))
    context.codes.push('weekday_differs');
  if (isHealed(tokens)) infer(context, 'spelling');
  return answer(phrase, resolved.meaning, resolved.others, context);
}

function answer(
  phrase: string,
  meaning: Meaning,
  others: readonly Meaning[],
  context: Context,
): DeadlineReading {
  const { codes, inferred } = context;
  const code = codes[0];
  if (code === undefined && others.length === 0)
    return { phrase, meaning, ambiguous: false, readings: [], inferred };
  const readings: Meaning[] = [];
  for (const other of others) {
    const known = isSameMeaning(other, meaning) || readings.some((reading) => isSameMeaning(reading, other));
    if (!known) readings.push(other);
  }
  if (code !== undefined && codes.includes('start_only')) infer(context, 'end');
  if (code === undefined) return { phrase, meaning, ambiguous: false, readings, inferred };
  return { phrase, meaning, ambiguous: true, reason: nameReason(code), reasonCode: code, readings, inferred };
}

/** «вторник, 17 декабря 2025 г.» is a Wednesday: a slip in one of the two. */
function isOtherWeekday(meaning: Meaning, weekday: number): boolean {
  if (meaning.kind !== 'date' && meaning.kind !== 'by') return false;
  const day = readIso(meaning.date);
  return day !== null && isKnownYear(day.y) && findWeekday(day) !== weekday;
}

function isHealed(tokens: readonly Token[]): boolean {
  for (const token of tokens) if (token.healed) return true;
  return false;
}

function refusePhrase(phrase: string, code: ReasonCode): DeadlineReading {
  return {
    phrase,
    meaning: null,
    ambiguous: false,
    reason: nameReason(code),
    reasonCode: code,
    readings: [],
    inferred: [],
  };
}

/** Why clauses were read and yet the phrase is no deadline. */
function judge(result: Clauses, parse: Parse): ReasonCode | null {
  if (result.leftover === 'document') return 'a_document';
  if (result.leftover === 'numbers') return 'not_a_deadline';
  if (result.leftover === 'words' && parse.tokens.length - parse.pos > MAX_LEFTOVER_TOKENS)
    return 'not_a_deadline';
  for (const clause of result.clauses) if (clause.kind !== 'then') return null;
  return 'not_a_deadline';
}

/** «с 11 до 14 часов»: the day is the document's own when it has just one. */
function readTimeOnly(phrase: string, parse: Parse, span: Context['span']): DeadlineReading {
  parse.pos = 0;
  const isTime = skipHourRange(parse) && peek(parse).sort === 'end';
  if (!isTime) return refusePhrase(phrase, 'not_a_deadline');
  const event: Meaning = { kind: 'event', text: parse.text };
  const { start, end } = span ?? { start: null, end: null };
  const oneDay = start && end && start.y === end.y && start.m === end.m && start.d === end.d;
  const day = oneDay
    ? `${String(start.y).padStart(4, '0')}-${String(start.m).padStart(2, '0')}-${String(start.d).padStart(2, '0')}`
    : null;
  return {
    phrase,
    meaning: day === null ? event : { kind: 'date', date: day },
    ambiguous: true,
    reason: nameReason('time_only'),
    reasonCode: 'time_only',
    readings: day === null ? [] : [event],
    inferred: ['day', 'month', 'year'],
  };
}
