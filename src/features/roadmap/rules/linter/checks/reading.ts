import type { Check } from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows } from '#src/features/roadmap/rules/linter/rows.ts';

/** Deadlines that the grammar does not understand, or understands in more than one way. */
export const checkReading: Check = (input) =>
  listOwnRows(input).flatMap(({ item, sectionIndex, itemIndex }) => {
    const deadline = (item.deadlineText ?? '').trim();
    if (deadline === '' || (item.meaning !== null && !item.ambiguous)) return [];
    const unreadable = item.meaning === null;
    return [
      {
        code: unreadable ? 'deadline.unreadable' : 'deadline.ambiguous',
        severity: unreadable ? 'error' : 'warning',
        sectionIndex,
        itemIndex,
        field: 'deadline',
        facts: { deadline },
      },
    ];
  });
