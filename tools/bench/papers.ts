import { roadmapDocument } from '#src/features/roadmap/papers/roadmap-document.ts';
import type { PaperRow, RoadmapPaperView } from '#src/features/roadmap/papers/view.ts';
import { closeDocxRenderer, renderDocxAside, renderDocxZip } from '#src/platform/render/docx-zip.ts';
import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtml } from '#src/platform/render/html.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdfBundle } from '#src/platform/render/pdf-bundle.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { countPages, measure } from './papers/measure.ts';
import type { Measured } from './papers/measure.ts';
import { convertByOffice, findOffice } from './papers/office.ts';
import { listOf, orderOf } from './papers/samples.ts';

/** A roadmap of so many rows; the stamp keeps two runs from sharing a text, which the layouter would remember. */
function roadmapOf(rows: number, stamp: number): PaperDocument {
  const row = (index: number): PaperRow => ({
    number: `${Math.floor(index / 8) + 1}.${(index % 8) + 1}.`,
    title: `Разработка и утверждение распорядительных актов о реализации целевой модели наставничества ${stamp}/${index}`,
    subPoints: index % 4 === 0 ? ['назначение ответственных', 'сроки проведения мониторинга'] : [],
    activities: null,
    deadline: 'в течение всего периода',
    responsible: 'Заместитель директора по учебной работе',
    result: `Организационно-распорядительная документация ${stamp}/${index}`,
  });
  const view: RoadmapPaperView = {
    title: 'План мероприятий (дорожная карта) реализации целевой модели наставничества',
    organizationFull: 'Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»',
    organizationShort: 'МБОУ СОШ № 7',
    period: { start: '2022-09-01', end: '2023-08-31', words: '2022-2023 учебный год' },
    stamps: [{ word: 'УТВЕРЖДЕНО', lines: ['приказом МБОУ СОШ № 7', `от 16.09.2022 № ${stamp}`] }],
    aim: null,
    tasks: [],
    sections: Array.from({ length: Math.ceil(rows / 8) }, (_, section) => ({
      number: String(section + 1),
      title: 'Нормативное правовое регулирование реализации целевой модели наставничества',
      rows: Array.from({ length: Math.min(8, rows - section * 8) }, (_, at) => row(section * 8 + at)),
    })),
  };
  return roadmapDocument(view, 'number-activity-deadline-responsible-result');
}

const formats = {
  PDF: renderPdf,
  DOCX: renderDocx,
  HTML: async (document: PaperDocument) => new TextEncoder().encode(renderHtml(document)),
} as const;

/** How fast a roadmap becomes a paper. Pages are those of the PDF. */
async function roadmaps(): Promise<string> {
  const lines = [
    '| format | rows | pages | median, ms | pages per second | KB |',
    '|---|--:|--:|--:|--:|--:|',
  ];
  let stamp = 0;
  for (const [rows, runs] of [
    [24, 30],
    [1_000, 7],
  ] as const) {
    const pages = await countPages([await renderPdf(roadmapOf(rows, (stamp += 1)))]);
    for (const [name, render] of Object.entries(formats)) {
      // Warm-up: fonts, thread, compiled code.
      for (let at = 0; at < 3; at += 1) await render(roadmapOf(rows, (stamp += 1)));
      const times: number[] = [];
      let size = 0;
      for (let at = 0; at < runs; at += 1) {
        const document = roadmapOf(rows, (stamp += 1));
        const start = performance.now();
        size = (await render(document)).length;
        times.push(performance.now() - start);
      }
      const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
      const cells = [
        name,
        rows,
        pages,
        median.toFixed(1),
        Math.round((pages * 1000) / median),
        Math.round(size / 1024),
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  }
  return lines.join('\n');
}

const second = (seconds: number) => seconds.toFixed(2);

function orders(mark: string): readonly PaperDocument[] {
  return Array.from({ length: 500 }, (_, index) => orderOf(`${mark}-${index}`));
}

/** Five hundred orders of a page as one PDF and as a zip of DOCX, and a table of two thousand rows. */
async function bulk(): Promise<string> {
  const warm = orders('разогрев').slice(0, 60);
  await renderPdfBundle(warm, { title: 'Разогрев' });
  await renderDocxZip(warm.slice(0, 20));
  const lines = [
    '| | pages | s | of the processor, s | pages per second | longest pause, ms | memory above, MB | KB |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
  ];
  const row = async (name: string, pdfs: readonly Uint8Array[], measured: Measured<Uint8Array>) => {
    const pages = await countPages(pdfs);
    lines.push(
      `| ${name} | ${pages} | ${second(measured.seconds)} | ${second(measured.processor)} | ${Math.round(pages / measured.seconds)} | ${Math.round(measured.longestPause)} | ${measured.peakMegabytes} | ${Math.round(measured.value.length / 1_024)} |`,
    );
  };
  const bundle = await measure(async () => renderPdfBundle(orders('а'), { title: 'Приказы' }));
  await row('500 orders, one PDF', [bundle.value], bundle);
  const both = await measure(async () => renderPdfBundle(orders('б'), { title: 'Приказы', oddStart: true }));
  await row('the same for both sides of the sheet', [both.value], both);
  const zip = await measure(async () => renderDocxZip(orders('в')));
  await row('500 orders, DOCX in a zip', [bundle.value], zip);
  const table = await measure(async () => renderPdf(listOf(2_000, 'а')));
  await row('table of 2,000 rows, PDF', [table.value], table);
  const tableDocx = await measure(async () => renderDocxAside(listOf(2_000, 'б')));
  await row('table of 2,000 rows, DOCX', [table.value], tableDocx);
  const cancelled = await cancel(orders('г'));
  return `${lines.join('\n')}\n\nCancelled half a second after its beginning, the PDF of 500 was given up within ${cancelled.toFixed(1)} ms.`;
}

async function cancel(papers: readonly PaperDocument[]): Promise<number> {
  const controller = new AbortController();
  let at = 0;
  setTimeout(() => {
    at = performance.now();
    controller.abort();
  }, 500);
  try {
    await renderPdfBundle(papers, { title: '', signal: controller.signal });
  } catch {
    return performance.now() - at;
  }
  throw new Error('The bundle was done before it could be cancelled');
}

function ratio(mine: number, other: number | null): string {
  return other === null ? '–' : `${(other / mine).toFixed(1)} : 1`;
}

/** The same DOCX turned into PDF by LibreOffice, in turn with ours. */
async function against(): Promise<string> {
  const program = findOffice();
  if (program === null) return 'LibreOffice is not installed (`soffice`), so there is no comparison with it.';
  const lines = [
    '| papers | | pages | s | of the processor, s | pages per second | memory, MB |',
    '|---|---|--:|--:|--:|--:|',
  ];
  const sets = {
    '100 orders': Array.from({ length: 100 }, (_, index) => orderOf(`д-${index}`)),
    'table of 2,000 rows': [listOf(2_000, 'д')],
  };
  for (const [name, papers] of Object.entries(sets)) {
    const docx: Uint8Array[] = [];
    for (const paper of papers) docx.push(await renderDocxAside(paper));
    const ours = await measure(async () => {
      const pdfs: Uint8Array[] = [];
      for (const paper of papers) pdfs.push(await renderPdf(paper));
      return pdfs;
    });
    const theirs = await convertByOffice(program, docx);
    const line = async (
      who: string,
      seconds: number,
      processor: number | null,
      pdfs: readonly Uint8Array[],
      memory: string,
    ) => {
      const pages = await countPages(pdfs);
      lines.push(
        `| ${name} | ${who} | ${pages} | ${second(seconds)} | ${processor === null ? '–' : second(processor)} | ${(pages / seconds).toFixed(1)} | ${memory} |`,
      );
    };
    await line(
      'Nastavnik',
      ours.seconds,
      ours.processor,
      ours.value,
      `${Math.round(process.memoryUsage.rss() / 2 ** 20)}`,
    );
    await line(
      'LibreOffice',
      theirs.seconds,
      theirs.processor,
      theirs.pdfs,
      String(theirs.peakMegabytes ?? '–'),
    );
    const ratios = `${ratio(ours.seconds, theirs.seconds)} | ${ratio(ours.processor, theirs.processor)}`;
    lines.push(`| ${name} | ratio | | ${ratios} | | |`);
  }
  return lines.join('\n');
}

/** Measures how fast papers are made, alone, in bulk and against LibreOffice; returns Markdown. */
export async function run(): Promise<string> {
  const parts = [await roadmaps(), await bulk(), await against()];
  await closePdfRenderer();
  await closeDocxRenderer();
  return `${parts.join('\n\n')}\n`;
}
