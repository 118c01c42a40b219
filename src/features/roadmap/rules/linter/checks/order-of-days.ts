import type { Check } from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows } from '#src/features/roadmap/rules/linter/rows.ts';
import { spansOf } from '#src/features/roadmap/rules/linter/spans.ts';

/** A deadline whose end lies before its start: «с 20 по 5 марта 2023». */
export const checkOrderOfDays: Check = (input) =>
  listOwnRows(input).flatMap(({ item, sectionIndex, itemIndex }) => {
    if (item.meaning === null) return [];
    const wrong = spansOf(item.meaning).find(
      ({ start, end }) => start !== null && end !== null && end < start,
    );
    if (wrong === undefined) return [];
    return [
      {
        code: 'deadline.ends_before_start',
        severity: 'error',
        sectionIndex,
        itemIndex,
        field: 'deadline',
        facts: { deadline: item.deadlineText ?? '', start: wrong.start ?? '', end: wrong.end ?? '' },
      },
    ];
  });
