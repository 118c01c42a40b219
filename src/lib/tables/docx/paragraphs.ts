import { child, childFlag, childValue, textOf, type XmlElement } from '#src/lib/tables/xml.ts';
import type { Numbering } from '#src/lib/tables/docx/numbering.ts';
import { readList, type Styles } from '#src/lib/tables/docx/styles.ts';

/** What stays the same for a whole document, and the page that reading has come to. */
export interface DocxContext {
  styles: Styles;
  numbering: Numbering;
  /** The editor left marks where pages ended; without them only page breaks typed by hand are known. */
  hasRenderedBreaks: boolean;
  page: number;
}

/** A paragraph as a reader sees it, not yet placed. */
export interface DocxParagraph {
  text: string;
  marker?: string;
  heading?: number;
  bold: boolean;
  centered: boolean;
  /** Text boxes anchored here: containers of paragraphs and tables. */
  boxes: XmlElement[];
  /** The end of the paragraph is deleted by a tracked change: the next paragraph continues it. */
  runsOn: boolean;
  /** Page on which the paragraph begins. */
  page: number;
}

interface Collected {
  text: string;
  boldCharacters: number;
  characters: number;
  boxes: XmlElement[];
  /** Depth of complex fields whose instruction part is being passed over. */
  fields: ('code' | 'result')[];
}

/** Run-level containers whose content is simply part of the paragraph. */
const transparent = new Set([
  'ins',
  'moveTo',
  'hyperlink',
  'smartTag',
  'sdt',
  'sdtContent',
  'customXml',
  'fldSimple',
  'bdo',
  'dir',
  'ruby',
  'rubyBase',
  'oMath',
  'oMathPara',
]);
const characters: Readonly<Record<string, string>> = { tab: '\t', cr: '\n', noBreakHyphen: '-' };

/** Reads one `w:p`: deleted and hidden text dropped, inserted text kept, its automatic number counted. */
export function readParagraph(element: XmlElement, context: DocxContext): DocxParagraph {
  const properties = child(element, 'pPr');
  const styleId = childValue(properties, 'pStyle');
  const style = context.styles.paragraph(styleId);
  const page = context.page;
  const collected: Collected = { text: '', boldCharacters: 0, characters: 0, boxes: [], fields: [] };
  collect(element, context, collected, { bold: style.bold ?? false, hidden: style.hidden ?? false });
  const markRun = child(properties, 'rPr');
  const runsOn = child(markRun, 'del') !== undefined || child(markRun, 'moveFrom') !== undefined;
  const text = tidy(collected.text);
  const list = { ...style.list, ...readList(properties) };
  const marker =
    list.id === undefined || list.id === '0' || (runsOn && text === '')
      ? undefined
      : context.numbering.next(
          list.id,
          list.level ?? context.numbering.levelOfStyle(list.id, styleId ?? '') ?? 0,
        );
  const outline = Number(childValue(properties, 'outlineLvl') ?? Number.NaN);
  const heading = outline >= 0 && outline <= 8 ? outline + 1 : style.heading;
  const alignment = childValue(properties, 'jc');
  return {
    text,
    ...(marker === undefined ? {} : { marker }),
    ...(heading === undefined ? {} : { heading }),
    bold: collected.characters > 0 && collected.boldCharacters === collected.characters,
    centered: alignment === undefined ? style.centered === true : alignment === 'center',
    boxes: collected.boxes,
    runsOn,
    page,
  };
}

/** The words of a paragraph with the number or bullet that the editor draws before them. */
export function withMarker(paragraph: DocxParagraph): string {
  if (paragraph.marker === undefined) return paragraph.text;
  return paragraph.text === '' ? paragraph.marker : `${paragraph.marker} ${paragraph.text}`;
}

function collect(
  holder: XmlElement,
  context: DocxContext,
  into: Collected,
  inherited: { bold: boolean; hidden: boolean },
): void {
  for (const element of holder.children) {
    if (typeof element === 'string') continue;
    if (element.name === 'r') collectRun(element, context, into, inherited);
    else if (transparent.has(element.name)) collect(element, context, into, inherited);
    else if (element.name === 'AlternateContent')
      collect(chooseAlternative(element), context, into, inherited);
  }
}

function collectRun(
  run: XmlElement,
  context: DocxContext,
  into: Collected,
  inherited: { bold: boolean; hidden: boolean },
): void {
  const properties = child(run, 'rPr');
  const style = context.styles.character(childValue(properties, 'rStyle'));
  const hidden = childFlag(properties, 'vanish') ?? style.hidden ?? inherited.hidden;
  const bold = childFlag(properties, 'b') ?? style.bold ?? inherited.bold;
  for (const element of run.children) {
    if (typeof element === 'string') continue;
    const before = into.text.length;
    if (!hidden || element.name === 'fldChar' || element.name === 'lastRenderedPageBreak') {
      collectRunPart(element, context, into);
    }
    const added = into.text.slice(before).trim().length;
    into.characters += added;
    if (bold) into.boldCharacters += added;
  }
}

function collectRunPart(element: XmlElement, context: DocxContext, into: Collected): void {
  if (element.name === 'fldChar') {
    const type = element.attributes['fldCharType'];
    if (type === 'begin') into.fields.push('code');
    else if (type === 'separate') into.fields.splice(-1, 1, 'result');
    else if (type === 'end') into.fields.pop();
    return;
  }
  if (element.name === 'lastRenderedPageBreak') {
    context.page += 1;
    return;
  }
  if (into.fields.includes('code')) return;
  const character = characters[element.name];
  if (character !== undefined) into.text += character;
  else if (element.name === 't') into.text += textOf(element);
  else if (element.name === 'br') into.text += readBreak(element, context);
  else if (element.name === 'sym') into.text += readSymbol(element);
  else if (element.name === 'AlternateContent') {
    for (const part of chooseAlternative(element).children) {
      if (typeof part !== 'string') collectRunPart(part, context, into);
    }
  } else if (element.name === 'drawing' || element.name === 'pict' || element.name === 'object') {
    findBoxes(element, into.boxes);
  }
}

function readBreak(element: XmlElement, context: DocxContext): string {
  if (element.attributes['type'] !== 'page') return '\n';
  if (!context.hasRenderedBreaks) context.page += 1;
  return '\n';
}

function readSymbol(element: XmlElement): string {
  const code = Number.parseInt(element.attributes['char'] ?? '', 16);
  if (!Number.isFinite(code) || code > 0x10ffff) return '';
  if (code >= 0xe000 && code <= 0xf8ff) return code === 0xf0fe || code === 0xf052 ? '☑' : '•';
  return String.fromCodePoint(code);
}

/** The same content is stored for new and old editors; both read would say everything twice. */
export function chooseAlternative(element: XmlElement): XmlElement {
  return child(element, 'Choice') ?? child(element, 'Fallback') ?? element;
}

function findBoxes(element: XmlElement, into: XmlElement[]): void {
  if (element.name === 'txbxContent') {
    into.push(element);
    return;
  }
  const inside = element.name === 'AlternateContent' ? chooseAlternative(element) : element;
  for (const each of inside.children) if (typeof each !== 'string') findBoxes(each, into);
}

/** Soft hyphens are invisible, no-break spaces look like spaces, and nobody sees spaces at the edges. */
function tidy(text: string): string {
  return text
    .replace(/[\u00ad\u200b\ufeff]/g, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}
