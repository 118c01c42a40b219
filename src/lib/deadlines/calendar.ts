/**
 * Days as three integers: the grammar reads thousands of phrases a second and needs no more. Years below 10 stand
 * for years that nobody named (0 is `Y0`, 1 is `Y1`).
 */
export interface Day {
  y: number;
  m: number;
  d: number;
}

const MONTH_LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days in the month; February of an unnamed year has 28. */
export function countMonthDays(y: number, m: number): number {
  if (m === 2 && isKnownYear(y) && y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0)) return 29;
  return MONTH_LENGTHS[m] ?? 0;
}

export function isKnownYear(y: number): boolean {
  return y >= 10;
}

/** False for 31 February and for 29 February of a year that has none; an unnamed year may have it. */
export function isRealDay({ y, m, d }: Day): boolean {
  if (m < 1 || m > 12 || d < 1) return false;
  if (m === 2 && d === 29 && !isKnownYear(y)) return true;
  return d <= countMonthDays(y, m);
}

export function writeIso({ y, m, d }: Day): string {
  const day = ISO_DAYS[m * 32 + d];
  if (day === undefined || y > 9999) return `${y}-${pad2(m)}-${pad2(d)}`;
  return (y >= 1000 ? String(y) : isKnownYear(y) ? String(y).padStart(4, '0') : `Y${y}`) + day;
}

/** «-05-31» by month and day. */
const ISO_DAYS: readonly string[] = Array.from(
  { length: 13 * 32 },
  (_, at) => `-${pad2(at >> 5)}-${pad2(at & 31)}`,
);

/** A day from `2023-05-31` or `Y0-05-31`; null for anything else, impossible days included. */
export function readIso(text: string): Day | null {
  const unnamed = text.length === 8 && text.startsWith('Y');
  if (!unnamed && text.length !== 10) return null;
  const at = unnamed ? 2 : 4;
  if (text[at] !== '-' || text[at + 3] !== '-') return null;
  const y = readDigits(text, unnamed ? 1 : 0, at);
  const m = readDigits(text, at + 1, at + 3);
  const d = readDigits(text, at + 4, at + 6);
  if (y < 0 || m < 0 || d < 0) return null;
  const day = { y, m, d };
  return isRealDay(day) ? day : null;
}

/** The number written from one place to another; −1 when something else than digits stands there. */
function readDigits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

export function pad2(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** Number that sorts as the day does. */
export function rankDay({ y, m, d }: Day): number {
  return y * 10_000 + m * 100 + d;
}

/** Days since 1 January 1970. */
export function countEpochDays({ y, m, d }: Day): number {
  return Math.round(Date.UTC(y, m - 1, d) / 86_400_000);
}

export function moveDay(day: Day, days: number): Day {
  const moved = new Date(Date.UTC(day.y, day.m - 1, day.d + days));
  return { y: moved.getUTCFullYear(), m: moved.getUTCMonth() + 1, d: moved.getUTCDate() };
}

/** 1 Monday … 7 Sunday. */
export function findWeekday(day: Day): number {
  return ((((countEpochDays(day) + 3) % 7) + 7) % 7) + 1;
}

/** The n-th weekday of a month (n = −1: the last); null when the month has no such day. */
export function findNthWeekday(y: number, m: number, n: number, weekday: number): Day | null {
  const length = countMonthDays(y, m);
  if (n < 0) {
    const last = findWeekday({ y, m, d: length });
    return { y, m, d: length - ((last - weekday + 7) % 7) };
  }
  const first = findWeekday({ y, m, d: 1 });
  const d = 1 + ((weekday - first + 7) % 7) + (n - 1) * 7;
  return d <= length ? { y, m, d } : null;
}
