import { accept, refuse, type Result } from '#src/lib/result.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';
import type { Report } from '#src/platform/threads.ts';
import {
  LONGEST_CELL,
  MOST_COLUMNS,
  readPeopleLists,
  type PeopleListRead,
} from '#src/features/people/rules/import/read-list.ts';
import type { ImportKind } from '#src/features/people/rules/import/records.ts';

/** Most people of one list: a large school has two thousand pupils; a class list repeats its heads. */
export const LIST_LIMIT = 20_000;
/** Signs of all cells together: ten times what such a list has. */
const MOST_SIGNS = 20_000_000;

/**
 * Reads the lists of people of a file or pasted text (UTF-8). Pure computing, so the site runs it in a thread of its own
 * (`jobs.server.ts`). Refuses what cannot be read (`tables.*`), a list without anybody (`people.nothing_to_import`) and one of
 * more than 20,000 rows (`people.too_many`).
 */
export async function readList(
  {
    origin,
    name,
    bytes,
    kind,
  }: { origin: 'file' | 'text'; name: string; bytes: Uint8Array; kind?: ImportKind },
  report: Report,
): Promise<Result<PeopleListRead[]>> {
  report('Читаем список', 0, 0);
  const document =
    origin === 'text'
      ? accept(readText(new TextDecoder().decode(bytes), name))
      : await readDocument(bytes, name, { rows: LIST_LIMIT + 500 }, (page, pages) =>
          report('Читаем страницы', page, pages),
        );
  if (!document.ok) return document;
  const lists = readPeopleLists(document.value, kind);
  for (const list of lists) {
    if (list.width > MOST_COLUMNS)
      return refuse('people.too_many_columns', { count: list.width, limit: MOST_COLUMNS });
    if (list.longCell !== null)
      return refuse('people.cell_too_long', { place: list.longCell, limit: LONGEST_CELL });
  }
  const rows = lists.flatMap((list) => list.rows);
  const size = rows.reduce((sum, { cells }) => sum + cells.reduce((all, one) => all + one.length, 0), 0);
  if (size > MOST_SIGNS) return refuse('tables.too_large');
  if (rows.length === 0) return refuse('people.nothing_to_import');
  if (rows.length > LIST_LIMIT) return refuse('people.too_many', { limit: LIST_LIMIT });
  return accept(lists.filter((list) => list.rows.length > 0));
}
