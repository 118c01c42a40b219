import type { Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { isFreeRole } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { resultNoun } from '#src/features/roadmap/rules/reading/layouts/segment.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { isDangling } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** Lines that stand together, with nothing between them: a cell, or a part of one. */
export interface Block {
  lines: string[];
  text: string;
  words: Word[];
  /** Lines of the text, from 0, both included. */
  from: number;
  to: number;
  /** Empty lines part the cells of the text, so that a block is seldom a part of one. */
  gapped: boolean;
  isNumber: boolean;
  isDeadline: boolean;
  /** Share of words that speak of a responsible person. */
  share: number;
}

/** What an empty cell costs. */
export const skipCost: Record<Role, number> = {
  number: 0,
  stage: 0,
  title: 9,
  activities: 2.5,
  deadline: 4,
  responsible: 3.5,
  result: 2.5,
  period: 0,
  note: 1,
};

/** How well a block fills a cell of the role by itself. */
export function scoreBlock(block: Block, role: Role): number {
  if (role === 'number') return block.isNumber ? 6 : -20;
  if (block.isNumber) return -6;
  if (role === 'deadline') return block.isDeadline ? 5 : -5;
  if (role === 'responsible') return block.isDeadline ? -5 : block.share >= 0.99 ? 4 : block.share * 5 - 3.5;
  let score = 1;
  if (block.isDeadline) score -= 4;
  if (/^\p{Ll}/u.test(block.text)) score -= 2;
  const [first] = block.words;
  if (role === 'title' || role === 'activities') {
    if (block.share === 1 && block.words.length < 8) score -= 2.5;
    if (block.words.length >= 4) score += 1;
  } else {
    if (block.share === 1) score -= 1.5;
    if (resultNoun.test(first?.norm ?? '')) score += 1;
  }
  return score;
}

/** What it costs that the block goes on with the cell of the block before; null when it cannot. */
export function scoreContinued(previous: Block, block: Block, role: Role): number | null {
  if (role === 'number' || block.isNumber) return null;
  const gap = block.gapped ? 1.5 : 0;
  if (role === 'deadline')
    return looksLikeDeadline(`${previous.text} ${block.text}`)
      ? (!previous.isDeadline ? 9 : block.isDeadline ? -2 : -6) - gap
      : null;
  if (role === 'responsible') return block.share >= 0.99 ? 0.5 - gap : -4 + block.share * 2 - gap;
  if (!isFreeRole(role)) return null;
  if (block.isDeadline) return -6;
  const open = /[,:;–—-]$/.test(previous.text) || isDangling(previous.words.at(-1)?.norm ?? '');
  if (/^[-–—•·*(]/.test(block.text)) return -0.2 - gap / 2;
  if (/^\p{Ll}/u.test(block.text)) return (open ? -0.2 : -1) - gap;
  return (open ? -1 : -3) - gap;
}
