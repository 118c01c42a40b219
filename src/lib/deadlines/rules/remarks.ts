import type { Parse } from '../draft.ts';
import { makeStemTest } from '../stems.ts';
import { peek } from '../tokens.ts';
import { isCalendarAhead } from './ahead.ts';
import { isDocument, isPlace } from './noise.ts';

/** How the names of stages begin: they say what is done then, not when. */
const LABELS = makeStemTest(
  'этап тур туры тура школьн муниципальн районн окружн городск региональн всероссийск федеральн входн стартов',
  'промежуточн рубежн итогов заключительн финальн отборочн заочн очный очная очно первичн повторн основн',
  'подготовительн организационн диагност мониторинг срез контрольн начальн завершающ внутришкольн практическ',
  'аналитическ внедренческ проектн рефлексивн обобщающ',
);

/** A label has this many words at most. */
const MAX_LABEL_WORDS = 4;

/** «первый этап –», «муниципальный тур:»: what the date that follows is for. */
export function skipLabel(p: Parse): boolean {
  let at = 0;
  const { sort } = peek(p);
  if (sort === 'ordinal' || sort === 'roman' || sort === 'number') at += 1;
  const first = at;
  while (at - first < MAX_LABEL_WORDS && isLabel(p, at)) at += 1;
  if (at === first) return false;
  const { lemma } = peek(p, at);
  if (lemma !== '-' && lemma !== ':' && lemma !== '(' && !isCalendarAhead(p, at)) return false;
  p.pos += lemma === '(' || isCalendarAhead(p, at) ? at : at + 1;
  return true;
}

function isLabel(p: Parse, at: number): boolean {
  const token = peek(p, at);
  // «школьный» is a known word, of «школьный год».
  return token.word !== '' && (token.sort === 'unknown' || token.lemma === 'учебный') && LABELS(token.word);
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
    if (sort === 'end' || sort === 'number' || sort === 'month' || sort === 'frequency') return false;
    if (lemma === '№' || isDocument(word)) return false;
    if (isPlace(word) || isLabel(p, at)) understood = true;
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
