/** A line that may begin a numbered row. */
export interface NumberedLine {
  /** Line, from 0. */
  line: number;
  /** The number as it stands: «1.1.», «2», «1)». */
  text: string;
  /** Levels of «6.1.1»; for «1)» its one number. */
  levels: number[];
  /** «1)»: counts inside the dotted number above. */
  bracket: boolean;
  /** What follows on the line. */
  rest: string;
}

const candidate = /^\s*(\d{1,2}(?:\.\d{1,2}){0,3})([.)]?)(?=\s|$|[\p{L}«"(–—-])\s*(.*)$/u;

/** Words after which a number at the start of a line is a quantity or a date, not a row. */
const quantity =
  /^(г|гг|год|года|годы|лет|класс\p{L}*|час\p{L}*|мин|минут\p{L}*|раза?|дней|дня|день|квартал\p{L}*|полугоди\p{L}*|недел\p{L}*|январ\p{L}*|феврал\p{L}*|март[ае]?|апрел\p{L}*|ма[йя]|июн\p{L}*|июл\p{L}*|август[ае]?|сентябр\p{L}*|октябр\p{L}*|ноябр\p{L}*|декабр\p{L}*|%|чел|человек\p{L}*|числа|по|к|до|и)(?!\p{L})/iu;

export function findNumberedLines(lines: readonly string[], from: number): NumberedLine[] {
  const found: NumberedLine[] = [];
  for (let line = from; line < lines.length; line += 1) {
    const match = candidate.exec(lines[line] ?? '');
    if (match === null) continue;
    const [, digits = '', mark = '', rest = ''] = match;
    const levels = digits.split('.').map(Number);
    if (levels.some((level) => level === 0 && levels.length === 1)) continue;
    if (mark === '' && quantity.test(rest)) continue;
    if (mark === '' && levels.length === 1 && /^[\p{Ll}–—-]/u.test(rest)) continue;
    if (/^\d/.test(rest) && mark === '') continue;
    found.push({ line, text: digits + mark, levels, bracket: mark === ')', rest });
  }
  return found;
}

const window = 60;

/**
 * The longest believable run of row numbers: each follows the one before (next brother, first child, next of a
 * higher level, «1)» under a dotted number). Numbers that do not fit (a quantity at the start of a line, a list
 * inside a cell) are left out.
 */
export function chainNumbers(all: readonly NumberedLine[]): NumberedLine[] {
  const links: Link[] = [];
  let best = -1;
  all.forEach((entry, index) => {
    let link: Link = start(entry);
    for (let before = Math.max(0, index - window); before < index; before += 1) {
      const known = links[before];
      const previous = all[before];
      if (known === undefined || previous === undefined) continue;
      const step = stepScore(known, entry);
      const score = known.score + step;
      if (score <= link.score) continue;
      link = {
        score,
        previous: before,
        dotted: entry.bracket ? known.dotted : entry.levels,
        bracket: entry.bracket ? (entry.levels[0] ?? 0) : 0,
      };
    }
    links.push(link);
    if (best === -1 || link.score > (links[best]?.score ?? 0)) best = index;
  });
  const chain: NumberedLine[] = [];
  for (let at = best; at !== -1; at = links[at]?.previous ?? -1) {
    const entry = all[at];
    if (entry === undefined) break;
    chain.push(entry);
  }
  return chain.reverse();
}

interface Link {
  score: number;
  /** Index of the number before; -1 at the start of a run. */
  previous: number;
  dotted: number[];
  bracket: number;
}

function start(entry: NumberedLine): Link {
  const first = entry.levels.every((level) => level === 1);
  return {
    score: first ? 3 : 0.5,
    previous: -1,
    dotted: entry.bracket ? [] : entry.levels,
    bracket: entry.bracket ? (entry.levels[0] ?? 0) : 0,
  };
}

function stepScore(before: { dotted: number[]; bracket: number }, entry: NumberedLine): number {
  if (entry.bracket) {
    const value = entry.levels[0] ?? 0;
    if (value === before.bracket + 1) return 3;
    if (value === 1) return 1;
    return value > before.bracket && value <= before.bracket + 2 ? 1 : -4;
  }
  return dottedStep(before.dotted, entry.levels);
}

function dottedStep(before: readonly number[], next: readonly number[]): number {
  if (before.length === 0) return next.every((level) => level === 1) ? 3 : 0.5;
  const shared = Math.min(before.length, next.length);
  let same = 0;
  while (same < shared && before[same] === next[same]) same += 1;
  // A child: 2 → 2.1.
  if (next.length === before.length + 1 && same === before.length)
    return next.at(-1) === 1 ? 3.2 : next.at(-1) === 2 ? 0.5 : -2;
  if (next.length > before.length) {
    // 1.6 → 2.1 without a heading, or 6.1 → 6.2.1.
    const fresh = next.slice(same + 1).every((level) => level === 1);
    return same === before.length - 1 && (next[same] ?? 0) === (before[same] ?? 0) + 1 && fresh ? 1 : -4;
  }
  if (same === next.length) return same === before.length ? -1 : -5;
  const jump = (next[same] ?? 0) - (before[same] ?? 0);
  if (same === next.length - 1) {
    if (jump === 1) return 3;
    if (jump === 2) return 1;
    if (jump === 3) return 0.2;
  } else if (jump === 1 && next.slice(same + 1).every((level) => level === 1)) {
    return 1.5;
  }
  if (next.length === 1 && next[0] === 1) return 0.1;
  return -4;
}
