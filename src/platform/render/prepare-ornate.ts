import { ornate, pageSize } from '#src/platform/render/model.ts';
import type { PaperDocument, Run } from '#src/platform/render/model.ts';
import type { PreparedBlock } from '#src/platform/render/prepare.ts';

type Orientation = PaperDocument['orientation'];

/** Sizes that are tried, largest first, as shares. */
const scales = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4] as const;
const smallest = 0.4;
const pointsPerMillimetre = 72 / 25.4;
/** As shares of the size of type: a letter's advance (bold headings are wide), a line, the space about a block. */
const advance = { body: 0.56, heading: 0.66 } as const;
const lineHeight = 1.35;
const spacing = 1;

/** Width of the text of an ornate paper, in millimetres. */
export function ornateWidth(orientation: Orientation): number {
  return (orientation === 'portrait' ? pageSize.short : pageSize.long) - 2 * ornate.field;
}

/** Paragraphs that say nothing of their place stand in the middle. */
export function centre(block: PreparedBlock): PreparedBlock {
  return block.kind === 'paragraph' && block.align === undefined ? { ...block, align: 'center' } : block;
}

export interface OrnateFit {
  /** The sizes that are worth measuring, largest first; none for a text that is surely too long. */
  readonly candidates: readonly number[];
  /** How small the type is to be set by programs that lay out the page themselves, after us; a share. */
  readonly scale: number;
  /** Points of the page's height that are left then; 0 when the text goes on over the page. */
  readonly free: number;
}

/** The largest size at which the blocks fit on the page, by an estimate that errs to the small side. */
export function fitOrnate(blocks: readonly PreparedBlock[], orientation: Orientation): OrnateFit {
  const height = (orientation === 'portrait' ? pageSize.long : pageSize.short) - 2 * ornate.field;
  const available = height * pointsPerMillimetre;
  const width = ornateWidth(orientation) * pointsPerMillimetre;
  const fits = scales.map((scale) => ({
    scale,
    used: blocks.reduce((sum, block) => sum + heightOf(block, width, scale), 0),
  }));
  // The estimate may be half as much again as what a page takes.
  const candidates = fits.filter(({ used }) => used <= available * 1.5).map(({ scale }) => scale);
  const fit = fits.find(({ used }) => used <= available);
  return fit
    ? { candidates, scale: fit.scale, free: available - fit.used }
    : { candidates, scale: smallest, free: 0 };
}

function heightOf(block: PreparedBlock, width: number, scale: number): number {
  const { body, heading } = ornate.fontSize;
  const textHeight = (text: string, size: number, letter: number, share = 1) => {
    const perLine = Math.max(1, Math.floor((width * share) / (size * scale * letter)));
    const lines = text
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
    return (lines * lineHeight + spacing) * size * scale;
  };
  const runsHeight = (runs: readonly Run[]) =>
    textHeight(runs.map(({ text }) => text).join(''), body, advance.body);
  switch (block.kind) {
    case 'heading':
      return textHeight(block.text, heading[block.level], advance.heading);
    case 'paragraph':
      return runsHeight(block.runs);
    case 'list':
      return block.items.reduce((sum, runs) => sum + runsHeight(runs), 0);
    case 'clauses':
      return block.items.reduce((sum, { runs }) => sum + runsHeight(runs), 0);
    case 'signatures':
      return block.items.reduce(
        (sum, { post, date }) =>
          sum + textHeight(post, body, advance.body, 0.4) + (date === null ? 0 : 2 * body * scale),
        2 * body * scale,
      );
    case 'letterhead':
      return [...block.above, block.name, block.shortName ?? '', ...block.lines].reduce(
        (sum, text) => sum + textHeight(text, 12, advance.heading) / scale,
        0,
      );
    case 'picture':
      return block.height * pointsPerMillimetre + body;
    case 'spacer':
      return block.lines * lineHeight * body * scale;
    case 'imprint':
      return 5 * body;
    default:
      // Tables, agreements and the like have no place on a diploma; whoever puts one there gets the smallest type.
      return block.kind === 'pageBreak' ? 0 : Number.POSITIVE_INFINITY;
  }
}
