import type { FilledBlock, Signer } from '#src/lib/wording/fill.ts';
import { capitalize } from '#src/lib/russian/capitalize.ts';
import type { Block, TableCell } from '#src/platform/render/model.ts';

/**
 * Filled text as blocks of a paper. `asParties`: who signs stands side by side, as under an agreement; `isDated`: each with the
 * day; `isByRole`: as what they sign («Председатель»), not by their post.
 */
export function contentBlocks(
  blocks: readonly FilledBlock[],
  options: { readonly asParties: boolean; readonly isDated: boolean; readonly isByRole: boolean },
): Block[] {
  return blocks.flatMap((block): Block[] => {
    switch (block.kind) {
      case 'heading':
        return [{ kind: 'heading', level: block.level, text: block.text }];
      case 'paragraph':
        return [
          {
            kind: 'paragraph',
            runs: block.runs,
            align: block.align,
            ...(block.align === 'justify' ? { indent: true } : {}),
          },
        ];
      case 'clauses':
        return [{ kind: 'clauses', start: block.start, items: block.items }];
      case 'list':
        return [{ kind: 'list', marker: 'dash', items: block.items }];
      case 'table':
        return [tableBlock(block.table), { kind: 'spacer', lines: 1 }];
      case 'signatures':
        return options.asParties ? parties(block.signers) : [signatures(block.signers, options)];
      case 'annex':
        return [];
    }
  });
}

function tableBlock({ columns, rows }: Extract<FilledBlock, { kind: 'table' }>['table']): Block {
  return {
    kind: 'table',
    size: 'small',
    columns: columns.map(({ width }) => ({ width })),
    head: [
      { cells: columns.map(({ heading }): TableCell => ({ content: heading, align: 'center', bold: true })) },
    ],
    body: rows.map((cells) => ({
      kind: 'row' as const,
      cells: cells.map((content): TableCell => ({ content })),
      ...(isToBeWritten(cells) ? { minHeight: HAND_HEIGHT } : {}),
    })),
  };
}

/** Millimetres of a row that is filled by hand. */
const HAND_HEIGHT = 11;

/** Nothing in it but perhaps its number or its heading: the rest is written by hand. */
const isToBeWritten = (cells: readonly string[]) =>
  cells.length > 1 && cells.slice(1).every((cell) => cell === '');

const named = (signer: Signer): string | null => (signer.shortName === '' ? null : signer.shortName);

/** No more than three sides stand beside each other. */
function parties(signers: readonly Signer[]): Block[] {
  const threes = Array.from({ length: Math.ceil(signers.length / 3) }, (_, at) =>
    signers.slice(at * 3, at * 3 + 3),
  );
  return threes.map((items) => ({
    kind: 'parties',
    items: items.map((signer) => ({
      title: capitalize(signer.role),
      lines: [signer.fullName, signer.post].filter((line) => line !== ''),
      name: named(signer),
      date: null,
    })),
  }));
}

function signatures(
  signers: readonly Signer[],
  { isDated, isByRole }: { readonly isDated: boolean; readonly isByRole: boolean },
): Block {
  return {
    kind: 'signatures',
    items: signers.map((signer) => ({
      post: capitalize(isByRole ? signer.role : signer.post || signer.role),
      name: named(signer),
      ...(isDated ? { date: null } : {}),
    })),
  };
}
