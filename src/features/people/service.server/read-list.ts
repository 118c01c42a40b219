import { accept, refuse, type Result } from '#src/lib/result.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';
import type { Report } from '#src/platform/threads.ts';
import { readPeopleList, type PeopleListRead } from '#src/features/people/rules/import/read-list.ts';

/** Most people of one list: a large school has two thousand pupils; a class list repeats its heads. */
export const LIST_LIMIT = 20_000;

/**
 * Reads a list of people out of a file or pasted text (UTF-8). Pure computing, so the site runs it in a thread of its own
 * (`jobs.server.ts`). Refuses what cannot be read (`tables.*`), a list without anybody (`people.nothing_to_import`) and one of
 * more than 20,000 rows (`people.too_many`).
 */
export async function readList(
  { origin, name, bytes }: { origin: 'file' | 'text'; name: string; bytes: Uint8Array },
  report: Report,
): Promise<Result<PeopleListRead>> {
  report('Читаем список', 0, 0);
  const document =
    origin === 'text'
      ? accept(readText(new TextDecoder().decode(bytes), name))
      : await readDocument(bytes, name, { rows: LIST_LIMIT + 500 }, (page, pages) =>
          report('Читаем страницы', page, pages),
        );
  if (!document.ok) return document;
  const list = readPeopleList(document.value);
  if (list.rows.length === 0) return refuse('people.nothing_to_import');
  if (list.rows.length > LIST_LIMIT) return refuse('people.too_many', { limit: LIST_LIMIT });
  return accept(list);
}
