import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';

/** The map from character codes to text that a font of the document carries, as the library hands it over. */
export type FontMaps = (font: string) => Readonly<Record<number, unknown>> | undefined;

interface Drawn {
  text: string;
  /** `font/code` of a glyph that the font gives no text for. */
  unknown: string | undefined;
}

/**
 * Typst, among others, stores a hyphen that is drawn for a broken word as well as for a written one without its
 * text, so that the library makes up a character from the code: «програм1мы». Answers the texts with hyphens put
 * back: only where the fonts say that the glyph has no text, and when it is the only such glyph of its font.
 */
export function restoreHyphens(
  texts: readonly string[],
  operators: PDFOperatorList,
  maps: FontMaps,
): string[] {
  const drawn = listDrawn(operators, maps);
  const unknown = new Set(drawn.flatMap((glyph) => glyph.unknown ?? []));
  const fonts = [...unknown].map((key) => key.slice(0, key.lastIndexOf('/')));
  if (unknown.size === 0 || new Set(fonts).size < fonts.length) return [...texts];
  const visible = drawn.filter((glyph) => glyph.text.trim() !== '');
  const squeezed = visible.map((glyph) => glyph.text).join('');
  // Reordered or combined characters cannot be followed one by one; the texts stay as they are.
  if (squeezed !== texts.join('').replace(/\s+/g, '')) return [...texts];
  const replaced = visible.flatMap((glyph) =>
    Array.from(glyph.text, (text) => (glyph.unknown === undefined ? text : '-')),
  );
  let at = 0;
  return texts.map((text) =>
    Array.from(text, (character) => {
      if (character.trim() === '') return character;
      at += 1;
      return replaced[at - 1] ?? character;
    }).join(''),
  );
}

function listDrawn(operators: PDFOperatorList, maps: FontMaps): Drawn[] {
  const drawn: Drawn[] = [];
  const saved: string[] = [];
  let font = '';
  let map: ReturnType<FontMaps>;
  for (let index = 0; index < operators.fnArray.length; index += 1) {
    const operator = operators.fnArray[index];
    const values = operators.argsArray[index] as readonly unknown[] | null;
    if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) {
      saved.push(font);
    } else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) {
      font = saved.pop() ?? font;
      map = maps(font);
    } else if (operator === OPS.setFont) {
      font = String(values?.[0]);
      map = maps(font);
    } else if (operator === OPS.showText && Array.isArray(values?.[0])) {
      for (const glyph of values[0] as readonly unknown[]) {
        const read = readGlyph(glyph);
        if (read === undefined) continue;
        const isMadeUp =
          map !== undefined && !(read.code in map) && read.text === String.fromCharCode(read.code);
        drawn.push({ text: read.text, unknown: isMadeUp ? `${font}/${String(read.code)}` : undefined });
      }
    }
  }
  return drawn;
}

function readGlyph(glyph: unknown): { text: string; code: number } | undefined {
  if (typeof glyph !== 'object' || glyph === null) return undefined;
  if (!('unicode' in glyph) || typeof glyph.unicode !== 'string') return undefined;
  if (!('originalCharCode' in glyph) || typeof glyph.originalCharCode !== 'number') return undefined;
  return { text: glyph.unicode, code: glyph.originalCharCode };
}
