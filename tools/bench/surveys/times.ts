/** A line of a table: words, how many were measured, how many a second, and the percentiles of their milliseconds. */
export function rowOf(words: readonly string[], times: readonly number[], seconds: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0);
  const cells = [
    ...words,
    times.length,
    (times.length / seconds).toFixed(0),
    ...[0.5, 0.95, 0.99].map(percentile),
  ];
  return `| ${cells.join(' | ')} |`;
}
