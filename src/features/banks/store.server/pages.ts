import { sql, type SelectQueryBuilder } from 'kysely';

/** How many rows a query finds before it is cut to a page: told with each row, so that they are looked for once. */
export const COUNT_OF_ALL = sql<number>`count(*) over ()`.as('total');

export interface Span {
  readonly offset: number;
  readonly limit: number;
}

/** The rows of a page without the number that each carries, and the number; a page beyond the last asks for it. */
export async function partFromTotal<Row extends { readonly total: number }>(
  found: readonly Row[],
  { offset }: Span,
  count: () => Promise<number>,
): Promise<{ rows: Omit<Row, 'total'>[]; total: number }> {
  const [first] = found;
  return {
    rows: found.map((row) => {
      const { total: _, ...told } = row;
      return told;
    }),
    total: first !== undefined ? first.total : offset === 0 ? 0 : await count(),
  };
}

/** How many rows a query finds. */
export async function countOf<Db, Tables extends keyof Db>(
  rows: SelectQueryBuilder<Db, Tables, Record<never, never>>,
): Promise<number> {
  const [row] = await rows
    .select(sql<number>`count(*)`.as('total'))
    .$castTo<{ total: number }>()
    .execute();
  return row?.total ?? 0;
}
