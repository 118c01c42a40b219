import { explainAmbiguity } from '#src/lib/deadlines/reasons.ts';
import type { Flag } from '#src/features/roadmap/rules/model.ts';
import { describeFlag } from '#src/features/roadmap/rules/reading/labels.ts';
import { rolloverFlagTexts } from '#src/features/roadmap/rules/rollover/labels.ts';

const ABOUT_DEADLINE = /^deadline\.|^reading\.deadline_(?:ambiguous|unclear)$/;

/** The Russian text of one flag of a stored row: of the reading, of the deadline's grammar, of the roll-over. */
export function describeRowFlag(flag: Flag): string {
  const rollover = rolloverFlagTexts[flag.code];
  if (rollover !== undefined) return rollover(flag.facts ?? {});
  if (flag.code.startsWith('deadline.')) return explainAmbiguity(flag.code.slice('deadline.'.length));
  return describeFlag({ code: flag.code, facts: { ...flag.facts } });
}

/** What is unclear about a row, each thing once. The deadline's own question is left out: it is asked apart. */
export function describeRowFlags(flags: readonly Flag[]): string[] {
  return [...new Set(flags.filter((flag) => !ABOUT_DEADLINE.test(flag.code)).map(describeRowFlag))];
}
