import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtmlPage } from '#src/platform/render/html.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdfBundle } from '#src/platform/render/pdf-bundle.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { docxFaults } from '#src/platform/render/testing/docx-check.ts';
import { essence, readDocx, readHtml, readPdf } from '#src/platform/render/testing/extract-text.ts';
import { agreementSample, orderSample } from '#src/platform/render/testing/office-sample.ts';
import { thanksSample } from '#src/platform/render/testing/ornate-sample.ts';
import { chartSample } from '#src/platform/render/testing/picture-sample.ts';

afterAll(closePdfRenderer);

const samples: Readonly<Record<string, (word: string) => PaperDocument>> = {
  order: (word) => orderSample(word, true),
  agreement: (word) => agreementSample(word, 3),
  charts: chartSample,
  thanks: thanksSample,
};

const sorted = (text: string) => Array.from(text).sort().join('');

/** Every renderer must take it; returns what the PDF shows. */
async function drawn(document: PaperDocument): Promise<string> {
  const docx = await renderDocx(document);
  expect(docxFaults(docx)).toEqual([]);
  const html = renderHtmlPage(document);
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(html).not.toMatch(/[\u0000-\u0008\ufffe]|\p{Surrogate}|<script|<img/u);
  expect((await readDocx(docx)).length).toBeGreaterThan(10);
  const { pages } = await readPdf(await renderPdf(document));
  expect(pages.length).toBeLessThan(30);
  return essence(pages.map(({ text }) => text).join(''));
}

describe.each(Object.entries(samples))('%s', (_, sampleOf) => {
  test.each([
    ['tags', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['quotes', `"'«»„“\`\\`],
    ['emoji', '😀 👩‍🏫 🇷🇺'],
    ['control characters', 'а\u0000\u0007б\ud800в\ufffe\u202eг'],
    ['two hundred letters', 'превысокомногорассмотрительствующий'.repeat(6)],
    ['two hundred digits', '1'.repeat(200)],
    ['other scripts', '中文 عربى हिन्दी \ue000'],
    ['many lines', 'строка\n'.repeat(40)],
    ['nothing', ''],
    ['spaces', ' \t \u00a0 '],
  ])('takes %s', async (_, word) => {
    expect(await drawn(sampleOf(word))).not.toBe('');
  });

  test('takes any characters at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (word) => {
        expect(await drawn(sampleOf(word))).not.toBe('');
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});

test('the same letters in every format, of all that our fonts have', async () => {
  const word = 'Ёжик № 5 «где-то» <так> & "сяк" — 100 % ± ½…';
  for (const document of [orderSample(word, true), agreementSample(word, 3), thanksSample(word)]) {
    const docx = sorted(essence(await readDocx(await renderDocx(document))));
    expect(sorted(await drawn(document))).toBe(docx);
    expect(sorted(essence(readHtml(renderHtmlPage(document).replace(/^.*<body>/su, ''))))).toBe(docx);
  }
});

test('empty papers are pages, alone and in a bundle', async () => {
  const empty: PaperDocument = { title: '', orientation: 'portrait', language: 'ru', blocks: [] };
  const papers = [empty, { ...empty, layout: 'ornate' as const }, empty];
  for (const paper of papers) {
    expect((await readPdf(await renderPdf(paper))).pages).toHaveLength(1);
    expect(docxFaults(await renderDocx(paper))).toEqual([]);
  }
  expect((await readPdf(await renderPdfBundle(papers, { title: '' }))).pages).toHaveLength(3);
});
