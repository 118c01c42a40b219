import { joinWrapped } from '#src/lib/tables/hyphenation.ts';
import type { Run } from '#src/lib/tables/pdf/page.ts';

/** Runs on one baseline, read from left to right. */
export interface Line {
  text: string;
  left: number;
  right: number;
  /** Baseline, from the top. */
  y: number;
  size: number;
  bold: boolean;
  runs: Run[];
}

/** Groups runs by baseline, from above to below. */
export function toLines(runs: readonly Run[]): Line[] {
  const sorted = runs.filter((run) => run.text.trim() !== '').toSorted((first, second) => first.y - second.y);
  const groups: Run[][] = [];
  let level = 0;
  let size = 0;
  for (const run of sorted) {
    const group = groups.at(-1);
    // Raised or lowered characters stay with their line: they stand within half its height.
    if (group !== undefined && run.y - level < Math.max(size, run.size) * 0.5) {
      group.push(run);
      if (run.size > size) [level, size] = [run.y, run.size];
    } else {
      groups.push([run]);
      [level, size] = [run.y, run.size];
    }
  }
  return groups.map((group) => toLine(group));
}

function toLine(group: readonly Run[]): Line {
  const runs = group.toSorted((first, second) => first.x - second.x);
  let text = '';
  let right = Number.NEGATIVE_INFINITY;
  let main = runs[0];
  for (const run of runs) {
    const apart = run.x - right > run.size * 0.15;
    if (text !== '' && apart && !/\s$/.test(text) && !/^\s/.test(run.text)) text += ' ';
    text += run.text;
    right = Math.max(right, run.x + run.width);
    if (main === undefined || run.width > main.width) main = run;
  }
  return {
    text: text.replace(/\s+/g, ' ').trim(),
    left: runs[0]?.x ?? 0,
    right,
    y: main?.y ?? 0,
    size: main?.size ?? 0,
    bold: runs.every((run) => run.bold),
    runs: [...runs],
  };
}

/** The room that lines were wrapped in. */
export interface Room {
  left: number;
  right: number;
}

/**
 * Wrapped lines → paragraphs. A line ends its paragraph when the first word of the next would still have fitted
 * in the room. Words broken at a hyphen are healed; so is a word longer than the room, cut without one.
 */
export function joinLines(lines: readonly Line[], room: Room, words: ReadonlySet<string>): string[] {
  const paragraphs: string[] = [];
  const centered = lines.length > 1 && isCentered(lines, room);
  let previous: Line | undefined;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (previous === undefined || last === undefined || endsParagraph(previous, line, room, centered)) {
      paragraphs.push(line.text);
    } else if (cutsWord(previous, line, room)) {
      paragraphs[paragraphs.length - 1] = last + line.text;
    } else {
      paragraphs[paragraphs.length - 1] = joinWrapped(last, line.text, words);
    }
    previous = line;
  }
  return paragraphs.map((text) => text.replaceAll('\u00ad', ''));
}

function isCentered(lines: readonly Line[], room: Room): boolean {
  const middle = (room.left + room.right) / 2;
  const shifted = lines.some((line) => line.left - room.left > line.size * 0.5);
  return shifted && lines.every((line) => Math.abs((line.left + line.right) / 2 - middle) < 3);
}

function endsParagraph(previous: Line, next: Line, room: Room, centered: boolean): boolean {
  if (next.y - previous.y > Math.max(previous.size, next.size) * 2.2) return true;
  const left = centered
    ? room.right - room.left - (previous.right - previous.left)
    : room.right - previous.right;
  const first = /^[^\s-]+-?|^\S+/.exec(next.text)?.[0] ?? '';
  const hyphenated = /[-\u00ad]$/.test(previous.text);
  const needed = widthOf(next, first) + (hyphenated ? 0 : previous.size * 0.25);
  return needed * 1.04 + previous.size * 0.35 < left;
}

/** The line holds one word, as wide as the room, and the next begins with the rest of it. */
function cutsWord(previous: Line, next: Line, room: Room): boolean {
  if (!/^[\p{L}]{4,}$/u.test(previous.text.split(/[-/]/).at(-1) ?? '') || /\s/.test(previous.text))
    return false;
  const rest = /^\p{Ll}+/u.exec(next.text)?.[0];
  if (rest === undefined) return false;
  // «Муниципальный» + «методический»: a whole adjective before a word of its own is no half of a word.
  if (rest.length >= 5 && /(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ыи]х|ого|его|ому|ему)$/.test(previous.text))
    return false;
  const width = room.right - room.left;
  return (
    room.right - previous.right < previous.size * 0.6 &&
    widthOf(next, rest) + previous.right - previous.left > width
  );
}

/** Width of words of a line: its share of the line's width, letters weighed as proportional fonts draw them. */
export function widthOf(line: Line, words: string): number {
  const all = weigh(line.text);
  return all === 0 ? 0 : ((line.right - line.left) * weigh(words)) / all;
}

function weigh(text: string): number {
  let weight = 0;
  for (const character of text) {
    if (/[.,:;'’!|()[\]«»\s-]/.test(character)) weight += 0.5;
    else if (/[жмшщыюфШЩЖМЮФЫmwMW]/.test(character)) weight += 1.4;
    else if (/[гтзсґilјtfrj]/.test(character)) weight += 0.8;
    else if (/\p{Lu}|[—№]/u.test(character)) weight += 1.25;
    else weight += 1;
  }
  return weight;
}
