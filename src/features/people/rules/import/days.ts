const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];

function toDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A year of two digits is the last one that is not in the future. */
function wholeYear(text: string, today: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  const century = Math.floor(Number(today.slice(0, 4)) / 100) * 100;
  return century + year > Number(today.slice(0, 4)) ? century - 100 + year : century + year;
}

/**
 * «12.03.2012», «12/3/12», «2012-03-12», «12 марта 2012 г.», the day number of a spreadsheet, or a year alone.
 * Null: nothing of the kind, or a day that does not exist. `today` (ISO) settles years of two digits.
 */
export function readBirth(text: string, today: string): { date: string } | { year: number } | null {
  const bare = text
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .replace(/(?:\s*г(?:од[ау]?)?\.?\s*(?:р(?:ожд\p{L}*)?\.?)?)$/iu, '')
    .trim();
  let found = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(bare);
  if (found !== null) return dated(toDay(Number(found[1]), Number(found[2]), Number(found[3])));
  found = /^(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4}|\d{2})$/.exec(bare);
  if (found !== null)
    return dated(toDay(wholeYear(found[3] ?? '', today), Number(found[2]), Number(found[1])));
  found = /^(\d{1,2})\s+(\p{L}+)\s+(\d{4})$/u.exec(bare);
  if (found !== null) {
    const word = (found[2] ?? '').toLocaleLowerCase('ru');
    // «мар» before «ма»: March begins as May does.
    const month = word.startsWith('мар') ? 3 : MONTHS.findIndex((start) => word.startsWith(start)) + 1;
    return dated(toDay(Number(found[3]), month, Number(found[1])));
  }
  if (/^(?:19|20)\d{2}$/.test(bare)) return { year: Number(bare) };
  if (/^\d{5}$/.test(bare)) {
    // A spreadsheet counts days from 30 December 1899.
    const day = new Date(Date.UTC(1899, 11, 30) + Number(bare) * 86_400_000);
    return dated(toDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()));
  }
  return null;
}

function dated(date: string | null): { date: string } | null {
  return date === null ? null : { date };
}

/** «12 лет», «3 года 2 мес.», «12», «с 2014 г.» → the year from which the service counts; null: nothing of the kind. */
export function readService(text: string, today: string): number | null {
  const bare = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  const thisYear = Number(today.slice(0, 4));
  const since = /^(?:с\s+)?((?:19|20)\d{2})(?:\s*г(?:ода?)?\.?)?$/iu.exec(bare);
  if (since !== null) return Number(since[1]) > thisYear ? null : Number(since[1]);
  if (/^(?:менее|до|меньше)\s+(?:1\s+)?года?$|^\d{1,2}\s*мес\p{L}*\.?$/iu.test(bare)) return thisYear;
  const years =
    /^(\d{1,2})(?:[.,]\d)?\s*(?:лет|год|года|г\.|л\.)?(?:\s*(?:и\s*)?\d{1,2}\s*мес\p{L}*\.?)?$/iu.exec(bare);
  return years === null || Number(years[1]) > 80 ? null : thisYear - Number(years[1]);
}
