import type { ReadItem, ReadSection } from '#src/features/roadmap/rules/reading/model.ts';

export interface TruthItem {
  number: string | null;
  title: string | null;
  deadline: string | null;
  responsible: string[];
  result?: string | null;
  activities?: string | null;
  is_group?: boolean;
  parent?: string;
  /** Other right answers: a field to the values that count as well. */
  accept?: Record<string, (string | null | string[])[]>;
}

export interface TruthSection {
  number: string | null;
  title: string | null;
  items: TruthItem[];
}

export interface Truth {
  title: string | null;
  organization: string | null;
  period: string | null;
  columns?: string[];
  sections: TruthSection[];
}

export interface Miss {
  /** Where: «1.3 deadline». */
  where: string;
  expected: string;
  got: string;
  /** The row that went wrong carries a flag, so that a reviewer looks at it. */
  flagged: boolean;
  /** Which row of the truth it is, from 0; absent for a row that the truth does not have. */
  row?: number;
}

export interface Score {
  rows: number;
  /** Rows with the right number, title, deadline, responsible, result and activities. */
  right: number;
  sections: number;
  sectionsRight: number;
  misses: Miss[];
}

type Readable = { sections: readonly Pick<ReadSection, 'number' | 'title' | 'items'>[] };

function bareNumber(text: string | null): string {
  return (text ?? '').replaceAll(/\s/g, '').replace(/\.$/, '');
}

/** Without regard to white space, dashes and «ё». */
function bare(text: string | null | undefined): string {
  return (text ?? '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[\s\u00ad‐‑‒–—−-]+/g, '');
}

const fields: readonly {
  name: string;
  expected: (item: TruthItem) => string;
  got: (item: ReadItem) => string;
  optional?: boolean;
}[] = [
  { name: 'number', expected: (item) => bareNumber(item.number), got: (item) => bareNumber(item.number) },
  { name: 'title', expected: (item) => bare(item.title), got: (item) => bare(item.title) },
  { name: 'deadline', expected: (item) => bare(item.deadline), got: (item) => bare(item.deadline) },
  {
    name: 'responsible',
    expected: (item) => item.responsible.map(bare).join('|'),
    got: (item) => item.responsible.map((entry) => bare(entry.text)).join('|'),
  },
  { name: 'result', expected: (item) => bare(item.result), got: (item) => bare(item.result) },
  {
    name: 'activities',
    expected: (item) => bare(item.activities),
    got: (item) => bare(item.activities),
    optional: true,
  },
  { name: 'group', expected: (item) => String(item.is_group === true), got: (item) => String(item.isGroup) },
];

function accepts(item: TruthItem, field: string, got: string): boolean {
  const others = item.accept?.[field] ?? [];
  return others.some(
    (value) =>
      (Array.isArray(value)
        ? value.map(bare).join('|')
        : field === 'number'
          ? bareNumber(value)
          : bare(value)) === got,
  );
}

/** Compares a reading with the truth row by row, in order; a row counts when all its fields are right. */
export function scoreReading(reading: Readable, truth: Truth): Score {
  const expected = truth.sections.flatMap((section) => section.items);
  const got = reading.sections.flatMap((section) => section.items);
  const misses: Miss[] = [];
  let right = 0;
  const pairs = alignRows(expected, got);
  for (const [item, row] of pairs) {
    const where = item?.number ?? item?.title?.slice(0, 20) ?? row?.number ?? row?.title.slice(0, 20) ?? '?';
    if (item === null) {
      misses.push({
        where,
        expected: '(no row)',
        got: row?.title ?? '',
        flagged: (row?.flags.length ?? 0) > 0,
      });
      continue;
    }
    if (row === null) {
      misses.push({ where, expected: item.title ?? '', got: '(no row)', flagged: false });
      continue;
    }
    const wrong = fields.filter(
      (field) =>
        !(field.optional === true && item.activities === undefined) &&
        field.expected(item) !== field.got(row) &&
        !accepts(item, field.name, field.got(row)),
    );
    for (const field of wrong) {
      misses.push({
        where: `${where} ${field.name}`,
        expected: field.expected(item),
        got: field.got(row),
        flagged: row.flags.length > 0,
        row: expected.indexOf(item),
      });
    }
    if (wrong.length === 0) right += 1;
  }
  const sectionsRight = truth.sections.filter((section, index) => {
    const other = reading.sections[index];
    return (
      other !== undefined &&
      bareNumber(other.number) === bareNumber(section.number) &&
      bare(other.title) === bare(section.title) &&
      other.items.length === section.items.length
    );
  }).length;
  return { rows: expected.length, right, sections: truth.sections.length, sectionsRight, misses };
}

/** Pairs rows in order so that a lost or an invented row does not shift the others. */
function alignRows(
  expected: readonly TruthItem[],
  got: readonly ReadItem[],
): [TruthItem | null, ReadItem | null][] {
  const alike = (item: TruthItem, row: ReadItem): number =>
    (bare(item.title) === bare(row.title)
      ? 3
      : bare(item.title).slice(0, 12) === bare(row.title).slice(0, 12)
        ? 2
        : 0) + (bareNumber(item.number) === bareNumber(row.number) ? 1 : 0);
  const best: number[][] = Array.from({ length: expected.length + 1 }, () =>
    Array.from({ length: got.length + 1 }, () => 0),
  );
  for (let i = expected.length - 1; i >= 0; i -= 1) {
    for (let j = got.length - 1; j >= 0; j -= 1) {
      const [item, row] = [expected[i], got[j]];
      if (item === undefined || row === undefined) continue;
      const pair = alike(item, row) + (best[i + 1]?.[j + 1] ?? 0);
      const cell = best[i];
      if (cell !== undefined) cell[j] = Math.max(pair, best[i + 1]?.[j] ?? 0, cell[j + 1] ?? 0);
    }
  }
  const pairs: [TruthItem | null, ReadItem | null][] = [];
  let [i, j] = [0, 0];
  while (i < expected.length || j < got.length) {
    const [item, row] = [expected[i], got[j]];
    if (
      item !== undefined &&
      row !== undefined &&
      alike(item, row) > 0 &&
      alike(item, row) + (best[i + 1]?.[j + 1] ?? 0) === (best[i]?.[j] ?? 0)
    ) {
      pairs.push([item, row]);
      i += 1;
      j += 1;
    } else if (
      item !== undefined &&
      (row === undefined || (best[i + 1]?.[j] ?? 0) >= (best[i]?.[j + 1] ?? 0))
    ) {
      pairs.push([item, null]);
      i += 1;
    } else if (row !== undefined) {
      pairs.push([null, row]);
      j += 1;
    }
  }
  return pairs;
}
