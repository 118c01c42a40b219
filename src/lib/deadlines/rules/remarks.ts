import type { Parse } from '../draft.ts';
import { peek } from '../tokens.ts';
import { isCalendarAhead } from './ahead.ts';
import { isDocument, isLabel, isPlace } from './noise.ts';

/** A label has this many words at most. */
const MAX_LABEL_WORDS = 4;

/** «первый этап –», «муниципальный тур:»: what the date that follows is for. */
export function skipLabel(p: Parse): boolean {
  let at = 0;
  const { sort } = peek(p);
  if (sort === 'ordinal' || sort === 'roman' || sort === 'number') at += 1;
  const first = at;
  while (at - first < MAX_LABEL_WORDS && isLabel(peek(p, at))) at += 1;
  if (at === first) return false;
  const { lemma } = peek(p, at);
  if (lemma !== '-' && lemma !== ':' && lemma !== '(' && !isCalendarAhead(p, at)) return false;
  p.pos += lemma === '(' || isCalendarAhead(p, at) ? at : at + 1;
  return true;
}

/**
 * «октябрь (школьный этап), ноябрь …», «10 мая в актовом зале, 12 мая …»: words between two times that no rule knows.
 * Steps to the sign after them when a time follows it; what is neither a place nor a label is noted as not understood.
 */
export function skipRemark(p: Parse): boolean {
  let understood = false;
  for (let at = 0; ; at += 1) {
    const token = peek(p, at);
    const { sort, lemma, word } = token;
    // «(1 этап)»
    if (sort === 'number' && isLabel(peek(p, at + 1))) continue;
    if (sort === 'end' || sort === 'number' || sort === 'month' || sort === 'frequency') return false;
    if (lemma === '№' || isDocument(word)) return false;
    if (isPlace(word) || isLabel(token)) understood = true;
    const isSign = lemma === ',' || lemma === ';' || lemma === ')' || lemma === '(';
    if (!isSign || at === 0) continue;
    let next = at;
    while (SIGNS.has(peek(p, next).lemma)) next += 1;
    const from = p.pos;
    p.pos += next;
    const isTime = isCalendarAhead(p, 0) || skipLabel(p);
    p.pos = from;
    if (!isTime) continue;
    p.pos += at;
    if (!understood) p.codes.push('leftover_words');
    return true;
  }
}

const SIGNS = new Set([',', ';', ')', '(', 'и', '-']);
