import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const read = (path: string) => readFileSync(require.resolve(`@expo-google-fonts/${path}`));

const serif = [
  'pt-serif/400Regular/PTSerif_400Regular.ttf',
  'pt-serif/400Regular_Italic/PTSerif_400Regular_Italic.ttf',
  'pt-serif/700Bold/PTSerif_700Bold.ttf',
  'pt-serif/700Bold_Italic/PTSerif_700Bold_Italic.ttf',
].map(read);
const sans = ['pt-sans/400Regular/PTSans_400Regular.ttf', 'pt-sans/700Bold/PTSans_700Bold.ttf'].map(read);

/** The fonts that every PDF is laid out with. */
export const fontFiles: readonly Buffer[] = [...serif, ...sans];

/** What a text may hold without having a letter in a font: line ends and places to break a word. */
const invisible = new Set([0x0a, 0xad, 0x200b, 0x200c, 0x200d, 0x2060]);

/**
 * Whether our own fonts have every letter of a text. PDF/A takes no others: the layouter must not be asked for a PDF/A
 * of a text with a letter that no font has, or of private use.
 */
export function haveLetters(text: string): boolean {
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (!known.has(code) && !invisible.has(code)) return false;
  }
  return true;
}

const inEach = (files: readonly Buffer[]) =>
  files.map(lettersOf).reduce((all, letters) => all.intersection(letters));
const known: ReadonlySet<number> = inEach(serif).union(inEach(sans));

/** The code points of a TrueType file by its table «cmap» of format 4 (all of the basic plane). */
function lettersOf(file: Buffer): Set<number> {
  const letters = new Set<number>();
  const table = tableStart(file, 'cmap');
  const count = file.readUInt16BE(table + 2);
  for (let at = 0; at < count; at += 1) {
    const start = table + file.readUInt32BE(table + 4 + at * 8 + 4);
    if (file.readUInt16BE(start) === 4) readSegments(file, start, letters);
  }
  return letters;
}

function tableStart(file: Buffer, tag: string): number {
  const count = file.readUInt16BE(4);
  for (let at = 12; at < 12 + count * 16; at += 16)
    if (file.toString('latin1', at, at + 4) === tag) return file.readUInt32BE(at + 8);
  throw new Error(`A font without ${tag}`);
}

function readSegments(file: Buffer, start: number, letters: Set<number>): void {
  const twice = file.readUInt16BE(start + 6);
  const [ends, starts, deltas, offsets] = [14, 16 + twice, 16 + twice * 2, 16 + twice * 3].map(
    (at) => start + at,
  ) as [number, number, number, number];
  for (let at = 0; at < twice; at += 2) {
    const last = file.readUInt16BE(ends + at);
    const offset = file.readUInt16BE(offsets + at);
    for (let code = file.readUInt16BE(starts + at); code <= last && code < 0xffff; code += 1) {
      const raw =
        offset === 0
          ? code
          : file.readUInt16BE(offsets + at + offset + (code - file.readUInt16BE(starts + at)) * 2);
      const glyph = raw === 0 && offset !== 0 ? 0 : (raw + file.readUInt16BE(deltas + at)) % 0x10000;
      const isPrivate = code >= 0xe000 && code <= 0xf8ff;
      if (glyph !== 0 && !isPrivate) letters.add(code);
    }
  }
}
