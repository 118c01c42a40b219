/** First halves of compound adjectives keep their hyphen: «организационно-», «психолого-». */
const compound = /(?:но|лого|ско|тико|нико|онно)$/;
const shortestCompound = 6;
const months = /^(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[ьяйюе]?$/;

/**
 * Joins a line with the one it was wrapped to. A hyphen at the end is dropped when it only broke a word
 * («организа-» + «ционно») and kept when it belongs to it («научно-» + «методический», «ученик-» + «ученик»):
 * `words`, what the rest of the document writes, decides first, then the shape of the first half.
 */
export function joinWrapped(before: string, after: string, words: ReadonlySet<string>): string {
  if (before === '' || after === '') return before + after;
  if (before.endsWith('\u00ad')) return before.slice(0, -1) + after;
  // «пар/» + «групп»: a slash takes no space unless one stood before it.
  if (/\S\/$/.test(before)) return before + after;
  const broken = /([\p{L}\d]+(?:[-‐][\p{L}\d]+)*)([-‐])$/u.exec(before);
  const next = /^[\p{L}\d]+(?:[-‐][\p{L}\d]+)*/u.exec(after)?.[0];
  if (broken === null || next === undefined) return `${before} ${after}`;
  const first = (broken[1] ?? '').toLowerCase();
  const second = next.toLowerCase();
  // «ОТВЕТСТВЕН-» + «НЫЕ»: in a word of capitals a capital begins nothing new.
  const capitals = /^\p{Lu}{3,}$/u.test(broken[1] ?? '') && /^\p{Lu}+$/u.test(next);
  return keepsHyphen(first, second, capitals ? second : next, words)
    ? before + after
    : before.slice(0, -1) + after;
}

function keepsHyphen(first: string, second: string, asWritten: string, words: ReadonlySet<string>): boolean {
  if (words.has(`${first}-${second}`)) return true;
  if (words.has(first + second)) return false;
  if (/^[\p{Lu}\d]/u.test(asWritten) || /\d$/.test(first)) return true;
  if (months.test(first) && months.test(second)) return true;
  const last = first.split(/[-‐]/).at(-1) ?? first;
  if (second.length > 3 && last.length >= shortestCompound && compound.test(last)) return true;
  return last.length > 3 && second.length > 3 && words.has(last) && words.has(second);
}

/** Every word of the texts, lower case, for `joinWrapped`; halves at the ends of lines are not words. */
export function collectWords(lines: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const line of lines) {
    for (const match of line.matchAll(/[\p{L}\d]+(?:[-‐][\p{L}\d]+)*/gu)) {
      const end = match.index + match[0].length;
      // A half may stand inside a line too, where the next column goes on.
      if (/^[-‐\u00ad](?:\s|$)/.test(line.slice(end, end + 2))) continue;
      words.add(match[0].toLowerCase());
    }
  }
  return words;
}
