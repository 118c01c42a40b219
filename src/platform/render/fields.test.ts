import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';

import { renderDocx } from '#src/platform/render/docx.ts';
import type { Block, PaperDocument } from '#src/platform/render/model.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { readPdf } from '#src/platform/render/testing/extract-text.ts';

afterAll(closePdfRenderer);

const clause =
  'вести базы наставников и наставляемых, собирать согласия на обработку персональных данных до внесения сведений;';
const paperOf = (block: Block, isKeptLong: boolean): PaperDocument => ({
  title: 'Проба',
  orientation: 'portrait',
  isKeptLong,
  language: 'ru',
  blocks: [block],
});

/** Where the lines of the text begin and end, in millimetres from the left edge of the sheet. */
async function edges(document: PaperDocument) {
  const { items } = await readPdf(await renderPdf(document));
  const lines = Map.groupBy(
    items.filter(({ text }) => /\p{L}/u.test(text)),
    ({ y }) => Math.round(y),
  );
  return [...lines.values()].map((line) => ({
    left: (Math.min(...line.map(({ x }) => x)) * 25.4) / 72,
    right: (Math.max(...line.map(({ x, width }) => x + width)) * 25.4) / 72,
  }));
}

test.each([
  [false, 20],
  [true, 30],
])('a clause reaches both fields, kept for long: %s', async (isKeptLong, field) => {
  const document = paperOf({ kind: 'clauses', items: [{ runs: [{ text: clause }] }] }, isKeptLong);
  const [first, second] = await edges(document);
  expect(first?.right).toBeCloseTo(200, 0);
  expect(second?.left).toBeCloseTo(field, 0);
  const xml = strFromU8(unzipSync(await renderDocx(document))['word/document.xml'] ?? new Uint8Array());
  expect(xml).toContain(`w:left="${Math.round((field * 1440) / 25.4)}"`);
});

/** Pieces of text that end within a word. */
const parted = async (document: PaperDocument) =>
  (await readPdf(await renderPdf(document))).items.filter(({ text }) => /[а-я]-$/u.test(text.trim()));

test('a name in a narrow column is not parted within a word', async () => {
  const table: Block = {
    kind: 'table',
    columns: [{ width: 1 }, { width: 2 }],
    head: [],
    body: [{ kind: 'row', cells: [{ content: 'Вербицкая Наталья Олеговна' }, { content: '' }] }],
  };
  expect(await parted(paperOf(table, false))).toEqual([]);
  const sign: Block = {
    kind: 'signatures',
    items: [{ post: 'Заместитель директора по воспитательной работе', name: 'М. И. Ручьёва' }],
  };
  expect(await parted(paperOf(sign, true))).toEqual([]);
});

const party = (name: string) => ({ title: 'Наставник', lines: [], name, date: null });

test('initials stay together where a name has no room beside a line', async () => {
  const sides: Block = {
    kind: 'parties',
    items: ['М.\u00a0И.\u00a0Ясенева', 'А.\u00a0А.\u00a0Преображенский', 'И.\u00a0О.\u00a0Лук'].map(party),
  };
  const { items } = await readPdf(await renderPdf(paperOf(sides, false)));
  const lines = Map.groupBy(items, ({ y }) => Math.round(y));
  const words = [...lines.values()].map((line) => line.map(({ text }) => text).join(' '));
  expect(words.filter((line) => /А\.\s*А\./u.test(line))).toHaveLength(1);
});
