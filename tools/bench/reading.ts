import { readFileSync, readdirSync } from 'node:fs';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import { scoreReading } from '#src/features/roadmap/rules/reading/cases/score-reading.ts';
import type { Truth } from '#src/features/roadmap/rules/reading/cases/score-reading.ts';
import type { RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';
import { readRoadmap } from '#src/features/roadmap/rules/reading/read.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';
import { loadRoadmapFixtures, makeDocx, makePdf, makeXlsx } from '../fixtures/make-documents.ts';

const fixtures = new URL('../../test/fixtures/', import.meta.url);
const cases = new URL('../../src/features/roadmap/rules/reading/cases/', import.meta.url);

function readTruth(url: URL): Truth {
  const json = JSON.parse(readFileSync(url, 'utf8')) as Truth | Truth[];
  const truth = Array.isArray(json) ? json[0] : json;
  if (truth === undefined) throw new Error(`no truth in ${url.pathname}`);
  return truth;
}

async function readBytes(bytes: Uint8Array, name: string): Promise<RoadmapReading> {
  const document = await readDocument(bytes, name);
  if (!document.ok) throw new Error(`${name} was refused`);
  return readRoadmap(document.value, recogniseParts);
}

function readPlain(url: URL): RoadmapReading {
  return readRoadmap(readText(readFileSync(url, 'utf8')), recogniseParts);
}

interface Timed {
  reading: RoadmapReading;
  ms: number;
}

async function time(read: () => RoadmapReading | Promise<RoadmapReading>): Promise<Timed> {
  const started = performance.now();
  const reading = await read();
  return { reading, ms: performance.now() - started };
}

/** Rows right per seed and format, fragments and invented documents, and how long a reading takes: Markdown. */
export async function run(): Promise<string> {
  const lines = [
    '| Document | text | DOCX | PDF | XLSX | ms (text) |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  const totals = [0, 0, 0, 0, 0];
  for (const [index, fixture] of loadRoadmapFixtures().entries()) {
    const truth = readTruth(new URL(`roadmaps/seed-${String(index)}.json`, fixtures));
    const [docx, xlsx, pdf] = [await makeDocx(fixture), await makeXlsx(fixture), makePdf(fixture)];
    const text = await time(() => readPlain(new URL(`roadmaps/seed-${String(index)}.txt`, fixtures)));
    const readings = [
      text.reading,
      await readBytes(docx, 'a.docx'),
      await readBytes(pdf, 'a.pdf'),
      await readBytes(xlsx, 'a.xlsx'),
    ];
    const scores = readings.map((reading) => scoreReading(reading, truth));
    scores.forEach((score, at) => {
      totals[at] = (totals[at] ?? 0) + score.right;
    });
    totals[4] = (totals[4] ?? 0) + (scores[0]?.rows ?? 0);
    lines.push(
      `| S${String(index)} | ${scores.map((score) => `${String(score.right)} of ${String(score.rows)}`).join(' | ')} | ${text.ms.toFixed(0)} |`,
    );
  }
  const [, , , , all = 0] = totals;
  lines.push(
    `| all rows | ${totals
      .slice(0, 4)
      .map((right) => `${String(right)} of ${String(all)}`)
      .join(' | ')} | |`,
  );
  lines.push(
    scoreFolder('fragments', new URL('fragments/', fixtures)),
    scoreFolder('invented layouts', cases),
  );
  lines.push(
    '',
    `200 rows as text: ${(await timeLong(200)).toFixed(0)} ms; 5,000 lines: ${(await timeLong(1666)).toFixed(0)} ms.`,
  );
  return lines.join('\n');
}

function scoreFolder(name: string, folder: URL): string {
  let [right, rows] = [0, 0];
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.txt'))) {
    const score = scoreReading(
      readPlain(new URL(file, folder)),
      readTruth(new URL(file.replace('.txt', '.json'), folder)),
    );
    right += score.right;
    rows += score.rows;
  }
  return `| ${name} | ${String(right)} of ${String(rows)} | | | | |`;
}

async function timeLong(count: number): Promise<number> {
  const rows = Array.from(
    { length: count },
    (_, index) => `${String(index + 1)}. Совещание наставников\nдо 20.06.2023 Директор\nПриказ`,
  );
  const text = `План мероприятий на 2022-2023 учебный год\n№ Мероприятие Сроки Ответственный Результат\n${rows.join('\n')}`;
  const timed = await time(() => readRoadmap(readText(text), recogniseParts));
  return timed.ms;
}
