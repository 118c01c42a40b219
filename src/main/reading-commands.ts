import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { answerLine, describeDeadline } from '#src/lib/deadlines/command.ts';
import type { Period } from '#src/lib/deadlines/meaning.ts';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import { readDocument } from '#src/lib/tables/read.ts';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import { printReading } from '#src/features/roadmap/rules/reading/command.ts';
import { readRoadmap } from '#src/features/roadmap/rules/reading/read.ts';

export interface ReadingOptions {
  readonly period: Period | null;
  readonly isJson: boolean;
}

/** `--from` and `--to` as a period; both or none. */
export function periodOf(from: string | undefined, to: string | undefined): Result<Period | null> {
  if (from === undefined && to === undefined) return accept(null);
  if (from === undefined || to === undefined) return refuse('command.half_a_period');
  try {
    const [start, end] = [from, to].map((text) =>
      Temporal.PlainDate.from(text, { overflow: 'reject' }).toString(),
    );
    if (start === undefined || end === undefined || start > end)
      return refuse('command.bad_period', { from, to });
    return accept({ start, end });
  } catch {
    return refuse('command.bad_period', { from, to });
  }
}

/**
 * `nastavnik deadline PHRASE`: one phrase; without it, phrases or JSONL from standard input, one a line and one answer a
 * line, so that answers can be counted off against the input; a blank line is answered by a blank one. A line of JSONL
 * without a period of its own takes that of the options. A reader who has seen enough (`| head`) ends the work.
 */
export async function runDeadline(phrase: string | null, options: ReadingOptions): Promise<Result> {
  if (phrase !== null) {
    console.log(answerPhrase(phrase, options));
    return accept();
  }
  let isHeard = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isHeard = false;
  });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (!isHeard) break;
    if (line.trim() === '') console.log('');
    else if (line.trimStart().startsWith('{')) console.log(answerLine(line, options.period));
    else console.log(answerPhrase(line, options));
  }
  return accept();
}

function answerPhrase(phrase: string, { isJson, period }: ReadingOptions): string {
  if (!isJson) return describeDeadline(phrase, period);
  const span = period === null ? null : [period.start, period.end];
  return answerLine(JSON.stringify({ phrase, period_span: span }));
}

/** `nastavnik roadmap read FILE`: what the program understands of a document, without storing anything. */
export async function runRoadmapRead(file: string, options: ReadingOptions): Promise<Result> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch {
    return refuse('command.no_file', { file });
  }
  const document = await readDocument(bytes, basename(file));
  if (!document.ok) return document;
  const reading = readRoadmap(document.value, (row) => recogniseParts(row));
  const read = options.period === null ? reading : withPeriod(reading, options.period);
  if (options.isJson) {
    console.log(JSON.stringify(printReading(read), null, 1));
    return accept();
  }
  console.log(`${read.title ?? 'Без названия'}\n${read.organization ?? ''} ${read.period ?? ''}`.trim());
  for (const section of read.sections) {
    console.log(`\n${section.number ?? ''} ${section.title ?? ''}`.trimEnd());
    for (const item of section.items) {
      const deadline =
        item.deadline === null ? 'срок не указан' : describeDeadline(item.deadline, read.periodSpan);
      console.log(`  ${item.number ?? '–'}  ${item.title.replaceAll(/\s+/g, ' ')}`);
      console.log(
        `      ${deadline}; ${item.responsibleText ?? 'ответственный не указан'}; ${item.result ?? 'без результата'}`,
      );
      if (item.confidence !== 'high')
        console.log(`      проверить: ${item.flags.map((flag) => flag.code).join(', ')}`);
    }
  }
  return accept();
}

/** A period given by hand: the phrases are read again with it. */
function withPeriod(reading: ReturnType<typeof readRoadmap>, period: Period): ReturnType<typeof readRoadmap> {
  return {
    ...reading,
    periodSpan: period,
    sections: reading.sections.map((section) => ({
      ...section,
      items: section.items.map((item) => {
        if (item.deadline === null) return item;
        const deadlineReading = readDeadline(item.deadline, period);
        return { ...item, deadlineReading, meaning: deadlineReading.meaning };
      }),
    })),
  };
}
