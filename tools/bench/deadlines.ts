import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as chrono from 'chrono-node/ru';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import type { Period } from '#src/lib/deadlines/meaning.ts';

/**
 * Phrases a second of our grammar and of chrono-node's Russian parser: the corpus, one process, warm, in turns, the
 * median of the rounds. Seconds are those that the processor gave to this thread, so that other programs on the same
 * machine do not count. «Understood» counts answers, not right ones: chrono gives one instant or two where the corpus
 * asks for ranges, repeats and conditions.
 */
const WARM_ROUNDS = 5;
const ROUNDS = 15;
const ROUND_MILLISECONDS = 120;

interface Phrase {
  phrase: string;
  period: Period | null;
  reference: Date;
}

function loadPhrases(): Phrase[] {
  const file = new URL('../../src/lib/deadlines/cases/corpus.jsonl', import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { phrase, period_span: span }: { phrase: string; period_span: [string, string] | null } =
        JSON.parse(line);
      return {
        phrase,
        period: span && { start: span[0], end: span[1] },
        reference: new Date(`${span?.[0] ?? '2022-09-01'}T12:00:00Z`),
      };
    });
}

/** Milliseconds of the processor spent by this thread. */
function readThreadClock(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function measureRound(phrases: readonly Phrase[], read: (phrase: Phrase) => boolean): number {
  const begin = readThreadClock();
  let done = 0;
  let elapsed = 0;
  do {
    for (const phrase of phrases) read(phrase);
    done += phrases.length;
    elapsed = readThreadClock() - begin;
  } while (elapsed < ROUND_MILLISECONDS);
  return (done / elapsed) * 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function readOurs({ phrase, period }: Phrase): boolean {
  return readDeadline(phrase, period).meaning !== null;
}

function readTheirs({ phrase, reference }: Phrase): boolean {
  return chrono.parse(phrase, reference).length > 0;
}

/** Measures both and answers a table in Markdown. Takes about five seconds. */
export async function run(): Promise<string> {
  const phrases = loadPhrases();
  const speeds: [number[], number[]] = [[], []];
  for (let i = 0; i < WARM_ROUNDS; i += 1) {
    measureRound(phrases, readOurs);
    measureRound(phrases, readTheirs);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    speeds[0].push(measureRound(phrases, readOurs));
    speeds[1].push(measureRound(phrases, readTheirs));
  }
  const [our, their] = [median(speeds[0]), median(speeds[1])];
  const row = (name: string, speed: number, read: (phrase: Phrase) => boolean): string =>
    `| ${name} | ${Math.round(speed).toLocaleString('en-US')} | ${phrases.filter(read).length} of ${phrases.length} |`;
  return [
    '### Deadline phrases',
    '',
    '| | phrases per second of processor time | gave an answer |',
    '|---|---:|---:|',
    row('Nastavnik `readDeadline`', our, readOurs),
    row('chrono-node 2.10 `ru`', their, readTheirs),
    '',
    `Ratio ${(our / their).toFixed(1)} : 1 (corpus of ${phrases.length} phrases, median of ${ROUNDS} rounds, Node ${process.version}).`,
    '',
  ].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(await run());
}
