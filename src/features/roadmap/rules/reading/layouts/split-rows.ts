import type { GridCell, GridRow } from '#src/features/roadmap/rules/reading/layouts/grid.ts';

const numberLine = /^\s*\d{1,2}(\.\d{1,2})*[.)]?\s*$/;

/**
 * Some tables hold two rows of work in one row of cells: two numbers in the number cell, and in the others their
 * texts, kept apart by empty lines. Gives the rows apart, or null when the row holds one.
 *
 * `paired` tells whether every cell could be parted by its own empty lines.
 */
export function splitDoubleRow(
  row: GridRow,
  numberColumn: number,
): { rows: GridRow[]; paired: boolean } | null {
  const numberCell = row.cells.find((cell) => cell.column === numberColumn);
  const numbers = numberCell?.lines.filter((line) => numberLine.test(line)) ?? [];
  const full = numberCell?.lines.filter((line) => line.trim() !== '') ?? [];
  if (numbers.length < 2 || full.length !== numbers.length) return null;
  let paired = true;
  const parts = row.cells.map((cell) => {
    if (cell.column === numberColumn) return numbers.map((line) => [line]);
    const split = splitAtGaps(cell.lines, numbers.length);
    if (split.length !== numbers.length && split.length > 0) paired = false;
    return split;
  });
  const rows = numbers.map((_, order): GridRow => {
    const cells = row.cells.map((cell, index): GridCell => ({ ...cell, lines: parts[index]?.[order] ?? [] }));
    return { cells, place: row.place };
  });
  return { rows, paired };
}

/** Parts the lines at the longest runs of empty ones; when there are none, line by line if they are as many. */
function splitAtGaps(lines: readonly string[], count: number): string[][] {
  const groups: { lines: string[]; gap: number }[] = [];
  let gap = 0;
  for (const line of lines) {
    if (line.trim() === '') {
      gap += 1;
      continue;
    }
    const last = groups.at(-1);
    if (last === undefined || gap > 0) groups.push({ lines: [line], gap });
    else last.lines.push(line);
    gap = 0;
  }
  const full = lines.filter((line) => line.trim() !== '');
  if (groups.length < count) return full.length === count ? full.map((line) => [line]) : [full];
  const cuts = groups
    .slice(1)
    .map((group, index) => ({ at: index + 1, gap: group.gap }))
    .toSorted((one, two) => two.gap - one.gap || one.at - two.at)
    .slice(0, count - 1)
    .map((cut) => cut.at)
    .toSorted((one, two) => one - two);
  const parts: string[][] = [];
  let from = 0;
  for (const cut of [...cuts, groups.length]) {
    parts.push(groups.slice(from, cut).flatMap((group) => group.lines));
    from = cut;
  }
  return parts;
}
