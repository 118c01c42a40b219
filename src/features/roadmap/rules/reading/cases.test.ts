import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import { scoreReading } from '#src/features/roadmap/rules/reading/cases/score-reading.ts';
import type { Truth } from '#src/features/roadmap/rules/reading/cases/score-reading.ts';
import type { RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';
import { readRoadmap } from '#src/features/roadmap/rules/reading/read.ts';
import type { Cell, SourceDocument, Table } from '#src/lib/tables/model.ts';
import { readText } from '#src/lib/tables/read.ts';

const folder = new URL('cases/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('invented roadmaps in further layouts', () => {
  it.each(names)('reads every row of %s', (name) => {
    const truth = JSON.parse(readFileSync(new URL(name.replace('.txt', '.json'), folder), 'utf8')) as Truth;
    const reading = readRoadmap(readText(readFileSync(new URL(name, folder), 'utf8')), recogniseParts);
    const score = scoreReading(reading, truth);
    expect(score.misses).toEqual([]);
    expect(score.sectionsRight).toBe(score.sections);
    expect({ title: reading.title, organization: reading.organization, period: reading.period }).toEqual({
      title: truth.title,
      organization: truth.organization,
      period: truth.period,
    });
  });
});

type Typed = string | { text: string; span?: number; rows?: number };

/** A table as a DOCX reader gives it; a cell may span columns and rows. */
function tableOf(columnCount: number, rows: readonly (readonly Typed[])[]): Table {
  const open = Array.from({ length: columnCount }, () => 0);
  return {
    kind: 'table',
    columnCount,
    place: { table: 1 },
    rows: rows.map((typed, row) => {
      let column = 0;
      const cells: Cell[] = [];
      const skip = (): void => {
        while ((open[column] ?? 0) > 0) {
          open[column] = (open[column] ?? 0) - 1;
          column += 1;
        }
      };
      for (const entry of typed) {
        skip();
        const { text, span = 1, rows: rowSpan = 1 } = typeof entry === 'string' ? { text: entry } : entry;
        cells.push({
          text,
          lines: text.split('\n'),
          column,
          columnSpan: span,
          rowSpan,
          place: { table: 1, row: row + 1, column: column + 1 },
        });
        if (rowSpan > 1) open[column] = rowSpan - 1;
        column += span;
      }
      skip();
      return { cells, place: { table: 1, row: row + 1 } };
    }),
  };
}

function documentOf(head: readonly string[], tables: readonly Table[]): SourceDocument {
  const paragraphs = head.map((text) => ({ kind: 'paragraph' as const, text, place: {} }));
  const body = tables.flatMap((table) => table.rows.flatMap((row) => row.cells.map((cell) => cell.text)));
  return {
    format: 'docx',
    name: 'план.docx',
    blocks: [...paragraphs, ...tables],
    text: [...head, ...body].join('\n'),
  };
}

function rowsOf(reading: RoadmapReading): (string | null)[][] {
  return reading.sections.flatMap((section) =>
    section.items.map((item) => [
      section.title,
      item.number,
      item.title,
      item.deadline,
      item.responsible.map((entry) => entry.text).join('|'),
      item.result,
    ]),
  );
}

describe('tables with cells', () => {
  it('reads a header of two rows with quarters under one name', () => {
    const table = tableOf(6, [
      ['№', { text: 'Мероприятие', rows: 2 }, { text: 'Сроки', span: 3 }, { text: 'Ответственный', rows: 2 }],
      ['п/п', 'I квартал', 'II квартал', 'III квартал'],
      ['1', 'Совещание', 'х', '', 'х', 'Директор'],
      ['2', 'Мониторинг', '', '+', '', 'Куратор Лапина О. В.'],
    ]);
    const reading = readRoadmap(documentOf(['План наставничества на 2024 год'], [table]), recogniseParts);
    expect(rowsOf(reading)).toEqual([
      [null, '1', 'Совещание', 'I квартал, III квартал', 'Директор', null],
      [null, '2', 'Мониторинг', 'II квартал', 'Куратор Лапина О. В.', null],
    ]);
  });

  it('counts a cell merged over rows for each of them and leaves empty cells empty', () => {
    const table = tableOf(4, [
      ['№', 'Мероприятие', 'Срок', 'Ответственный'],
      ['1', 'Приказ', { text: 'сентябрь 2024', rows: 2 }, 'Директор'],
      ['2', 'Положение', ''],
      ['3', 'Анкеты', 'октябрь 2024', 'Психолог'],
    ]);
    const reading = readRoadmap(documentOf(['План на 2024-2025 учебный год'], [table]), recogniseParts);
    expect(rowsOf(reading)).toEqual([
      [null, '1', 'Приказ', 'сентябрь 2024', 'Директор', null],
      [null, '2', 'Положение', 'сентябрь 2024', '', null],
      [null, '3', 'Анкеты', 'октябрь 2024', 'Психолог', null],
    ]);
    expect(reading.sections[0]?.items[1]?.flags.map((flag) => flag.code)).toContain('reading.no_responsible');
  });

  it('reads a table without a header by what its cells look like, and says so', () => {
    const table = tableOf(4, [
      ['1.', 'Приказ о наставничестве', 'до 10.09.2024', 'Директор'],
      ['2.', 'Собрание родителей', 'октябрь 2024', 'Классные руководители'],
      ['3.', 'Итоги года', 'май 2025', 'Куратор'],
    ]);
    const reading = readRoadmap(documentOf(['План на 2024-2025 учебный год'], [table]), recogniseParts);
    expect(rowsOf(reading)).toHaveLength(3);
    expect(rowsOf(reading)[1]).toEqual([
      null,
      '2.',
      'Собрание родителей',
      'октябрь 2024',
      'Классные руководители',
      null,
    ]);
    expect(reading.flags.map((flag) => flag.code)).toContain('reading.header_guessed');
  });

  it('goes on with the columns of a table that a page break cut, and skips requisites in a table above', () => {
    const requisites = tableOf(2, [
      ['СОГЛАСОВАНО\nПротокол № 1', 'УТВЕРЖДАЮ\nДиректор\nПриказ № 12-од от 01.09.2024'],
    ]);
    const first = tableOf(3, [
      ['Мероприятие', 'Срок', 'Ответственные'],
      [{ text: 'I. Подготовка', span: 3 }],
      ['Выбор куратора', 'сентябрь', 'Директор'],
    ]);
    const second = tableOf(3, [
      [{ text: 'II. Работа', span: 3 }],
      ['Встречи пар', 'ежемесячно', 'Наставники'],
    ]);
    const reading = readRoadmap(
      documentOf(['План мероприятий на 2024-2025 учебный год'], [requisites, first, second]),
      recogniseParts,
    );
    expect(rowsOf(reading)).toEqual([
      ['Подготовка', null, 'Выбор куратора', 'сентябрь', 'Директор', null],
      ['Работа', null, 'Встречи пар', 'ежемесячно', 'Наставники', null],
    ]);
    expect(reading.stamps.map((stamp) => stamp.word)).toEqual(['СОГЛАСОВАНО', 'УТВЕРЖДЕНО']);
    expect(reading.stamps[1]).toMatchObject({ order: '12-од', date: '2024-09-01' });
  });
});
