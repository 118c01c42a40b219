import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableRefusals } from '#src/lib/tables/labels.ts';
import type { Limits } from '#src/lib/tables/model.ts';
import { readDocument, readText } from '#src/lib/tables/read.ts';
import {
  compilePdf,
  docxParts,
  loadRoadmapFixtures,
  makeDocx,
  makePdf,
  makeXlsx,
  xlsxParts,
  zipParts,
} from '../../../tools/fixtures/make-documents.ts';

async function codeOf(bytes: Uint8Array, name = 'plan.docx', limits: Partial<Limits> = {}): Promise<string> {
  const result = await readDocument(bytes, name, limits);
  return result.ok ? `read as ${result.value.format}` : result.refusal.code;
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const paragraph = '<w:p><w:r><w:t>План</w:t></w:r></w:p>';
const ole = (content: string): Uint8Array =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...ascii(content)]);

/** A PDF of one page with the given content stream; `trailer` goes into its trailer. */
function makeBarePdf(content: string, trailer = ''): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 5\n0000000000 65535 f \n${entries}trailer\n<< /Size 5 /Root 1 0 R ${trailer} >>\nstartxref\n${String(start)}\n%%EOF`;
  return ascii(text);
}

describe('what is refused', () => {
  it('says in Russian what to do, for every code', () => {
    for (const message of Object.values(tableRefusals)) expect(message).toMatch(/^[А-ЯВЭ].+\.$/u);
  });

  it('refuses files that are empty, too large or of no known kind', async () => {
    expect(await codeOf(new Uint8Array())).toBe('tables.empty');
    expect(await codeOf(ascii(' \n\t\n'), 'plan.txt')).toBe('tables.empty');
    expect(await codeOf(zipParts(docxParts('<w:p/>')))).toBe('tables.empty');
    expect(await codeOf(new Uint8Array(20 * 1024 * 1024 + 1))).toBe('tables.too_large');
    expect(await codeOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]))).toBe('tables.unsupported');
    expect(await codeOf(ascii('{\\rtf1 План}'), 'plan.rtf')).toBe('tables.unsupported');
    expect(await codeOf(zipParts({ 'photo.txt': 'x' }), 'archive.zip')).toBe('tables.unsupported');
  });

  it('refuses more rows than the limit in every format', async () => {
    const tr = '<w:tr><w:tc><w:p><w:r><w:t>а</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>';
    const limits = { rows: 5 };
    expect(await codeOf(zipParts(docxParts(`<w:tbl>${tr.repeat(6)}</w:tbl>`)), 'a.docx', limits)).toBe(
      'tables.too_many_rows',
    );
    const rows = Array.from(
      { length: 6 },
      (_value, index) => `<row r="${String(index + 1)}"><c><v>1</v></c><c><v>2</v></c></row>`,
    );
    const sheet = { name: 'a', xml: `<sheetData>${rows.join('')}</sheetData>` };
    expect(await codeOf(zipParts(xlsxParts([sheet])), 'a.xlsx', limits)).toBe('tables.too_many_rows');
    expect(await codeOf(ascii('a;b\n'.repeat(6)), 'a.csv', limits)).toBe('tables.too_many_rows');
    expect(await codeOf(ascii('a\tb\n'.repeat(6)), 'a.txt', limits)).toBe('tables.too_many_rows');
    const cells = Array.from({ length: 12 }, (_value, index) => `[${String(index)}]`).join(', ');
    const pdf = compilePdf(`#table(columns: 2, ${cells})`);
    expect(await codeOf(pdf, 'a.pdf', limits)).toBe('tables.too_many_rows');
  });

  it('refuses old and encrypted office files by what they are', async () => {
    expect(await codeOf(ole('WordDocument'), 'plan.docx')).toBe('tables.old_format');
    expect(await codeOf(ole(Array.from('EncryptedPackage').join('\0')), 'plan.docx')).toBe('tables.password');
    const encrypted = zipParts(docxParts(paragraph));
    const at = findEntry(encrypted);
    encrypted[at + 8] = 1;
    expect(await codeOf(encrypted)).toBe('tables.password');
  });

  it('refuses macros whatever the ending', async () => {
    expect(await codeOf(zipParts({ ...docxParts(paragraph), 'word/vbaProject.bin': 'x' }))).toBe(
      'tables.macros',
    );
    const types =
      '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
    expect(await codeOf(zipParts({ ...docxParts(paragraph), '[Content_Types].xml': types }))).toBe(
      'tables.macros',
    );
  });

  it('refuses a zip bomb by its declared size and by its real one', async () => {
    const bomb = zipParts({ ...docxParts(''), 'word/document.xml': new Uint8Array(16 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await codeOf(bomb)).toBe('tables.zip_bomb');
    // The directory lies: the part says it is small.
    const at = findEntry(bomb, 'word/document.xml');
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(at + 24, 1000, true);
    expect(await codeOf(bomb)).toBe('tables.zip_bomb');
    const many = Object.fromEntries(
      Array.from({ length: 5 }, (_value, index) => [
        `word/media/${String(index)}.bmp`,
        new Uint8Array(1024 * 1024),
      ]),
    );
    const parts = zipParts({ ...docxParts(paragraph), ...many });
    expect(await codeOf(parts, 'a.docx', { unpackedBytes: 4 * 1024 * 1024 })).toBe('tables.zip_bomb');
    // A container inside a container stays closed.
    expect(await codeOf(zipParts({ ...docxParts(paragraph), 'word/embeddings/1.docx': bomb }))).toBe(
      'read as docx',
    );
  });

  it('expands no entities and follows no addresses', async () => {
    const laughs = `<!DOCTYPE a [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`;
    expect(await codeOf(zipParts({ ...docxParts(''), 'word/document.xml': laughs }))).toBe('tables.damaged');
    const outside =
      '<Relationships><Relationship Id="r" Type="x/officeDocument" TargetMode="External" Target="http://127.0.0.1:1/a"/></Relationships>';
    expect(await codeOf(zipParts({ ...docxParts(paragraph), '_rels/.rels': outside }))).toBe('read as docx');
  });

  it('refuses damaged containers and parts', async () => {
    const whole = zipParts(docxParts(paragraph));
    expect(await codeOf(whole.subarray(0, whole.length - 30))).toBe('tables.damaged');
    expect(await codeOf(zipParts({ ...docxParts(''), 'word/document.xml': '<w:document><w:body>' }))).toBe(
      'tables.damaged',
    );
    expect(await codeOf(zipParts({ ...docxParts(''), 'word/document.xml': 'не XML' }))).toBe(
      'tables.damaged',
    );
    const deep = '<w:p>'.repeat(5000);
    expect(await codeOf(zipParts(docxParts(deep)))).toBe('tables.damaged');
  });

  it('refuses PDF without text, with a password, damaged or swollen', async () => {
    expect(await codeOf(makeBarePdf('0 0 10 10 re f'), 'scan.pdf')).toBe('tables.scanned_pdf');
    const zeros = '00'.repeat(32);
    const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${zeros}> /U <${zeros}> /P -4 >> /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`;
    expect(await codeOf(makeBarePdf('', encrypt), 'plan.pdf')).toBe('tables.password');
    expect(await codeOf(ascii('%PDF-1.7\nничего'), 'plan.pdf')).toBe('tables.damaged');
    const swollen = makePdf({
      seed: '',
      title: 'а',
      organization: null,
      period: null,
      columns: ['№', 'Что'],
      sections: [],
    });
    expect(await codeOf(swollen, 'plan.pdf', { unpackedBytes: 1000 })).toBe('tables.zip_bomb');
  });

  it('goes by the content, not by the ending', async () => {
    const [, fixture] = loadRoadmapFixtures();
    if (fixture === undefined) throw new Error('no fixture');
    expect(await codeOf(await makeDocx(fixture), 'plan.pdf')).toBe('read as docx');
    expect(await codeOf(await makeXlsx(fixture), 'plan.doc')).toBe('read as xlsx');
    expect(await codeOf(makePdf(fixture), 'plan')).toBe('read as pdf');
    expect(await codeOf(ascii('Plan'), 'plan.docx')).toBe('read as text');
  });
});

describe('garbage', () => {
  it('never throws on any bytes', async () => {
    await expect(
      fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 300 }),
          fc.constantFrom('PK\u0003\u0004', '%PDF-1.4\n', ''),
          async (bytes, mark) => {
            const result = await readDocument(Uint8Array.from([...ascii(mark), ...bytes]), 'x.csv');
            return typeof result.ok === 'boolean';
          },
        ),
        { numRuns: 150 },
      ),
    ).resolves.toBeUndefined();
  });

  it('never throws on a document with bytes changed', async () => {
    const [, fixture] = loadRoadmapFixtures();
    if (fixture === undefined) throw new Error('no fixture');
    const originals = [await makeDocx(fixture), makePdf(fixture), await makeXlsx(fixture)];
    await expect(
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...originals),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 }),
          async (original, changes) => {
            const bytes = original.slice();
            for (const [at, value] of changes) bytes[at % bytes.length] = value;
            const result = await readDocument(bytes, 'x');
            return typeof result.ok === 'boolean';
          },
        ),
        { numRuns: 60 },
      ),
    ).resolves.toBeUndefined();
  }, 60_000);

  it('reads any text without losing a word', () => {
    const property = fc.property(fc.array(fc.stringMatching(/^[\t |"а-яё\d;-]{0,20}$/)), (lines) => {
      const document = readText(lines.join('\n'));
      const kept = document.blocks.flatMap((block) =>
        block.kind === 'paragraph'
          ? [block.text]
          : block.rows.flatMap((row) => row.cells.map((cell) => cell.text)),
      );
      return countLetters(kept.join('')) === countLetters(lines.join(''));
    });
    expect(() => fc.assert(property)).not.toThrow();
  });

  it('gives up on columns of spaces where thousands of lines only look like them', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_value, index) => `${'а'.repeat((index % 7) + 1)}   ${'б'.repeat(60)}`,
    );
    expect(await codeOf(ascii(lines.join('\n')), 'plan.txt')).toBe('read as text');
  });
});

function countLetters(text: string): number {
  return text.replace(/[^а-яё\d]/g, '').length;
}

/** Offset of an entry of the central directory, the first one or by name. */
function findEntry(bytes: Uint8Array, name = ''): number {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  let at = text.indexOf('PK\u0001\u0002');
  while (!text.startsWith(name, at + 46)) at = text.indexOf('PK\u0001\u0002', at + 1);
  return at;
}

/** A PDF of one page with the given content, as small as the format allows. */
function barePdf(content: string): Uint8Array {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${String(content.length)}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  const body = objects.map((object, index) => `${String(index + 1)} 0 obj${object}endobj\n`).join('');
  return new TextEncoder().encode(`%PDF-1.4\n${body}trailer<</Size 6/Root 1 0 R>>\n%%EOF`);
}

it(
  'refuses a page of very many pieces of text instead of putting them together',
  { timeout: 60_000 },
  async () => {
    const pieces = Array.from(
      { length: 45_000 },
      (_, index) => `1 0 0 1 ${String((index * 37) % 590)} ${String((index * 53) % 840)} Tm (ab) Tj`,
    );
    const answer = await readDocument(barePdf(`BT /F1 2 Tf ${pieces.join(' ')} ET`), 'plan.pdf');
    expect(answer.ok ? 'read' : answer.refusal.code).toBe('tables.too_large');
  },
);
