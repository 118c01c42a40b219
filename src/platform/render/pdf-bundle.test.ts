import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, describe, expect, test } from 'vitest';

import { paragraph } from '#src/platform/render/model.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdfBundle } from '#src/platform/render/pdf-bundle.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { readPdf } from '#src/platform/render/testing/extract-text.ts';
import { orderSample } from '#src/platform/render/testing/office-sample.ts';
import { manyRows, sampleDocument } from '#src/platform/render/testing/sample.ts';

afterAll(closePdfRenderer);

const latin = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');
const isArchival = (pdf: Uint8Array) => latin(pdf).includes('<pdfaid:part>2</pdfaid:part>');

interface Entry {
  readonly title: string;
  readonly page: number;
  readonly items: readonly string[];
}

async function outlineOf(pdf: Uint8Array): Promise<readonly Entry[]> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const entries: Entry[] = [];
  for (const { title, dest, items } of await document.getOutline()) {
    const [ref] = dest as [Parameters<typeof document.getPageIndex>[0]];
    entries.push({
      title,
      page: (await document.getPageIndex(ref)) + 1,
      items: (items as { title: string }[]).map((item) => item.title),
    });
  }
  await document.loadingTask.destroy();
  return entries;
}

async function factsOf(pdf: Uint8Array) {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const { info } = await document.getMetadata();
  await document.loadingTask.destroy();
  return info as { readonly Title?: string; readonly Language?: string; readonly CreationDate?: string };
}

const papers = (count: number) =>
  Array.from({ length: count }, (_, index) => orderSample(`${index + 1}`, true));

describe('one paper', () => {
  test('is PDF/A-2b with title, language and outline, the same bytes each time', async () => {
    const pdf = await renderPdf(orderSample('слово', true));
    expect(isArchival(pdf)).toBe(true);
    expect(latin(pdf)).toContain('/OutputIntents');
    expect(await factsOf(pdf)).toMatchObject({ Title: 'Приказ слово', Language: 'ru' });
    expect((await factsOf(pdf)).CreationDate).toBeUndefined();
    expect(await outlineOf(pdf)).toEqual([
      { title: 'ПРИКАЗ', page: 1, items: ['О назначении куратора слово'] },
    ]);
    expect(Buffer.from(await renderPdf(orderSample('слово', true))).equals(pdf)).toBe(true);
  });

  test.each(['中文', '😀', '\ue000', '→'])(
    'with letters that the fonts lack is a plain PDF: %s',
    async (word) => {
      const pdf = await renderPdf(orderSample(word, true));
      expect(isArchival(pdf)).toBe(false);
      expect(latin(pdf).startsWith('%PDF-1.7')).toBe(true);
    },
  );

  test('with letters in parts or narrow spaces is PDF/A', async () => {
    expect(isArchival(await renderPdf(orderSample('Андреи\u0306 1\u202f000', true)))).toBe(true);
  });
});

describe('many papers', () => {
  test('each begins on a page of its own, counts from one and has its entry in the outline', async () => {
    const long: PaperDocument = { ...sampleDocument('длинный', manyRows(100)), title: 'Длинный <план>' };
    const sheets: PaperDocument = { ...sampleDocument('широкий'), orientation: 'landscape' };
    const documents = [...papers(60), long, sheets, ...papers(3)];
    const progress: number[] = [];
    const pdf = await renderPdfBundle(documents, { title: 'Все', onProgress: (done) => progress.push(done) });
    const { pages } = await readPdf(pdf);
    const outline = await outlineOf(pdf);
    expect(outline.map(({ title }) => title)).toEqual(documents.map(({ title }) => title));
    expect(outline[0]?.items).toEqual(['ПРИКАЗ']);
    expect(progress.at(-1)).toBe(65);
    expect(progress).toContain(50);
    // Pages of the long paper are numbered from two on, and the next begins anew.
    const [start, end] = [outline[60]?.page ?? 0, outline[61]?.page ?? 0];
    expect(end - start).toBeGreaterThan(1);
    expect(pages[start]?.text.trim().startsWith('2 ')).toBe(true);
    expect(pages[end - 1]?.text.trim()).toMatch(/^ПРИНЯТО/u);
    const unnumbered = pages.slice(0, 60).filter(({ text }) => /^(?:- - - - )?\s*Отдел/u.test(text));
    expect(unnumbered).toHaveLength(60);
    expect(pages[end - 1]?.width).toBeGreaterThan(pages[end - 1]?.height ?? 0);
    expect(isArchival(pdf)).toBe(true);
    expect(latin(pdf)).toContain(`<xmpTPg:NPages>${pages.length}</xmpTPg:NPages>`);
    expect(await factsOf(pdf)).toMatchObject({ Title: 'Все', Language: 'ru' });
    const again = await renderPdfBundle(documents, { title: 'Все' });
    expect(Buffer.from(again).equals(pdf)).toBe(true);
  });

  test('for printing on both sides each begins on an odd page', async () => {
    const two: PaperDocument = {
      ...sampleDocument('две'),
      blocks: [paragraph('раз'), { kind: 'pageBreak' }, paragraph('два')],
    };
    const pdf = await renderPdfBundle([...papers(2), two, ...papers(1)], { title: 'Все', oddStart: true });
    expect((await outlineOf(pdf)).map(({ page }) => page)).toEqual([1, 3, 5, 7]);
    const { pages } = await readPdf(pdf);
    expect(pages).toHaveLength(7);
    expect(pages[1]?.text.trim()).toBe('');
    expect(isArchival(pdf)).toBe(true);
  });

  test('papers may come one by one; one with foreign letters makes the whole a plain PDF', async () => {
    async function* source() {
      for (const paper of papers(51)) yield await Promise.resolve(paper);
      yield orderSample('中', true);
    }
    const pdf = await renderPdfBundle(source(), { title: 'Все' });
    expect((await readPdf(pdf)).pages).toHaveLength(52);
    expect(latin(pdf)).not.toContain('pdfaid:part');
    expect(latin(pdf)).not.toContain('/OutputIntents');
  });

  test('a cancelled bundle ends at once, and what waits behind it is laid out', async () => {
    const controller = new AbortController();
    const reason = new Error('Хватит');
    const done: number[] = [];
    const bundle = renderPdfBundle(papers(500), {
      title: 'Все',
      signal: controller.signal,
      onProgress: (count) => {
        done.push(count);
        controller.abort(reason);
      },
    });
    await expect(bundle).rejects.toBe(reason);
    expect(done).toEqual([50]);
    expect((await renderPdf(orderSample('после', true))).length).toBeGreaterThan(1_000);
    await expect(renderPdfBundle(papers(1), { title: '', signal: controller.signal })).rejects.toBe(reason);
  });

  test('a paper that cannot be drawn is named; none at all are refused', async () => {
    const bad: PaperDocument = { ...sampleDocument(''), blocks: [{ kind: 'spacer', lines: 99 }] };
    await expect(renderPdfBundle([...papers(2), bad], { title: '' })).rejects.toThrow('Paper 3: A spacer');
    // It is found in the thread, and is still told from a failure of the layout.
    await expect(renderPdf(bad)).rejects.toThrow(RangeError);
    await expect(renderPdfBundle([], { title: '' })).rejects.toThrow(RangeError);
  });
});
