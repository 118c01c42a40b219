/** Scores of recognition over labelled rows: kinds found against kinds that a careful reader gives. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  /** Share of rows whose whole set of kinds is right. */
  readonly rowsRight: number;
}

/** Precision and recall over all (row, kind) pairs; `1` when there was nothing to find or nothing was said. */
export function scoreKinds(
  rows: readonly { readonly expected: readonly string[]; readonly found: readonly string[] }[],
): Score {
  let hits = 0;
  let said = 0;
  let wanted = 0;
  let right = 0;
  for (const { expected, found } of rows) {
    const matched = found.filter((kind) => expected.includes(kind)).length;
    hits += matched;
    said += found.length;
    wanted += expected.length;
    if (matched === found.length && matched === expected.length) right += 1;
  }
  return {
    precision: said === 0 ? 1 : hits / said,
    recall: wanted === 0 ? 1 : hits / wanted,
    rowsRight: rows.length === 0 ? 1 : right / rows.length,
  };
}
