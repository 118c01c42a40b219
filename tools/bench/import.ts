import { readDocument } from '../../src/lib/tables/read.ts';
import { layOutTable, makeDocx, makePdf, makeXlsx, type RoadmapFixture } from '../fixtures/make-documents.ts';

const rowCount = 200;
const runs = 5;

/**
 * Reads a roadmap of 200 rows in each format. Answers a Markdown table: file size, first and median time, and
 * processor time, which other programs on the machine do not change.
 */
export async function run(): Promise<string> {
  const fixture = makeLongRoadmap();
  const rows = layOutTable(fixture).rows.map((row) => row.cells.map((cell) => cell.paragraphs.join(' ')));
  const text = rows.map((row) => row.join('\t')).join('\n');
  const csv = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\r\n');
  const documents: readonly (readonly [string, string, Uint8Array])[] = [
    ['DOCX', 'a.docx', await makeDocx(fixture)],
    ['PDF, ruled', 'a.pdf', makePdf(fixture)],
    ['PDF, without lines', 'a.pdf', makePdf(fixture, { ruled: false })],
    ['XLSX', 'a.xlsx', await makeXlsx(fixture)],
    ['CSV', 'a.csv', new TextEncoder().encode(csv)],
    ['text', 'a.txt', new TextEncoder().encode(text)],
  ];
  const lines = [
    `Reading a table of ${String(rowCount)} rows`,
    '',
    '| Format | File, KB | Rows found | First, ms | Median, ms | Processor, ms |',
    '|---|---:|---:|---:|---:|---:|',
  ];
  for (const [format, name, bytes] of documents) {
    const times: number[] = [];
    const spent: number[] = [];
    let found = 0;
    for (let time = 0; time < runs; time += 1) {
      const began = performance.now();
      const before = process.cpuUsage();
      const result = await readDocument(bytes, name);
      times.push(performance.now() - began);
      const { user, system } = process.cpuUsage(before);
      spent.push((user + system) / 1000);
      if (!result.ok) throw new Error(`${format}: ${result.refusal.code}`);
      found = result.value.blocks.reduce(
        (sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0),
        0,
      );
    }
    lines.push(
      `| ${format} | ${(bytes.length / 1024).toFixed(0)} | ${String(found)} | ${(times[0] ?? 0).toFixed(0)} | ${medianOf(times).toFixed(0)} | ${medianOf(spent).toFixed(0)} |`,
    );
  }
  return lines.join('\n');
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((first, second) => first - second)[Math.floor(runs / 2)] ?? 0;
}

function makeLongRoadmap(): RoadmapFixture {
  const items = Array.from({ length: rowCount }, (_value, index) => ({
    number: `1.${String(index + 1)}.`,
    title: `Разработка и утверждение положения о наставничестве и программы № ${String(index + 1)}, согласование с педагогическим советом`,
    deadline: 'сентябрь-октябрь 2022 г.',
    responsible: ['Директор', 'Заместитель директора по УВР'],
    result: 'Приказ, протокол педагогического совета',
  }));
  return {
    seed: '',
    title: 'План мероприятий по наставничеству',
    organization: null,
    period: null,
    columns: ['№ п/п', 'Мероприятие', 'Сроки', 'Ответственные', 'Результат'],
    sections: [{ number: '1', title: 'Подготовка', items }],
  };
}
