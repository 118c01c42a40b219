import type { Parse } from '../draft.ts';
import { makeStemTest } from '../stems.ts';
import { peek, take } from '../tokens.ts';
import type { Token } from '../tokens.ts';

/** How the names of places begin: they stand after a date and change nothing. */
const PLACES = makeStemTest(
  'зал двор каб кабинет актов спорт школ гимнази лице мбоу маоу моу гбоу мкоу сош оош дом$ доме$ дворц дк$',
  'центр библиотек площад стадион парк музе клуб аудитори ауд$ холл фойе столов учительск класс лагер онлайн',
  'zoom корпус этаж театр кинотеатр район город ул$ улиц колледж техникум институт университет мастерск',
  'территори сквер рекреаци медиатек технопарк кванториум администраци управлени отдел бассейн лесничеств',
  'предприяти конференц дошкольн детск сад$ саду$ культур творчеств имени им$ место возле около рядом у$',
);

/** How the names of stages begin: they say what is done then, not when. */
const LABELS = makeStemTest(
  'этап тур туры тура школьн муниципальн районн окружн городск региональн всероссийск федеральн входн стартов',
  'промежуточн рубежн итогов заключительн финальн отборочн заочн очный очная очно первичн повторн основн',
  'подготовительн организационн диагност мониторинг срез контрольн начальн завершающ внутришкольн практическ',
  'аналитическ внедренческ проектн рефлексивн обобщающ',
);

const DOCUMENTS = makeStemTest('фз пп приказ распоряжен постановлен письм протокол');

export function isPlace(word: string): boolean {
  return PLACES(word);
}

export function isLabel(token: Token): boolean {
  // «школьный» is a known word, of «школьный год».
  return token.word !== '' && (token.sort === 'unknown' || token.lemma === 'учебный') && LABELS(token.word);
}

export function isDocument(word: string): boolean {
  return word === 'n' || DOCUMENTS(word);
}

const TIME_PREFIXES = new Set(['в', 'с', 'до', 'по', 'к', 'от']);

/** «01.09», «с 01.09.2022»: digits that may be a day and its month as well as an hour. */
export function isDayAndMonthAhead(p: Parse): boolean {
  const at = TIME_PREFIXES.has(peek(p).lemma) ? 1 : 0;
  const month = peek(p, at + 2);
  if (peek(p, at + 1).lemma !== '.' || month.sort !== 'number' || month.digits > 2) return false;
  const year = peek(p, at + 3).lemma === '.' && peek(p, at + 4).sort === 'number';
  return year || (peek(p, at).value >= 1 && month.value >= 1 && month.value <= 12);
}

/** Steps over a time of day: «10.00», «в 13:30», «с 10-00 до 15-00», «16 часов», «9-30 ч.». */
export function skipClock(p: Parse): boolean {
  const from = p.pos;
  if (TIME_PREFIXES.has(peek(p).lemma)) p.pos += 1;
  if (skipHour(p)) {
    while (p.pos < p.tokens.length) {
      const back = p.pos;
      if (peek(p).lemma === '-' || TIME_PREFIXES.has(peek(p).lemma) || peek(p).lemma === ',') p.pos += 1;
      // «10.10.2025 в 10.00, 12.10.2025 в 11.00»: after a comma a day sooner than an hour.
      const isDay = peek(p, -1).lemma === ',' && isDayAndMonthAhead(p);
      if (isDay || !skipHour(p)) {
        p.pos = back;
        break;
      }
    }
    return true;
  }
  p.pos = from;
  return false;
}

function skipHour(p: Parse): boolean {
  const hour = peek(p);
  if (hour.sort !== 'number' || hour.digits > 2 || hour.value > 24) return false;
  const sign = peek(p, 1).lemma;
  const minutes = peek(p, 2);
  const joined = minutes.sort === 'number' && !minutes.gap && minutes.digits === 2 && minutes.value < 60;
  if (joined && (sign === ':' || sign === '.' || sign === '-')) {
    p.pos += 3;
    if (peek(p).lemma === ':') p.pos += 2;
    take(p, 'час');
    return true;
  }
  if (sign === 'час') {
    p.pos += 2;
    if (peek(p).sort === 'number' && peek(p, 1).lemma === 'минута') p.pos += 2;
    if (peek(p).lemma === 'утро' || peek(p).lemma === 'вечер' || peek(p).lemma === 'день') p.pos += 1;
    return true;
  }
  return false;
}

/** «с 11 до 14 часов»: hours told once, at the end. */
export function skipHourRange(p: Parse): boolean {
  const from = p.pos;
  take(p, 'с');
  const first = peek(p);
  if (first.sort === 'number' && first.value <= 24 && first.digits <= 2) {
    p.pos += 1;
    if (peek(p).lemma === 'до' || peek(p).lemma === 'по' || peek(p).lemma === '-') {
      p.pos += 1;
      const last = peek(p);
      if (last.sort === 'number' && last.value <= 24 && peek(p, 1).lemma === 'час') {
        p.pos += 2;
        return true;
      }
    }
  }
  p.pos = from;
  return false;
}

const EXECUTION = makeStemTest('исполнен выполнен проведен сдач реализац');

/** «исполнения», «проведения» after «срок» or «дата». */
export function isExecution(token: Token): boolean {
  return token.word !== '' && EXECUTION(token.word);
}

/** «Дата:», «Дата проведения –» */
function isHeadAhead(p: Parse): boolean {
  const { lemma } = peek(p, isExecution(peek(p, 1)) ? 2 : 1);
  return lemma === ':' || lemma === '-';
}

const SEPARATING_MARKS = new Set([':', '.', '-', '*', '"', '!', '•', '«', '»', '“', '”', '„']);

export type ReadBefore = 'nothing' | 'date' | 'month' | 'often' | 'other';

/** «сентябрь 1-15» are days, «15 сентября 9-15» is an hour; «ежегодно 01.09» is a date. */
function isClockAfter(p: Parse, after: ReadBefore): boolean {
  // «10.10.2025 10.12.2025» is a second date, «10.10.2025 10.12» an hour.
  if (after === 'date') return peek(p, 3).lemma !== '.' || peek(p, 4).digits < 4;
  if (after === 'month') {
    const sign = peek(p, 1).lemma;
    return sign === ':' || sign === 'час' || peek(p).lemma === 'в';
  }
  // «каждый вторник, 15.10»
  if (after === 'often' && peek(p).sort === 'number' && peek(p, 3).lemma !== '.') return true;
  return !isDayAndMonthAhead(p);
}

/**
 * Steps over marks, weekdays, times of day and words of approximation (noted in the parse) between clauses; true when
 * there were any. Digits are a time of day only
 * after something was read: «10.10» and «10-15 мая» begin a deadline.
 */
export function skipNoise(p: Parse, after: ReadBefore): boolean {
  const dated = after !== 'nothing';
  const from = p.pos;
  for (;;) {
    const token = peek(p);
    const { sort, lemma } = token;
    if (sort === 'end' || sort === 'month') break;
    if (sort === 'mark') {
      if (!SEPARATING_MARKS.has(lemma)) break;
      p.pos += 1;
    } else if (token.word === 'дата' && !dated && isHeadAhead(p)) {
      p.pos += 1;
      if (isExecution(peek(p))) p.pos += 1;
      p.pos += 1;
    } else if (token.sort === 'weekday' && peek(p, 1).lemma !== 'месяц') {
      p.pos += 1;
      noteWeekday(p, token.value);
    } else if (lemma === 'в' && peek(p, 1).sort === 'weekday' && peek(p, 2).lemma !== 'месяц') {
      p.pos += 2;
      noteWeekday(p, peek(p, -1).value);
    } else if (
      lemma === 'примерно' ||
      lemma === 'ориентировочно' ||
      lemma === 'предположительно' ||
      lemma === 'приблизительно'
    ) {
      p.pos += 1;
      p.codes.push('approximate');
    } else if (lemma === 'включительно') {
      p.pos += 1;
    } else if (!skipHourRange(p) && !(dated && isClockAfter(p, after) && skipClock(p))) {
      break;
    }
  }
  return p.pos > from;
}

export function noteWeekday(p: Parse, weekday: number): void {
  p.weekday = p.weekday === 0 || p.weekday === weekday ? weekday : -1;
}

/** «(1 этап)», «(школьный тур)»: nothing but what the time is for. */
function isLabelLeft(p: Parse): boolean {
  let labels = 0;
  for (let at = p.pos; at < p.tokens.length; at += 1) {
    const token = peek(p, at - p.pos);
    const { sort } = token;
    if (isLabel(token)) labels += 1;
    else if (
      sort !== 'mark' &&
      sort !== 'roman' &&
      sort !== 'ordinal' &&
      (sort !== 'number' || token.digits > 1)
    )
      return false;
  }
  return labels > 0;
}

export type Leftover = 'none' | 'place' | 'words' | 'document' | 'numbers';

/** What the words that no rule took are: a place, something unknown, or a sign that this was no deadline. */
export function judgeLeftover(p: Parse): Leftover {
  if (p.pos >= p.tokens.length) return 'none';
  if (isLabelLeft(p)) return 'place';
  let words = 0;
  let place = false;
  let numbers = false;
  for (let at = p.pos; at < p.tokens.length; at += 1) {
    const token = p.tokens[at];
    if (token === undefined) continue;
    const { sort, lemma, word } = token;
    if (lemma === '№' || isDocument(word)) return 'document';
    if (sort === 'number' || sort === 'month') numbers = true;
    else if (word.length > 0) {
      words += 1;
      // «1 сентября – День знаний»: what the day is called changes nothing.
      const isName = lemma === 'день' && p.tokens[at + 1]?.sort === 'unknown';
      if (isName || PLACES(word)) place = true;
    }
  }
  if (place) return 'place';
  if (numbers) return 'numbers';
  return words > 0 ? 'words' : 'none';
}
