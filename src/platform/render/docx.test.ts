import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { renderDocx } from '#src/platform/render/docx.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { docxFaults } from '#src/platform/render/testing/docx-check.ts';
import { agreementSample, orderSample } from '#src/platform/render/testing/office-sample.ts';
import { thanksSample } from '#src/platform/render/testing/ornate-sample.ts';
import { chartSample } from '#src/platform/render/testing/picture-sample.ts';
import { sampleDocument } from '#src/platform/render/testing/sample.ts';

const hostile = '<w:p> &amp; ]]> "x" \u0000\ud800 😀 \u202e';
const clauses: PaperDocument = {
  title: 'Пункты',
  orientation: 'portrait',
  language: 'ru',
  blocks: [
    { kind: 'clauses', items: [{ runs: [{ text: 'а' }], clauses: [{ runs: [{ text: 'б' }] }] }] },
    { kind: 'clauses', start: 3, items: [{ runs: [{ text: 'в' }] }] },
    { kind: 'list', marker: 'number', items: [[{ text: 'г' }], []] },
    { kind: 'stamps', left: [], right: [] },
    { kind: 'signatures', items: [] },
    { kind: 'letterhead', name: '', lines: [] },
    { kind: 'addressee', lines: [] },
    { kind: 'parties', items: [{ title: '', lines: [], name: null }] },
    { kind: 'paragraph', runs: [] },
    {
      kind: 'table',
      columns: [{ width: 1 }, { width: 1 }],
      head: [{ cells: [{ content: [], rowSpan: 2 }, { content: 'а' }] }, { cells: [{ content: '' }] }],
      body: [{ kind: 'row', minHeight: 10, cells: [{ content: [], colSpan: 2 }] }],
    },
  ],
};

const papers: Readonly<Record<string, PaperDocument>> = {
  'a plan': sampleDocument(hostile),
  'a wide plan': { ...sampleDocument('слово'), orientation: 'landscape' },
  'an order': orderSample(hostile, true),
  'an order with lines': orderSample('', false),
  'an agreement of one': agreementSample(hostile, 1),
  'an agreement of three': agreementSample('', 3),
  charts: chartSample(hostile),
  thanks: thanksSample(hostile, 'landscape', 3),
  'empty blocks of all kinds': clauses,
  nothing: { title: '', orientation: 'portrait', language: 'ru', blocks: [] },
};

async function partOf(document: PaperDocument, part: string): Promise<string> {
  return strFromU8(unzipSync(await renderDocx(document))[part] ?? new Uint8Array());
}

describe('Word has nothing to repair in', () => {
  test.each(Object.entries(papers))('%s', async (_, document) => {
    expect(docxFaults(await renderDocx(document))).toEqual([]);
  });
});

test('a mistake would be seen', async () => {
  const files = unzipSync(await renderDocx(papers.charts ?? clauses));
  const broken = strFromU8(files['word/document.xml'] ?? new Uint8Array())
    .replace('</w:p>', '</w:p><w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr><w:tblGrid/></w:tbl>')
    .replace('w:val="Heading1"', 'w:val="Heading9"')
    .replaceAll(/wp:docPr id="\d+"/gu, 'wp:docPr id="7"')
    .replace(/r:embed="[^"]*"/u, 'r:embed="rId999"');
  const faults = docxFaults(zipSync({ ...files, 'word/document.xml': strToU8(broken) })).join('; ');
  for (const fault of [
    'paragraph at its end',
    'order in w:tbl',
    'no style Heading9',
    'picture 7 twice',
    'rId999',
  ])
    expect(faults).toContain(fault);
});

describe('a person can edit', () => {
  test('headings, which are in the list of headings', async () => {
    const styles = await partOf(papers.nothing ?? clauses, 'word/styles.xml');
    for (const level of [1, 2, 3])
      expect(styles).toMatch(
        new RegExp(
          `w:styleId="Heading${level}">(?:(?!</w:style>).)*<w:outlineLvl w:val="${level - 1}"/>`,
          'u',
        ),
      );
  });

  test('tables by their style, with a head that is marked as one', async () => {
    const xml = await partOf(papers['a plan'] ?? clauses, 'word/document.xml');
    expect(xml).toContain('<w:tblStyle w:val="TableGrid"/>');
    expect(xml).toContain('<w:tblHeader/>');
    expect(xml).toMatch(/<w:tblLook [^>]*w:firstRow="true"/u);
    const styles = await partOf(papers['a plan'] ?? clauses, 'word/styles.xml');
    expect(styles).toMatch(/w:styleId="TableGrid">.*<w:insideH w:val="single"/u);
  });

  test('lists, which are numbered by Word', async () => {
    const xml = await partOf(clauses, 'word/document.xml');
    expect(xml.match(/<w:pStyle w:val="ListParagraph"\/><w:numPr>/gu)).toHaveLength(5);
    expect(await partOf(clauses, 'word/numbering.xml')).toContain('<w:start w:val="3"/>');
  });
});
