import { shortDay } from '#src/lib/russian/short-day.ts';
import { plural } from '#src/lib/russian/plural.ts';

/**
 * Days for people, from ISO strings («2022-09-01»), in any browser: no Temporal, no clock, no time zone of the machine.
 * «Today» is always given by the loader. What is not a day is returned as it came.
 */

const long = format({ day: 'numeric', month: 'long' });
const monthAlone = format({ month: 'long' });
const weekdayLong = format({ weekday: 'long' });
const dayMilliseconds = 24 * 60 * 60 * 1000;

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('ru', { ...options, timeZone: 'UTC' });
}

/** «2022-09-01» → «1 сентября 2022». */
export function formatDay(day: string): string {
  const date = parse(day);
  return date === null ? day : `${long.format(date)} ${date.getUTCFullYear()}`;
}

/** «2022-09-01» → «01.09.2022». */
export function formatDayShort(day: string): string {
  const date = parse(day);
  return date === null ? day : shortDay(day);
}

/** «2022-09-01» → «четверг, 1 сентября 2022». */
export function formatDayWithWeekday(day: string): string {
  const date = parse(day);
  return date === null ? day : `${weekdayLong.format(date)}, ${formatDay(day)}`;
}

/** «1–15 сентября 2022», «1 сентября – 15 октября 2022», «1 сентября 2022 – 31 мая 2023»; one day as one. */
export function formatDays(from: string, to: string): string {
  const start = parse(from);
  const end = parse(to);
  if (start === null || end === null) return `${from} – ${to}`;
  if (from === to) return formatDay(from);
  if (start.getUTCFullYear() !== end.getUTCFullYear()) return `${formatDay(from)} – ${formatDay(to)}`;
  if (start.getUTCMonth() !== end.getUTCMonth()) return `${long.format(start)} – ${formatDay(to)}`;
  return `${start.getUTCDate()}–${formatDay(to)}`;
}

/** «01.09.2022 – 31.05.2023», for narrow columns. */
export function formatDaysShort(from: string, to: string): string {
  return from === to ? formatDayShort(from) : `${formatDayShort(from)} – ${formatDayShort(to)}`;
}

/** «2022-09» → «сентябрь 2022». */
export function formatMonth(month: string): string {
  const date = parse(`${month}-01`);
  return date === null ? month : `${monthAlone.format(date)} ${date.getUTCFullYear()}`;
}

/** A deadline seen from today: «просрочено на 5 дней», «сегодня», «завтра», «через 3 дня». */
export function formatDue(day: string, today: string): string {
  const left = daysBetween(today, day);
  if (left === null) return day;
  if (left < 0) return `просрочено на ${plural(-left, 'день', 'дня', 'дней')}`;
  if (left === 0) return 'сегодня';
  if (left === 1) return 'завтра';
  return `через ${plural(left, 'день', 'дня', 'дней')}`;
}

/** A past or coming event seen from today: «5 дней назад», «вчера», «сегодня», «завтра», «через 3 дня». */
export function formatRelativeDay(day: string, today: string): string {
  const left = daysBetween(today, day);
  if (left === null) return day;
  if (left < -1) return `${plural(-left, 'день', 'дня', 'дней')} назад`;
  return left === -1 ? 'вчера' : formatDue(day, today);
}

/** An instant («2026-11-21T01:12:00Z») on the clock of the school: «21 ноября 2026, 04:12». */
export function formatInstant(instant: string, timeZone: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const parts = new Intl.DateTimeFormat('ru', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(date);
  const of = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  return `${of('day')} ${of('month')} ${of('year')}, ${of('hour')}:${of('minute')}`;
}

/** Days from one to the other, negative backwards; null when one is not a day. */
export function daysBetween(from: string, to: string): number | null {
  const start = parse(from);
  const end = parse(to);
  if (start === null || end === null) return null;
  return Math.round((end.getTime() - start.getTime()) / dayMilliseconds);
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  const date = parse(day);
  return date === null ? day : iso(new Date(date.getTime() + count * dayMilliseconds));
}

/** «2022-09» and −1 → «2022-08». */
export function addMonths(month: string, count: number): string {
  const date = parse(`${month}-01`);
  if (date === null) return month;
  return iso(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1))).slice(0, 7);
}

/** 1 is Monday, 7 is Sunday; null when it is not a day. */
export function weekdayOf(day: string): number | null {
  const date = parse(day);
  return date === null ? null : date.getUTCDay() || 7;
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The day at midnight UTC; null for «2022-02-30», which `Date` alone would turn into March. */
function parse(day: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || iso(date) !== day ? null : date;
}
