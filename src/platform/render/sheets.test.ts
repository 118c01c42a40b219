import * as fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import readXlsx from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';

import { cleanText } from '#src/platform/render/clean-text.ts';
import { renderCsv, renderXlsx, sheetNames } from '#src/platform/render/sheets.ts';
import type { Sheet, SheetRow } from '#src/platform/render/sheets.ts';

function sheetOf(rows: readonly SheetRow[], title: readonly string[] = []): Sheet {
  return {
    name: 'План',
    title,
    columns: [
      { heading: '№', width: 6 },
      { heading: 'Мероприятие', width: 50 },
    ],
    rows,
  };
}

const row = (...cells: readonly (string | number | null)[]): SheetRow => ({ kind: 'row', cells });

async function parts(sheets: readonly Sheet[]): Promise<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(unzipSync(await renderXlsx(sheets))).map(([path, bytes]) => [path, strFromU8(bytes)]),
  );
}

async function read(sheet: Sheet) {
  const [first] = await readXlsx(Buffer.from(await renderXlsx([sheet])));
  return first?.data ?? [];
}

describe('XLSX', () => {
  test('title, head, sections and values come back', async () => {
    const sheet = sheetOf(
      [{ kind: 'section', text: 'Раздел' }, row('1.', 'Дело\nвторой строкой'), row(2, null)],
      ['Дорожная карта'],
    );
    expect(await read(sheet)).toEqual([
      ['Дорожная карта', null],
      [null, null],
      ['№', 'Мероприятие'],
      ['Раздел', null],
      ['1.', 'Дело\nвторой строкой'],
      [2, null],
    ]);
  });

  test('nothing is ever a formula', async () => {
    const typed = ['=1+1', '+7 912', '-5', '@SUM(A1)', '=HYPERLINK("http://x","y")', '=cmd|x!A0'];
    const sheet = sheetOf(
      [...typed.map((text) => row(text, `\t${text}`)), { kind: 'section', text: '=1+1' }],
      ['=2+2'],
    );
    const files = await parts([sheet]);
    expect(files['xl/worksheets/sheet1.xml']).not.toMatch(/<f[ >]/u);
    const cells = await read(sheet);
    expect(cells[0]?.[0]).toBe('=2+2');
    expect(cells.slice(3, -1).map(([first]) => first)).toEqual(typed);
  });

  test('any text comes back as it was cleaned', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const clean = cleanText(text);
        // The reader trims cells; Excel does not.
        const [, cells] = await read(sheetOf([row('1', text)]));
        expect((cells?.[1] ?? '').toString().trim()).toBe(clean.trim());
      }),
      { numRuns: 60 },
    );
    const inherited = ['toString', 'constructor', '__proto__', 'valueOf'];
    const names = await read(sheetOf(inherited.map((name) => row(name, name))));
    expect(names.slice(1)).toEqual(inherited.map((name) => [name, name]));
    const [, codes] = await read(sheetOf([row('_x0041_', '👩‍🏫 и\u0306 \ud800!')]));
    expect(codes).toEqual(['_x0041_', '👩‍🏫 и\u0306 !']);
  });

  test('prints on A4 across, fitted to its width, with the head on every page', async () => {
    const files = await parts([sheetOf([row('1', 'а')], ['Название']), { ...sheetOf([]), name: "Итоги's" }]);
    expect(files['xl/worksheets/sheet1.xml']).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(files['xl/worksheets/sheet1.xml']).toMatch(
      /<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/u,
    );
    expect(files['xl/worksheets/sheet1.xml']).toContain('ySplit="3"');
    expect(files['xl/workbook.xml']?.match(/<definedNames/gu)).toHaveLength(1);
    expect(files['xl/workbook.xml']).toContain('localSheetId="0">\'План\'!$3:$3<');
    expect(files['xl/workbook.xml']).toContain("localSheetId=\"1\">'Итоги''s'!$1:$1<");
  });

  test('a text too long for a cell is cut and says so', async () => {
    const [, cells] = await read(sheetOf([row('1', '😀'.repeat(40_000))]));
    const text = String(cells?.[1]);
    expect(text.length).toBeLessThanOrEqual(32_767);
    expect(text).toContain('обрезан');
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });

  test('rows must fit the columns, and there must be a sheet', async () => {
    await expect(renderXlsx([sheetOf([row('1')])])).rejects.toThrow(RangeError);
    await expect(renderXlsx([])).rejects.toThrow(RangeError);
  });

  test('two thousand rows', async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => row(index, `Строка ${index}`));
    expect(await read(sheetOf(rows))).toHaveLength(2_001);
  });

  test('names of sheets are such as Excel takes', () => {
    const names = sheetNames(
      ['План [1]: а/б?', '', "''", 'а'.repeat(40), 'а'.repeat(40), 'План', 'план', '\u0000'].map((name) => ({
        name,
      })),
    );
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/u);
      expect(name).not.toMatch(/^'|'$/u);
    }
  });
});

describe('CSV', () => {
  test('is what Excel with Russian settings opens', () => {
    const csv = renderCsv(
      sheetOf([{ kind: 'section', text: 'Раздел; "первый"' }, row(2.5, 'а\nб'), row(null, '')]),
    );
    expect(csv).toBe('\ufeff№;Мероприятие\r\n"Раздел; ""первый""";\r\n2,5;"а\nб"\r\n;\r\n');
  });

  test('what a spreadsheet takes for a formula is defused', () => {
    for (const text of ['=1', '+1', '-1', '@a', '\t=1', '\r=1', ' =1', '\n=1'])
      expect(renderCsv(sheetOf([row('1', text)])).split('\r\n')[1]).toMatch(/^1;"'/u);
    expect(renderCsv(sheetOf([row('1', 'а=1')]))).toContain('1;а=1\r\n');
  });
});
