import { strFromU8, unzipSync } from 'fflate';
import { Parser } from 'saxen';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
}

/** Orders that the schema of WordprocessingML prescribes and on which Word insists, as far as we write them. */
const orders: Readonly<Record<string, readonly string[]>> = {
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr'.split(
      ' ',
    ),
  'w:rPr':
    'rStyle rFonts b bCs i iCs caps color spacing position sz szCs highlight u shd vertAlign lang'.split(' '),
  'w:tblPr': 'tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook'.split(' '),
  'w:trPr': 'cantSplit trHeight tblHeader jc'.split(' '),
  'w:tcPr': 'tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign'.split(' '),
  'w:sectPr':
    'headerReference footerReference type pgSz pgMar pgBorders lnNumType pgNumType cols vAlign titlePg docGrid'.split(
      ' ',
    ),
  'w:tbl': ['tblPr', 'tblGrid', 'tr'],
  'w:tc': ['tcPr', '*'],
  'w:body': ['*', 'sectPr'],
  'w:lvl': 'start numFmt pStyle suff lvlText lvlJc pPr rPr'.split(' '),
  'w:style':
    'name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr'.split(' '),
};
/** Children whose order among themselves is free. */
const unordered = new Set(['w:trPr']);

function parse(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [] };
  const stack = [root];
  const parser = new Parser();
  parser.on('openTag', (name: string, attributes: () => Record<string, string>) => {
    const node: Node = { name, attributes: { ...attributes() }, children: [] };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on('closeTag', () => {
    stack.pop();
  });
  parser.on('error', (error: Error) => {
    throw error;
  });
  parser.parse(xml);
  return root;
}

function* all(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* all(child);
}

/** What Word would repair or refuse in a DOCX of ours: an empty list is what is wanted. */
export function docxFaults(docx: Uint8Array): readonly string[] {
  const files = unzipSync(docx);
  const partOf = (name: string) => {
    const file = files[name];
    if (!file) throw new Error(`No ${name}`);
    return parse(strFromU8(file));
  };
  const [body, styles, numbers] = ['word/document.xml', 'word/styles.xml', 'word/numbering.xml'].map(
    partOf,
  ) as [Node, Node, Node];
  const parts = Object.keys(files).filter((name) => name.endsWith('.xml') && name.startsWith('word/'));
  return [
    ...parts.flatMap((name) => Array.from(all(partOf(name))).flatMap((node) => orderFaults(node))),
    ...cellFaults(body),
    ...repeated('picture', idsOf(body, 'wp:docPr', 'id')),
    ...repeated('style', idsOf(styles, 'w:style', 'w:styleId')),
    ...repeated('numbering', idsOf(numbers, 'w:num', 'w:numId')),
    ...missing('style', styleNames(body), idsOf(styles, 'w:style', 'w:styleId')),
    ...missing('numbering', idsOf(body, 'w:numId', 'w:val'), idsOf(numbers, 'w:num', 'w:numId')),
    ...relationFaults(files, body),
  ];
}

function orderFaults(node: Node): readonly string[] {
  const order = orders[node.name];
  if (!order) return [];
  const places = node.children.map(({ name }) => {
    const place = order.indexOf(name.replace('w:', ''));
    return place < 0 ? order.indexOf('*') : place;
  });
  const unknown = node.children.filter((_, index) => (places[index] ?? -1) < 0);
  const isSorted =
    unordered.has(node.name) ||
    places.every((place, index) => index === 0 || (places[index - 1] ?? 0) <= place);
  const names = node.children.map(({ name }) => name).join(' ');
  return [
    ...unknown.map(({ name }) => `${name} in ${node.name}`),
    ...(isSorted ? [] : [`order in ${node.name}: ${names}`]),
  ];
}

/** Each cell ends with a paragraph, and each row fills its table. */
function cellFaults(body: Node): readonly string[] {
  const nodes = Array.from(all(body));
  const open = nodes.filter(({ name, children }) => name === 'w:tc' && children.at(-1)?.name !== 'w:p');
  const short = nodes
    .filter(({ name }) => name === 'w:tbl')
    .flatMap((table) => {
      const columns = table.children.find(({ name }) => name === 'w:tblGrid')?.children.length ?? 0;
      return table.children.filter(({ name }) => name === 'w:tr').filter((row) => widthOf(row) !== columns);
    });
  return [
    ...open.map(() => 'a cell without a paragraph at its end'),
    ...short.map(() => 'a row of another width'),
  ];
}

function widthOf(row: Node): number {
  return row.children
    .filter(({ name }) => name === 'w:tc')
    .reduce((sum, cell) => {
      const properties = cell.children.find(({ name }) => name === 'w:tcPr');
      const span = properties?.children.find(({ name }) => name === 'w:gridSpan')?.attributes['w:val'];
      return sum + Number(span ?? 1);
    }, 0);
}

function idsOf(part: Node, tag: string, attribute: string): readonly string[] {
  return Array.from(all(part))
    .filter(({ name }) => name === tag)
    .map(({ attributes }) => attributes[attribute] ?? '');
}

function styleNames(body: Node): readonly string[] {
  return ['w:pStyle', 'w:rStyle', 'w:tblStyle'].flatMap((tag) => idsOf(body, tag, 'w:val'));
}

function repeated(kind: string, ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${kind} ${id} twice`);
}

function missing(kind: string, used: readonly string[], known: readonly string[]): readonly string[] {
  return used.filter((id) => !known.includes(id)).map((id) => `no ${kind} ${id}`);
}

/** Each relation that the body names leads to a part, and each part has a type. */
function relationFaults(files: Readonly<Record<string, Uint8Array>>, body: Node): readonly string[] {
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const relations = Array.from(all(parse(text('word/_rels/document.xml.rels')))).filter(
    ({ name }) => name === 'Relationship',
  );
  const targets = new Map(relations.map(({ attributes }) => [attributes.Id, attributes.Target]));
  const used = Array.from(all(body)).flatMap(({ attributes }) =>
    ['r:id', 'r:embed'].flatMap((key) => attributes[key] ?? []),
  );
  const types = text('[Content_Types].xml');
  return [
    ...used.filter((id) => !(`word/${targets.get(id)}` in files)).map((id) => `relation ${id} leads nowhere`),
    ...Object.keys(files)
      .filter((name) => !name.startsWith('['))
      .filter(
        (name) => !types.includes(`"/${name}"`) && !types.includes(`Extension="${name.split('.').at(-1)}"`),
      )
      .map((name) => `no type for ${name}`),
  ];
}
