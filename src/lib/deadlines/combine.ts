import { isKnownYear, readIso, writeIso } from './calendar.ts';
import { UNSAID } from './draft.ts';
import type { Clause, Repeat, Unit } from './draft.ts';
import { isSameMeaning } from './meaning.ts';
import type { Meaning, RecurringMeaning } from './meaning.ts';
import { listMonths, makeWindow, repeatYearly, resolveUnit } from './resolve.ts';
import type { Context, Resolved } from './resolve.ts';

type Kind<K extends Clause['kind']> = Extract<Clause, { kind: K }>;

/** Joins the clauses of a phrase into one meaning; null when a part of it cannot be. */
export function combineClauses(clauses: readonly Clause[], context: Context): Resolved | null {
  const [only] = clauses;
  // Most phrases are one date, one month or one range.
  if (only?.kind === 'units' && clauses.length === 1 && only.units.length === 1 && only.units[0]) {
    if (!only.alternatives || only.alternatives.length === 0) return resolveUnit(only.units[0], context);
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

function pick<K extends Clause['kind']>(clauses: readonly Clause[], kind: K): Kind<K>[] {
  return clauses.filter((clause): clause is Kind<K> => clause.kind === kind);
}

function combineGroup(clauses: readonly Clause[], context: Context, whole: boolean): Resolved | null {
  const then = clauses.findIndex((clause) => clause.kind === 'then');
  if (then >= 0) return combineThen(clauses.slice(0, then), clauses.slice(then + 1), context);
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
  const always = onlyContinuous && main.meaning.kind === 'continuous' && main.meaning.scope === 'open';
  note(context, [always ? 'or_event' : 'outside_schedule']);
  return {
    meaning: main.meaning,
    others: [{ kind: 'event', text: whole ? context.text : text }, ...main.others],
  };
}

function note(context: Context, codes: Context['codes']): void {
  for (const code of codes) if (!context.codes.includes(code)) context.codes.push(code);
}

/** Calendar units and «в течение …» side by side. */
function combineSpans(clauses: readonly Clause[], context: Context): Resolved | null {
  const parts: Resolved[] = [];
  const continuous = pick(clauses, 'continuous');
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

function dropRepeated(parts: readonly Resolved[]): Resolved[] {
  return parts.filter(
    (part, i) =>
      part.meaning.kind !== 'continuous' ||
      !parts.slice(0, i).some((earlier) => isSameMeaning(earlier.meaning, part.meaning)),
  );
}

function resolveUnits(clause: Kind<'units'>, context: Context): Resolved[] | null {
  const before = { lastRank: context.lastRank, unnamedYear: context.unnamedYear };
  const parts: Resolved[] = [];
  for (const unit of clause.units) {
    const part = resolveUnit(unit, context);
    if (part === null) return null;
    parts.push(part);
  }
  if (clause.alternatives === undefined || clause.alternatives.length === 0) return parts;
  const others: Meaning[] = [];
  for (const units of clause.alternatives) {
    const other = resolveUnits(
      { kind: 'units', units, separator: 'none' },
      { ...context, ...before, codes: [], problem: null },
    );
    const joined = other && joinParts(other, { ...context, codes: [] });
    if (joined) others.push(joined.meaning);
  }
  const joined = joinParts(parts, context);
  return joined && [{ meaning: joined.meaning, others: [...others, ...joined.others] }];
}

function resolveContinuous(clause: Kind<'continuous'>, context: Context): Resolved | null {
  note(context, clause.codes);
  const meaning: Meaning = { kind: 'continuous', scope: clause.scope };
  if (clause.unit) {
    const { span } = context;
    const school = clause.unit.grain === 'schoolyear' && clause.unit.sy === UNSAID;
    const year = resolveUnit(clause.unit, context);
    if (year === null) return null;
    if (year.meaning.kind !== 'range') return { meaning, others: [] };
    // Which of several school years is meant, only the reader knows.
    if (school && span && year.others.length > 0)
      return { meaning, others: [bound(year.meaning), ...year.others.map(bound)] };
    return { meaning: bound(year.meaning), others: year.others.map(bound) };
  }
  if (clause.scope === 'year' && coversYears(context)) note(context, ['year_not_said']);
  if (clause.codes.includes('no_frequency'))
    return { meaning, others: [{ kind: 'event', text: context.text }] };
  return { meaning, others: [] };
}

function bound(meaning: Meaning): Meaning {
  return meaning.kind === 'range'
    ? { kind: 'continuous', scope: 'year', start: meaning.start, end: meaning.end }
    : meaning;
}

/** True when the document is longer than a year and a month. */
function coversYears({ span }: Context): boolean {
  return span !== null && (span.end.y - span.start.y) * 12 + span.end.m - span.start.m > 12;
}

/** «октябрь–ноябрь 2025 года, далее — ежегодно»; «I квартал 2023 (далее — по необходимости)». */
function combineThen(head: readonly Clause[], tail: readonly Clause[], context: Context): Resolved | null {
  const first = combineGroup(head, context, false);
  if (tail.length === 0) return first;
  const [repeatClause] = pick(tail, 'repeat');
  const units = pick(head, 'units').flatMap((clause) => clause.units);
  const [unit] = units;
  const plainTail = tail.length === 1 && repeatClause !== undefined;
  if (first === null) return context.problem === null ? combineGroup(tail, context, false) : null;
  if (plainTail && unit) {
    note(context, repeatClause.repeat.codes);
    const rule = makeRule(repeatClause.repeat);
    const start = tellStart(first.meaning);
    if (rule.freq === 'yearly' && rule.months === undefined && rule.monthday === undefined) {
      mergeYearly(rule, units);
    }
    if (start !== null) rule.start = start;
    return { meaning: rule, others: [] };
  }
  const codes = context.codes.length;
  const second = combineGroup(tail, context, false);
  if (second === null) return context.problem === null ? first : null;
  // A condition after «далее» is a part of its own: nothing about the first part is unclear.
  if (second.meaning.kind === 'event') context.codes.length = codes;
  return joinParts([first, second], context);
}

function tellStart(meaning: Meaning): string | null {
  if (meaning.kind === 'range') return meaning.start;
  if (meaning.kind === 'date' || meaning.kind === 'by') return meaning.date;
  if (meaning.kind === 'continuous' || meaning.kind === 'recurring') return meaning.start ?? null;
  if (meaning.kind === 'set') {
    const starts = meaning.items.map(tellStart).filter((start) => start !== null);
    return starts.sort()[0] ?? null;
  }
  return null;
}

function makeRule(repeat: Repeat): RecurringMeaning {
  const rule: RecurringMeaning = { kind: 'recurring', freq: repeat.freq ?? 'monthly' };
  if (repeat.months) rule.months = [...repeat.months];
  if (repeat.monthday !== undefined) rule.monthday = repeat.monthday;
  if (repeat.weekday) rule.weekday = [...repeat.weekday];
  if (repeat.interval !== undefined) rule.interval = repeat.interval;
  if (repeat.times !== undefined) rule.times = repeat.times;
  return rule;
}

/** Repeat words of a phrase put together: «ежемесячно, 20 числа», «еженедельно по вторникам». */
function mergeRepeats(repeats: readonly Kind<'repeat'>[]): Repeat[] {
  const merged: Repeat[] = [];
  for (const { repeat } of repeats) {
    const last = merged.at(-1);
    if (last && fitsTogether(last, repeat)) {
      const coarse = last.freq === 'yearly' || repeat.weekday === undefined ? last.freq : repeat.freq;
      merged[merged.length - 1] = {
        ...last,
        ...repeat,
        freq: repeat.freq === null ? last.freq : (coarse ?? repeat.freq),
        codes: [...last.codes, ...repeat.codes],
      };
    } else merged.push(repeat);
  }
  return merged;
}

function fitsTogether(a: Repeat, b: Repeat): boolean {
  if (a.freq === null || b.freq === null || a.freq === b.freq) return true;
  const byWeekday = b.weekday !== undefined || a.weekday !== undefined;
  return (
    byWeekday &&
    (a.freq === 'monthly' || b.freq === 'monthly') &&
    (a.freq === 'weekly' || b.freq === 'weekly')
  );
}

function combineRepeat(
  clauses: readonly Clause[],
  repeatClauses: readonly Kind<'repeat'>[],
  units: readonly Unit[],
  continuous: readonly Kind<'continuous'>[],
  context: Context,
): Resolved | null {
  const repeats = mergeRepeats(repeatClauses);
  const [repeat] = repeats;
  if (repeat === undefined) return null;
  if (repeats.length > 1) {
    const items: Resolved[] = repeats.map((one) => ({ meaning: makeRule(one), others: [] }));
    for (const one of repeats) note(context, one.codes);
    return joinParts(items, context);
  }
  note(context, repeat.codes);
  const rule = makeRule(repeat);
  if (repeat.freq === null) {
    const dated = placeMonthday(rule, clauses, context);
    if (dated) return dated;
    if (units.length === 0 && continuous.length === 0) note(context, ['month_not_said']);
  }
  const split = splitBeforeStart(clauses, units, rule);
  if (split) return combineSplit(split, rule, context);
  const others: Meaning[] = [];
  for (const clause of continuous) {
    const span = clause.unit && resolveContinuous(clause, context)?.meaning;
    if (span?.kind === 'continuous' && span.start !== undefined) {
      rule.start = span.start;
      rule.end = span.end;
    }
  }
  const leading = pick(
    clauses.slice(
      0,
      clauses.findIndex((clause) => clause.kind === 'repeat'),
    ),
    'units',
  );
  const first = new Set(leading.flatMap((clause) => clause.units));
  if (!applyUnits(rule, units, first, others, context)) return null;
  return { meaning: rule, others };
}

/** «до 15 числа» in a document of one month is a day. */
function placeMonthday(
  rule: RecurringMeaning,
  clauses: readonly Clause[],
  context: Context,
): Resolved | null {
  const { span } = context;
  if (span === null || rule.monthday === undefined || clauses.length !== 1) return null;
  if (span.start.y !== span.end.y || span.start.m !== span.end.m) return null;
  const day = { ...span.start, d: rule.monthday };
  if (readIso(writeIso(day)) === null) return null;
  context.inferred.add('month').add('year');
  const limit = context.text.toLowerCase().startsWith('до') || context.text.toLowerCase().startsWith('к');
  return {
    meaning: limit ? { kind: 'by', date: writeIso(day) } : { kind: 'date', date: writeIso(day) },
    others: [],
  };
}

/** «ноябрь–декабрь 2022 (с 2023 года — ежегодно)»: the first time, then the repeat with a start of its own. */
function splitBeforeStart(
  clauses: readonly Clause[],
  units: readonly Unit[],
  rule: RecurringMeaning,
): { first: Unit[]; start: Unit } | null {
  const start = units.find((unit) => unit.as === 'from');
  const first = units.filter(
    (unit) => unit !== start && unit.sy >= 0 && unit.grain !== 'year' && unit.as !== 'from',
  );
  if (!start || start.sy < 0 || first.length === 0 || first.length + 1 !== units.length) return null;
  const at = clauses.findIndex((clause) => clause.kind === 'units' && clause.units.includes(start));
  return at > 0 && rule.months === undefined ? { first, start } : null;
}

function combineSplit(
  { first, start }: { first: Unit[]; start: Unit },
  rule: RecurringMeaning,
  context: Context,
): Resolved | null {
  const head = resolveUnits({ kind: 'units', units: first, separator: 'none' }, context);
  const from = resolveUnit(start, context);
  if (head === null || from === null) return null;
  context.codes = context.codes.filter((code) => code !== 'start_only');
  rule.start = tellStart(from.meaning) ?? undefined;
  const items = head.map((part) => part.meaning);
  const meaning: Meaning = { kind: 'set', items: [...items, rule] };
  if (rule.freq !== 'yearly') return { meaning, others: [] };
  note(context, ['repeat_months_unsaid']);
  const likely: RecurringMeaning = { ...rule };
  mergeYearly(likely, first);
  return { meaning, others: [{ kind: 'set', items: [...items, likely] }] };
}

/** Months, days and bounds that stand beside a repeat; false when one of them is impossible. */
function applyUnits(
  rule: RecurringMeaning,
  units: readonly Unit[],
  first: ReadonlySet<Unit>,
  others: Meaning[],
  context: Context,
): boolean {
  const yearly: Unit[] = [];
  for (const unit of units) {
    const said = unit.sy >= 0 || unit.ey >= 0;
    const wholeYear = unit.grain === 'year' || unit.grain === 'schoolyear';
    if (unit.as === 'from' || said || wholeYear || (unit.as === 'by' && rule.freq !== 'yearly')) {
      if (!applyBounds(rule, unit, others, context)) return false;
      // «до 1 октября 2022 г., ежегодно» names the day; «ежегодно до 1 октября 2024 г.» ends the repeat.
      const isDay = unit.as === 'date' || (unit.as === 'by' && first.has(unit) && unit.sy >= 0);
      const named = unit.sm !== 0 && ((unit.grain === 'month' && unit.as === 'range') || isDay);
      if (named && !wholeYear && rule.freq === 'yearly' && unit.sy === unit.ey) {
        // «май 2023 г., ежегодно»: the first of many, so that its end bounds nothing.
        yearly.push(unit);
        if (!unit.years) {
          if (rule.start === undefined) rule.start = rule.end;
          delete rule.end;
        }
      }
    } else yearly.push(unit);
  }
  if (yearly.length > 0) {
    if (rule.freq === 'yearly' || yearly.every(isMonthList)) mergeYearly(rule, yearly);
    else if (yearly[0]) rule.window = makeWindow(yearly[0]);
  }
  return true;
}

/** Single months beside «ежеквартально» are its months; a run of months is a window. */
function isMonthList(unit: Unit): boolean {
  return unit.grain === 'month' && unit.sm === unit.em;
}

function applyBounds(rule: RecurringMeaning, unit: Unit, others: Meaning[], context: Context): boolean {
  const bounds = resolveUnit(unit.as === 'date' ? { ...unit, as: 'range' } : unit, { ...context, codes: [] });
  if (bounds === null) {
    context.problem ??= 'impossible_date';
    return false;
  }
  if (unit.sy < 0) context.inferred.add('year');
  const { meaning } = bounds;
  const span = meaning.kind === 'set' ? joinSet(meaning.items) : meaning;
  if (span.kind === 'range') {
    rule.start = span.start;
    rule.end = span.end;
  } else if (span.kind === 'by') rule.end = span.date;
  else if (span.kind === 'continuous') rule.start = span.start;
  const fromMonth =
    unit.as === 'from' && rule.freq === 'yearly' && unit.grain !== 'year' && unit.grain !== 'schoolyear';
  if (fromMonth && rule.months === undefined) {
    note(context, ['yearly_from_month']);
    others.push({ ...rule, months: [unit.sm] });
  }
  return true;
}

function joinSet(items: readonly Meaning[]): Meaning {
  const first = items[0];
  const last = items.at(-1);
  return first?.kind === 'range' && last?.kind === 'range'
    ? { kind: 'range', start: first.start, end: last.end }
    : { kind: 'set', items: [...items] };
}

/** Months, a day of the month or a window taken from units without regard to their year. */
function mergeYearly(rule: RecurringMeaning, units: readonly Unit[]): void {
  const months: number[] = rule.months ? [...rule.months] : [];
  for (const unit of units) {
    const wholeMonths = unit.sd === 1 && unit.ed === 0 && unit.as === 'range';
    if (wholeMonths) months.push(...listMonths(unit.sm, unit.em));
    else {
      const one = repeatYearly(unit);
      if (one.months) months.push(...one.months);
      if (one.monthday !== undefined) rule.monthday = one.monthday;
      if (one.weekday) rule.weekday = one.weekday;
      if (one.window) rule.window = one.window;
    }
  }
  if (months.length > 0) rule.months = [...new Set(months)];
}

/** One part as it is, several as a set; each other reading of a part gives another reading of the whole. */
function joinParts(parts: readonly Resolved[], context: Context): Resolved | null {
  const [only] = parts;
  if (only === undefined) return null;
  if (parts.length === 1) return only;
  const flat: Resolved[] = parts.flatMap((part) =>
    part.meaning.kind === 'set' && part.others.length === 0
      ? part.meaning.items.map((meaning) => ({ meaning, others: [] }))
      : [part],
  );
  const unique = flat.filter(
    (part, i) => !flat.slice(0, i).some((earlier) => isSameMeaning(earlier.meaning, part.meaning)),
  );
  if (unique.length < flat.length) note(context, ['same_twice']);
  const [first] = unique;
  if (unique.length === 1 && first) {
    const next = addYear(first.meaning);
    return { meaning: first.meaning, others: next ? [{ kind: 'set', items: [first.meaning, next] }] : [] };
  }
  const items = unique.map((part) => part.meaning);
  const others = unique.flatMap((part, i) =>
    part.others.map((other): Meaning => ({ kind: 'set', items: flatten(items.with(i, other)) })),
  );
  return { meaning: { kind: 'set', items: flatten(items) }, others };
}

function flatten(items: readonly Meaning[]): Meaning[] {
  return items.flatMap((item) => (item.kind === 'set' ? item.items : [item]));
}

function moveYear(iso: string): string | null {
  const day = readIso(iso);
  if (!day || !isKnownYear(day.y)) return null;
  const lastOfFebruary = day.m === 2 && day.d >= 28;
  return writeIso({ ...day, y: day.y + 1, d: lastOfFebruary ? 28 : day.d });
}

/** The same time a year later; null for what has no year. */
function addYear(meaning: Meaning): Meaning | null {
  if (meaning.kind === 'date' || meaning.kind === 'by') {
    const date = moveYear(meaning.date);
    return date === null ? null : { kind: meaning.kind, date };
  }
  if (meaning.kind !== 'range') return null;
  const start = moveYear(meaning.start);
  const end = moveYear(meaning.end);
  return start === null || end === null ? null : { kind: 'range', start, end };
}
