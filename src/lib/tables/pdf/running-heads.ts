import type { Line } from '#src/lib/tables/pdf/lines.ts';
import { splitLine } from '#src/lib/tables/pdf/unruled.ts';

export interface HeightLines {
  page: number;
  height: number;
  lines: Line[];
}

/** Share of the page height at its top and bottom where heads and page numbers stand. */
const margin = 0.1;
/** Points; two centimetres, the usual margin of a page of any size. */
const leastMargin = 57;

/** Drops page numbers and the lines that repeat at the same place of most pages. Answers the lines by page. */
export function dropRunningHeads(pages: readonly HeightLines[]): Line[][] {
  const seen = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const line of page.lines) {
      if (!isAtEdge(line, page)) continue;
      const key = keyOf(line, page);
      seen.set(key, (seen.get(key) ?? new Set()).add(page.page));
    }
  }
  const enough = Math.max(2, Math.ceil(pages.length * 0.5));
  return pages.map((page) =>
    page.lines.filter((line) => {
      if (!isAtEdge(line, page)) return true;
      if (isPageNumber(line.text, page.page, pages.length)) return false;
      return (seen.get(keyOf(line, page))?.size ?? 0) < enough;
    }),
  );
}

/** In a margin and not part of a table: from the first line with three pieces to the last such line all is body. */
function isAtEdge(line: Line, page: HeightLines): boolean {
  const depth = Math.max(page.height * margin, leastMargin);
  if (line.y < depth) {
    return !page.lines.some((each) => each.y <= line.y && splitLine(each).length > 2);
  }
  if (line.y <= page.height - depth) return false;
  return !page.lines.some((each) => each.y >= line.y && splitLine(each).length > 2);
}

/** Words with digits levelled, and the height to a few points. */
function keyOf(line: Line, page: HeightLines): string {
  const fromEdge = line.y < page.height / 2 ? line.y : line.y - page.height;
  return `${String(Math.round(fromEdge / 4))}:${line.text.replace(/\d+/g, '#')}`;
}

function isPageNumber(text: string, page: number, count: number): boolean {
  const number =
    /^(?:[-–—]\s*)?(?:стр(?:аница|\.)?\s*)?(\d{1,4})(?:\s*(?:из|\/)\s*\d{1,4})?(?:\s*[-–—])?$/iu.exec(
      text,
    )?.[1];
  // Numbering may begin late, but never runs ahead of the pages by much.
  return number !== undefined && Math.abs(Number(number) - page) <= Math.max(count, 2);
}
