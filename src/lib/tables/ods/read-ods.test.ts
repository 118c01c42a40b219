import { describe, expect, it } from 'vitest';
import { readDocument } from '#src/lib/tables/read.ts';
import { zipParts } from '../../../../tools/fixtures/make-documents.ts';

const MIME = 'application/vnd.oasis.opendocument.spreadsheet';
const book = (tables: string, more: Record<string, string> = {}) =>
  zipParts({
    mimetype: MIME,
    'content.xml': `<office:document-content><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ...more,
  });
const cell = (text: string, attributes = '') =>
  `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const empty = (times: number) => `<table:table-cell table:number-columns-repeated="${times}"/>`;
const codeOf = async (bytes: Uint8Array, limits = {}) => {
  const read = await readDocument(bytes, 'a.ods', limits);
  return read.ok ? 'read' : read.refusal.code;
};

describe('a spreadsheet of OpenDocument', () => {
  it('is read sheet by sheet: days, repeated cells, groups of rows, spaces; notes and the edge of the sheet left out', async () => {
    const head = `<table:table-header-rows>${row(cell('ФИО') + cell('Дата рождения') + cell('Класс'))}</table:table-header-rows>`;
    const first = row(
      `<table:table-cell><office:annotation><text:p>заметка</text:p></office:annotation><text:p>Росина<text:s text:c="1"/>Вера</text:p></table:table-cell>` +
        cell('1 фев. 2013', 'office:value-type="date" office:date-value="2013-02-01"') +
        cell('7А') +
        empty(16_000),
    );
    const second = row(cell('Кашин<text:line-break/>Лев') + empty(1) + cell('7Б'));
    const read = await readDocument(
      book(
        `<table:table table:name="7 класс">${head}${first}${row(empty(16_384), 'table:number-rows-repeated="3"')}<table:table-row-group>${second}</table:table-row-group>${row(empty(1), 'table:number-rows-repeated="1048000"')}</table:table>` +
          `<table:table table:name="Пусто"/>`,
      ),
      'люди.ods',
    );
    if (!read.ok) throw new Error(read.refusal.code);
    expect(read.value.format).toBe('ods');
    const [table] = read.value.blocks;
    if (table?.kind !== 'table') throw new Error('No table was read');
    expect(table.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['ФИО', 'Дата рождения', 'Класс'],
      ['Росина Вера', '01.02.2013', '7А'],
      ['Кашин\nЛев', '', '7Б'],
    ]);
    expect(table.rows.map(({ place }) => place.row)).toEqual([1, 2, 6]);
    expect(read.value.text).not.toContain('заметка');
  });

  it('is refused with a password, with macros, damaged, and with more rows than may be', async () => {
    const one = `<table:table table:name="a">${row(cell('а') + cell('б'), 'table:number-rows-repeated="900000"')}</table:table>`;
    expect(await codeOf(book(one), { rows: 5 })).toBe('tables.too_many_rows');
    const locked =
      '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    expect(await codeOf(book(one, { 'META-INF/manifest.xml': locked }))).toBe('tables.password');
    expect(await codeOf(book(one, { 'Basic/Standard/Module1.xml': '<x/>' }))).toBe('tables.macros');
    expect(await codeOf(book('', { 'content.xml': '<office:document-content>' }))).toBe('tables.damaged');
    expect(await codeOf(book('', { 'content.xml': '<a/>' }))).toBe('tables.damaged');
    expect(await codeOf(book('<table:table table:name="a"/>'))).toBe('tables.empty');
  });
});
