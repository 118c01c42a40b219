import { child, childValue, children, type XmlElement } from '#src/lib/tables/xml.ts';

/** Counts the automatic numbers of a document in reading order, as the editor shows them. */
export interface Numbering {
  /** The marker of the next paragraph of list `id` at `level`; `undefined` when the list shows nothing. */
  next(id: string, level: number): string | undefined;
  /** The level of a list that a paragraph style is linked with. */
  levelOfStyle(id: string, style: string): number | undefined;
}

interface Level {
  start: number;
  format: string;
  text: string;
  legal: boolean;
  /** Level (from 1) after which this one starts again; 0 means never. */
  restartAfter: number | undefined;
  style: string | undefined;
}

interface List {
  abstractId: string;
  levels: Map<number, Level>;
  startOverrides: Map<number, number>;
}

const deepest = 9;
const russianLetters = Array.from('абвгдежзиклмнопрстуфхцчшщэюя');
const latinLetters = Array.from('abcdefghijklmnopqrstuvwxyz');

/** `numbering.xml` → counters. Without the part no list shows a marker. */
export function createNumbering(root: XmlElement | undefined): Numbering {
  const lists = readLists(root);
  const counters = new Map<string, (number | undefined)[]>();
  const overridden = new Set<string>();
  return {
    next(id, level) {
      const list = lists.get(id);
      const shape = list?.levels.get(level);
      if (list === undefined || shape === undefined || level < 0 || level >= deepest) return undefined;
      const counts = counters.get(list.abstractId) ?? [];
      counters.set(list.abstractId, counts);
      const override = list.startOverrides.get(level);
      const key = `${id}/${String(level)}`;
      if (override !== undefined && !overridden.has(key)) {
        overridden.add(key);
        counts[level] = override;
      } else {
        counts[level] = (counts[level] ?? shape.start - 1) + 1;
      }
      for (let deeper = level + 1; deeper < deepest; deeper += 1) {
        const after = list.levels.get(deeper)?.restartAfter;
        if (after === undefined || (after > 0 && level < after)) counts[deeper] = undefined;
      }
      return showMarker(list, shape, level, counts);
    },
    levelOfStyle(id, style) {
      for (const [level, shape] of lists.get(id)?.levels ?? []) if (shape.style === style) return level;
      return undefined;
    },
  };
}

function readLists(root: XmlElement | undefined): Map<string, List> {
  const abstracts = new Map<string, Map<number, Level>>();
  for (const abstract of children(root, 'abstractNum')) {
    abstracts.set(abstract.attributes['abstractNumId'] ?? '', readLevels(abstract));
  }
  const lists = new Map<string, List>();
  for (const num of children(root, 'num')) {
    const abstractId = childValue(num, 'abstractNumId') ?? '';
    const levels = new Map(abstracts.get(abstractId));
    const startOverrides = new Map<number, number>();
    for (const override of children(num, 'lvlOverride')) {
      const level = Number(override.attributes['ilvl'] ?? 0);
      for (const [at, shape] of readLevels(override)) levels.set(at, shape);
      const start = childValue(override, 'startOverride');
      if (start !== undefined) startOverrides.set(level, toStart(start));
    }
    lists.set(num.attributes['numId'] ?? '', { abstractId, levels, startOverrides });
  }
  return lists;
}

function readLevels(holder: XmlElement): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const level of children(holder, 'lvl')) {
    const restart = childValue(level, 'lvlRestart');
    levels.set(Number(level.attributes['ilvl'] ?? 0), {
      start: toStart(childValue(level, 'start') ?? '0'),
      format: childValue(level, 'numFmt') ?? 'decimal',
      text: childValue(level, 'lvlText') ?? '',
      legal: child(level, 'isLgl') !== undefined,
      restartAfter: restart === undefined ? undefined : Number(restart),
      style: childValue(level, 'pStyle'),
    });
  }
  return levels;
}

function toStart(value: string): number {
  const start = Number.parseInt(value, 10);
  return Number.isFinite(start) ? start : 1;
}

function showMarker(
  list: List,
  shape: Level,
  level: number,
  counts: readonly (number | undefined)[],
): string | undefined {
  if (shape.format === 'bullet') return showBullet(shape.text);
  const shown = shape.text.replace(/%([1-9])/g, (_match, digit: string) => {
    const at = Number(digit) - 1;
    const source = list.levels.get(at);
    const value = counts[at] ?? source?.start ?? 1;
    const format = shape.legal && at !== level ? 'decimal' : (source?.format ?? 'decimal');
    return format === 'none' ? '' : formatNumber(value, format);
  });
  return shown.trim() === '' ? undefined : shown.trim();
}

/** Bullets are drawn with symbol fonts, whose codes mean other letters to a reader. */
function showBullet(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  if (text === '') return '•';
  if (code === 0xf02d || code === 0xf0be) return '–';
  if ((code >= 0xe000 && code <= 0xf8ff) || text === 'o') return '•';
  return text.trim() === '' ? '•' : text.trim();
}

/** A counter in one of the number formats that Russian documents use; others fall back to digits. */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'lowerLetter':
      return letter(value, latinLetters);
    case 'upperLetter':
      return letter(value, latinLetters).toUpperCase();
    case 'russianLower':
      return letter(value, russianLetters);
    case 'russianUpper':
      return letter(value, russianLetters).toUpperCase();
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    default:
      return String(value);
  }
}

/** Past the end of the alphabet editors double the letter: «я» is followed by «аа». */
function letter(value: number, alphabet: readonly string[]): string {
  if (value < 1) return String(value);
  const index = (value - 1) % alphabet.length;
  const times = Math.min(Math.floor((value - 1) / alphabet.length) + 1, 20);
  return (alphabet[index] ?? '').repeat(times);
}

const romanDigits: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  let left = value;
  let text = '';
  for (const [worth, digit] of romanDigits) {
    while (left >= worth) {
      text += digit;
      left -= worth;
    }
  }
  return text;
}
