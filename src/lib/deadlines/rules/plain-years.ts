import type { Parse } from '../draft.ts';
import { peek } from '../tokens.ts';
import { isYearNumber } from './years.ts';

/**
 * The year of «октябрь 2022 г.» when the phrase ends there or a month follows after a dash; 0 for anything else, which
 * `readYear` reads. Most years are such.
 */
export function takePlainYear(p: Parse): number {
  const year = peek(p);
  if (!isYearNumber(year)) return 0;
  const length = peek(p, 1).lemma === 'год' ? 2 : 1;
  const after = peek(p, length);
  const isLast = after.sort === 'end' || (after.lemma === '-' && peek(p, length + 1).sort === 'month');
  if (!isLast) return 0;
  p.pos += length;
  return year.value;
}
