import { isKnownYear, readIso, writeIso } from './calendar.ts';
import { UNSAID } from './draft.ts';
import type { Clause } from './draft.ts';
import { isSameMeaning } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import type { ReasonCode } from './reasons.ts';
import { resolveUnit } from './resolve.ts';
import type { Context, Resolved } from './resolve.ts';

export type Kind<K extends Clause['kind']> = Extract<Clause, { kind: K }>;

export function pick<K extends Clause['kind']>(clauses: readonly Clause[], kind: K): Kind<K>[] {
  return clauses.filter((clause): clause is Kind<K> => clause.kind === kind);
}

export function note(context: Context, codes: readonly ReasonCode[]): void {
  for (const code of codes) if (!context.codes.includes(code)) context.codes.push(code);
}

export function dropRepeated(parts: readonly Resolved[]): Resolved[] {
  if (parts.length < 2) return [...parts];
  return parts.filter(
    (part, i) =>
      part.meaning.kind !== 'continuous' ||
      !parts.slice(0, i).some((earlier) => isSameMeaning(earlier.meaning, part.meaning)),
  );
}

export function resolveUnits(clause: Kind<'units'>, context: Context): Resolved[] | null {
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

export function resolveContinuous(clause: Kind<'continuous'>, context: Context): Resolved | null {
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
  if (clause.scope === 'year' && clause.everyYear !== true && coversYears(context))
    note(context, ['year_not_said']);
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

export function tellStart(meaning: Meaning): string | null {
  if (meaning.kind === 'range') return meaning.start;
  if (meaning.kind === 'date' || meaning.kind === 'by') return meaning.date;
  if (meaning.kind === 'continuous' || meaning.kind === 'recurring') return meaning.start ?? null;
  if (meaning.kind === 'set') {
    const starts = meaning.items.map(tellStart).filter((start) => start !== null);
    return starts.sort()[0] ?? null;
  }
  return null;
}

/** One part as it is, several as a set; each other reading of a part gives another reading of the whole. */
export function joinParts(parts: readonly Resolved[], context: Context): Resolved | null {
  const [only] = parts;
  if (only === undefined) return null;
  if (parts.length === 1) return only;
  const unique: Resolved[] = [];
  for (const part of parts) {
    if (part.meaning.kind === 'set' && part.others.length === 0) {
      for (const meaning of part.meaning.items) addUnique(unique, { meaning, others: [] }, context);
    } else addUnique(unique, part, context);
  }
  const [first] = unique;
  if (unique.length === 1 && first) {
    const next = addYear(first.meaning);
    return { meaning: first.meaning, others: next ? [{ kind: 'set', items: [first.meaning, next] }] : [] };
  }
  const items = unique.map((part) => part.meaning);
  const others: Meaning[] = [];
  for (let i = 0; i < unique.length; i += 1) {
    for (const other of unique[i]?.others ?? [])
      others.push({ kind: 'set', items: flatten(items.with(i, other)) });
  }
  return { meaning: { kind: 'set', items: flatten(items) }, others };
}

function addUnique(unique: Resolved[], part: Resolved, context: Context): void {
  for (const earlier of unique) {
    if (isSameMeaning(earlier.meaning, part.meaning)) {
      note(context, ['same_twice']);
      return;
    }
  }
  unique.push(part);
}

function flatten(items: readonly Meaning[]): Meaning[] {
  if (!items.some((item) => item.kind === 'set')) return [...items];
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
