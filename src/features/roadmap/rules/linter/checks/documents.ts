import type { Check, Finding } from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows, nameRow } from '#src/features/roadmap/rules/linter/rows.ts';
import { activityKinds } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { findPaperKind, recognisePapers } from '#src/features/documents/rules/kinds.ts';

/** What asks for an order of its own, and the kind of activity that makes this order. */
const NEEDED = [{ when: 'mentorships.form', kind: 'acts.pairs', paper: 'order.pairs' }] as const;

/**
 * Documents that a result promises and no activity of the roadmap makes, and orders that the work needs and
 * nobody prepares. Rows of unknown kind are believed to make what they promise.
 */
export const checkDocuments: Check = (input) => {
  const rows = listOwnRows(input);
  const present = new Set(rows.flatMap(({ item }) => item.kinds));
  if (present.size === 0) return [];
  const promised = rows.flatMap(({ item, sectionIndex, itemIndex }) => {
    if (item.kinds.length === 0 || !item.result) return [];
    return recognisePapers(item.result).flatMap((id): Finding[] => {
      const paper = findPaperKind(id);
      if (paper === undefined || paper.generic) return [];
      const makers = activityKinds.filter((kind) => kind.papers.includes(id));
      if (makers.length === 0 || makers.some((kind) => present.has(kind.id))) return [];
      return [
        {
          code: 'document.nobody_makes',
          severity: 'warning',
          sectionIndex,
          itemIndex,
          field: 'result',
          facts: { row: nameRow(item), paper: paper.title, maker: makers[0]?.title ?? '' },
        },
      ];
    });
  });
  const missing = NEEDED.filter(({ when, kind }) => present.has(when) && !present.has(kind)).map(
    ({ kind, paper }): Finding => ({
      code: 'document.missing',
      severity: 'note',
      facts: {
        paper: findPaperKind(paper)?.title ?? paper,
        maker: activityKinds.find(({ id }) => id === kind)?.title ?? kind,
      },
    }),
  );
  return [...promised, ...missing];
};
