import { countMonthDays, isKnownYear, readIso } from './calendar.ts';
import type { Day } from './calendar.ts';
import type { ContinuousMeaning, Meaning, RecurringMeaning } from './meaning.ts';

const GENITIVE = words('января февраля марта апреля мая июня июля августа сентября октября ноября декабря');
const NOMINATIVE = words('январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь');
const PREPOSITIONAL = words(
  'январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре',
);
const WEEKDAY_CODES = words('MO TU WE TH FR SA SU');
const DATIVE_PLURAL = words('понедельникам вторникам средам четвергам пятницам субботам воскресеньям');
const ACCUSATIVE = words('понедельник вторник среду четверг пятницу субботу воскресенье');
const FEMININE = new Set(['WE', 'FR', 'SA']);
const ROMAN = ['I', 'II', 'III', 'IV'];

function words(list: string): string[] {
  return list.split(' ');
}

/**
 * The meaning in Russian as a school would write it. Read again against a period that holds it, it gives the same
 * meaning; the text of an event is its own wording.
 */
export function formatMeaning(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'date':
      return formatDay(meaning.date);
    case 'by':
      return `до ${formatDay(meaning.date)}`;
    case 'range':
      return formatRange(meaning.start, meaning.end);
    case 'recurring':
      return formatRecurring(meaning);
    case 'continuous':
      return formatContinuous(meaning);
    case 'event':
      return meaning.text;
    case 'set':
      return meaning.items.map(formatMeaning).join('; ');
  }
}

/** «15 мая 2023 года»; a day that ISO cannot name is shown as it is. */
function formatDay(iso: string): string {
  const day = readIso(iso);
  return day ? `${day.d} ${GENITIVE[day.m - 1]}${tellYear(day.y, ' ')}` : iso;
}

function tellYear(y: number, before: string): string {
  if (isKnownYear(y)) return `${before}${y} года`;
  return y === 0 ? '' : `${before}следующего года`;
}

function formatRange(startIso: string, endIso: string): string {
  const start = readIso(startIso);
  const end = readIso(endIso);
  if (!start || !end) return `${startIso} – ${endIso}`;
  const wholeMonths = start.d === 1 && isLastDay(end);
  if (wholeMonths && isKnownYear(start.y) && isKnownYear(end.y)) return formatKnownMonths(start, end);
  if (wholeMonths && start.y === end.y) {
    const year = tellYear(start.y, ' ');
    if (start.m === end.m) return `${NOMINATIVE[start.m - 1]}${year}`;
    return `${NOMINATIVE[start.m - 1]}–${NOMINATIVE[end.m - 1]}${year}`;
  }
  // Over the new year of years that nobody named: the year is told by the order of the months.
  if (wholeMonths && start.y === 0 && end.y === 1 && end.m < start.m) {
    return `${NOMINATIVE[start.m - 1]}–${NOMINATIVE[end.m - 1]}`;
  }
  return `с ${formatStart(start, end)} по ${formatDay(endIso)}`;
}

function isLastDay(day: Day): boolean {
  return day.d === countMonthDays(day.y, day.m);
}

function formatStart(start: Day, end: Day): string {
  const sameYear = start.y === end.y || (!isKnownYear(start.y) && start.y === 0);
  if (sameYear && start.m === end.m && start.y === end.y) return String(start.d);
  return `${start.d} ${GENITIVE[start.m - 1]}${sameYear ? '' : tellYear(start.y, ' ')}`;
}

function formatKnownMonths(start: Day, end: Day): string {
  if (start.m === 1 && end.m === 12) {
    return start.y === end.y ? `${start.y} год` : `${start.y}–${end.y} годы`;
  }
  if (start.m === 9 && end.m === 5 && end.y === start.y + 1) return `${start.y}–${end.y} учебный год`;
  if (start.y !== end.y) {
    return `${NOMINATIVE[start.m - 1]} ${start.y} года – ${NOMINATIVE[end.m - 1]} ${end.y} года`;
  }
  if (start.m === end.m) return `${NOMINATIVE[start.m - 1]} ${start.y} года`;
  if (start.m % 3 === 1 && end.m === start.m + 2)
    return `${ROMAN[(start.m - 1) / 3]} квартал ${start.y} года`;
  if (start.m % 6 === 1 && end.m === start.m + 5)
    return `${ROMAN[(start.m - 1) / 6]} полугодие ${start.y} года`;
  return `${NOMINATIVE[start.m - 1]}–${NOMINATIVE[end.m - 1]} ${start.y} года`;
}

const ADVERBS: Readonly<Record<RecurringMeaning['freq'], string>> = {
  daily: 'ежедневно',
  weekly: 'еженедельно',
  monthly: 'ежемесячно',
  quarterly: 'ежеквартально',
  'half-yearly': 'раз в полугодие',
  yearly: 'ежегодно',
};

/** One, few, many: «день», «дня», «дней»; the fourth is the accusative of one. */
const UNITS: Readonly<Record<RecurringMeaning['freq'], readonly [string, string, string]>> = {
  daily: ['день', 'дня', 'дней'],
  weekly: ['неделю', 'недели', 'недель'],
  monthly: ['месяц', 'месяца', 'месяцев'],
  quarterly: ['квартал', 'квартала', 'кварталов'],
  'half-yearly': ['полугодие', 'полугодия', 'полугодий'],
  yearly: ['год', 'года', 'лет'],
};

function choosePlural(n: number, [one, few, many]: readonly [string, string, string]): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 14) return many;
  if (n % 10 === 1) return one;
  return n % 10 >= 2 && n % 10 <= 4 ? few : many;
}

function formatRecurring(rule: RecurringMeaning): string {
  const parts = [formatFrequency(rule)];
  const { months, monthday, weekday, window } = rule;
  if (weekday && weekday.length > 0) parts.push(formatWeekdays(weekday, rule.freq, months));
  else if (months && months.length > 0) parts.push(formatMonths(months, monthday));
  else if (monthday !== undefined)
    parts.push(monthday < 0 ? ', в последний день месяца' : `, ${monthday} числа`);
  if (window) parts.push(` с ${formatWindowDay(window.from)} по ${formatWindowDay(window.to)}`);
  if (rule.start !== undefined) {
    parts.push(
      rule.end === undefined
        ? `, начиная с ${formatDay(rule.start)}`
        : ` (с ${formatDay(rule.start)} по ${formatDay(rule.end)})`,
    );
  } else if (rule.end !== undefined) parts.push(` (до ${formatDay(rule.end)})`);
  return parts.join('');
}

function formatFrequency({ freq, interval = 1, times = 1 }: RecurringMeaning): string {
  if (interval === 1 && times === 1) return ADVERBS[freq];
  const unit = UNITS[freq];
  const often = times === 1 ? 'раз' : `${times} ${choosePlural(times, ['раз', 'раза', 'раз'])}`;
  return interval === 1 ? `${often} в ${unit[0]}` : `${often} в ${interval} ${choosePlural(interval, unit)}`;
}

function formatMonths(months: readonly number[], monthday: number | undefined): string {
  if (monthday === undefined) {
    const named = joinWords(months.map((m) => PREPOSITIONAL[m - 1] ?? ''));
    return ` в ${named}`;
  }
  if (monthday < 0) return `, до конца ${joinWords(months.map((m) => GENITIVE[m - 1] ?? ''))}`;
  return `, ${joinWords(months.map((m) => `${monthday} ${GENITIVE[m - 1]}`))}`;
}

function joinWords(list: readonly string[]): string {
  return list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} и ${list.at(-1)}`;
}

const ORDINALS: Readonly<Record<string, readonly [masculine: string, feminine: string, neuter: string]>> = {
  '1': ['первый', 'первую', 'первое'],
  '2': ['второй', 'вторую', 'второе'],
  '3': ['третий', 'третью', 'третье'],
  '4': ['четвертый', 'четвертую', 'четвертое'],
  '5': ['пятый', 'пятую', 'пятое'],
  '-1': ['последний', 'последнюю', 'последнее'],
};

function formatWeekdays(
  codes: readonly string[],
  freq: RecurringMeaning['freq'],
  months: number[] | undefined,
): string {
  const first = codes[0] ?? 'MO';
  const code = first.slice(-2);
  const index = Math.max(WEEKDAY_CODES.indexOf(code), 0);
  const isNamed = months !== undefined && months.length > 0;
  if (ORDINALS[first.slice(0, -2)] === undefined) {
    const days = joinWords(codes.map((day) => DATIVE_PLURAL[WEEKDAY_CODES.indexOf(day)] ?? day));
    return ` по ${days}${isNamed ? formatMonths(months, undefined) : ''}`;
  }
  const gender = FEMININE.has(code) ? 1 : code === 'SU' ? 2 : 0;
  const form = joinWords(codes.map((day) => ORDINALS[day.slice(0, -2)]?.[gender] ?? ''));
  const preposition = form.startsWith('вто') ? 'во' : 'в';
  const of = isNamed ? joinWords(months.map((m) => GENITIVE[m - 1] ?? '')) : 'месяца';
  return `${freq === 'yearly' ? '' : ','} ${preposition} ${form} ${ACCUSATIVE[index]} ${of}`;
}

function formatWindowDay(monthDay: string): string {
  return formatDay(`Y0-${monthDay}`);
}

function formatContinuous({ scope, start, end }: ContinuousMeaning): string {
  const from = start === undefined ? null : readIso(start);
  const to = end === undefined ? null : readIso(end);
  if (scope === 'year' && from && to) {
    const calendar = from.m === 1 && from.d === 1 && to.m === 12 && to.d === 31 && from.y === to.y;
    if (calendar && isKnownYear(from.y)) return `в течение ${from.y} года`;
    const school = from.m === 9 && from.d === 1 && to.m === 5 && to.d === 31 && to.y === from.y + 1;
    if (school && isKnownYear(from.y)) return `в течение ${from.y}–${to.y} учебного года`;
    if (school && from.y === 0) return 'в течение учебного года';
  }
  const head =
    scope === 'year'
      ? 'в течение года'
      : scope === 'programme'
        ? 'в течение всего периода реализации'
        : 'постоянно';
  if (start !== undefined && end !== undefined) return `${head} с ${formatDay(start)} по ${formatDay(end)}`;
  if (start !== undefined) return `${head}, начиная с ${formatDay(start)}`;
  return end === undefined ? head : `${head} до ${formatDay(end)}`;
}
