import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { healWords } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { chainNumbers, findNumberedLines } from '#src/features/roadmap/rules/reading/layouts/numbers.ts';
import type { NumberedLine } from '#src/features/roadmap/rules/reading/layouts/numbers.ts';
import { isHeadingLine, isPeriodHeading } from '#src/features/roadmap/rules/reading/lexicon/heading.ts';
import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { collapseSpaces, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** A stretch of the text that begins with a row's number, with a heading, or with the table itself. */
export interface Chunk {
  number: NumberedLine | null;
  /** The line is a heading by its form: «2021-2022 учебный год», «Раздел II …». */
  heading: boolean;
  from: number;
  to: number;
}

/** Chunks of the body: cut at the row numbers that follow one another and at headings. */
export function cutChunks(lines: readonly string[], from: number): Chunk[] {
  const chain = chainNumbers(findNumberedLines(lines, from));
  const byLine = new Map(chain.map((entry) => [entry.line, entry]));
  const starts: { line: number; number: NumberedLine | null; heading: boolean }[] = [
    { line: from, number: null, heading: false },
  ];
  for (let line = from; line < lines.length; line += 1) {
    const number = byLine.get(line);
    if (number !== undefined) starts.push({ line, number, heading: false });
    else if (isHeadingLine(lines[line] ?? '') && (line === from || !continuesDate(lines, line)))
      starts.push({ line, number: null, heading: true });
  }
  return starts
    .map((start, index): Chunk => ({
      number: start.number,
      heading: start.heading,
      from: start.line,
      to: starts[index + 1]?.line ?? lines.length,
    }))
    .filter(
      (chunk) =>
        chunk.number !== null || lines.slice(chunk.from, chunk.to).some((line) => line.trim() !== ''),
    );
}

/** «август / 2023-2024 гг.»: the years go on with the line above. */
function continuesDate(lines: readonly string[], line: number): boolean {
  const before = collapseSpaces(lines[line - 1] ?? '');
  return (
    isPeriodHeading(lines[line] ?? '') &&
    /((январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*|[-–—,])$/iu.test(
      before,
    )
  );
}

/** Words of a chunk without its number. */
export function wordsOfChunk(lines: readonly string[], chunk: Chunk, vocabulary: Vocabulary): Word[] {
  const words = healWords(splitWords(lines, chunk.from, chunk.to), vocabulary);
  if (chunk.number === null) return words;
  // The number may be glued to the first word: «1.Разработка».
  const [first, ...others] = words;
  if (first === undefined) return words;
  const rest = first.text.startsWith(chunk.number.text) ? first.text.slice(chunk.number.text.length) : '';
  if (rest !== '')
    return [
      ...splitWords([rest], 0, 1).map((word) => ({
        ...word,
        line: first.line,
        lineStart: true,
        lineEnd: first.lineEnd,
      })),
      ...others,
    ];
  return others.map((word, index) => (index === 0 ? { ...word, lineStart: true } : word));
}
