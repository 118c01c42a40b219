import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { LastPlace, Place, Restart } from '#src/features/documents/rules/numbering.ts';

export interface SeriesRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly mask: string;
  readonly restarts: Restart;
  readonly version: number;
}

const COLUMNS = ['id', 'key', 'name', 'mask', 'restarts', 'version'] as const;
const rowToSeries = (row: Omit<SeriesRow, 'restarts'> & { restarts: string }): SeriesRow => ({
  ...row,
  restarts: row.restarts as Restart,
});

/** The series that the organization has used or changed so far. */
export async function listSeries(tx: ScopedTx, organizationId: string): Promise<SeriesRow[]> {
  const rows = await tx.query
    .selectFrom('paper_series')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .execute();
  return rows.map(rowToSeries);
}

/**
 * The series of a key, made from `usual` at its first use, and locked: whoever takes a number now is alone until the
 * transaction ends, so numbers are neither given twice nor lost by a registration that failed.
 */
export async function lockSeries(
  tx: ScopedTx,
  organizationId: string,
  usual: Pick<SeriesRow, 'key' | 'name' | 'mask' | 'restarts'>,
): Promise<SeriesRow> {
  const { key, name, mask, restarts } = usual;
  await tx.query
    .insertInto('paper_series')
    .values({ organization_id: organizationId, key, name, mask, restarts })
    .onConflict((conflict) => conflict.columns(['organization_id', 'key']).doNothing())
    .execute();
  const row = await tx.query
    .selectFrom('paper_series')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return rowToSeries(row);
}

/** False when the series is no longer at `version`. */
export async function updateSeries(
  tx: ScopedTx,
  id: string,
  version: number,
  patch: Pick<SeriesRow, 'name' | 'mask' | 'restarts'>,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('paper_series')
    .set((eb) => ({ ...patch, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The highest place given in a year of the series; null: none yet. */
export async function findLastPlace(tx: ScopedTx, seriesId: string, year: number): Promise<LastPlace | null> {
  const row = await tx.query
    .selectFrom('papers')
    .select(['series_number', 'series_sub', 'issued_on'])
    .where('series_id', '=', seriesId)
    .where('series_year', '=', year)
    .orderBy('series_number', 'desc')
    .orderBy('series_sub', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row?.series_number === undefined || row.series_number === null) return null;
  return { number: row.series_number, sub: row.series_sub, issuedOn: toIso(row.issued_on) };
}

/** The paper that has this place, whatever became of it; null: the place is free. */
export async function findPlaced(
  tx: ScopedTx,
  seriesId: string,
  year: number,
  place: Place,
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('papers')
    .select('id')
    .where('series_id', '=', seriesId)
    .where('series_year', '=', year)
    .where('series_number', '=', place.number)
    .where('series_sub', '=', place.sub)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Running numbers given in a year, each once. */
export async function listNumbers(tx: ScopedTx, seriesId: string, year: number): Promise<number[]> {
  const rows = await tx.query
    .selectFrom('papers')
    .select('series_number')
    .distinct()
    .where('series_id', '=', seriesId)
    .where('series_year', '=', year)
    .where('series_number', 'is not', null)
    .execute();
  return rows.map((row) => row.series_number ?? 0);
}

/** The years of a series that have papers. */
export async function listYears(tx: ScopedTx, seriesId: string): Promise<number[]> {
  const rows = await tx.query
    .selectFrom('papers')
    .select('series_year')
    .distinct()
    .where('series_id', '=', seriesId)
    .orderBy('series_year', 'desc')
    .execute();
  return rows.flatMap((row) => (row.series_year === null ? [] : [row.series_year]));
}

/** Where a paper stands in its series. */
export interface PlaceInSeries {
  readonly seriesId: string;
  readonly year: number;
  readonly place: Place;
}

export const placeColumns = (at: PlaceInSeries | null) => ({
  series_id: at?.seriesId ?? null,
  series_year: at?.year ?? null,
  series_number: at?.place.number ?? null,
  series_sub: at?.place.sub ?? 0,
});

export async function takePlace(tx: ScopedTx, paperId: string, at: PlaceInSeries | null): Promise<void> {
  await tx.query.updateTable('papers').set(placeColumns(at)).where('id', '=', paperId).execute();
}
