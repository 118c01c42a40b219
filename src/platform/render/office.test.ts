import { afterAll, describe, expect, test } from 'vitest';

import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtml } from '#src/platform/render/html.ts';
import type { Block, PaperDocument } from '#src/platform/render/model.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { prepareDocument } from '#src/platform/render/prepare.ts';
import { essence, readDocx, readHtml, readPdf } from '#src/platform/render/testing/extract-text.ts';
import { agreementSample, orderSample } from '#src/platform/render/testing/office-sample.ts';

afterAll(closePdfRenderer);

async function texts(document: PaperDocument) {
  const { pages } = await readPdf(await renderPdf(document));
  return {
    docx: essence(await readDocx(await renderDocx(document))),
    pdf: essence(pages.map(({ text }) => text).join('')),
    html: essence(readHtml(renderHtml(document))),
  };
}

const sorted = (text: string) => Array.from(text).sort().join('');
const paperOf = (...blocks: readonly Block[]): PaperDocument => ({
  title: 'Проба',
  orientation: 'portrait',
  language: 'ru',
  blocks,
});
const words = ['слово', '<b>&amp;"', '#panic()', '«]»', "o'", '$x^2$'];

describe('an order on the school’s own sheet', () => {
  test.each(words)('says the same in every format: %s', async (word) => {
    const { docx, pdf, html } = await texts(orderSample(word, true));
    expect(pdf).toBe(docx);
    expect(html).toBe(docx);
    expect(docx).toContain(essence(`от «12» сентября 2026 г. ${word}№ 45-од ${word}с. Поляны ${word}`));
    expect(docx).toContain(essence('ПРИКАЗ'));
    expect(docx).toContain(
      essence(`1Ветрова Мария Алексеевна ${word}учитель математики13.09.2026в системе2Ключевой`),
    );
    expect(docx.endsWith('34')).toBe(true);
  });

  test('what is not known yet is a line', async () => {
    const document = orderSample('', false);
    const { docx, pdf, html } = await texts(document);
    expect(pdf).toBe(docx);
    expect(html).toBe(docx);
    expect(docx).toContain(essence('ПРИКАЗот «» 20 г.№с. Поляны'));
    expect(renderHtml(document)).toContain('<span class="paper-blank" style="width:28mm">');
  });

  test('rows to sign in have room in every format', async () => {
    const rows = prepareDocument(orderSample('', true)).blocks.at(-1);
    expect(rows).toMatchObject({
      kind: 'table',
      body: Array.from({ length: 4 }, () => ({ minHeight: 8.5 })),
    });
    const { items } = await readPdf(await renderPdf(orderSample('', true)));
    const [third, fourth] = ['3', '4'].map((number) => items.find(({ text }) => text === number));
    expect((third?.y ?? 0) - (fourth?.y ?? 0)).toBeCloseTo((8.5 * 72) / 25.4, 0);
  });
});

describe('statements and agreements', () => {
  test.each([1, 2, 3] as const)('of %i sides say the same in every format', async (sides) => {
    for (const word of words) {
      const { docx, pdf, html } = await texts(agreementSample(word, sides));
      expect(pdf).toBe(docx);
      // On the screen each side is read to its end before the next.
      expect(sorted(html)).toBe(sorted(docx));
      expect(docx).toContain(essence(`отфамилия, имя, отчество ${word}телефон`));
      expect(docx).toContain(essence(`/М.А. Ветрова ${word}`));
    }
  });

  test('signatures of all sides stand level, days and seals under them', async () => {
    const { items } = await readPdf(await renderPdf(agreementSample('', 3)));
    const strokes = items.filter(({ text }) => text.trim() === '/');
    expect(new Set(strokes.map(({ y }) => Math.round(y))).size).toBe(1);
    const seal = items.find(({ text }) => text === 'М.П.');
    expect(seal?.y).toBeLessThan(strokes[0]?.y ?? 0);
  });

  test('the addressee stands in the right half', async () => {
    const { items } = await readPdf(await renderPdf(agreementSample('', 1)));
    const middle = ((20 + 90) * 72) / 25.4;
    expect(items.find(({ text }) => text.startsWith('Директору'))?.x).toBeCloseTo(middle, 0);
  });
});

test('no long word leaves the page', async () => {
  const word = 'превысокомногорассмотрительствующий'.repeat(6);
  const documents = [orderSample(word, true), agreementSample(word, 3), agreementSample('Щ'.repeat(200), 3)];
  for (const document of documents) {
    const { items } = await readPdf(await renderPdf(document));
    const millimetre = 72 / 25.4;
    expect(
      items.filter(({ x, width }) => x < 20 * millimetre - 0.5 || x + width > 200 * millimetre + 0.5),
    ).toEqual([]);
  }
});

test('what cannot be drawn is refused', () => {
  const reader = { kind: 'acquaintance', readers: [] } as const;
  expect(() => prepareDocument(paperOf({ ...reader, emptyRows: -1 }))).toThrow(RangeError);
  expect(() => prepareDocument(paperOf({ ...reader, emptyRows: 501 }))).toThrow(RangeError);
  expect(() => prepareDocument(paperOf({ kind: 'parties', items: [] }))).toThrow(RangeError);
});
