import { Parser } from 'saxen';
import { accept, refuse, type Result } from '#src/lib/result.ts';

/** An element with names stripped of their prefix: office formats use no two names that differ by it alone. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

/** Deeper nesting is no document: nested tables of a school end at three, each costs some ten levels. */
const deepest = 256;
const mostNodes = 2_000_000;
const none: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Parses one part of an office container. Only the five built-in entities and character references are decoded;
 * a part with a document type (the place where entities are declared) is refused. Nothing is fetched.
 */
export function parseXml(bytes: Uint8Array): Result<XmlElement> {
  const root: XmlElement = { name: '', attributes: none, children: [] };
  const stack: XmlElement[] = [root];
  let nodes = 0;
  let failure: 'tables.damaged' | 'tables.too_large' | undefined;
  const parser = new Parser();
  const stop = (code: 'tables.damaged' | 'tables.too_large'): void => {
    failure ??= code;
    parser.stop();
  };
  parser.on('openTag', (rawName, getAttributes, decode, selfClosing) => {
    const element: XmlElement = {
      name: localName(rawName),
      attributes: localAttributes(getAttributes(), decode),
      children: [],
    };
    stack.at(-1)?.children.push(element);
    nodes += 1;
    if (!selfClosing) stack.push(element);
    if (stack.length > deepest) stop('tables.damaged');
    if (nodes > mostNodes) stop('tables.too_large');
  });
  parser.on('closeTag', (_name, _decode, selfClosing) => {
    if (!selfClosing) stack.pop();
  });
  parser.on('text', (value, decode) => {
    stack.at(-1)?.children.push(decode(value));
  });
  parser.on('cdata', (value) => {
    stack.at(-1)?.children.push(value);
  });
  parser.on('attention', () => stop('tables.damaged'));
  parser.on('error', () => stop('tables.damaged'));
  try {
    parser.parse(decodeXml(bytes));
  } catch {
    // An error hook is set, so that the parser throws only on what it cannot even tokenize.
    failure ??= 'tables.damaged';
  }
  if (failure !== undefined) return refuse(failure);
  const document = root.children.find((child) => typeof child !== 'string');
  return document === undefined ? refuse('tables.damaged') : accept(document);
}

function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function localAttributes(
  raw: Readonly<Record<string, string>>,
  decode: (text: string) => string,
): Readonly<Record<string, string>> {
  let result: Record<string, string> | undefined;
  for (const [name, value] of Object.entries(raw)) {
    result ??= Object.create(null) as Record<string, string>;
    result[localName(name)] = decode(value);
  }
  return result ?? none;
}

/** First child element of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element === undefined) return undefined;
  for (const each of element.children) {
    if (typeof each !== 'string' && each.name === name) return each;
  }
  return undefined;
}

/** Child elements, all or those of one name. */
export function children(element: XmlElement | undefined, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const each of element?.children ?? []) {
    if (typeof each !== 'string' && (name === undefined || each.name === name)) found.push(each);
  }
  return found;
}

/** All the text inside an element. */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const each of element.children) text += typeof each === 'string' ? each : textOf(each);
  return text;
}

/** The `val` attribute of a child: how WordprocessingML writes nearly every property. */
export function childValue(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.attributes['val'];
}

/** An on/off property: present without a value means on; `undefined` when it is not said. */
export function childFlag(element: XmlElement | undefined, name: string): boolean | undefined {
  const found = child(element, name);
  if (found === undefined) return undefined;
  return !['0', 'false', 'off', 'none'].includes(found.attributes['val'] ?? 'true');
}
