import type { Check } from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows } from '#src/features/roadmap/rules/linter/rows.ts';
import { stages } from '#src/features/roadmap/rules/kinds/stages.ts';

/**
 * Stages of the cycle that no row belongs to, monitoring and consents included. Says nothing while no kind is
 * known at all: then the kinds are the question, not the stages.
 */
export const checkStages: Check = (input) => {
  const present = new Set(listOwnRows(input).flatMap(({ item }) => item.kinds));
  if (present.size === 0) return [];
  return stages
    .filter((stage) => !stage.proves.some((kind) => present.has(kind)))
    .map((stage) => ({
      code: 'stage.missing',
      severity: 'note',
      facts: { stage: stage.title, advice: stage.advice },
    }));
};
