const NBSP = '\u00a0';
const FULL = { style: 'full' } as const;

interface DayStyle {
  /** «2026 года» in the text of a paper, «2026 г.» in its head, tables and signatures. */
  readonly style: 'full' | 'short';
}

const dayAndMonth = (day: Temporal.PlainDate): string =>
  day.toLocaleString('ru-RU', { day: 'numeric', month: 'long' });

/**
 * An ISO day as papers write it: «12 сентября 2026 года», in short «12 сентября 2026 г.»; the year and its word stay on one line.
 * Throws on what is no day: a paper never carries one. For screens see `ui/days.ts`.
 */
export function dayInWords(iso: string, { style }: DayStyle = FULL): string {
  const day = Temporal.PlainDate.from(iso);
  return `${dayAndMonth(day)} ${day.year}${NBSP}${style === 'full' ? 'года' : 'г.'}`;
}

/** «с 1 октября 2026 года по 31 мая 2027 года»; of one year: «с 1 октября по 31 декабря 2026 года». */
export function spanInWords(from: string, to: string, style: DayStyle = FULL): string {
  const [start, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  return `с ${start.year === end.year ? dayAndMonth(start) : dayInWords(from, style)} по ${dayInWords(to, style)}`;
}

/** A place for a day to be written by hand: «___» ____________ 20___ г. */
export function blankDay(): string {
  return `«___»${NBSP}____________${NBSP}20___${NBSP}г.`;
}
