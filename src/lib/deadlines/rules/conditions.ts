import type { Clause, Parse, Separator } from '../draft.ts';
import { makeStemTest } from '../stems.ts';
import { peek, stemOf, take } from '../tokens.ts';
import type { Token } from '../tokens.ts';
import { isCalendarAhead, isDayAhead } from './ahead.ts';
import { readNumber } from './frequencies.ts';
import { readYear } from './years.ts';

type Event = Extract<Clause, { kind: 'event' }>;

/** How a word after «по» begins when the two make a condition. */
const AFTER_PO = makeStemTest(
  'мер необходим план график отдельн индивидуальн утвержд согласован запрос требован итог результат окончан',
  'завершен конец факт приказ распоряж решени распис положен договор истечен поступлен заявк заявлен обращен',
  'особ ходу сезон учебн календар циклограмм вызов приглашен объявлен желан возможност дополнительн указан',
  'назначен рекоменд готовност специальн выбор инициатив ситуац случа плану предложен рабоч срок програм',
  'проект прибыт предоставлен получен получени',
);

/** How the first word begins when the phrase is a condition by itself. */
const FIRST_WORD = makeStemTest(
  'согласно$ перед$ при$ накануне$ одновременно$ параллельно$ незамедлительно$ немедленно$',
  'своевременно$ сразу$ ситуативно$ оперативно$ спустя$ через$ канун$ кануне$ вслед$ дата$ даты$ уточня$',
  'определя$ необходимости$ необходимост$ осенние$ зимние$ весенние$ летние$ каникулы$',
);

/** How a word after «в» begins when the two make a condition. */
const AFTER_V = makeStemTest(
  'соответстви установленн определенн определяем указанн назначенн согласованн утвержденн случа момент ход',
  'процесс рамк преддвери канун каникул врем рабоч день осенн зимн весенн летн зависимост оперативн период',
  'срок порядк индивидуальн плановом течени внеурочн свободн удобн кратчайш этап',
);

/** How a word after «до» or «к» begins when it names something that happens. */
const AFTER_LIMIT = makeStemTest(
  'проведен подведен утвержден издан подписан открыт закрыт каникул экзамен аттестац итог конкурс мероприят',
  'педсовет педагогическ совещан заседан собран праздн выпуск юбиле новогод торжеств поступлен получен дате',
  'даты момент наступлен истечен сдач егэ огэ гиа отчет слет форум фестивал выход старт финал прием провер',
  'принят сезон смен перемен занят урок первом перво сбор очередн следующ юбил',
);

/** How a word after «на», «с», «срок» begins in a condition. */
const AFTER_NA = makeStemTest(
  'каникул осенних зимних весенних летних заседани педсовет совещани заседа момент следующ этап стади',
  'педагогическ родительск классн общешкольн методическ линейк планерк встреч',
);
const AFTER_S = makeStemTest('момент учет даты');
const AFTER_SROK = makeStemTest('уточня определя согласов устанавл');

/** A deadline without a calendar date: it runs to the end of the phrase, of its bracket, or to «далее». */
export function readCondition(p: Parse, separator: Separator): Event | null {
  const from = p.pos;
  if (!startsCondition(p)) {
    p.pos = from;
    return null;
  }
  const start = peek(p, from - p.pos).start;
  p.pos = from;
  const relative = readRelativeToYear(p);
  p.pos = from;
  const holiday = skipCondition(p, separator === 'bracket');
  const end = peek(p, -1).end;
  const event: Event = { kind: 'event', start, end, codes: [], separator };
  const feast = peek(p, from - p.pos).lemma === 'к' && peek(p, from - p.pos + 1).lemma === 'день';
  if (holiday || feast) event.names = true;
  if (relative !== null) {
    event.codes.push('relative_deadline');
    event.months = relative;
  } else if (isBareDuration(p, from)) {
    event.codes.push('duration_only');
  }
  return event;
}

const DURATION_UNITS = new Set([
  'день',
  'сутки',
  'неделя',
  'месяц',
  'квартал',
  'полугодие',
  'год',
  'час',
  'минута',
  'четверть',
  'полгода',
]);

function isDuration(first: Token, second: Token, third: Token): boolean {
  if (first.lemma === 'полгода') return true;
  if (readNumber(first) === null) return false;
  if (first.digits === 4) return false;
  const unit =
    second.lemma === 'рабочий' || second.lemma === 'календарный' || second.lemma === 'учебный'
      ? third
      : second;
  if (NUMBERED_UNITS.has(unit.lemma)) return first.sort === 'cardinal';
  if (unit.word === 'неделя' || unit.word === 'декада') return false;
  return DURATION_UNITS.has(unit.lemma);
}

/** «1 квартал» is a part of a year; only «двух кварталов» is a length. */
const NUMBERED_UNITS = new Set(['квартал', 'полугодие', 'четверть']);

/** «10 дней», «два месяца»: how long, but not from when. */
function isBareDuration(p: Parse, from: number): boolean {
  return p.pos === p.tokens.length && readNumber(peek(p, from - p.pos)) !== null;
}

function startsCondition(p: Parse): boolean {
  const first = peek(p);
  const second = peek(p, 1);
  const third = peek(p, 2);
  switch (first.lemma) {
    case 'по':
      return AFTER_PO(stemOf(second)) && second.sort !== 'month';
    case 'в':
      if (second.lemma === 'течение') return isDurationPhrase(p, 2);
      if (second.lemma === 'срок' || second.lemma === 'период')
        return (
          !['с', 'до', 'по', 'не', '-', ':', '#'].includes(third.lemma) &&
          third.sort !== 'month' &&
          third.sort !== 'end'
        );
      if (second.sort === 'unknown' && third.lemma === 'срок') return true;
      if (isEdgeOfEvent(p, 1) || isSchoolTime(second, third)) return true;
      return second.sort === 'unknown' || second.lemma === 'рабочий' || second.lemma === 'день'
        ? AFTER_V(stemOf(second))
        : isCountedDay(p);
    case 'течение':
      return isDurationPhrase(p, 1);
    case 'на':
      if (second.lemma === 'протяжение') return isDurationPhrase(p, 2);
      if (isSchoolTime(second, third)) return true;
      if (second.lemma === 'следующий' || isNumbered(second))
        return third.lemma === 'день' || AFTER_NA(third.word);
      return second.sort === 'unknown' && AFTER_NA(second.word);
    case 'за':
      return (
        isDuration(second, third, peek(p, 3)) || (DURATION_UNITS.has(second.lemma) && third.lemma === 'до')
      );
    case 'после':
      return second.sort !== 'end' && !isDayBehind(second, third);
    case 'через':
      return isDuration(second, third, peek(p, 3)) || DURATION_UNITS.has(second.lemma);
    case 'не':
      return isRelativeLimit(p);
    case 'с':
      return AFTER_S(second.word) || second.lemma === 'день' || isEdgeOfEvent(p, 1);
    case 'до':
    case 'к':
      return (
        isEdgeOfEvent(p, 1) ||
        (second.sort === 'unknown' && AFTER_LIMIT(second.word)) ||
        (second.lemma === 'день' && third.sort === 'unknown') ||
        (second.sort === 'ordinal' && third.sort === 'unknown') ||
        second.lemma === 'новый'
      );
    case 'начало':
    case 'конец':
      return false;
    case 'срок':
      return second.lemma === 'по' ? AFTER_PO(stemOf(third)) : AFTER_SROK(second.word);
    default:
      return first.sort === 'unknown'
        ? FIRST_WORD(first.word) && isWholeCondition(first, second)
        : isDuration(first, second, third) && isDurationEnd(p);
  }
}

/** «в учебное время», «на школьных каникулах» */
function isSchoolTime(first: Token, second: Token): boolean {
  return first.lemma === 'учебный' && (second.word === 'время' || second.word.startsWith('каникул'));
}

function isNumbered(token: Token): boolean {
  return token.sort === 'ordinal' || token.sort === 'number' || token.lemma === 'последний';
}

/** «после 15 мая», «после 15.05» */
function isDayBehind(first: Token, second: Token): boolean {
  const number = first.sort === 'number' && first.digits <= 2;
  return number && (second.sort === 'month' || second.lemma === '.' || second.lemma === '/');
}

function isWholeCondition(first: Token, second: Token): boolean {
  // A lone preposition is nothing; «незамедлительно» alone is a condition.
  return second.sort !== 'end' || first.word.length >= 8;
}

/** A duration that stands alone or goes on «до …», «после …», «со дня …». */
function isDurationEnd(p: Parse): boolean {
  let at = 1;
  while (['рабочий', 'календарный', 'учебный'].includes(peek(p, at).lemma)) at += 1;
  const after = peek(p, at + 1);
  return after.sort === 'end' || after.word === 'до' || after.word === 'после' || after.lemma === 'с';
}

function isDurationPhrase(p: Parse, at: number): boolean {
  let next = at;
  if (isDuration(peek(p, next), peek(p, next + 1), peek(p, next + 2))) return true;
  while (['весь', 'рабочий', 'учебный', 'один', 'cardinal'].includes(peek(p, next).lemma)) next += 1;
  const unit = peek(p, next);
  if (unit.sort === 'unknown') return true;
  if (unit.lemma === 'срок' || unit.lemma === 'период' || unit.lemma === 'действие') return true;
  const duration = DURATION_UNITS.has(unit.lemma);
  if (!duration) return false;
  const after = peek(p, next + 1);
  return unit.lemma !== 'год' || after.sort === 'unknown' || after.lemma === 'с' || after.lemma === 'после';
}

/** «на второй день после …», «в первый день каникул». */
function isCountedDay(p: Parse): boolean {
  return (
    isNumbered(peek(p, 1)) &&
    peek(p, 2).lemma === 'день' &&
    (peek(p, 3).sort === 'unknown' || peek(p, 3).lemma === 'учебный')
  );
}

/** «не позднее чем за месяц до …», «не позднее 3 дней после …», «не позднее начала смены». */
function isRelativeLimit(p: Parse): boolean {
  const limit = ['поздний', 'ранее', 'реже', 'менее'].includes(peek(p, 1).lemma);
  if (!limit) return false;
  const at = peek(p, 2).lemma === 'чем' ? 3 : 2;
  const next = peek(p, at);
  if (next.lemma === 'за' || next.lemma === 'через') return true;
  if (isDuration(next, peek(p, at + 1), peek(p, at + 2))) return true;
  return next.sort === 'unknown' || isEdgeOfEvent(p, at);
}

/** «начала реализации», «окончания каникул»: an edge of something that is no part of the calendar. */
function isEdgeOfEvent(p: Parse, at: number): boolean {
  const edge = peek(p, at).lemma;
  if (edge !== 'начало' && edge !== 'конец' && edge !== 'середина') return false;
  const each = peek(p, at + 1).lemma === 'каждый' ? 2 : 1;
  const of = peek(p, at + each);
  return (
    of.sort === 'unknown' ||
    ['реализация', 'программа', 'проект', 'срок', 'действие', 'внедрение', 'период', 'план'].includes(
      of.lemma,
    )
  );
}

/** Steps to the end of the condition; true when it names holidays. */
function skipCondition(p: Parse, inBracket: boolean): boolean {
  let depth = 0;
  let holiday = false;
  while (p.pos < p.tokens.length) {
    const { lemma } = peek(p);
    if (lemma === '(') depth += 1;
    if (lemma === ')') {
      if (depth === 0) break;
      depth -= 1;
    }
    if (lemma === ';') break;
    // «по отдельному плану, май»: the calendar goes on after the condition.
    const opens = lemma === ',' || lemma === '(';
    if (!inBracket && opens && (peek(p, 1).lemma === 'далее' || isCalendarAhead(p, 1))) break;
    // «в период каникул с 27 октября по 4 ноября»
    if (holiday && isDayAhead(p, 0)) break;
    holiday ||= peek(p).word.startsWith('каникул');
    p.pos += 1;
  }
  return holiday;
}

/** «за месяц до начала следующего года» → the month in which that day lies in every year. */
function readRelativeToYear(p: Parse): number[] | null {
  if (take(p, 'не')) {
    if (!take(p, 'поздний')) return null;
    take(p, 'чем');
  }
  if (!take(p, 'за')) return null;
  const count = readNumber(peek(p));
  if (count !== null) p.pos += 1;
  const unit = peek(p).lemma;
  if (unit !== 'месяц' && unit !== 'неделя' && unit !== 'день') return null;
  p.pos += 1;
  if (!take(p, 'до')) return null;
  const edge = peek(p).lemma;
  if (edge !== 'начало' && edge !== 'конец') return null;
  p.pos += 1;
  const calendar = peek(p).lemma === 'календарный';
  const spec = readYear(p);
  if (spec === null && !calendar && !take(p, 'год')) return null;
  const school = spec?.school === true;
  const boundary = edge === 'начало' ? (school ? 8 : 12) : school ? 5 : 12;
  const months = unit === 'месяц' ? (count ?? 1) : 0;
  const shift = edge === 'начало' ? Math.max(months, 1) - 1 : months;
  return [((((boundary - 1 - shift) % 12) + 12) % 12) + 1];
}
