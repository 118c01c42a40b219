import type { Check } from '#src/features/roadmap/rules/linter/model.ts';
import { listRows } from '#src/features/roadmap/rules/linter/rows.ts';
import { findSchoolYears } from '#src/features/roadmap/rules/linter/spans.ts';

/** A school year in a row's title that the roadmap does not cover: left over from last year's plan. */
export const checkTitleYear: Check = (input) => {
  const { period } = input;
  if (period === null) return [];
  return listRows(input).flatMap(({ item, sectionIndex, itemIndex }) => {
    const foreign = findSchoolYears(item.title).find(
      ({ start, end }) => end < period.start || start > period.end,
    );
    if (foreign === undefined) return [];
    return [
      {
        code: 'title.other_year',
        severity: 'warning',
        sectionIndex,
        itemIndex,
        field: 'title',
        facts: { year: foreign.words, start: period.start, end: period.end },
      },
    ];
  });
};
