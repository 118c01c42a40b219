import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtml } from '#src/platform/render/html.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdfBundle } from '#src/platform/render/pdf-bundle.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { prepareDocument } from '#src/platform/render/prepare.ts';
import { essence, readDocx, readHtml, readPdf } from '#src/platform/render/testing/extract-text.ts';
import { orderSample } from '#src/platform/render/testing/office-sample.ts';
import { thanksSample } from '#src/platform/render/testing/ornate-sample.ts';

afterAll(closePdfRenderer);

const millimetre = 72 / 25.4;
const names = {
  usual: 'Ветрова Мария Алексеевна',
  'two hundred letters': 'превысокомногорассмотрительствующий'.repeat(6),
  'two hundred capitals': 'Щ'.repeat(200),
  hostile: '<b>#panic()&amp;"]',
};

async function documentXml(document: PaperDocument): Promise<string> {
  return strFromU8(unzipSync(await renderDocx(document))['word/document.xml'] ?? new Uint8Array());
}

describe('a diploma', () => {
  test.each(Object.entries(names))('is one page with all its words inside the frame: %s', async (_, name) => {
    for (const orientation of ['portrait', 'landscape'] as const) {
      const document = thanksSample(name, orientation, 3);
      const pdf = await readPdf(await renderPdf(document));
      expect(pdf.pages).toHaveLength(1);
      const [page] = pdf.pages;
      const docx = essence(await readDocx(await renderDocx(document)));
      expect(essence(page?.text ?? '')).toBe(docx);
      expect(essence(readHtml(renderHtml(document)))).toBe(docx);
      const outside = pdf.items.filter(
        ({ x, y, width }) =>
          x < 20 * millimetre ||
          x + width > (page?.width ?? 0) - 20 * millimetre ||
          y < 20 * millimetre ||
          y > (page?.height ?? 0) - 20 * millimetre,
      );
      expect(outside).toEqual([]);
    }
  });

  test('has its signatures at the foot, and no number of a page', async () => {
    const { items, pages } = await readPdf(await renderPdf(thanksSample(names.usual)));
    const director = items.find(({ text }) => text.startsWith('Директор'));
    expect(director?.y).toBeLessThan((pages[0]?.height ?? 0) / 3);
    const xml = await documentXml(thanksSample(names.usual));
    expect(xml).toContain('<w:pgBorders');
    expect(xml).not.toContain('<w:headerReference');
    expect(renderHtml(thanksSample(names.usual))).toContain('paper-ornate" style="font-size:18.0pt"');
  });

  test('a long text is set smaller, and a longer one goes on over the page', async () => {
    const scaleOf = (sentences: number) =>
      prepareDocument(thanksSample(names.usual, 'portrait', sentences)).ornate?.scale ?? 0;
    expect(scaleOf(1)).toBe(1);
    expect(scaleOf(15)).toBeLessThan(scaleOf(1));
    expect(scaleOf(500)).toBe(0.4);
    const long = await readPdf(await renderPdf(thanksSample(names.usual, 'landscape', 20)));
    expect(long.pages).toHaveLength(1);
    const longer = await readPdf(await renderPdf(thanksSample(names.usual, 'landscape', 200)));
    expect(longer.pages.length).toBeGreaterThan(1);
    expect(
      essence(
        longer.pages
          .slice(1)
          .map(({ text }) => text)
          .join(''),
      ),
    ).toContain('П.С.Лужин');
  });

  test('stands beside other papers in a bundle', async () => {
    const papers = [orderSample('', true), thanksSample(names.usual, 'landscape'), orderSample('', true)];
    const { pages } = await readPdf(await renderPdfBundle(papers, { title: 'Все' }));
    expect(pages.map(({ width }) => Math.round(width))).toEqual([595, 842, 595]);
  });
});
