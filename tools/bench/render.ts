import { cpus } from 'node:os';

import { roadmapDocument } from '#src/features/roadmap/papers/roadmap-document.ts';
import type { PaperRow, RoadmapPaperView } from '#src/features/roadmap/papers/view.ts';
import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtml } from '#src/platform/render/html.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';

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

/** Pages of a PDF: its page objects are never compressed away by the layouter's writer. */
function countPages(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type\s*\/Page(?!s)/gu)?.length ?? 0
  );
}

/** Measures how fast a roadmap becomes a paper; returns a Markdown table. Pages are those of the PDF. */
export async function run(): Promise<string> {
  const lines = [
    '| format | rows | pages | median, ms | pages per second | KB |',
    '|---|--:|--:|--:|--:|--:|',
  ];
  let stamp = 0;
  for (const [rows, runs] of [
    [24, 30],
    [1_000, 7],
  ] as const) {
    const pages = countPages(await renderPdf(roadmapOf(rows, (stamp += 1))));
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
  await closePdfRenderer();
  return `## Papers\n\n${lines.join('\n')}\n\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}; every document has a text of its own.\n`;
}
