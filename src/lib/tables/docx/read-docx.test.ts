import { describe, expect, it } from 'vitest';
import type { Block, Table } from '#src/lib/tables/model.ts';
import { readDocument } from '#src/lib/tables/read.ts';
import { docxParts, zipParts } from '../../../../tools/fixtures/make-documents.ts';

async function readBody(body: string, extra: { numbering?: string; styles?: string } = {}): Promise<Block[]> {
  const result = await readDocument(zipParts(docxParts(body, extra)), 'plan.docx');
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.blocks;
}

async function readTable(body: string, extra: { numbering?: string; styles?: string } = {}): Promise<Table> {
  const table = (await readBody(body, extra)).find((block) => block.kind === 'table');
  if (table === undefined) throw new Error('no table');
  return table;
}

const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const textCell = (text: string, properties = ''): string => cell(paragraph(run(text)), properties);
const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
const table = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;
const texts = (read: Table): string[][] => read.rows.map((each) => each.cells.map((one) => one.text));
const numbered = (level = 0, id = 1): string =>
  `<w:numPr><w:ilvl w:val="${String(level)}"/><w:numId w:val="${String(id)}"/></w:numPr>`;
const numbering = `<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%3)"/></w:lvl>
 </w:abstractNum>
 <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
 <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
 <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`;

describe('tables of DOCX', () => {
  it('keeps cells merged across and down', async () => {
    const read = await readTable(
      table(
        row(textCell('Раздел', '<w:gridSpan w:val="3"/>')),
        row(textCell('1', '<w:vMerge w:val="restart"/>'), textCell('а'), textCell('май')),
        row(textCell('', '<w:vMerge/>'), textCell('б'), textCell('июнь')),
        row(textCell('2'), textCell('в'), textCell('июль')),
      ),
    );
    expect(texts(read)).toEqual([['Раздел'], ['1', 'а', 'май'], ['б', 'июнь'], ['2', 'в', 'июль']]);
    expect(read.columnCount).toBe(3);
    expect(read.rows[0]?.cells[0]?.columnSpan).toBe(3);
    expect(read.rows[1]?.cells[0]?.rowSpan).toBe(2);
    expect(read.rows[2]?.cells.map((each) => each.column)).toEqual([1, 2]);
    expect(read.rows[3]?.cells[2]?.place).toEqual({ page: 1, table: 1, row: 4, column: 3 });
  });

  it('computes automatic numbers in the number column', async () => {
    const auto = (level: number): string => cell(paragraph('', numbered(level)));
    const read = await readTable(
      table(
        row(auto(0), textCell('Подготовка')),
        row(auto(1), textCell('Приказ')),
        row(auto(1), textCell('Положение')),
        row(auto(0), textCell('Отбор')),
        row(auto(1), textCell('Анкета')),
      ),
      { numbering },
    );
    expect(read.rows.map((each) => each.cells[0]?.text)).toEqual(['1.', '1.1.', '1.2.', '2.', '2.1.']);
  });

  it('writes points with the markers that a reader sees and restarts lists that say so', async () => {
    const blocks = await readBody(
      paragraph(run('первый'), numbered(0)) +
        paragraph(run('подпункт'), numbered(2)) +
        paragraph(run('подпункт'), numbered(2)) +
        paragraph(run('точка'), numbered(0, 2)) +
        paragraph(run('заново'), numbered(0, 3)),
      { numbering },
    );
    expect(blocks.map((block) => (block.kind === 'paragraph' ? block.listMarker : ''))).toEqual([
      '1.',
      'а)',
      'б)',
      '•',
      '1.',
    ]);
  });

  it('takes numbers from the style of a paragraph', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="base"/></w:style>`;
    const [block] = await readBody(paragraph(run('пункт'), '<w:pStyle w:val="own"/>'), { numbering, styles });
    expect(block).toMatchObject({ text: 'пункт', listMarker: '1.' });
  });

  it('drops deleted and hidden text, deleted rows, and keeps inserted text', async () => {
    const changed = paragraph(
      `${run('до ')}<w:del><w:r><w:delText>мая</w:delText></w:r></w:del><w:ins>${run('июня')}</w:ins>${run(' тайно', '<w:vanish/>')}`,
    );
    const gone = `<w:tr><w:trPr><w:del/></w:trPr>${textCell('нет')}${textCell('нет')}</w:tr>`;
    const read = await readTable(
      table(row(textCell('1'), cell(changed)), gone, row(textCell('2'), textCell('да'))),
    );
    expect(texts(read)).toEqual([
      ['1', 'до июня'],
      ['2', 'да'],
    ]);
  });

  it('joins paragraphs whose border a tracked change deletes', async () => {
    const blocks = await readBody(
      paragraph(run('План'), '<w:rPr><w:del/></w:rPr>') + paragraph(run('мероприятий')),
    );
    expect(blocks).toMatchObject([{ text: 'План мероприятий' }]);
  });

  it('reads text boxes once, soft breaks as line ends, fields by their result', async () => {
    const box = `<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing><wps:txbx xmlns:wps="s"><w:txbxContent>${paragraph(run('УТВЕРЖДАЮ'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${paragraph(run('УТВЕРЖДАЮ'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const field =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>PAGE</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' +
      `${run('7')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const blocks = await readBody(
      paragraph(box) + paragraph(`${run('План')}<w:r><w:br/></w:r>${run('на год ')}${field}`),
    );
    expect(blocks.map((block) => (block.kind === 'paragraph' ? block.text : ''))).toEqual([
      'УТВЕРЖДАЮ',
      'План\nна год 7',
    ]);
  });

  it('takes a table out of a frame around it and flattens a table inside a cell', async () => {
    const inner = table(row(textCell('1'), textCell('а')), row(textCell('2'), textCell('б')));
    const framed = await readTable(table(row(cell(paragraph(run('Карта')) + inner))));
    expect(texts(framed)).toEqual([
      ['1', 'а'],
      ['2', 'б'],
    ]);
    const nested = await readTable(
      table(row(textCell('№'), textCell('Что')), row(textCell('1'), cell(paragraph(run('формы:')) + inner))),
    );
    expect(nested.rows[1]?.cells[1]?.text).toBe('формы:\n1 а\n2 б');
  });

  it('joins a table cut by hand and drops its repeated head', async () => {
    const head = row(textCell('№'), textCell('Мероприятие'));
    const body =
      table(head, row(textCell('1'), textCell('а'))) +
      paragraph('<w:r><w:br w:type="page"/></w:r>') +
      table(head, row(textCell('2'), textCell('б')));
    const blocks = await readBody(body);
    expect(blocks).toHaveLength(1);
    const [joined] = blocks;
    expect(joined?.kind === 'table' ? texts(joined) : []).toEqual([
      ['№', 'Мероприятие'],
      ['1', 'а'],
      ['2', 'б'],
    ]);
    expect(joined?.kind === 'table' ? joined.rows.at(-1)?.place.page : 0).toBe(2);
  });

  it('takes hair-thin grid columns for traces of dragged borders', async () => {
    const grid = [1000, 60, 3000, 2000].map((width) => `<w:gridCol w:w="${String(width)}"/>`).join('');
    const span = '<w:gridSpan w:val="2"/>';
    const read = await readTable(
      table(
        `<w:tblGrid>${grid}</w:tblGrid>`,
        row(textCell('№', span), textCell('Что'), textCell('Когда')),
        row(textCell('1'), textCell('а', span), textCell('май')),
      ),
    );
    expect(read.columnCount).toBe(3);
    expect(read.rows.map((each) => each.cells.map((one) => one.column))).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });
});
