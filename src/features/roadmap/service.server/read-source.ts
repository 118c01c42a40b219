import { accept, refuse, type Result } from '#src/lib/result.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import type { RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';
import { readRoadmap } from '#src/features/roadmap/rules/reading/read.ts';
import { addSourceLines } from '#src/features/roadmap/rules/source-lines.ts';
import type { Report } from '#src/platform/threads.ts';

/** Longest source text that is kept beside the reading, characters. */
const SOURCE_TEXT_LIMIT = 2_000_000;

/** What the school has: a file with its name, or pasted text (UTF-8) with a title or none. */
export interface Source {
  readonly origin: 'file' | 'text';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What was understood of it, and what a reviewer sees beside the rows. */
export interface ReadSource {
  readonly name: string;
  readonly text: string;
  readonly reading: RoadmapReading;
}

/**
 * Reads a document of the school as a roadmap. Seconds of pure computing at worst, so the site runs it in a thread of
 * its own (`jobs.server.ts`). Refuses what cannot be read (`tables.*`) and what holds no row of a plan
 * (`roadmap.nothing_found`).
 */
export async function readSource(
  { origin, name, bytes }: Source,
  report: Report,
): Promise<Result<ReadSource>> {
  report(origin === 'file' ? 'Читаем документ' : 'Читаем текст', 0, 0);
  const document =
    origin === 'text'
      ? accept(readText(new TextDecoder().decode(bytes), name === '' ? 'Вставленный текст' : name))
      : await readDocument(bytes, name, {}, (page, pages) => report('Читаем страницы', page, pages));
  if (!document.ok) return document;
  report('Ищем строки плана', 0, 0);
  const reading = readRoadmap(
    document.value,
    (row) => recogniseParts(row).map(({ kind, title, confidence }) => ({ kind, title, confidence })),
    (done, total) => report('Разбираем строки', done, total),
  );
  if (reading.sections.every((section) => section.items.length === 0)) {
    return refuse('roadmap.nothing_found', { name: document.value.name });
  }
  return accept({
    name: document.value.name,
    text: document.value.text.slice(0, SOURCE_TEXT_LIMIT),
    reading: addSourceLines(reading, document.value),
  });
}
