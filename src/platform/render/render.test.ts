import * as fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import { renderDocx } from '#src/platform/render/docx.ts';
import { renderHtml, renderHtmlPage } from '#src/platform/render/html.ts';
import { paragraph } from '#src/platform/render/model.ts';
import type { Block, PaperDocument } from '#src/platform/render/model.ts';
import { closePdfRenderer, renderPdf } from '#src/platform/render/pdf.ts';
import { essence, readDocx, readHtml, readPdf } from '#src/platform/render/testing/extract-text.ts';
import { manyRows, sampleDocument } from '#src/platform/render/testing/sample.ts';

afterAll(closePdfRenderer);

async function texts(document: PaperDocument) {
  const pdf = await readPdf(await renderPdf(document));
  return {
    docx: essence(await readDocx(await renderDocx(document))),
    pdf: pdf.pages.map(({ text }, index) => withoutPageHead(essence(text), index + 1)).join(''),
    html: essence(readHtml(renderHtml(document))),
  };
}

/** What a page of the sample repeats on purpose: its number, and the head of the table if that goes on. */
function withoutPageHead(text: string, page: number): string {
  return page === 1 ? text : text.replace(new RegExp(`^${page}(№ДелоСрокКто)?`, 'u'), '');
}

/** Letters whatever their order. */
function letters(text: string): readonly string[] {
  return Array.from(text).sort();
}

async function documentXml(document: PaperDocument, part = 'word/document.xml'): Promise<string> {
  const file = unzipSync(await renderDocx(document))[part];
  if (!file) throw new Error(`No ${part}`);
  return strFromU8(file);
}

/** What attackers and tired people type, all in letters that the fonts have. */
const hostile = [
  '#sys.version',
  '#read("/etc/passwd")',
  '#import "@preview/cetz:0.3.0": *',
  '#panic()',
  ']',
  '[#',
  '"',
  "'",
  '\\',
  '\\u{41}',
  '@ref',
  '<label>',
  '$x^2$',
  '*bold*',
  '_under_',
  '`raw`',
  '```',
  '= heading',
  '- item',
  '// comment',
  '/* comment',
  '--',
  '...',
  '~',
  '{{',
  '}}',
  '${x}',
  '%s',
  '&amp;',
  '&lt;b&gt;',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '" onclick="x',
  ']]>',
  '<!--',
  '</w:t>',
  '<?xml?>',
  '=1+1',
  '@SUM(A1)',
  'https://example.org/?a=1&b=2#c',
  'é',
  'и\u0306',
];

describe('the same content in every format', () => {
  test('word for word', async () => {
    const { docx, pdf, html } = await texts(sampleDocument('слово'));
    expect(pdf).toBe(docx);
    expect(html).toBe(docx);
    expect(docx).toContain('ПРИНЯТО');
  });

  test('typed text stays what it was, whatever it looks like', async () => {
    for (const word of hostile) {
      const { docx, pdf, html } = await texts(sampleDocument(word));
      expect(pdf).toBe(docx);
      expect(html).toBe(docx);
      expect(docx).toContain(essence(`Сделать ${word}`));
    }
  }, 60_000);

  test('any mixture of such pieces is text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'grapheme-ascii' })), {
          maxLength: 8,
        }),
        async (pieces) => {
          const { docx, pdf, html } = await texts(sampleDocument(pieces.join('')));
          expect(pdf).toBe(docx);
          expect(html).toBe(docx);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test('any characters at all make a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (word) => {
        const document = sampleDocument(word);
        const { pages } = await readPdf(await renderPdf(document));
        expect(pages.length).toBeGreaterThan(0);
        const html = essence(readHtml(renderHtml(document)));
        expect(essence(await readDocx(await renderDocx(document)))).toBe(html);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('control characters and lone surrogates go, emoji and combining letters stay', async () => {
    const document = sampleDocument('а\u0000б\u0007в\ud800г\ufffeд 😀 👩‍🏫 и\u0306');
    const xml = await documentXml(document);
    const html = renderHtml(document);
    for (const text of [xml, html]) {
      expect(text).toContain('абвгд 😀 👩‍🏫 и\u0306');
      // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
      expect(text).not.toMatch(/[\u0000-\u0008\ufffe]|\p{Surrogate}/u);
    }
    const { pages } = await readPdf(await renderPdf(document));
    expect(pages[0]?.text).toContain('абвгд');
  });
});

describe('HTML', () => {
  test('no tag but our own comes out of user text', () => {
    const html = renderHtmlPage(sampleDocument('<script>alert("1")</script><b onclick=\'x\'>'), 'n"1');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b ');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)');
    expect(html).toContain('<style nonce="n&quot;1">');
  });

  test('tables are told to screen readers', () => {
    const html = renderHtml(sampleDocument('слово'));
    expect(html).toContain('<thead>');
    expect(html).toContain('<th scope="col"');
    expect(html).toContain('<th scope="rowgroup" colspan="4"');
    expect(html).toContain('<td colspan="2">');
    expect(html).toContain('lang="ru"');
  });
});

describe('DOCX', () => {
  test('head rows repeat, short rows are not cut, widths fill the page', async () => {
    const xml = await documentXml(sampleDocument('слово'));
    expect(xml).toContain('<w:tblHeader');
    expect(xml).toContain('<w:cantSplit');
    expect(xml).toContain('w:val="Heading1"');
    const grids = xml.match(/<w:tblGrid>.*?<\/w:tblGrid>/gu) ?? [];
    expect(grids).toHaveLength(3);
    for (const grid of grids) {
      const widths = Array.from(grid.matchAll(/w:w="(\d+)"/gu), ([, width]) => Number(width));
      // 180 mm in twentieths of a point.
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(10_205);
    }
  });

  test('a section is kept with the row after it', async () => {
    const xml = await documentXml(sampleDocument('слово'));
    const rows = xml.match(/<w:tr>.*?<\/w:tr>/gu) ?? [];
    const section = rows.find((row) => row.includes('Раздел слово')) ?? '';
    expect(section).toContain('<w:keepNext/>');
    expect(rows.find((row) => row.includes('Сделать')) ?? '').not.toContain('<w:keepNext');
  });

  test('the sheet is A4, turned when asked, with its first page unnumbered', async () => {
    const portrait = await documentXml(sampleDocument('слово'));
    expect(portrait).toMatch(/<w:pgSz w:w="11906" w:h="16838"/u);
    expect(portrait).toContain('<w:titlePg');
    const landscape = await documentXml({ ...sampleDocument('слово'), orientation: 'landscape' });
    expect(landscape).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/u);
  });

  test('clauses are numbered by Word, and each set from one', async () => {
    const clauses = {
      kind: 'clauses',
      items: [{ runs: [{ text: 'а' }], clauses: [{ runs: [{ text: 'б' }] }] }],
    } as const;
    const document: PaperDocument = {
      title: 'Приказ',
      orientation: 'portrait',
      language: 'ru',
      blocks: [clauses, clauses],
    };
    const xml = await documentXml(document);
    const ids = Array.from(xml.matchAll(/<w:numId w:val="(\d+)"/gu), ([, id]) => id);
    expect(new Set(ids).size).toBe(2);
    expect(essence(readHtml(renderHtml(document)))).toBe('1.а1.1.б1.а1.1.б');
    const { pages } = await readPdf(await renderPdf(document));
    expect(essence(pages[0]?.text ?? '')).toBe('1.а1.1.б1.а1.1.б');
  });
});

describe('PDF', () => {
  const millimetre = 72 / 25.4;

  test('two thousand rows: the head on every page, a number on every page but the first, nothing lost', async () => {
    const document = sampleDocument('слово', manyRows(2_000));
    const { pages } = await readPdf(await renderPdf(document));
    expect(pages.length).toBeGreaterThan(30);
    const all = essence(pages.map((page) => page.text).join(''));
    for (const index of [1, 777, 1_999]) expect(all).toContain(`документов,строка${index}`);
    const numbers = pages.slice(1).map((page) => page.text.trim().split(/\s/u)[0]);
    expect(numbers).toEqual(pages.slice(1).map((_, index) => String(index + 2)));
    // The table ends before the last page does: signatures may stand on one of their own.
    for (const page of pages.slice(0, -1)) expect(essence(page.text)).toContain('№ДелоСрокКто');
    for (const page of pages) expect([Math.round(page.width), Math.round(page.height)]).toEqual([595, 842]);
    expect(essence(pages[0]?.text ?? '').startsWith('ПРИНЯТО')).toBe(true);
    // No section line is the last of a page.
    for (const page of pages) expect(page.text.trim().split('\n').at(-1)).not.toMatch(/^Раздел \d+$/u);
  }, 60_000);

  test('the caller is not held up meanwhile', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    await renderPdf(sampleDocument('не ждать', manyRows(1_500)));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  }, 60_000);

  test('hyphens of the text can be copied and searched after words were hyphenated', async () => {
    const word = 'достопримечательностями '.repeat(40);
    const face = { bold: true, italic: true };
    const document: PaperDocument = {
      ...sampleDocument(''),
      blocks: [
        paragraph(`${word} 2022-2024`, { align: 'justify' }),
        { kind: 'paragraph', runs: [{ text: `${word} 2023-2025`, ...face }] },
      ],
    };
    const { pages } = await readPdf(await renderPdf(document));
    expect(pages[0]?.text).toContain('2022-2024');
    expect(pages[0]?.text).toContain('2023-2025');
    expect(pages[0]?.text).toMatch(/-\n/u);
  });

  test('a row longer than a page goes on over the next ones', async () => {
    const lines = Array.from({ length: 150 }, (_, index) => `строка ${index}`);
    const document = sampleDocument('', [
      { kind: 'section', text: 'Длинное' },
      {
        kind: 'row',
        cells: [
          { content: '3' },
          { content: lines.join('\n') },
          { content: '' },
          { content: [{ kind: 'list', marker: 'number', items: lines.map((text) => [{ text }]) }] },
        ],
      },
    ]);
    const { items } = await readPdf(await renderPdf(document));
    const found = items.filter(({ text, y }) => /строка \d+$/u.test(text) && y > 20 * millimetre - 5);
    expect(found.length).toBe(300);
  });

  const stubborn = [
    'с\u00a001.10.2026\u00a0по\u00a031.05.2027',
    'а'.repeat(300),
    'б'.repeat(300),
    'Щ'.repeat(80),
    'ОРГАНИЗАЦИОННО-РАСПОРЯДИТЕЛЬНАЯ',
    'превысокомногорассмотрительствующий',
    'рентгеноэлектрокардиографического',
    'https://example.org/very-long/path/of_an/address.aspx?id=1234567890&x=%D0%B0',
    '1234567890'.repeat(12),
    'взбзднствпркл'.repeat(4),
    '№'.repeat(60),
    '中'.repeat(80),
    '—'.repeat(120),
    'mmmmmmmmWWWWWWWWW'.repeat(6),
  ];
  test('no word leaves its cell', async () => {
    const document: PaperDocument = {
      ...sampleDocument(''),
      blocks: [
        {
          kind: 'table',
          size: 'small',
          columns: Array.from({ length: 6 }, () => ({ width: 1 })),
          head: [],
          body: stubborn.map((word) => ({
            kind: 'row',
            cells: Array.from({ length: 6 }, () => ({ content: word, bold: true })),
          })),
        },
      ],
    };
    const { items } = await readPdf(await renderPdf(document));
    const column = 30 * millimetre;
    const outside = items.filter(({ page, text, x, width }) => {
      const numbered = page > 1 && text === String(page);
      const within = (x - 20 * millimetre + 0.01) % column;
      return !numbered && text.trim() !== '' && (within < 0 || within + width > column);
    });
    expect(items.length).toBeGreaterThan(500);
    expect(outside).toEqual([]);
  });

  test('no word leaves the page', async () => {
    const blocks = stubborn.flatMap((text): readonly Block[] => [
      { kind: 'heading', level: 1, text },
      { kind: 'paragraph', runs: [{ text }] },
      { kind: 'clauses', items: [{ runs: [{ text }] }] },
      { kind: 'list', marker: 'number', items: [[{ text }]] },
      { kind: 'signatures', items: [{ post: text, name: text }] },
      { kind: 'stamps', left: [{ word: text, lines: [text] }], right: [{ word: text, lines: [text] }] },
    ]);
    const { items } = await readPdf(await renderPdf({ ...sampleDocument(''), blocks }));
    const outside = items.filter(
      ({ x, width }) => x < 20 * millimetre - 0.5 || x + width > 200 * millimetre + 0.5,
    );
    expect(outside).toEqual([]);
  });

  test('a hundred thousand letters without a space are laid out in no time', async () => {
    const blocks = [paragraph('a'.repeat(100_000)), paragraph('взбзднств'.repeat(5_000))];
    expect((await readPdf(await renderPdf({ ...sampleDocument(''), blocks }))).pages.length).toBeGreaterThan(
      20,
    );
  }, 20_000);

  test('a closed renderer refuses what it had begun and starts again when asked', async () => {
    const begun = renderPdf(sampleDocument('раз', manyRows(1_000)));
    const waiting = renderPdf(sampleDocument('в очереди'));
    await Promise.all([
      expect(begun).rejects.toThrow('closed'),
      expect(waiting).rejects.toThrow('closed'),
      new Promise((resolve) => setTimeout(resolve, 5)).then(closePdfRenderer),
    ]);
    expect((await renderPdf(sampleDocument('два'))).length).toBeGreaterThan(1_000);
  });

  test('cells over several rows and columns keep their words', async () => {
    const document: PaperDocument = {
      title: 'Матрица',
      orientation: 'landscape',
      language: 'ru',
      blocks: [
        {
          kind: 'table',
          columns: [{ width: 1 }, { width: 1 }, { width: 1 }],
          head: [
            {
              cells: [
                { content: 'Месяц', rowSpan: 2 },
                { content: 'Работа', colSpan: 2 },
              ],
            },
            { cells: [{ content: 'Школа' }, { content: 'Город' }] },
          ],
          body: [
            { kind: 'section', text: 'Осень' },
            { kind: 'row', cells: [{ content: 'Сентябрь', rowSpan: 2 }, { content: 'а' }, { content: 'б' }] },
            { kind: 'row', cells: [{ content: 'вместе', colSpan: 2 }] },
          ],
        },
      ],
    };
    const all = await texts(document);
    // The layouter draws a cell over several rows with the last of them.
    expect(letters(all.pdf)).toEqual(letters(all.docx));
    expect(all.html).toBe(all.docx);
    expect(renderHtml(document)).toContain('rowspan="2"');
  });

  test('a document without blocks is a page', async () => {
    const empty: PaperDocument = { title: '', orientation: 'portrait', language: 'ru', blocks: [] };
    expect((await readPdf(await renderPdf(empty))).pages).toHaveLength(1);
    expect(await readDocx(await renderDocx(empty))).toMatch(/^\s*$/u);
    expect(renderHtml(empty)).toContain('<article');
  });
});
