import type { Block } from '#src/platform/render/model.ts';

/** The head of a paper form: whose it is, and the code by which it is typed in, where a hand finds it at once. */
export function codeHeader(who: string, code: string): Block {
  return {
    kind: 'table',
    columns: [{ width: 3 }, { width: 1 }],
    head: [],
    body: [
      {
        kind: 'row',
        cells: [
          { content: who, bold: true },
          { content: `Код ${code}`, bold: true, align: 'center' },
        ],
      },
    ],
  };
}
