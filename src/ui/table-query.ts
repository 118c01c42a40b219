/** What a table asks of its loader, from the address. */
export interface TableQuery<Key extends string> {
  /** From 1. */
  readonly page: number;
  readonly sort: Key;
  readonly direction: 'asc' | 'desc';
}

/**
 * Reads `?page=2&sort=name&direction=desc`; anything unknown becomes the default.
 *
 * @param sortable keys that may be sorted by; the first is the default.
 */
export function readTableQuery<Key extends string>(
  url: URL,
  sortable: readonly [Key, ...Key[]],
  defaultDirection: 'asc' | 'desc' = 'asc',
): TableQuery<Key> {
  const page = Number(url.searchParams.get('page') ?? '1');
  const asked = url.searchParams.get('sort');
  const sort = sortable.find((key) => key === asked) ?? sortable[0];
  const direction = url.searchParams.get('direction');
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? Math.min(page, 100_000) : 1,
    sort,
    direction: direction === 'asc' || direction === 'desc' ? direction : defaultDirection,
  };
}

/** The same address with some parameters changed; null removes one. */
export function withQuery(
  location: { readonly pathname: string; readonly search: string },
  changes: Readonly<Record<string, string | null>>,
): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query.size === 0 ? location.pathname : `${location.pathname}?${query.toString()}`;
}

/** Page numbers to offer: the first, the last and those around the current one; 0 stands for a gap. */
export function pagesToOffer(page: number, pages: number): readonly number[] {
  const wanted = new Set([1, pages, page - 1, page, page + 1].filter((one) => one >= 1 && one <= pages));
  const sorted = [...wanted].sort((a, b) => a - b);
  return sorted.flatMap((one, position) => {
    const before = sorted[position - 1] ?? one - 1;
    if (one - before === 2) return [one - 1, one];
    return one - before > 2 ? [0, one] : [one];
  });
}
