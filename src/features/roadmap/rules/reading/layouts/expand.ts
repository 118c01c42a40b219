/** Lines in which list numbers that stood inside a line («Отбор и обучение 1) Анализ …») begin lines of their own. */
export interface ExpandedLines {
  lines: string[];
  /** For each line, the line of the text that it came from. */
  origin: number[];
}

/**
 * A text whose stage and content share lines hides the «1)» of the content inside them: puts such numbers at the
 * start of a line.
 */
export function expandLines(lines: readonly string[], from: number): ExpandedLines {
  const expanded: string[] = [];
  const origin: number[] = [];
  lines.forEach((line, index) => {
    const parts = index < from ? [line] : line.split(/(?<=\S)\s+(?=\d{1,2}\)\s+[\p{Lu}«])/u);
    for (const part of parts) {
      expanded.push(part);
      origin.push(index);
    }
  });
  return { lines: expanded, origin };
}
