import { describe, expect, test } from 'vitest';

import { breakLongWords, widthBound, wordsFit } from '#src/platform/render/break-words.ts';
import { cleanLine, cleanText } from '#src/platform/render/clean-text.ts';
import type { PaperDocument, Table } from '#src/platform/render/model.ts';
import { placeStamps } from '#src/platform/render/model.ts';
import { prepareDocument } from '#src/platform/render/prepare.ts';

function prepare(table: Partial<Table>) {
  const document: PaperDocument = {
    title: 'Проба',
    orientation: 'portrait',
    language: 'ru',
    blocks: [{ kind: 'table', columns: [{ width: 1 }, { width: 3 }], head: [], body: [], ...table }],
  };
  const [block] = prepareDocument(document).blocks;
  if (block?.kind !== 'table') throw new Error('No table');
  return block;
}

const cell = { content: 'слово' };

describe('tables', () => {
  test('widths become shares that sum to one', () => {
    expect(prepare({}).columns).toEqual([0.25, 0.75]);
    const many = prepare({ columns: Array.from({ length: 7 }, (_, index) => ({ width: index + 0.1 })) });
    expect(many.columns.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test.each([
    ['no columns', { columns: [] }],
    ['a column of no width', { columns: [{ width: 0 }, { width: 1 }] }],
    ['a column without a number', { columns: [{ width: Number.NaN }, { width: 1 }] }],
    ['too few cells', { body: [{ kind: 'row', cells: [cell] }] }],
    ['too many cells', { body: [{ kind: 'row', cells: [cell, cell, cell] }] }],
    ['a span out of the table', { body: [{ kind: 'row', cells: [cell, { ...cell, colSpan: 2 }] }] }],
    ['a span below the table', { body: [{ kind: 'row', cells: [cell, { ...cell, rowSpan: 2 }] }] }],
    ['half a span', { body: [{ kind: 'row', cells: [{ ...cell, colSpan: 1.5 }, cell] }] }],
    [
      'a cell over one from above',
      {
        body: [
          { kind: 'row', cells: [cell, { ...cell, rowSpan: 2 }] },
          { kind: 'row', cells: [{ ...cell, colSpan: 2 }] },
        ],
      },
    ],
    [
      'a section through a cell from above',
      {
        body: [
          { kind: 'row', cells: [{ ...cell, rowSpan: 2 }, cell] },
          { kind: 'section', text: 'Раздел' },
        ],
      },
    ],
  ] satisfies [string, Partial<Table>][])('%s is refused', (_, table) => {
    expect(() => prepare(table)).toThrow(RangeError);
  });

  test('cells from above push those of the next row to the right', () => {
    const { body } = prepare({
      body: [
        { kind: 'row', cells: [{ ...cell, rowSpan: 2 }, cell] },
        { kind: 'row', cells: [cell] },
        { kind: 'row', cells: [cell, cell] },
      ],
    });
    expect(body.map((row) => row.cells.map(({ column }) => column))).toEqual([[0, 1], [1], [0, 1]]);
  });

  test('a short row moves whole, a long one may be cut', () => {
    const { body } = prepare({
      body: [
        { kind: 'row', cells: [cell, cell] },
        { kind: 'row', cells: [cell, { content: 'слово '.repeat(1_000) }] },
        { kind: 'row', cells: [cell, { content: 'слово\n'.repeat(100) }] },
      ],
    });
    expect(body.map(({ keepTogether }) => keepTogether)).toEqual([true, false, false]);
  });

  test('a spacer has a height that a page can hold', () => {
    const document = { title: '', orientation: 'portrait', language: 'ru' } as const;
    expect(() => prepareDocument({ ...document, blocks: [{ kind: 'spacer', lines: -1 }] })).toThrow(
      RangeError,
    );
    expect(() => prepareDocument({ ...document, blocks: [{ kind: 'spacer', lines: 1e9 }] })).toThrow(
      RangeError,
    );
  });
});

function opened(word: string): boolean {
  return breakLongWords(word, 8).includes('\u200b');
}

describe('text', () => {
  test('is cleaned of what no format can carry', () => {
    expect(cleanText('а\r\nб\rв\u2028г\tд\u0000\u001b\u009f\ufeff\ufffe\ud83d!')).toBe('а\nб\nв\nг д!');
    expect(cleanText('\u202eгпж.exe\u2066')).toBe('гпж.exe');
    expect(cleanText('😀 👨‍👩‍👧 и\u0306 \u00ad ё')).toBe('😀 👨‍👩‍👧 и\u0306 \u00ad ё');
    expect(cleanLine('  а\n\n б\u00a0в ')).toBe('а б в');
  });

  test('ordinary words are left to hyphenation, others are opened up', () => {
    expect(opened('слово')).toBe(false);
    expect(opened('организационно-распорядительная')).toBe(false);
    expect(opened('«Наставничество»,')).toBe(false);
    expect(opened('2022-2024')).toBe(false);
    expect(opened('https://example.org/path')).toBe(true);
    expect(opened('12345678901234567890')).toBe(true);
    expect(opened('бвгджзклмнпрст')).toBe(true);
    expect(breakLongWords('а https://example.org/path б', 8).replaceAll('\u200b', '')).toBe(
      'а https://example.org/path б',
    );
    // A letter and its mark are never parted.
    expect(breakLongWords('и\u0306'.repeat(30), 8)).not.toContain('и\u200b\u0306');
  });

  test('bounds of width grow with the text', () => {
    expect(widthBound('шш')).toBeGreaterThan(widthBound('ш'));
    expect(wordsFit('Срок реализации', 8)).toBe(true);
    expect(wordsFit('Срок достопримечательности', 8)).toBe(false);
  });
});

function stamp(word: string) {
  return { word, lines: [] };
}

describe('stamps', () => {
  test('a single one stands on the right, approval always does', () => {
    expect(placeStamps([stamp('ПРИНЯТО')]).right).toHaveLength(1);
    const placed = placeStamps([stamp('ПРИНЯТО'), stamp('СОГЛАСОВАНО'), stamp('Утверждаю')]);
    expect(placed.left.map(({ word }) => word)).toEqual(['ПРИНЯТО', 'СОГЛАСОВАНО']);
    expect(placed.right.map(({ word }) => word)).toEqual(['Утверждаю']);
    expect(placeStamps([])).toEqual({ kind: 'stamps', left: [], right: [] });
  });
});
