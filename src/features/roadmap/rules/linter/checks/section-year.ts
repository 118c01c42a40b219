import type { Check } from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows } from '#src/features/roadmap/rules/linter/rows.ts';
import { findHeadingSpan, spansOf } from '#src/features/roadmap/rules/linter/spans.ts';

/** A month that does not lie in the year of its section: «Сентябрь 2021» under «2020 – 2021 учебный год». */
export const checkSectionYear: Check = (input) =>
  listOwnRows(input).flatMap(({ item, section, sectionIndex, itemIndex }) => {
    const span = section.title === null ? null : findHeadingSpan(section.title);
    if (span === null || item.meaning === null) return [];
    const outside = spansOf(item.meaning).find(({ start, end }) => {
      const first = start ?? end;
      const last = end ?? start;
      return first !== null && last !== null && (last < span.start || first > span.end);
    });
    if (outside === undefined) return [];
    return [
      {
        code: 'deadline.outside_section_year',
        severity: 'warning',
        sectionIndex,
        itemIndex,
        field: 'deadline',
        facts: {
          deadline: item.deadlineText ?? '',
          day: outside.start ?? outside.end ?? '',
          section: span.words,
        },
      },
    ];
  });
