import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import type { Chart } from '#src/platform/render/blocks.ts';
import { drawChart, valueText } from '#src/platform/render/chart-svg.ts';
import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtml } from '#src/platform/render/html.ts';
import type { Block, PaperDocument } from '#src/platform/render/model.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { prepareDocument } from '#src/platform/render/prepare.ts';
import { essence, readHtml, readPdf } from '#src/platform/render/testing/extract-text.ts';
import { chartSample } from '#src/platform/render/testing/picture-sample.ts';

afterAll(closePdfRenderer);

const bars: Chart = {
  kind: 'chart',
  shape: 'bars',
  title: 'Проба',
  labels: ['до', 'после'],
  series: [{ name: 'Балл', values: [3.5, 4.25] }],
};
const paperOf = (...blocks: readonly Block[]): PaperDocument => ({
  title: 'Проба',
  orientation: 'portrait',
  language: 'ru',
  blocks,
});

describe('a chart', () => {
  const numbers = ['45 %', '52,5 %', '81,25 %', '64 %', '25', '−300', '1 200,5'];

  test.each(['слово', '<b>&"', "o'#$"])('prints its numbers and names in the PDF: %s', async (word) => {
    const pdf = await renderPdf(chartSample(word));
    const { pages } = await readPdf(pdf);
    const text = essence(pages.map((page) => page.text).join(''));
    for (const number of numbers) expect(text).toContain(essence(number));
    expect(text).toContain(essence(`до ${word}`));
    expect(text).toContain('сентябрь');
    expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfaid:part>2');
    expect(Buffer.from(await renderPdf(chartSample(word))).equals(pdf)).toBe(true);
  });

  test('is a picture told in words in the DOCX', async () => {
    const files = unzipSync(await renderDocx(chartSample('<слово> & "два"')));
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('descr="Довольны участием &lt;слово&gt; &amp; &quot;два&quot;. до');
    expect(xml).toContain('Наставляемые – 81,25\u00a0%');
    const images = Object.entries(files).filter(([name]) => name.endsWith('.png'));
    expect(images).toHaveLength(4);
    for (const [, png] of images) expect(strFromU8(png.subarray(1, 4))).toBe('PNG');
    const ids = Array.from(xml.matchAll(/<wp:docPr id="(\d+)"/gu), ([, id]) => id);
    expect(new Set(ids).size).toBe(4);
  });

  test('is a table for screen readers in the HTML', () => {
    const html = renderHtml(chartSample('слово'));
    expect(html).toContain('aria-hidden="true"');
    expect(html).toContain('<caption>Довольны участием слово</caption>');
    expect(html).toContain('<th scope="col">до слово</th>');
    expect(html).toContain('<th scope="row">Наставники</th><td>45\u00a0%</td><td>78\u00a0%</td>');
    expect(html).toContain('<td>–</td>');
    for (const number of numbers) expect(readHtml(html).replaceAll('\u00a0', ' ')).toContain(number);
  });

  test('typed text makes no mark of its own', () => {
    const { svg } = drawChart({ ...bars, labels: ['<script>', '"/><b>'] }, 'a');
    expect(svg).not.toMatch(/<script|<b>/u);
  });

  test('bars are as long as their numbers', () => {
    const { svg } = drawChart({ ...bars, series: [{ name: '', values: [2, 4] }] }, 'a');
    const heights = Array.from(svg.matchAll(/v([\d.]+)h-/gu), ([, height]) => Number(height));
    expect(heights).toHaveLength(2);
    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(2, 1);
  });

  test('a month without a figure is a gap', () => {
    const { svg } = drawChart(
      {
        ...bars,
        shape: 'lines',
        labels: ['а', 'б', 'в', 'г'],
        series: [{ name: '', values: [1, null, 2, 3] }],
      },
      'a',
    );
    expect(svg).toMatch(/d="M[\d.]+ [\d.]+M[\d.]+ [\d.]+L[\d.]+ [\d.]+" fill="none"/u);
  });

  test('any numbers make a picture of a bounded size', () => {
    for (const values of [
      [0, 0],
      [null, null],
      [1e12, -1e12],
      [1e-9, 2e-9],
      [-5, -1],
    ]) {
      const { svg, height } = drawChart({ ...bars, series: [{ name: 'ряд', values }] }, 'a');
      expect(svg).not.toMatch(/NaN|Infinity|undefined/u);
      expect(svg.length).toBeLessThan(10_000);
      expect(height).toBeLessThan(400);
    }
  });

  test('numbers are written as Russians do', () => {
    expect([valueText(1_234.567, '%'), valueText(-2, 'чел.'), valueText(null, '%')]).toEqual([
      '1\u00a0234,57\u00a0%',
      '−2',
      '–',
    ]);
  });

  test('what cannot be drawn is refused', () => {
    const bad: readonly Block[] = [
      { ...bars, labels: [], series: [{ name: '', values: [] }] },
      { ...bars, series: [] },
      { ...bars, series: [{ name: '', values: [1] }] },
      { ...bars, series: [{ name: '', values: [1, Number.NaN] }] },
      { kind: 'qr', text: '', caption: '' },
      { kind: 'qr', text: 'а'.repeat(1_001), caption: '' },
      { kind: 'qr', text: 'а', caption: '', size: 5 },
    ];
    for (const block of bad) expect(() => prepareDocument(paperOf(block))).toThrow(RangeError);
  });
});

describe('a square with a link', () => {
  const document = paperOf({
    kind: 'qr',
    text: 'https://example.org/?a=1&b="2"',
    caption: 'Подать <заявку>',
  });

  test('has its words in every format', async () => {
    const html = renderHtml(document);
    expect(html).toContain('aria-label="QR-код: https://example.org/?a=1&amp;b=&quot;2&quot;"');
    expect(html).toContain('Подать &lt;заявку&gt;');
    expect((await readPdf(await renderPdf(document))).pages[0]?.text).toContain('Подать <заявку>');
    const files = unzipSync(await renderDocx(document));
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('descr="QR-код: https://example.org/?a=1&amp;b=&quot;2&quot;"');
    expect(Object.keys(files).filter((name) => name.endsWith('.png'))).toHaveLength(1);
  });

  test('a thousand Russian letters still make one', () => {
    expect(renderHtml(paperOf({ kind: 'qr', text: 'ж'.repeat(1_000), caption: '' }))).toContain('<svg');
  });
});
