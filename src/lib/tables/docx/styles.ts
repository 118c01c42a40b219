import { child, childFlag, childValue, children, type XmlElement } from '#src/lib/tables/xml.ts';

/** What the styles of a document say about a paragraph or a run, inheritance followed. */
export interface Style {
  heading?: number;
  bold?: boolean;
  centered?: boolean;
  hidden?: boolean;
  list?: { id?: string; level?: number };
}

export interface Styles {
  paragraph(id: string | undefined): Style;
  character(id: string | undefined): Style;
}

const longestChain = 20;

/** `styles.xml` → styles by id; an unknown id says nothing. */
export function createStyles(root: XmlElement | undefined): Styles {
  const elements = new Map<string, XmlElement>();
  let standard: string | undefined;
  for (const style of children(root, 'style')) {
    const id = style.attributes['styleId'] ?? '';
    elements.set(id, style);
    const isDefault = ['1', 'true', 'on'].includes(style.attributes['default'] ?? '');
    if (isDefault && style.attributes['type'] === 'paragraph') standard = id;
  }
  const known = new Map<string, Style>();
  const resolve = (id: string | undefined, depth = 0): Style => {
    const element = id === undefined ? undefined : elements.get(id);
    if (id === undefined || element === undefined || depth > longestChain) return {};
    const done = known.get(id);
    if (done !== undefined) return done;
    const parent = resolve(childValue(element, 'basedOn'), depth + 1);
    const style = { ...parent, ...readOwn(element) };
    // A style may name only the level and leave the list to the style it is based on, or the reverse.
    if (parent.list !== undefined || style.list !== undefined) style.list = { ...parent.list, ...style.list };
    known.set(id, style);
    return style;
  };
  return { paragraph: (id) => resolve(id ?? standard), character: (id) => resolve(id) };
}

function readOwn(element: XmlElement): Style {
  const paragraph = child(element, 'pPr');
  const run = child(element, 'rPr');
  const style: Style = {};
  const heading = readHeading(element, paragraph);
  if (heading !== undefined) style.heading = heading;
  const bold = childFlag(run, 'b');
  if (bold !== undefined) style.bold = bold;
  const hidden = childFlag(run, 'vanish');
  if (hidden !== undefined) style.hidden = hidden;
  const alignment = childValue(paragraph, 'jc');
  if (alignment !== undefined) style.centered = alignment === 'center';
  const list = readList(paragraph);
  if (list !== undefined) style.list = list;
  return style;
}

function readHeading(element: XmlElement, paragraph: XmlElement | undefined): number | undefined {
  const outline = childValue(paragraph, 'outlineLvl');
  if (outline !== undefined) {
    const level = Number(outline);
    return level >= 0 && level <= 8 ? level + 1 : undefined;
  }
  const name = childValue(element, 'name') ?? '';
  const named = /^(?:heading|заголовок) ([1-9])$/i.exec(name)?.[1];
  if (named !== undefined) return Number(named);
  return /^(?:title|название)$/i.test(name) ? 1 : undefined;
}

/** The list a paragraph (or a style) belongs to; either half may be left to what it inherits. */
export function readList(properties: XmlElement | undefined): { id?: string; level?: number } | undefined {
  const numbering = child(properties, 'numPr');
  if (numbering === undefined) return undefined;
  const id = childValue(numbering, 'numId');
  const level = childValue(numbering, 'ilvl');
  return { ...(id === undefined ? {} : { id }), ...(level === undefined ? {} : { level: Number(level) }) };
}
