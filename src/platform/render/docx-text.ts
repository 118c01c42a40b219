import { AlignmentType, TextRun } from 'docx';

import type { Align, Run } from '#src/platform/render/model.ts';

export const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.BOTH,
} as const satisfies Record<Align, string>;

/** Millimetres in twentieths of a point, rounded as Word rounds its own sheets (A4 is 11906 × 16838). */
export function twips(millimetres: number): number {
  return Math.round((millimetres * 1440) / 25.4);
}

/** Runs of Word's own kind, in type of `size` points; line breaks inside a run become real ones. */
export function runsOf(runs: readonly Run[], face: { bold?: boolean; size?: number } = {}): TextRun[] {
  return runs.flatMap((run) =>
    run.text.split('\n').map(
      (text, index) =>
        new TextRun({
          text,
          // Left out when not wanted, so that the paragraph's style decides.
          ...((run.bold ?? face.bold) ? { bold: true } : {}),
          ...(face.size === undefined ? {} : { size: face.size * 2 }),
          ...(run.italic ? { italics: true } : {}),
          ...(index > 0 ? { break: 1 } : {}),
        }),
    ),
  );
}
