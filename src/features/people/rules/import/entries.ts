import { healLookalikes, parseFullName } from '#src/features/people/rules.ts';
import { anyOrderKey } from '#src/features/people/rules/likeness.ts';
import type { ImportColumn } from '#src/features/people/rules/import/columns.ts';
import { readBirth } from '#src/features/people/rules/import/days.ts';
import type { ListColumn, ListRow } from '#src/features/people/rules/import/read-list.ts';
import {
  checkRecord,
  type CheckedRecord,
  type ImportField,
  type ImportKind,
  type ListDefaults,
  type RowFixes,
} from '#src/features/people/rules/import/records.ts';

/** What a list tells: people alone, a bank of mentees or of mentors, pairs that were decided. */
export const LIST_SORTS = ['people', 'mentees', 'mentors', 'pairs'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

/** A row of a bank or of a list of pairs: who is in it (by the index of their record) and what it tells besides. */
export interface ListEntry {
  readonly index: number;
  readonly place: string;
  readonly mentors: readonly number[];
  readonly mentees: readonly number[];
  /** Cells by their meaning, as they stand or were mended. */
  readonly facts: Readonly<Partial<Record<ImportColumn, string>>>;
  /** ISO days, or null where the row names none. */
  readonly enteredOn: string | null;
  readonly endedOn: string | null;
}

/** Who mentors whom in a form of mentoring; null: no such form. The room of the banks knows. */
export type KindsOfForm = (
  form: string,
) => { readonly mentor: ImportKind; readonly mentee: ImportKind } | null;

/** Records of the people beside the one whom a row is about have indexes of their own, so that fixes find them. */
export const BESIDE = 100_000;

const AGE_OF_LEAVING = 18;

/** Sorts by what the columns mean; a bank says what somebody asks for or offers, pairs name both sides. */
export function recogniseSort(meanings: readonly ImportColumn[]): ListSort {
  const has = (...asked: ImportColumn[]) => asked.some((one) => meanings.includes(one));
  if (has('mentorName') && has('menteeName') && !has('name', 'family')) return 'pairs';
  if (!has('name', 'family')) return 'people';
  if (has('menteeName', 'competences', 'ages', 'time')) return 'mentors';
  return has('mentorName', 'request') ? 'mentees' : 'people';
}

/** «Иванов Пётр; Росина Вера (7А)» → names; commas part them only before another whole name. */
export function splitNames(text: string): string[] {
  return text
    .replaceAll(/\([^)]*\)/g, ' ')
    .split(/[;\n]|,(?=\s*\p{Lu}[\p{L}-]+\s+\p{Lu})/u)
    .map((name) => name.replaceAll(/^\s*\d+[.)]\s*|[\s,.–—-]+$/gu, '').trim())
    .filter((name) => name !== '');
}

/** The people of a bank or of pairs, each once however often named, and the rows that bind them. */
export function readEntries(
  list: {
    readonly sort: Exclude<ListSort, 'people'>;
    readonly columns: readonly ListColumn[];
    readonly rows: readonly ListRow[];
    readonly fixes: RowFixes;
    readonly form: string;
  },
  defaults: ListDefaults,
  kindsOf: KindsOfForm,
): { checked: CheckedRecord[]; entries: ListEntry[] } {
  const { sort, fixes } = list;
  const isMentorFirst = sort === 'mentors';
  // In a list of pairs the mentee is whom the row is about.
  const columns = list.columns.map((column) =>
    sort === 'pairs' && column.meaning === 'menteeName' ? { ...column, meaning: 'name' as const } : column,
  );
  const checked: CheckedRecord[] = [];
  const indexByName = new Map<string, number>();
  const rows = list.rows.flatMap((row, index) => {
    const fix = fixes[String(index)] ?? {};
    const facts = factsOf(list.columns, row);
    const names = sort === 'pairs' ? splitNames(facts.menteeName ?? '') : [];
    const typed = {
      form: fix.values?.form ?? facts.form ?? '',
      entered: fix.values?.entered ?? facts.entered ?? '',
      ended: fix.values?.ended ?? facts.ended ?? '',
    };
    const kinds = kindsOf(typed.form || list.form);
    const cells = row.cells.map((cell, at) =>
      columns[at]?.meaning === 'name' && names.length > 0 ? (names[0] ?? '') : cell,
    );
    const kind = (isMentorFirst ? kinds?.mentor : kinds?.mentee) ?? defaults.kind;
    const one = checkRecord(columns, { ...row, cells }, index, fix, { ...defaults, kind });
    if (one.typed.name === '' && one.typed.birth === '' && fix.values === undefined) return [];
    const [enteredOn, endedOn] = [
      readDay(typed.entered, defaults.today),
      readDay(typed.ended, defaults.today),
    ];
    const errors: Partial<Record<ImportField | 'guardian', 'bad_form' | 'bad_day'>> = {
      ...(typed.form !== '' && kindsOf(typed.form) === null ? { form: 'bad_form' as const } : {}),
      ...(enteredOn === undefined ? { entered: 'bad_day' as const } : {}),
      ...(endedOn === undefined ? { ended: 'bad_day' as const } : {}),
    };
    const all = one.isSkipped ? {} : { ...one.errors, ...errors };
    const record =
      one.record === null || Object.keys(all).length > 0
        ? null
        : { ...grownUp(one.record, defaults.today), isAside: true };
    const { main, isRepeated } = once(indexByName, record, index);
    checked.push({
      ...one,
      typed: { ...one.typed, ...typed },
      errors: all,
      record: isRepeated ? null : record,
    });
    if (one.isSkipped) return [];
    return [
      { row, index, facts: { ...facts, ...typed }, names: names.slice(1), kinds, main, enteredOn, endedOn },
    ];
  });

  const entries = rows.map(({ row, index, facts, names, kinds, main, enteredOn, endedOn }): ListEntry => {
    let count = 0;
    const beside = (name: string, kind: ImportKind): number[] => {
      count += 1;
      const at = index + BESIDE * count;
      const parsed = parseFullName(healLookalikes(name));
      const known = parsed === null ? undefined : indexByName.get(anyOrderKey(parsed));
      if (known !== undefined) return [known];
      const one = checkRecord(
        NAME_ALONE,
        { ...row, classHint: '', cells: [name] },
        at,
        fixes[String(at)] ?? {},
        {
          ...defaults,
          className: '',
          kind,
        },
      );
      const record = one.record === null ? null : { ...one.record, isAside: true };
      const { main: found, isRepeated } = once(indexByName, record, at);
      if (!isRepeated) checked.push({ ...one, record });
      return one.isSkipped ? [] : [found];
    };
    const other = (text: string | undefined, kind: ImportKind) =>
      splitNames(text ?? '').flatMap((name) => beside(name, kind));
    const mentees = isMentorFirst
      ? other(facts.menteeName, kinds?.mentee ?? 'pupil')
      : [main, ...names.flatMap((name) => beside(name, kinds?.mentee ?? 'pupil'))];
    const mentors = isMentorFirst ? [main] : other(facts.mentorName, kinds?.mentor ?? 'staff');
    return {
      index,
      place: row.place,
      mentors,
      mentees,
      facts,
      enteredOn: enteredOn ?? null,
      endedOn: endedOn ?? null,
    };
  });
  return { checked, entries };
}

const NAME_ALONE: readonly ListColumn[] = [{ heading: '', samples: [], meaning: 'name', isRefused: false }];

function factsOf(columns: readonly ListColumn[], row: ListRow): Partial<Record<ImportColumn, string>> {
  const facts: Partial<Record<ImportColumn, string>> = {};
  for (const [at, { meaning }] of columns.entries()) {
    const cell = row.cells[at] ?? '';
    if (cell !== '' && meaning !== 'skip')
      facts[meaning] = facts[meaning] === undefined ? cell : `${facts[meaning]}; ${cell}`;
  }
  return facts;
}

/** The last of the days of a cell («31.05.2023; 31.05.2024»); null: the cell is empty; undefined: it is no day. */
function readDay(text: string, today: string): string | null | undefined {
  const days = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const read = readBirth(part, today);
      if (read === null) return undefined;
      return 'date' in read ? read.date : `${read.year}-05-31`;
    });
  if (days.includes(undefined)) return undefined;
  return days.reduce<string | null>(
    (last, day) => (last === null || (day ?? '') > last ? (day ?? null) : last),
    null,
  );
}

/** A pupil of a bank of long ago is a pupil no more. */
function grownUp<
  R extends {
    readonly kind: ImportKind;
    readonly birthDate: string | null;
    readonly birthYear: number | null;
  },
>(record: R, today: string): R {
  const born = record.birthYear ?? (record.birthDate === null ? null : Number(record.birthDate.slice(0, 4)));
  const isGrown =
    record.kind === 'pupil' && born !== null && Number(today.slice(0, 4)) - born > AGE_OF_LEAVING;
  return isGrown ? { ...record, kind: 'graduate' } : record;
}

/** A name is one person however often a list names it, unless the years of birth differ. */
function once(
  indexByName: Map<string, number>,
  record: CheckedRecord['record'],
  index: number,
): { main: number; isRepeated: boolean } {
  if (record === null) return { main: index, isRepeated: false };
  const name = anyOrderKey(record);
  const year = record.birthYear ?? record.birthDate?.slice(0, 4) ?? '';
  const known = indexByName.get(`${name} ${year}`);
  if (known !== undefined) return { main: known, isRepeated: true };
  indexByName.set(`${name} ${year}`, index);
  if (!indexByName.has(name)) indexByName.set(name, index);
  return { main: index, isRepeated: false };
}
