import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import { renderDocx } from '#src/platform/render/docx.ts';
import { keptWithSignatures } from '#src/platform/render/keep-signatures.ts';
import { paragraph, type Block, type PaperDocument } from '#src/platform/render/model.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { prepareDocument } from '#src/platform/render/prepare.ts';
import { readPdf } from '#src/platform/render/testing/extract-text.ts';

afterAll(closePdfRenderer);

const signatures: Block = { kind: 'signatures', items: [{ post: 'Директор', name: 'А. С. Примерова' }] };
const parties: Block = {
  kind: 'parties',
  items: ['Наставник', 'Наставляемый'].map((title) => ({ title, lines: [], name: 'А. С. Примерова' })),
};
const paperOf = (blocks: readonly Block[]): PaperDocument => ({
  title: 'Проба',
  orientation: 'portrait',
  language: 'ru',
  blocks,
});
const runs = (text: string) => [{ text }];
/** So many lines, in blocks that nothing holds together. */
const filling = (lines: number): Block[] =>
  Array.from({ length: lines }, (_, index) => paragraph(`заполнение ${index + 1}`));
const tableOf = (rows: number): Block => ({
  kind: 'table',
  columns: [{ width: 1 }, { width: 4 }],
  head: [{ cells: [{ content: 'шапка' }, { content: 'кто' }] }],
  body: Array.from({ length: rows }, (_, index) => ({
    kind: 'row',
    cells: [{ content: String(index + 1) }, { content: 'строка' }],
  })),
});

const documentXml = async (document: PaperDocument): Promise<string> =>
  strFromU8(unzipSync(await renderDocx(document))['word/document.xml'] ?? new Uint8Array());

const shapes: readonly (readonly [string, (lines: number) => Block[]])[] = [
  ['paragraphs of a line', (lines) => [...filling(lines), signatures]],
  [
    'clauses',
    (lines) => [
      ...filling(lines),
      {
        kind: 'clauses',
        items: [
          { runs: runs('пункт первый') },
          { runs: runs('пункт второй'), clauses: [{ runs: runs('подпункт') }, { runs: runs('подпункт') }] },
        ],
      },
      signatures,
    ],
  ],
  [
    'a list and a space',
    (lines) => [
      ...filling(lines),
      { kind: 'list', marker: 'dash', items: [runs('раз'), runs('два'), runs('три')] },
      { kind: 'spacer', lines: 1 },
      signatures,
    ],
  ],
  ['a table', (lines) => [...filling(lines), tableOf(4), signatures]],
  ['a long table', (lines) => [tableOf(lines), signatures]],
  ['a table and sides', (lines) => [...filling(lines), tableOf(4), { kind: 'spacer', lines: 1 }, parties]],
  ['a long paragraph', (lines) => [...filling(lines), paragraph('длинный текст '.repeat(60)), parties]],
];

describe('signatures share their page with two lines of the text', () => {
  test.each(shapes)('after %s, wherever the page ends', async (_, blocksOf) => {
    for (let lines = 24; lines <= 48; lines += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one renderer, and a failure tells at which length
      const { items } = await readPdf(await renderPdf(paperOf(blocksOf(lines))));
      const signed = items.filter(({ text }) => /Примерова/u.test(text)).at(0)?.page;
      const beside = items.filter(
        ({ page, text }) => page === signed && /заполнение|пункт|раз|два|три|строка|длинный/u.test(text),
      );
      const rows = new Set(beside.map(({ y }) => Math.round(y)));
      expect({ lines, rows: rows.size }).toEqual({
        lines,
        rows: expect.toSatisfy((count: number) => count >= 2),
      });
    }
  });

  test('in Word by keeping with the next', async () => {
    const xml = await documentXml(
      paperOf([
        ...filling(5),
        { kind: 'clauses', items: [{ runs: runs('один') }, { runs: runs('два') }] },
        signatures,
      ]),
    );
    const kept = (text: string) =>
      (xml.match(/<w:p>.*?<\/w:p>/gu) ?? []).find((one) => one.includes(text))?.includes('<w:keepNext/>');
    expect(kept('один')).toBe(true);
    expect(kept('два')).toBe(true);
    expect(kept('заполнение 5')).toBe(false);
  });

  test('a table before them keeps its last rows, in Word as well', async () => {
    const xml = await documentXml(paperOf([tableOf(4), signatures]));
    const rows = (xml.match(/<w:tr>.*?<\/w:tr>/gu) ?? []).filter((row) => row.includes('строка'));
    expect(rows.map((row) => row.includes('<w:keepNext/>'))).toEqual([false, false, true, true]);
  });
});

test('sides with lines of their own, and diplomas, hold nothing', () => {
  const sides: Block = {
    kind: 'parties',
    items: [{ title: 'Школа', lines: ['адрес', 'ИНН'], name: 'А. С. Примерова' }],
  };
  expect(keptWithSignatures(prepareDocument(paperOf([...filling(3), sides]))).size).toBe(0);
  const ornate = prepareDocument({ ...paperOf([...filling(3), signatures]), layout: 'ornate' });
  expect(keptWithSignatures(ornate).size).toBe(0);
});
