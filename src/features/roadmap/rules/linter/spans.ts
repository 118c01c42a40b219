import { exhaustive } from '#src/lib/exhaustive.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';

/** Known days at the ends of something; null where no day is named. ISO, both included. */
export interface Span {
  readonly start: string | null;
  readonly end: string | null;
}

const REAL_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days that a meaning names itself. Years that nobody named (`Y0`) count as not known. */
export function spansOf(meaning: Meaning): Span[] {
  switch (meaning.kind) {
    case 'date':
      return [known(meaning.date, meaning.date)];
    case 'by':
      return [known(null, meaning.date)];
    case 'range':
      return [known(meaning.start, meaning.end)];
    case 'recurring':
    case 'continuous':
      return [known(meaning.start ?? null, meaning.end ?? null)];
    case 'set':
      return meaning.items.flatMap(spansOf);
    case 'event':
      return [];
    default:
      return exhaustive(meaning);
  }
}

function known(start: string | null, end: string | null): Span {
  return {
    start: start !== null && REAL_DAY.test(start) ? start : null,
    end: end !== null && REAL_DAY.test(end) ? end : null,
  };
}

const SCHOOL_YEAR = /(20\d{2})\s*[-–—/]\s*(20\d{2}|\d{2})\s*(?:г\.?\s*г?\.?\s*)?(?:уч\S*)/giu;
const YEARS = /(20\d{2})\s*[-–—]\s*(20\d{2})/u;
const ONE_YEAR = /(?<![\d.])(20\d{2})\s*(?:г\.|г(?!\p{L})|год)/u;

/** The school years that a text names: «2021- 2022 учебный год», «2021/22 уч. г.». */
export function findSchoolYears(text: string): { start: string; end: string; words: string }[] {
  return [...text.matchAll(SCHOOL_YEAR)].flatMap((match) => {
    const first = Number(match[1]);
    const second = Number(match[2]?.length === 2 ? `20${match[2]}` : match[2]);
    if (second !== first + 1) return [];
    return [{ start: `${first}-09-01`, end: `${second}-08-31`, words: `${first}/${second}` }];
  });
}

/** The span that a section's heading names, when it names one: a school year, years or one year. */
export function findHeadingSpan(title: string): { start: string; end: string; words: string } | null {
  const schoolYears = findSchoolYears(title);
  const [only, ...others] = schoolYears;
  if (only !== undefined) return others.length === 0 ? { ...only, words: `${only.words} учебный год` } : null;
  const years = YEARS.exec(title);
  if (years !== null) {
    return { start: `${years[1]}-01-01`, end: `${years[2]}-12-31`, words: `${years[1]}–${years[2]} годы` };
  }
  const year = ONE_YEAR.exec(title)?.[1];
  return year === undefined ? null : { start: `${year}-01-01`, end: `${year}-12-31`, words: `${year} год` };
}
