import type { Repeat } from '../draft.ts';
import type { Frequency } from '../meaning.ts';
import type { Token } from '../tokens.ts';

/** How often «каждый …» and «раз в …» are, by the lemma of the unit. */
export const UNIT_FREQUENCY: Readonly<Record<string, Frequency>> = {
  день: 'daily',
  сутки: 'daily',
  неделя: 'weekly',
  месяц: 'monthly',
  квартал: 'quarterly',
  четверть: 'quarterly',
  триместр: 'quarterly',
  полугодие: 'half-yearly',
  полгода: 'half-yearly',
  год: 'yearly',
};

export function makeRepeat(freq: Frequency | null, fields?: Partial<Repeat>): Repeat {
  return { freq, codes: [], ...fields };
}

export function readNumber(token: Token): number | null {
  if (token.sort === 'number') return token.value > 0 && token.value < 100 ? token.value : null;
  return token.sort === 'cardinal' && token.lemma === 'cardinal' ? token.value : null;
}
