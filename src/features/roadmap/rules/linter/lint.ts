import type { Check, Finding, LintInput, Severity } from '#src/features/roadmap/rules/linter/model.ts';
import { checkActs } from '#src/features/roadmap/rules/linter/checks/acts.ts';
import { checkDocuments } from '#src/features/roadmap/rules/linter/checks/documents.ts';
import { checkFilled } from '#src/features/roadmap/rules/linter/checks/filled.ts';
import { checkNumbers } from '#src/features/roadmap/rules/linter/checks/numbers.ts';
import { checkOrderOfDays } from '#src/features/roadmap/rules/linter/checks/order-of-days.ts';
import { checkPeriod } from '#src/features/roadmap/rules/linter/checks/period.ts';
import { checkReading } from '#src/features/roadmap/rules/linter/checks/reading.ts';
import { checkRepeats } from '#src/features/roadmap/rules/linter/checks/repeats.ts';
import { checkSectionYear } from '#src/features/roadmap/rules/linter/checks/section-year.ts';
import { checkSections } from '#src/features/roadmap/rules/linter/checks/sections.ts';
import { checkSlips } from '#src/features/roadmap/rules/linter/checks/slips.ts';
import { checkStages } from '#src/features/roadmap/rules/linter/checks/stages.ts';
import { checkTitleYear } from '#src/features/roadmap/rules/linter/checks/title-year.ts';

const CHECKS: readonly Check[] = [
  checkFilled,
  checkReading,
  checkOrderOfDays,
  checkPeriod,
  checkSectionYear,
  checkTitleYear,
  checkNumbers,
  checkSections,
  checkRepeats,
  checkActs,
  checkDocuments,
  checkStages,
  checkSlips,
];

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Everything about a roadmap that is worth a look: errors first, then in reading order, what concerns the whole
 * roadmap last. Texts for people are in `labels.ts`. Nothing is changed; a finding may carry a fix to offer.
 */
export function lintRoadmap(input: LintInput): Finding[] {
  const last = Number.MAX_SAFE_INTEGER;
  return CHECKS.flatMap((check) => check(input)).sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      (a.sectionIndex ?? last) - (b.sectionIndex ?? last) ||
      (a.itemIndex ?? last) - (b.itemIndex ?? last),
  );
}
