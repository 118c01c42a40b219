import type { Check, Finding } from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows } from '#src/features/roadmap/rules/linter/rows.ts';
import { spansOf } from '#src/features/roadmap/rules/linter/spans.ts';

/** Days that lie outside the roadmap's period: wholly (an error) or at one end («январь 2022 – май 2023»). */
export const checkPeriod: Check = (input) => {
  const { period } = input;
  if (period === null) return [];
  return listOwnRows(input).flatMap(({ item, sectionIndex, itemIndex }) => {
    if (item.meaning === null) return [];
    for (const { start, end } of spansOf(item.meaning)) {
      const first = start ?? end;
      const last = end ?? start;
      if (first === null || last === null || first > last) continue;
      const before = first < period.start;
      const after = last > period.end;
      if (!before && !after) continue;
      const wholly = last < period.start || first > period.end;
      const finding: Finding = {
        code: wholly ? 'deadline.outside_period' : 'deadline.partly_outside_period',
        severity: wholly ? 'error' : 'warning',
        sectionIndex,
        itemIndex,
        field: 'deadline',
        facts: {
          deadline: item.deadlineText ?? '',
          day: before ? first : last,
          start: period.start,
          end: period.end,
        },
      };
      return [finding];
    }
    return [];
  });
};
