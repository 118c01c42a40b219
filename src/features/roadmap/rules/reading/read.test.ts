import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import { scoreReading } from '#src/features/roadmap/rules/reading/cases/score-reading.ts';
import type { Truth } from '#src/features/roadmap/rules/reading/cases/score-reading.ts';
import { printReading } from '#src/features/roadmap/rules/reading/command.ts';
import { describeFlag, flagCodes } from '#src/features/roadmap/rules/reading/labels.ts';
import type { RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';
import { readRoadmap } from '#src/features/roadmap/rules/reading/read.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';
import {
  loadRoadmapFixtures,
  makeDocx,
  makePdf,
  makeXlsx,
} from '../../../../../tools/fixtures/make-documents.ts';

const fixtures = new URL('../../../../../test/fixtures/', import.meta.url);

function load(path: string): string {
  return readFileSync(new URL(path, fixtures), 'utf8');
}

function readPlain(text: string): RoadmapReading {
  return readRoadmap(readText(text), recogniseParts);
}

async function readBytes(bytes: Uint8Array, name: string): Promise<RoadmapReading> {
  const document = await readDocument(bytes, name);
  if (!document.ok) throw new Error(`refused: ${JSON.stringify(document)}`);
  return readRoadmap(document.value, recogniseParts);
}

/** Rows right per seed and format, printed at the end. */
const table: string[] = [];

afterAll(() => {
  console.info(['seed · format · rows right', ...table].join('\n'));
});

describe('the five roadmaps', () => {
  const roadmaps = loadRoadmapFixtures();
  const formats = {
    text: (index: number) => Promise.resolve(readPlain(load(`roadmaps/seed-${String(index)}.txt`))),
    docx: async (index: number) => readBytes(await makeDocx(roadmaps[index]!), 'план.docx'),
    pdf: (index: number) => readBytes(makePdf(roadmaps[index]!), 'план.pdf'),
    'pdf without lines': (index: number) =>
      readBytes(makePdf(roadmaps[index]!, { ruled: false, landscape: true }), 'план.pdf'),
    xlsx: async (index: number) => readBytes(await makeXlsx(roadmaps[index]!), 'план.xlsx'),
  };
  for (const [format, read] of Object.entries(formats)) {
    it.each([0, 1, 2, 3, 4])(`reads every row of seed %i as ${format}`, async (index) => {
      const truth = JSON.parse(load(`roadmaps/seed-${String(index)}.json`)) as Truth;
      const reading = await read(index);
      const score = scoreReading(reading, truth);
      table.push(`S${String(index)} · ${format} · ${String(score.right)} of ${String(score.rows)}`);
      expect(score.misses).toEqual([]);
      expect(score.sectionsRight).toBe(score.sections);
      expect(reading.organization).toBe(truth.organization);
      expect(reading.title ?? null).toBe(truth.title);
      expect(reading.period).toBe(truth.period);
    });
  }
});

describe('the fragments', () => {
  it.each(['01', '03', '04', '07', '08', '12', '16', '20'])(
    'finds or flags every row of fragment %s',
    (name) => {
      const [truth] = JSON.parse(load(`fragments/${name}.json`)) as Truth[];
      if (truth === undefined) throw new Error('no truth');
      const score = scoreReading(readPlain(load(`fragments/${name}.txt`)), truth);
      table.push(`fragment ${name} · text · ${String(score.right)} of ${String(score.rows)}`);
      expect(score.misses.filter((miss) => !miss.flagged)).toEqual([]);
      expect(score.right).toBe(score.rows);
    },
  );
});

describe('what surrounds the table', () => {
  it('reads period, stamps and the order they name', () => {
    const reading = readPlain(load('roadmaps/seed-4.txt'));
    expect(reading.periodSpan).toEqual({ start: '2022-01-01', end: '2024-12-31' });
    expect(reading.stamps[0]).toMatchObject({ word: 'УТВЕРЖДЕНО', order: '135', date: '2022-12-16' });
  });

  it('reads a school year as September to August', () => {
    expect(readPlain(load('roadmaps/seed-0.txt')).periodSpan).toEqual({
      start: '2022-09-01',
      end: '2023-08-31',
    });
  });

  it('takes no school year that ends before it begins for a period', () => {
    for (const slip of ['2026-2026 учебный год', '2026-2025 учебный год', '2026/26 уч. год']) {
      const text = `План работы на ${slip}\n№\tМероприятие\tСрок\n1\tПедсовет\tсентябрь 2026`;
      const { periodSpan } = readPlain(text);
      expect(periodSpan === null || periodSpan.start <= periodSpan.end).toBe(true);
    }
  });

  it('reads aim, tasks and abbreviations', () => {
    const reading = readPlain(load('roadmaps/seed-2.txt'));
    expect(reading.aim).toMatch(/^полное раскрытие потенциала личности наставляемого/);
    expect(reading.tasks).toHaveLength(12);
    expect(reading.abbreviations).toEqual([
      { short: 'ОО', full: 'образовательная организация' },
      { short: 'ЦМН', full: 'целевая модель наставничества' },
    ]);
  });
});

describe('any text', () => {
  it('never throws and always answers', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.lorem({ mode: 'sentences', maxCount: 8 }), wild()), (text) => {
        const reading = readPlain(text);
        expect(Array.isArray(reading.sections)).toBe(true);
        expect(() => JSON.stringify(printReading(reading))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it(
    'reads 200 rows in less than a second of processor time and 5,000 lines in less than five',
    { timeout: 60_000 },
    () => {
      const head = 'План мероприятий на 2022-2023 учебный год\n№ Мероприятие Сроки Ответственный Результат\n';
      const first = spent(() => {
        expect(readPlain(head + rows(200)).sections.flatMap((section) => section.items)).toHaveLength(200);
      });
      expect(first).toBeLessThan(1000);
      expect(spent(() => readPlain(head + rows(1660)))).toBeLessThan(5000);
    },
  );

  it('has a Russian text for every flag', () => {
    for (const code of flagCodes) expect(describeFlag({ code })).toMatch(/[а-я]/i);
  });
});

/** A long roadmap, three lines a row. */
const rows = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `${String(index + 1)}. Совещание наставников школы № ${String(index)}\nдо 20.06.2023 Директор\nПриказ`,
  ).join('\n');

/** Pieces of roadmaps in any order. */
function wild(): fc.Arbitrary<string> {
  const pieces = [
    '№',
    'Мероприятие',
    'Сроки',
    'Ответственный',
    'Результат',
    '\t',
    '|',
    '\n',
    '\n\n',
    '1.',
    '1.1',
    '2)',
    'до 30.09.2022',
    'в течение года',
    'Директор',
    'Лунина О. П.',
    'Приказ',
    'х',
    '-',
    '(',
    '»',
    '5',
    'ежегодно',
    'в сроки, определяемые',
    'Раздел II.',
    '2021-2022 учебный год',
  ];
  return fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(' '));
}

/** Processor time in milliseconds: other programs on the machine do not tell. */
function spent(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
