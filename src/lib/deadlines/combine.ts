import {
  dropRepeated,
  joinParts,
  note,
  pick,
  resolveContinuous,
  resolveUnits,
  tellStart,
} from './combine-parts.ts';
import type { Kind } from './combine-parts.ts';
import { combineRepeat, makeRule } from './combine-repeats.ts';
import { joinRules, spreadYearly } from './combine-yearly.ts';
import type { Clause } from './draft.ts';
import type { Meaning } from './meaning.ts';
import { resolveUnit } from './resolve.ts';
import type { Context, Resolved } from './resolve.ts';

/** Joins the clauses of a phrase into one meaning; null when a part of it cannot be. */
export function combineClauses(clauses: readonly Clause[], context: Context): Resolved | null {
  const [only] = clauses;
  // Most phrases are one date, one month or one range.
  if (only?.kind === 'units' && clauses.length === 1 && only.units.length === 1 && only.units[0]) {
    if (!only.alternatives || only.alternatives.length === 0) return resolveUnit(only.units[0], context);
  }
  if (!clauses.some((clause) => clause.separator === 'semicolon')) {
    return combineGroup(clauses, context, true);
  }
  const groups: Clause[][] = [];
  for (const clause of clauses) {
    const last = groups.at(-1);
    if (last === undefined || clause.separator === 'semicolon') groups.push([clause]);
    else last.push(clause);
  }
  const parts: Resolved[] = [];
  for (const group of groups) {
    const part = combineGroup(group, context, groups.length === 1);
    if (part === null) return null;
    parts.push(part);
  }
  return joinParts(parts, context);
}

function combineGroup(clauses: readonly Clause[], context: Context, whole: boolean): Resolved | null {
  const then = clauses.findIndex((clause) => clause.kind === 'then');
  if (then >= 0) return combineThen(clauses.slice(0, then), clauses.slice(then + 1), context);
  if (clauses.every((clause) => clause.kind === 'units')) return combineUnits(clauses, context);
  const repeats = pick(clauses, 'repeat');
  const events = pick(clauses, 'event');
  const continuous = pick(clauses, 'continuous');
  const units = pick(clauses, 'units').flatMap((clause) => clause.units);
  const main =
    repeats.length > 0
      ? combineRepeat(clauses, repeats, units, continuous, context)
      : combineSpans(clauses, context);
  if (events.length === 0) return main;
  return combineEvents(
    main,
    events,
    continuous.length > 0 && units.length === 0 && repeats.length === 0,
    whole,
    context,
  );
}

/** A time and a condition together: the time stands, the condition is the other reading. */
function combineEvents(
  main: Resolved | null,
  events: readonly Kind<'event'>[],
  onlyContinuous: boolean,
  whole: boolean,
  context: Context,
): Resolved | null {
  const start = events[0]?.start ?? 0;
  const end = events.at(-1)?.end ?? 0;
  const text = context.text.slice(start, end);
  for (const event of events) note(context, event.codes);
  if (main === null) {
    if (context.problem) return null;
    const months = events[0]?.months;
    const others: Meaning[] = months ? [{ kind: 'recurring', freq: 'yearly', months }] : [];
    return { meaning: { kind: 'event', text }, others };
  }
  if (isNamed(main.meaning) && events.every((event) => event.names === true)) {
    return {
      meaning: main.meaning,
      others: [{ kind: 'event', text: whole ? context.text : text }, ...main.others],
    };
  }
  const always = onlyContinuous && main.meaning.kind === 'continuous' && main.meaning.scope === 'open';
  note(context, [always ? 'or_event' : 'outside_schedule']);
  return {
    meaning: main.meaning,
    others: [{ kind: 'event', text: whole ? context.text : text }, ...main.others],
  };
}

/** «27 октября – 4 ноября (осенние каникулы)»: exact days need no name. */
function isNamed(meaning: Meaning): boolean {
  if (meaning.kind === 'date' || meaning.kind === 'by') return true;
  return meaning.kind === 'range' && !(meaning.start.endsWith('-01') && Number(meaning.end.slice(8)) >= 28);
}

/** Calendar units only: «сентябрь; декабрь; март». */
function combineUnits(clauses: readonly Clause[], context: Context): Resolved | null {
  const parts: Resolved[] = [];
  for (const clause of clauses) {
    if (clause.kind !== 'units') continue;
    const part = resolveUnits(clause, context);
    if (part === null) return null;
    parts.push(...part);
  }
  return joinParts(parts, context);
}

/** Calendar units and «в течение …» side by side. */
function combineSpans(clauses: readonly Clause[], context: Context): Resolved | null {
  const parts: Resolved[] = [];
  const continuous = pick(clauses, 'continuous');
  if (continuous.length === 0) return combineUnits(clauses, context);
  const hasYear = continuous.some((clause) => clause.scope !== 'open');
  const starts = pick(clauses, 'units')
    .flatMap((clause) => clause.units)
    .filter((unit) => unit.as === 'from');
  for (const clause of clauses) {
    if (clause.kind === 'continuous') {
      // «постоянно, в течение года» says one thing.
      if (clause.scope === 'open' && hasYear) continue;
      const part = resolveContinuous(clause, context);
      if (part === null) return null;
      parts.push(part);
    }
    if (clause.kind === 'units') {
      const part = resolveUnits(clause, context);
      if (part === null) return null;
      parts.push(...part);
    }
  }
  const bounded = boundContinuous(clauses, parts, starts.length, context);
  if (bounded) return bounded;
  return parts.length > 0 ? joinParts(dropRepeated(parts), context) : null;
}

/** «постоянно с 1 сентября 2022 года», «в течение года с октября по апрель»: the units are the bounds. */
function boundContinuous(
  clauses: readonly Clause[],
  parts: readonly Resolved[],
  starts: number,
  context: Context,
): Resolved | null {
  const [first] = pick(clauses, 'continuous');
  const units = pick(clauses, 'units').flatMap((clause) => clause.units);
  const [unit] = units;
  if (!first || !unit || units.length !== 1 || parts.length !== 2) return null;
  const span = parts.find(
    ({ meaning }) => meaning.kind !== 'continuous' || (starts > 0 && meaning.start !== undefined),
  );
  if (!span) return null;
  const { meaning } = span;
  const scope = first.scope;
  if (unit.as === 'from' && meaning.kind === 'continuous') {
    context.codes = context.codes.filter((code) => code !== 'start_only' && code !== 'year_not_said');
    return { meaning: { kind: 'continuous', scope, start: meaning.start }, others: [] };
  }
  if (unit.as === 'by' && meaning.kind === 'by') {
    return { meaning: { kind: 'continuous', scope, end: meaning.date }, others: [] };
  }
  const bracketed = pick(clauses, 'units')[0]?.separator !== 'comma' && clauses.at(-1)?.separator !== 'comma';
  if (
    meaning.kind === 'range' &&
    first.unit === undefined &&
    (scope !== 'year' || unit.grain === 'day') &&
    bracketed
  ) {
    context.codes = context.codes.filter((code) => code !== 'year_not_said');
    return { meaning: { kind: 'continuous', scope, start: meaning.start, end: meaning.end }, others: [] };
  }
  return null;
}

/** «октябрь–ноябрь 2025 года, далее — ежегодно»; «I квартал 2023 (далее — по необходимости)». */
function combineThen(head: readonly Clause[], tail: readonly Clause[], context: Context): Resolved | null {
  const first = combineGroup(head, context, false);
  if (tail.length === 0) return first;
  const [repeatClause] = pick(tail, 'repeat');
  const units = pick(head, 'units').flatMap((clause) => clause.units);
  const [unit] = units;
  const plainTail =
    tail.length === 1 &&
    repeatClause !== undefined &&
    !repeatClause.repeat.monthdays &&
    !head.some((clause) => clause.kind === 'repeat');
  if (first === null) return context.problem === null ? combineGroup(tail, context, false) : null;
  if (plainTail && unit) {
    note(context, repeatClause.repeat.codes);
    const rule = makeRule(repeatClause.repeat);
    const start = tellStart(first.meaning);
    if (start !== null) rule.start = start;
    const isOpen = rule.freq === 'yearly' && rule.months === undefined && rule.monthday === undefined;
    const dated = isOpen ? units.filter(({ grain }) => grain !== 'year' && grain !== 'schoolyear') : [];
    return { meaning: joinRules(spreadYearly(rule, dated)), others: [] };
  }
  const codes = context.codes.length;
  const second = combineGroup(tail, context, false);
  if (second === null) return context.problem === null ? first : null;
  // A condition after «далее» is a part of its own: nothing about the first part is unclear.
  if (second.meaning.kind === 'event') context.codes.length = codes;
  return joinParts([first, second], context);
}
