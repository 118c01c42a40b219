import type { Check } from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows, nameRow, type LintRow } from '#src/features/roadmap/rules/linter/rows.ts';
import { toWords } from '#src/lib/russian/phrases/normalise.ts';

/**
 * The same thing asked for twice: equal words in one section, or equal words and deadline anywhere. The same
 * row in the section of another year is how cycles are written, and stays.
 */
export const checkRepeats: Check = (input) => {
  const firstByKey = new Map<string, LintRow>();
  return listOwnRows(input).flatMap((row) => {
    const words = toWords([row.item.title, ...row.item.subPoints].join(' ')).join(' ');
    if (words === '') return [];
    const deadline = toWords(row.item.deadlineText ?? '').join(' ');
    const keys = [`section ${row.sectionIndex} ${words}`];
    if (deadline !== '') keys.push(`deadline ${deadline} ${words}`);
    const first = keys.map((key) => firstByKey.get(key)).find((earlier) => earlier !== undefined);
    for (const key of keys) if (!firstByKey.has(key)) firstByKey.set(key, row);
    if (first === undefined) return [];
    return [
      {
        code: 'row.repeated',
        severity: 'warning',
        sectionIndex: row.sectionIndex,
        itemIndex: row.itemIndex,
        field: 'title',
        facts: { row: nameRow(row.item), first: nameRow(first.item) },
      },
    ];
  });
};
