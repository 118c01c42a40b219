import { countMonthDays, readIso, writeIso } from './calendar.ts';
import { joinRules, mergeYearly, spreadYearly } from './combine-yearly.ts';
import { joinParts, note, pick, resolveContinuous, resolveUnits, tellStart } from './combine-parts.ts';
import type { Kind } from './combine-parts.ts';
import { UNSAID } from './draft.ts';
import type { Clause, Repeat, Unit } from './draft.ts';
import type { Meaning, RecurringMeaning } from './meaning.ts';
import { infer, resolveUnit } from './resolve.ts';
import type { Context, Resolved } from './resolve.ts';

export function makeRule(repeat: Repeat): RecurringMeaning {
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
        codes: [...last.codes, ...repeat.codes].filter((code) => code !== 'weekday_only'),
      };
    } else merged.push(repeat);
  }
  return merged;
}

function fitsTogether(a: Repeat, b: Repeat): boolean {
  // «20 числа, до 5 числа», «вторник, по понедельникам»: neither takes the place of the other.
  if (a.monthday !== undefined && b.monthday !== undefined) return a.monthday === b.monthday;
  if (a.weekday && b.weekday) return a.weekday.join() === b.weekday.join();
  if ((a.weekday && b.monthday !== undefined) || (b.weekday && a.monthday !== undefined)) return false;
  if (a.freq === null || b.freq === null || a.freq === b.freq) return true;
  const byWeekday = b.weekday !== undefined || a.weekday !== undefined;
  return (
    byWeekday &&
    (a.freq === 'weekly' || b.freq === 'weekly') &&
    [a.freq, b.freq].some(
      (freq) => freq === 'monthly' || (freq === 'daily' && isWorkingWeek(a.weekday ?? b.weekday)),
    )
  );
}

/** «ежедневно по рабочим дням» is one thing, «ежедневно по средам» is not. */
function isWorkingWeek(weekday: readonly string[] = []): boolean {
  return weekday.length >= 5;
}

export function combineRepeat(
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
    const dated =
      placeMonthday(rule, clauses, context) ?? placeDayOfMonth(repeat, units, continuous, context);
    if (dated) return dated;
    if (units.length === 0 && continuous.length === 0) note(context, ['month_not_said']);
  }
  const split = repeat.monthdays || units.length < 2 ? null : splitBeforeStart(clauses, units, rule);
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
  const yearly = applyUnits(rule, units, first, others, context);
  if (yearly === null) return null;
  const rules = spreadYearly(rule, yearly);
  if (repeat.monthdays && rules.length === 1) {
    // «2 раза в месяц, 1 и 15 числа»: the days tell how often.
    delete rule.times;
    const items = [repeat.monthday, ...repeat.monthdays].map((monthday): Meaning => ({ ...rule, monthday }));
    return { meaning: { kind: 'set', items }, others };
  }
  return { meaning: joinRules(rules), others };
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
  const day = {
    ...span.start,
    d: rule.monthday > 0 ? rule.monthday : countMonthDays(span.start.y, span.start.m),
  };
  if (readIso(writeIso(day)) === null) return null;
  infer(context, 'month');
  infer(context, 'year');
  const limit = context.text.toLowerCase().startsWith('до') || context.text.toLowerCase().startsWith('к');
  return {
    meaning: limit ? { kind: 'by', date: writeIso(day) } : { kind: 'date', date: writeIso(day) },
    others: [],
  };
}

/** «сентябрь, до 15 числа»: a day of the month named beside it. */
function placeDayOfMonth(
  { monthday, monthdays, limit }: Repeat,
  units: readonly Unit[],
  continuous: readonly Kind<'continuous'>[],
  context: Context,
): Resolved | null {
  const [month] = units;
  if (monthday === undefined || monthdays || continuous.length > 0 || units.length !== 1) return null;
  if (month?.grain !== 'month' || month.as !== 'range' || month.sm !== month.em || month.years) return null;
  const as = limit === true ? 'by' : 'date';
  const day = Math.max(monthday, 0);
  return resolveUnit({ ...month, grain: 'day', as, sd: day, ed: day }, context);
}

interface Split {
  first: Unit[];
  start: Unit;
  /** When it repeats: «(с 2026 года – ежегодно, в сентябре)». */
  rest: Unit[];
}

/** «ноябрь–декабрь 2022 (с 2023 года — ежегодно)»: the first time, then the repeat with a start of its own. */
function splitBeforeStart(
  clauses: readonly Clause[],
  units: readonly Unit[],
  rule: RecurringMeaning,
): Split | null {
  const at = units.findIndex((unit) => unit.as === 'from');
  const start = units[at];
  const first = units.slice(0, Math.max(at, 0));
  const rest = units.slice(at + 1);
  const isDated = first.every((unit) => unit.sy >= 0 && unit.grain !== 'year' && unit.as !== 'from');
  const isOpen = rest.every((unit) => unit.sy === UNSAID && unit.as !== 'from' && unit.sm !== 0);
  if (!start || start.sy < 0 || first.length === 0 || !isDated || !isOpen) return null;
  const isLater = clauses.some(
    (clause, i) => clause.kind === 'units' && clause.units.indexOf(start) >= (i > 0 ? 0 : 1),
  );
  return isLater && rule.months === undefined ? { first, start, rest } : null;
}

function combineSplit(
  { first, start, rest }: Split,
  rule: RecurringMeaning,
  context: Context,
): Resolved | null {
  const head = resolveUnits({ kind: 'units', units: first, separator: 'none' }, context);
  const from = resolveUnit(start, context);
  if (head === null || from === null) return null;
  context.codes = context.codes.filter((code) => code !== 'start_only');
  rule.start = tellStart(from.meaning) ?? undefined;
  const items = head.map((part) => part.meaning);
  const meaning: Meaning = { kind: 'set', items: [...items, ...spreadYearly(rule, rest)] };
  if (rule.freq !== 'yearly' || rest.length > 0) return { meaning, others: [] };
  note(context, ['repeat_months_unsaid']);
  const likely: RecurringMeaning = { ...rule };
  mergeYearly(likely, first);
  return { meaning, others: [{ kind: 'set', items: [...items, likely] }] };
}

/** Sets the bounds that stand beside a repeat and gives the months and days that repeat; null when one is impossible. */
function applyUnits(
  rule: RecurringMeaning,
  units: readonly Unit[],
  first: ReadonlySet<Unit>,
  others: Meaning[],
  context: Context,
): Unit[] | null {
  const yearly: Unit[] = [];
  for (const unit of units) {
    const said = unit.sy >= 0 || unit.ey >= 0;
    // «ежеквартально, последняя неделя»: the month differs from time to time.
    if (unit.sm === 0) {
      note(context, ['part_of_each']);
      continue;
    }
    const wholeYear = unit.grain === 'year' || unit.grain === 'schoolyear';
    // «ежегодно к началу учебного года» is a day of each year.
    if (unit.as === 'by' && wholeYear && !said && rule.freq === 'yearly') {
      note(context, unit.codes);
      yearly.push(unit);
      continue;
    }
    if (unit.as === 'from' || said || wholeYear || (unit.as === 'by' && rule.freq !== 'yearly')) {
      if (!applyBounds(rule, unit, others, context)) return null;
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
  return yearly;
}

function applyBounds(rule: RecurringMeaning, unit: Unit, others: Meaning[], context: Context): boolean {
  const bounds = resolveUnit(unit.as === 'date' ? { ...unit, as: 'range' } : unit, { ...context, codes: [] });
  if (bounds === null) {
    context.problem ??= 'impossible_date';
    return false;
  }
  if (unit.sy < 0) infer(context, 'year');
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
