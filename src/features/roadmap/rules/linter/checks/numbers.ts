import type { Check, Finding, LintInput } from '#src/features/roadmap/rules/linter/model.ts';
import { listRows, type LintRow } from '#src/features/roadmap/rules/linter/rows.ts';

interface NumberedRow {
  readonly row: LintRow;
  readonly prefix: string;
  readonly last: number;
}

/**
 * Numbers that are missing («2.1, 2.3»), doubled, out of order, or absent in the middle of numbered rows.
 * Rows are siblings when their numbers share the beginning; plain numbers («1)», «2.») that begin again in
 * every section are siblings within their section only.
 */
export const checkNumbers: Check = (input) => {
  const groups = groupSiblings(input);
  return [
    ...groups.flatMap((group) => findDoubled(group)),
    ...groups.flatMap((group) => findOutOfOrder(group)),
    ...groups.flatMap((group) => findGaps(group, input)),
  ];
};

/** «2.6.» → prefix «2», last 6. Null for «А», «III» and other ways to count. */
export function parseNumber(number: string | null): { prefix: string; last: number } | null {
  const match = /^\s*((?:\d{1,3}\.)*)(\d{1,3})\s*[.)]*\s*$/.exec(number ?? '');
  if (match === null) return null;
  return { prefix: (match[1] ?? '').replace(/\.$/, ''), last: Number(match[2]) };
}

function groupSiblings(input: LintInput): NumberedRow[][] {
  const numbered = listRows(input).flatMap((row): NumberedRow[] => {
    const parsed = parseNumber(row.item.number);
    return parsed === null ? [] : [{ row, ...parsed }];
  });
  const restart = numbered.some(
    ({ prefix, last, row }) =>
      prefix === '' &&
      last === 1 &&
      numbered.some((other) => other.prefix === '' && other.row.sectionIndex < row.sectionIndex),
  );
  const groups = Map.groupBy(numbered, (entry) =>
    entry.prefix === '' && restart ? `section ${entry.row.sectionIndex}` : `prefix ${entry.prefix}`,
  );
  return [...groups.values()];
}

function numberOf(prefix: string, last: number): string {
  return prefix === '' ? String(last) : `${prefix}.${last}`;
}

function findDoubled(group: readonly NumberedRow[]): Finding[] {
  const seen = new Set<number>();
  return group.flatMap((entry) => {
    const isDoubled = seen.has(entry.last);
    seen.add(entry.last);
    return isDoubled
      ? [place(entry.row, 'number.doubled', 'error', { number: numberOf(entry.prefix, entry.last) })]
      : [];
  });
}

function findOutOfOrder(group: readonly NumberedRow[]): Finding[] {
  return group.flatMap((entry, index) => {
    const before = group[index - 1];
    if (before === undefined || entry.last >= before.last) return [];
    return [
      place(entry.row, 'number.out_of_order', 'warning', {
        number: numberOf(entry.prefix, entry.last),
        before: numberOf(before.prefix, before.last),
      }),
    ];
  });
}

function findGaps(group: readonly NumberedRow[], input: LintInput): Finding[] {
  return group.flatMap((entry, index) => {
    const before = group[index - 1];
    const expected = before === undefined ? (entry.prefix === '' ? entry.last : 1) : before.last + 1;
    const missing = entry.last - expected;
    const unnumbered = before === undefined ? [] : findUnnumberedBetween(before.row, entry.row, input);
    if (missing > 20) return [];
    const absent = unnumbered.map((row, offset): Finding => {
      const number = numberOf(entry.prefix, expected + offset);
      return offset < missing
        ? {
            ...place(row, 'number.absent', 'warning', { number }),
            fix: { field: 'number', from: '', to: number },
          }
        : place(row, 'number.absent', 'warning', { number: '' });
    });
    const gaps: Finding[] = [];
    for (let last = expected + unnumbered.length; last < entry.last; last += 1) {
      gaps.push(place(entry.row, 'number.missing', 'warning', { number: numberOf(entry.prefix, last) }));
    }
    return [...absent, ...gaps];
  });
}

function findUnnumberedBetween(before: LintRow, after: LintRow, input: LintInput): LintRow[] {
  if (before.sectionIndex !== after.sectionIndex) return [];
  const section = input.sections[after.sectionIndex];
  if (section === undefined) return [];
  const { sectionIndex } = after;
  // Only the rows between, not all of them: a long plan would be walked through once for each of its rows.
  return section.items
    .slice(before.itemIndex + 1, after.itemIndex)
    .map((item, offset) => ({ item, section, sectionIndex, itemIndex: before.itemIndex + 1 + offset }))
    .filter((row) => (row.item.number ?? '').trim() === '');
}

function place(
  row: LintRow,
  code: Finding['code'],
  severity: Finding['severity'],
  facts: Finding['facts'],
): Finding {
  return { code, severity, sectionIndex: row.sectionIndex, itemIndex: row.itemIndex, field: 'number', facts };
}
