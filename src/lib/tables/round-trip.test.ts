import { describe, expect, it } from 'vitest';
import type { SourceDocument, Table } from '#src/lib/tables/model.ts';
import { readDocument } from '#src/lib/tables/read.ts';
import {
  layOutTable,
  loadRoadmapFixtures,
  makeDocx,
  makePdf,
  makeXlsx,
} from '../../../tools/fixtures/make-documents.ts';

const fixtures = loadRoadmapFixtures();

/** White space, and hyphens followed by it, are what wrapping may change. */
function flatten(text: string): string {
  return text.replace(/[-‐\s]+/g, '');
}

function rowsOf(table: Table): string[] {
  return table.rows.map((row) =>
    row.cells
      .map((cell) => `${String(cell.column)}+${String(cell.columnSpan)} ${flatten(cell.text)}`)
      .join(' | '),
  );
}

function expectedRows(index: number): string[] {
  const fixture = fixtures[index];
  if (fixture === undefined) return [];
  return layOutTable(fixture).rows.map((row) => {
    let column = 0;
    return row.cells
      .map((cell) => {
        const shown = `${String(column)}+${String(cell.span)} ${flatten(cell.paragraphs.join(' '))}`;
        column += cell.span;
        return shown;
      })
      .join(' | ');
  });
}

async function read(bytes: Uint8Array, name: string): Promise<SourceDocument> {
  const result = await readDocument(bytes, name);
  if (!result.ok) throw new Error(`${name}: ${result.refusal.code}`);
  return result.value;
}

function onlyTable(document: SourceDocument): Table {
  const tables = document.blocks.filter((block) => block.kind === 'table');
  expect(tables).toHaveLength(1);
  const [table] = tables;
  if (table === undefined) throw new Error('no table');
  return table;
}

/** Without lines nobody can tell a cell across from a cell with empty neighbours. */
function withoutSpans(rows: readonly string[]): string[] {
  return rows.map((row) =>
    row
      .replace(/\d\+\d /g, '')
      .replace(/(?: \| )+/g, ' | ')
      .replace(/^ \| | \| $/g, ''),
  );
}

describe.each(fixtures.map((fixture, index) => ({ index, fixture })))(
  'roadmap $index',
  ({ index, fixture }) => {
    it('comes back from DOCX cell by cell', async () => {
      const document = await read(await makeDocx(fixture), 'roadmap.docx');
      expect(document.format).toBe('docx');
      expect(rowsOf(onlyTable(document))).toEqual(expectedRows(index));
    });

    it('comes back from XLSX cell by cell', async () => {
      const document = await read(await makeXlsx(fixture), 'roadmap.xlsx');
      expect(document.format).toBe('xlsx');
      expect(rowsOf(onlyTable(document))).toEqual(expectedRows(index));
    });

    it.each([
      { look: 'landscape', options: {} },
      { look: 'portrait with hyphenation', options: { landscape: false, hyphenate: true } },
      { look: 'without a repeated head', options: { repeatHead: false } },
    ])('comes back from PDF cell by cell: $look', async ({ options }) => {
      const document = await read(makePdf(fixture, options), 'roadmap.pdf');
      expect(document.format).toBe('pdf');
      expect(rowsOf(onlyTable(document))).toEqual(expectedRows(index));
    });

    it('comes back from PDF without lines by the gaps between columns', async () => {
      const document = await read(makePdf(fixture, { ruled: false }), 'roadmap.pdf');
      expect(withoutSpans(rowsOf(onlyTable(document)))).toEqual(withoutSpans(expectedRows(index)));
    });

    it('keeps the stamp and the title as paragraphs above the table', async () => {
      for (const document of [
        await read(await makeDocx(fixture), 'roadmap.docx'),
        await read(makePdf(fixture), 'roadmap.pdf'),
        await read(await makeXlsx(fixture), 'roadmap.xlsx'),
      ]) {
        const above = document.blocks
          .filter((block) => block.kind === 'paragraph')
          .map((block) => flatten(block.text));
        const typed = [...(fixture.stamp ?? []), fixture.title ?? '', ...(fixture.intro ?? [])].map((line) =>
          flatten(line),
        );
        expect(above.join('')).toBe(typed.join(''));
        expect(flatten(document.text)).toContain(typed.join(''));
      }
    });
  },
);
