import file from '#data/paper-series.json' with { type: 'json' };
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import type { Restart } from '#src/features/documents/rules/numbering.ts';

/** A row of numbers as every organization has it until it changes the mask. */
export interface UsualSeries {
  readonly key: string;
  readonly name: string;
  readonly mask: string;
  readonly restarts: Restart;
  /** Families of data/paper-kinds.json that are numbered in it. */
  readonly groups: readonly string[];
}

export const usualSeries: readonly UsualSeries[] = file.series.map((one) => ({
  ...one,
  restarts: one.restarts as Restart,
}));

/** The series that papers of this kind are numbered in; null: they carry no number of the register. */
export function seriesOfKind(kind: string): UsualSeries | null {
  const found = findPaperKind(kind);
  if (found === undefined || !found.numbered) return null;
  return usualSeries.find(({ groups }) => groups.includes(found.group)) ?? null;
}
