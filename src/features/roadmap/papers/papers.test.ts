import readXlsx from 'read-excel-file/node';
import { afterAll, describe, expect, test } from 'vitest';

import { omittedColumns } from '#src/features/roadmap/papers/cells.ts';
import {
  ROADMAP_LAYOUTS,
  roadmapLayoutOptions,
  roadmapLayouts,
} from '#src/features/roadmap/papers/layouts.ts';
import type { RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import { reportColumns, reportDocument, summarize } from '#src/features/roadmap/papers/report-document.ts';
import { emptyRoadmap, roadmapDocument } from '#src/features/roadmap/papers/roadmap-document.ts';
import { reportSheets, roadmapSheets } from '#src/features/roadmap/papers/sheets.ts';
import { sectionLine } from '#src/features/roadmap/papers/view.ts';
import type { PaperRow, RoadmapPaperView } from '#src/features/roadmap/papers/view.ts';
import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtml } from '#src/platform/render/html.ts';
import type { Block, PaperDocument } from '#src/platform/render/model.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { essence, readDocx, readHtml, readPdf } from '#src/platform/render/testing/extract-text.ts';

afterAll(closePdfRenderer);

function row(values: Partial<PaperRow>): PaperRow {
  return {
    number: null,
    title: 'Мероприятие',
    subPoints: [],
    activities: null,
    deadline: '',
    responsible: '',
    result: '',
    ...values,
  };
}

const view: RoadmapPaperView = {
  title: 'План мероприятий (дорожная карта) наставничества МБОУ СОШ № 7 на 2022-2023 учебный год',
  organizationFull: 'Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»',
  organizationShort: 'МБОУ СОШ № 7',
  period: { start: '2022-09-01', end: '2023-08-31', words: '2022-2023 учебный год' },
  stamps: [{ word: 'УТВЕРЖДЕНО', lines: ['приказом МБОУ СОШ № 7', 'от 16.09.2022 № 259-од'] }],
  aim: 'раскрытие потенциала каждого',
  tasks: ['создать базу наставников', 'обучить наставников'],
  sections: [
    {
      number: '1',
      title: 'Нормативное обеспечение',
      rows: [
        row({
          number: '1.1.',
          title: 'Назначение куратора',
          deadline: 'до 30.09.2022',
          responsible: 'Директор',
          result: 'Приказ ОО',
          outcome: 'done',
          fact: 'Назначен 20.09.2022',
          documents: ['Приказ № 45/2-р', 'Протокол № 3'],
        }),
        row({
          number: '1.2.',
          title: 'Разработка распорядительных актов:',
          subPoints: ['приказ о парах', 'положение'],
          activities: '1. Собрать предложения.\n2. Согласовать с педсоветом.',
          deadline: 'до 01.10.2022',
          responsible: 'Заместитель директора по УР',
          result: 'Организационно-распорядительная документация',
          outcome: 'moved',
          comment: 'Перенесено на ноябрь: нет согласования',
        }),
        row({ number: '2.', title: 'Формирование баз:' }),
      ],
    },
    { number: '2', title: 'Пустой раздел', rows: [] },
    {
      number: null,
      title: null,
      rows: [row({ number: '3', title: 'Без раздела', deadline: 'постоянно', outcome: 'partly' })],
    },
  ],
};
const period = { from: '2022-09-01', to: '2023-05-31' };
const empty: RoadmapPaperView = { ...view, stamps: [], aim: null, tasks: [], sections: [] };

function tableOf(document: PaperDocument) {
  const table = document.blocks.find((block) => block.kind === 'table');
  if (!table) throw new Error('No table');
  return table;
}

function fields(layout: RoadmapLayout): readonly string[] {
  return roadmapLayouts[layout].columns.map(({ field }) => field);
}

function headings(document: PaperDocument): readonly Block[] {
  return document.blocks.filter(({ kind }) => kind === 'heading' || kind === 'paragraph');
}

function kinds(blocks: readonly Block[]): readonly string[] {
  return blocks.map(({ kind }) => kind);
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

async function texts(document: PaperDocument) {
  const { pages } = await readPdf(await renderPdf(document));
  return {
    pages,
    pdf: essence(pages.map(({ text }) => text).join('')),
    docx: essence(await readDocx(await renderDocx(document))),
    html: essence(readHtml(renderHtml(document))),
  };
}

describe('layouts', () => {
  test('are data: five, each with a name, widths of a hundred hundredths and a sheet to match', () => {
    expect(roadmapLayoutOptions.map(({ value }) => value)).toEqual([...ROADMAP_LAYOUTS]);
    for (const layout of ROADMAP_LAYOUTS) {
      const { columns, orientation, name } = roadmapLayouts[layout];
      expect(columns.reduce((sum, { width }) => sum + width, 0)).toBe(100);
      expect(orientation).toBe(columns.length >= 5 ? 'landscape' : 'portrait');
      expect(name.split(' – ')).toHaveLength(columns.length);
    }
  });

  test('the columns stand in the order of the schools', () => {
    expect(fields('number-activity-responsible-deadline')).toEqual([
      'number',
      'activity',
      'responsible',
      'deadline',
    ]);
    expect(fields('number-content-deadline-activities-indicators-responsible')).toEqual([
      'number',
      'title',
      'deadline',
      'activities',
      'result',
      'responsible',
    ]);
  });

  test('what a layout leaves out is told', () => {
    const omitted = ROADMAP_LAYOUTS.map((layout) =>
      omittedColumns(view, layout).map(({ field, rows }) => `${field} ${rows}`),
    );
    expect(omitted).toEqual([[], ['result 2'], [], ['deadline 3', 'responsible 2', 'result 2'], []]);
    expect(omittedColumns(empty, 'number-stage-content')).toEqual([]);
  });
});

describe('the roadmap', () => {
  test.each(ROADMAP_LAYOUTS)('%s says the same in every format and in the sheet', async (layout) => {
    const document = roadmapDocument(view, layout);
    const { pdf, docx, html } = await texts(document);
    expect(pdf).toBe(docx);
    expect(html).toBe(docx);
    for (const part of ['Назначение куратора', 'приказ о парах', 'Согласовать с педсоветом', 'Без раздела'])
      expect(docx).toContain(essence(part));
    const [sheet] = await readXlsx(Buffer.from(await renderXlsx(roadmapSheets(view, layout))));
    const cells = (sheet?.data ?? []).flat().map((cell) => String(cell ?? ''));
    for (const column of roadmapLayouts[layout].columns) expect(cells).toContain(column.heading);
    expect(essence(cells.join(' '))).toContain(essence('Согласовать с педсоветом'));
  });

  test('title, organization and period are not said twice', () => {
    const layout = 'number-activity-deadline-responsible-result';
    expect(textOf(headings(roadmapDocument(view, layout)))).not.toContain('Период');
    expect(textOf(headings(roadmapDocument(view, layout)))).not.toContain(view.organizationFull);
    const bare = textOf(headings(roadmapDocument({ ...view, title: 'Дорожная карта' }, layout)));
    expect(bare).toContain('Период: 2022-2023 учебный год');
    expect(bare).toContain(JSON.stringify(view.organizationFull).slice(1, -1));
  });

  test('a stage is one line of the table of stages, its rows numbered inside', () => {
    const { body } = tableOf(roadmapDocument(view, 'number-stage-content'));
    expect(body).toHaveLength(3);
    expect(textOf(body[0])).toContain('2) Разработка распорядительных актов:');
    expect(textOf(body[0])).not.toContain('30.09.2022');
  });

  test('a stage that is a heading and a row is printed once', () => {
    const rows = [row({ number: '1.', title: 'Подготовка условий', deadline: 'июль 2022' })];
    expect(sectionLine({ number: '1', title: 'Подготовка  условий.', rows })).toBeNull();
    expect(sectionLine({ number: '1', title: 'Подготовка', rows })).toBe('1. Подготовка');
    expect(sectionLine({ number: null, title: '2020 – 2021 учебный год', rows })).toBe(
      '2020 – 2021 учебный год',
    );
  });

  test('an empty roadmap is a paper that says so', async () => {
    for (const layout of ROADMAP_LAYOUTS)
      expect(textOf(tableOf(roadmapDocument(empty, layout)).body)).toContain(emptyRoadmap);
    const { pdf, docx } = await texts(roadmapDocument(empty, 'number-stage-content'));
    expect(pdf).toBe(docx);
    expect((await renderXlsx(roadmapSheets(empty, 'number-stage-content'))).length).toBeGreaterThan(0);
  });
});

describe('no column is cut on A4', () => {
  const long =
    'Организационно-распорядительная документация общеобразовательной организации https://example.org/a-very-long-address/index.html '.repeat(
      3,
    );
  const heavy: RoadmapPaperView = {
    ...view,
    sections: [
      {
        number: '10',
        title: long,
        rows: Array.from({ length: 12 }, (_, index) =>
          row({
            number: `10.${index}.12.`,
            title: long,
            subPoints: [long],
            activities: long,
            deadline: 'ноябрь-декабрь2022(с2023года-ежегодно),далее–по_необходимости',
            responsible: 'образовательные организации, МУНИЦИПАЛЬНЫЙКООРДИНАТОР',
            result: long,
            outcome: 'partly',
            fact: long,
            documents: ['Приказ от 01.01.2023 № 1234567890/1234567890-ОД'],
            comment: long,
          }),
        ),
      },
    ],
  };
  const papers = [
    ...ROADMAP_LAYOUTS.map((layout) => roadmapDocument(heavy, layout)),
    reportDocument(heavy, period),
  ];

  test.each(papers.map((paper, index) => [index, paper] as const))('paper %i', async (_, paper) => {
    const { pages, items } = await readPdf(await renderPdf(paper));
    const millimetre = 72 / 25.4;
    const sides = [210, 297].map((side) => Math.round(side * millimetre));
    const [width = 0, height = 0] = paper.orientation === 'portrait' ? sides : sides.toReversed();
    for (const page of pages)
      expect([Math.round(page.width), Math.round(page.height)]).toEqual([width, height]);
    const outside = items.filter(
      (item) =>
        item.x < 20 * millimetre - 0.5 ||
        item.x + item.width > width - 10 * millimetre + 0.5 ||
        item.y < 15 * millimetre,
    );
    expect(outside).toEqual([]);
    // Words of one cell never run into the next: on one line the cells follow one another without overlap.
    const lines = Map.groupBy(
      items.filter(({ text }) => text.trim() !== ''),
      ({ page, y }) => `${page} ${y.toFixed(1)}`,
    );
    const overlaps = [...lines.values()].flatMap((line) =>
      line
        .toSorted((a, b) => a.x - b.x)
        .filter((item, index, sorted) => {
          const before = sorted[index - 1];
          return before !== undefined && before.x + before.width > item.x + 0.5;
        }),
    );
    expect(overlaps).toEqual([]);
  });
});

describe('the report', () => {
  test('says what was done, by which document, and counts it with a definition', async () => {
    const document = reportDocument(view, period);
    const { pdf, docx, html } = await texts(document);
    expect(pdf).toContain(essence('за период с 1 сентября 2022 г. по 31 мая 2023 г.'));
    expect(html).toBe(docx);
    for (const part of [
      'Приказ № 45/2-р',
      'Перенесено на ноябрь',
      'Выполнено частично',
      'Доля – от всех мероприятий',
    ])
      expect(docx).toContain(essence(part));
    expect(document.blocks.at(-1)).toMatchObject({ kind: 'signatures' });
    expect(document.orientation).toBe('landscape');
  });

  test('headings are not counted, rows without a mark are', () => {
    const counts = summarize({
      sections: [
        ...view.sections,
        { number: null, title: null, rows: [row({ deadline: 'май' }), row({ outcome: 'done' })] },
      ],
    });
    expect(counts.map(({ label, count }) => [label, count])).toEqual([
      ['Всего мероприятий', 5],
      ['Выполнено', 2],
      ['Выполнено частично', 1],
      ['Не выполнено', 0],
      ['Выполняется', 0],
      ['Запланировано', 0],
      ['Перенесено', 1],
      ['Отметки нет', 1],
    ]);
    expect(counts.slice(1).reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1);
  });

  test('without rows there is no share to print', async () => {
    expect(summarize(empty)[0]).toEqual({ label: 'Всего мероприятий', count: 0, share: null });
    const { pdf } = await texts(reportDocument(empty, period));
    expect(pdf).toContain(essence(emptyRoadmap));
  });

  test('as sheets: rows and totals', async () => {
    const sheets = await readXlsx(Buffer.from(await renderXlsx(reportSheets(view, period))));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Отчёт', 'Итоги']);
    expect(textOf(sheets[0]?.data)).toContain('Приказ № 45/2-р\\nПротокол № 3');
    expect(sheets[1]?.data.at(-1)).toEqual(['Перенесено', 1, 33.3]);
  });

  test('a day that does not exist is refused', () => {
    expect(() => reportDocument(view, { from: '2022-13-01', to: '2023-05-31' })).toThrow(RangeError);
  });
});

test('the blocks of both papers are of the platform, nothing is left undefined', () => {
  expect(kinds(roadmapDocument(view, 'number-activity-responsible-deadline').blocks)).toEqual([
    'stamps',
    'heading',
    'paragraph',
    'paragraph',
    'list',
    'table',
  ]);
  expect(textOf(reportDocument(view, period))).not.toContain('undefined');
});

test('the report stands in the columns of the school’s own table, with the marks beside them', async () => {
  for (const layout of ROADMAP_LAYOUTS) {
    const columns = reportColumns(layout);
    expect(columns.reduce((sum, column) => sum + column.width, 0)).toBeCloseTo(100, 6);
    expect(columns.slice(-4).map((column) => column.field)).toEqual([
      'outcome',
      'fact',
      'documents',
      'comment',
    ]);
  }
  const layout = 'number-activity-deadline-responsible-expected';
  const text = await readDocx(
    await renderDocx(reportDocument(view, { from: '2022-09-01', to: '2022-12-31' }, layout)),
  );
  for (const { heading } of roadmapLayouts[layout].columns) expect(essence(text)).toContain(essence(heading));
});
