import { DAY_PARTS, WEEKDAYS, type TimeSlot } from '#src/features/banks/rules/times.ts';

type Weekday = (typeof WEEKDAYS)[number];

/** Whole words: «вторая смена» is no Tuesday, «среднее» no Wednesday. */
const DAYS: readonly RegExp[] = [
  /^(?:пн|понедельник\p{L}*)$/iu,
  /^(?:вт|вторник\p{L}*)$/iu,
  /^(?:ср|сред[ауеы]|средам)$/iu,
  /^(?:чт|четверг\p{L}*)$/iu,
  /^(?:пт|пятниц\p{L}*)$/iu,
  /^(?:сб|суббот\p{L}*)$/iu,
  /^(?:вс|воскресень\p{L}*)$/iu,
];
const SPANS: readonly (readonly [RegExp, Weekday, Weekday])[] = [
  [/ежедневн|кажд\p{L}+ день|все дни|любой день/iu, 1, 7],
  [/будн/iu, 1, 5],
  [/выходн/iu, 6, 7],
];
const PARTS: Readonly<Record<(typeof DAY_PARTS)[number], RegExp>> = {
  morning: /утр/iu,
  after: /дн[её]м|после уроков|обед/iu,
  evening: /вечер/iu,
};

function dayOf(word: string): Weekday | undefined {
  return WEEKDAYS.find((_, index) => DAYS[index]?.test(word));
}

function between(from: Weekday, to: Weekday): Weekday[] {
  return WEEKDAYS.filter((day) => (from <= to ? day >= from && day <= to : day >= from || day <= to));
}

/** «пн–пт», «с понедельника по среду», «чт», «будни» → days. */
function readDays(piece: string): Set<Weekday> {
  const days = new Set<Weekday>();
  for (const [words, from, to] of SPANS)
    if (words.test(piece)) for (const day of between(from, to)) days.add(day);
  const tokens = piece.split(/[\s,.]+|(?=[-–—])|(?<=[-–—])/u).filter((token) => token !== '');
  for (const [index, token] of tokens.entries()) {
    const day = dayOf(token);
    if (day === undefined) continue;
    days.add(day);
    const to = /^(?:[-–—]|по|до)$/iu.test(tokens[index + 1] ?? '')
      ? dayOf(tokens[index + 2] ?? '')
      : undefined;
    if (to !== undefined) for (const one of between(day, to)) days.add(one);
  }
  return days;
}

/**
 * «пн, ср после уроков; сб утром», «пн–пт днём», «будни вечером» → slots; a day without a part is the time after lessons. Nothing
 * when no day is named.
 */
export function readSlots(text: string): TimeSlot[] {
  const slots: TimeSlot[] = [];
  for (const piece of text.split(/[;\n]/)) {
    const parts = DAY_PARTS.filter((part) => PARTS[part].test(piece));
    for (const day of readDays(piece)) {
      for (const part of parts.length === 0 ? (['after'] as const) : parts) slots.push(`${day}-${part}`);
    }
  }
  return [...new Set(slots)];
}
