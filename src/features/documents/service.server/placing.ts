import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import {
  nextPlace,
  readMask,
  readNumber,
  seriesYear,
  UNNUMBERED,
  writeNumber,
  type Mask,
} from '#src/features/documents/rules/numbering.ts';
import { seriesOfKind } from '#src/features/documents/rules/series.ts';
import {
  findLastPlace,
  findPlaced,
  listSeries,
  lockSeries,
  type PlaceInSeries,
  type SeriesRow,
} from '#src/features/documents/store.server/series.ts';

/** A place for a paper: the number to print, and where it stands in its series; no series for a number given freely. */
export interface Placed {
  readonly number: string;
  readonly at: PlaceInSeries | null;
}

/**
 * The number of a paper that enters the register on a day (ISO): the one asked for, or the next of its series. Holds the
 * series until the transaction ends. Refuses a number of the series that another paper has, a cancelled one included
 * (`documents.number_given`, fact `next`).
 */
export async function findPlaceFor(
  tx: ScopedTx,
  paper: { readonly id: string | null; readonly organizationId: string; readonly kind: string },
  asked: { readonly number: string; readonly issuedOn: string },
): Promise<Result<Placed>> {
  const usual = seriesOfKind(paper.kind);
  if (usual === null) return accept({ number: asked.number === '' ? UNNUMBERED : asked.number, at: null });
  const series = await lockSeries(tx, paper.organizationId, usual);
  const mask = maskOf(series);
  const year = seriesYear(series.restarts, asked.issuedOn);
  const last = await findLastPlace(tx, series.id, year);
  const next = nextPlace(mask, last, asked.issuedOn);
  const calendarYear = Number(asked.issuedOn.slice(0, 4));
  const place = asked.number === '' ? next : readNumber(mask, asked.number, calendarYear);
  if (place === null) return accept({ number: asked.number, at: null });
  const holder = await findPlaced(tx, series.id, year, place);
  if (holder !== null && holder !== paper.id) {
    const facts = { number: asked.number, next: writeNumber(mask, next, calendarYear) };
    return refuse('documents.number_given', facts, 'number');
  }
  const number = asked.number === '' ? writeNumber(mask, place, calendarYear) : asked.number;
  return accept({ number, at: { seriesId: series.id, year, place } });
}

/**
 * The next places of the series for so many papers of one day, in a row; papers of a kind without a series get none. Holds
 * the series until the transaction ends, so nobody else is given a number between them.
 */
export async function findPlacesFor(
  tx: ScopedTx,
  paper: { readonly organizationId: string; readonly kind: string },
  { count, issuedOn }: { readonly count: number; readonly issuedOn: string },
): Promise<Placed[]> {
  const usual = seriesOfKind(paper.kind);
  if (usual === null) return Array.from({ length: count }, () => ({ number: UNNUMBERED, at: null }));
  const series = await lockSeries(tx, paper.organizationId, usual);
  const mask = maskOf(series);
  const year = seriesYear(series.restarts, issuedOn);
  const calendarYear = Number(issuedOn.slice(0, 4));
  const places: Placed[] = [];
  let last = await findLastPlace(tx, series.id, year);
  while (places.length < count) {
    const place = nextPlace(mask, last, issuedOn);
    const number = writeNumber(mask, place, calendarYear);
    places.push({ number, at: { seriesId: series.id, year, place } });
    last = { ...place, issuedOn };
  }
  return places;
}

/** The number that a paper of this kind would get on this day, as a hint: somebody may be quicker. Null: none is given. */
export async function peekNumber(
  tx: ScopedTx,
  organizationId: string,
  kind: string,
  issuedOn: string,
): Promise<string | null> {
  const usual = seriesOfKind(kind);
  if (usual === null) return null;
  const kept = (await listSeries(tx, organizationId)).find(({ key }) => key === usual.key);
  return nextOf(tx, kept ?? { ...usual, id: null }, issuedOn);
}

/** The number that a series would give on a day; `id` null: it has given none yet. */
export async function nextOf(
  tx: ScopedTx,
  series: Pick<SeriesRow, 'mask' | 'restarts'> & { readonly id: string | null },
  issuedOn: string,
): Promise<string> {
  const mask = maskOf(series);
  const year = seriesYear(series.restarts, issuedOn);
  const last = series.id === null ? null : await findLastPlace(tx, series.id, year);
  return writeNumber(mask, nextPlace(mask, last, issuedOn), Number(issuedOn.slice(0, 4)));
}

/** Masks are checked before they are kept; one that is not whole is a bug. */
function maskOf({ mask }: Pick<SeriesRow, 'mask'>): Mask {
  const read = readMask(mask);
  if (typeof read === 'string') throw new RangeError(`A series has a mask that cannot be read: ${mask}`);
  return read;
}
