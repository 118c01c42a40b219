import type { Clause, Parse, Separator } from '../draft.ts';
import { makeStemTest } from '../stems.ts';
import { peek, take, takeBoth } from '../tokens.ts';
import { readYearUnit } from './years.ts';

type Continuous = Extract<Clause, { kind: 'continuous' }>;

const STARTS = new Set(
  'постоянно круглогодично круглый периодически регулярно систематически эпизодически в на за течение протяжение весь период'.split(
    ' ',
  ),
);

/** «постоянно», «в течение года», «весь период реализации», «периодически». */
export function readContinuous(p: Parse, separator: Separator): Continuous | null {
  if (!STARTS.has(peek(p).lemma)) return null;
  const from = p.pos;
  const clause = readAlways(p) ?? readThrough(p);
  if (clause === null) {
    p.pos = from;
    return null;
  }
  return { ...clause, separator };
}

function make(scope: Continuous['scope'], codes: Continuous['codes'] = []): Continuous {
  return { kind: 'continuous', scope, codes, separator: 'none' };
}

const WITHOUT_FREQUENCY = new Set(['периодически', 'регулярно', 'систематически', 'эпизодически']);

function readAlways(p: Parse): Continuous | null {
  const { lemma } = peek(p);
  if (lemma === 'на' && peek(p, 1).lemma === 'постоянно' && peek(p, 2).lemma === 'основа') {
    p.pos += 3;
    return make('open');
  }
  if (lemma === 'постоянно') {
    p.pos += 1;
    return make('open');
  }
  if (lemma === 'круглогодично') {
    p.pos += 1;
    return { ...make('year'), everyYear: true };
  }
  if (takeBoth(p, 'круглый', 'год')) return { ...make('year'), everyYear: true };
  if (WITHOUT_FREQUENCY.has(lemma)) {
    p.pos += 1;
    return make('open', ['no_frequency']);
  }
  return null;
}

const PROGRAMME_WORDS = new Set([
  'реализация',
  'внедрение',
  'действие',
  'программа',
  'проект',
  'план',
  'карта',
  'период',
  'срок',
]);

/** «в течение …», «на протяжении …», «весь …»: a year, a school year, or as long as the programme runs. */
function readThrough(p: Parse): Continuous | null {
  const { lemma } = peek(p);
  let through = false;
  if (lemma === 'в' || lemma === 'на' || lemma === 'за') {
    const named = peek(p, 1).lemma === 'течение' || peek(p, 1).lemma === 'протяжение';
    const whole = peek(p, 1).lemma === 'весь' || peek(p, 1).lemma === 'период' || peek(p, 1).lemma === 'срок';
    if (!named && !whole) return null;
    p.pos += named ? 2 : 1;
    through = named;
  } else if (lemma === 'течение' || lemma === 'протяжение') {
    p.pos += 1;
    through = true;
  }
  const whole = take(p, 'весь');
  if (!through && !whole && peek(p).lemma !== 'период') return null;
  return readThroughYear(p, through || whole) ?? readThroughProgramme(p, whole);
}

function readThroughYear(p: Parse, allowed: boolean): Continuous | null {
  if (!allowed) return null;
  if (peek(p).lemma === 'год') {
    // «в течение года после …», «в течение года с …» is a length of time.
    const after = peek(p, 1).word;
    if (after === 'после' || (peek(p, 1).lemma === 'с' && !['number', 'month'].includes(peek(p, 2).sort)))
      return null;
    p.pos += 1;
    return make('year');
  }
  const from = p.pos;
  const unit = readYearUnit(p);
  const single = unit && unit.years === undefined && (unit.grain === 'schoolyear' || unit.sy === unit.ey);
  if (unit && single) {
    // «в течение текущего года» says no more than «в течение года».
    return unit.grain === 'year' && unit.sy < 0
      ? { ...make('year'), unit: unit.sy === -2 ? unit : undefined }
      : { ...make('year', unit.codes), unit };
  }
  p.pos = from;
  return null;
}

/** «всего периода реализации ЦМН», «периода действия программы», «срока реализации». */
function readThroughProgramme(p: Parse, whole: boolean): Continuous | null {
  const from = p.pos;
  const first = peek(p).lemma;
  if (!PROGRAMME_WORDS.has(first)) return null;
  p.pos += 1;
  const next = peek(p);
  const named = next.lemma === 'реализация' || next.lemma === 'внедрение' || next.lemma === 'действие';
  if (first === 'период' || first === 'срок') {
    if (!named && !whole) {
      p.pos = from;
      return null;
    }
    if (next.lemma === 'действие' && peek(p, 1).word.startsWith('договор')) {
      p.pos = from;
      return null;
    }
  } else if (first === 'план' || first === 'карта') {
    p.pos = from;
    return null;
  }
  skipNames(p);
  return make('programme');
}

/** How words begin that limit the time and are no part of a name. */
const NO_NAMES = makeStemTest('если кроме исключ вечер утр нужн можно дважды трижды');

/** Steps over what the programme is called: words up to a mark, a preposition or a date. */
function skipNames(p: Parse): void {
  let bracket = 0;
  for (;;) {
    const token = peek(p);
    const quote = token.lemma === '«' || token.lemma === '»' || token.lemma === '"';
    if (token.lemma === '(' && peek(p, 1).sort === 'unknown' && peek(p, 2).lemma === ')') bracket = 3;
    const word = (token.sort === 'unknown' && !NO_NAMES(token.word)) || PROGRAMME_WORDS.has(token.lemma);
    if (bracket > 0) bracket -= 1;
    else if (!word && !quote && token.lemma !== 'весь') return;
    p.pos += 1;
  }
}
