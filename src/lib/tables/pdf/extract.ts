import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { restoreHyphens } from '#src/lib/tables/pdf/hyphen-glyph.ts';
import type { PageContent, Run, TurnedRun } from '#src/lib/tables/pdf/page.ts';
import { multiply, readRulings } from '#src/lib/tables/pdf/rulings.ts';

/** Takes the words and the straight lines of a page, in points from its upper left corner as displayed. */
export async function extractPage(page: PDFPageProxy, number: number): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport.transform;
  const base = [a, b, c, d, e, f] as const;
  const operators = await page.getOperatorList();
  const text = await page.getTextContent();
  const runs: Run[] = [];
  const turned: TurnedRun[] = [];
  const boldFonts = new Map<string, boolean>();
  const items = text.items.filter((item): item is TextItem => 'str' in item);
  const texts = restoreHyphens(
    items.map((item) => item.str),
    operators,
    (font) => readFontMap(page, font),
  );
  for (const [index, item] of items.entries()) {
    const shown = clean(texts[index] ?? item.str);
    if (shown.trim() === '') continue;
    const matrix = multiply(base, toMatrix(item));
    const size = Math.hypot(matrix[2], matrix[3]);
    if (!(size > 0.5)) continue;
    let bold = boldFonts.get(item.fontName);
    if (bold === undefined) {
      bold = isBold(page, item.fontName);
      boldFonts.set(item.fontName, bold);
    }
    const run: Run = { text: shown, x: matrix[4], y: matrix[5], width: item.width, size, bold };
    const [across, down] = [matrix[0], matrix[1]];
    if (Math.abs(down) > Math.abs(across)) turned.push(turn(run, down));
    else if (across > 0) runs.push(run);
  }
  return {
    page: number,
    width: viewport.width,
    height: viewport.height,
    runs,
    turned,
    ...readRulings(operators, base),
  };
}

function toMatrix(item: TextItem): readonly [number, number, number, number, number, number] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform as number[];
  return [a, b, c, d, e, f];
}

/** Control characters stand for glyphs without a meaning; no-break spaces read as spaces. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\ufeff\u200b]/g, '').replace(/[\u00a0\u2000-\u200a\u202f]/g, ' ');
}

/** `down` < 0: the text runs up the page, its lines follow each other to the right; else the reverse. */
function turn(run: Run, down: number): TurnedRun {
  const up = down < 0;
  return {
    ...run,
    x: up ? -run.y : run.y,
    y: up ? run.x : -run.x,
    centerX: run.x + (up ? -run.size : run.size) * 0.3,
    centerY: run.y + (up ? -run.width : run.width) / 2,
  };
}

function readFontMap(page: PDFPageProxy, font: string): Readonly<Record<number, unknown>> | undefined {
  if (!page.commonObjs.has(font)) return undefined;
  const loaded: unknown = page.commonObjs.get(font);
  if (
    typeof loaded !== 'object' ||
    loaded === null ||
    !('composite' in loaded) ||
    loaded.composite !== true
  ) {
    return undefined;
  }
  if (!('toUnicode' in loaded) || typeof loaded.toUnicode !== 'object' || loaded.toUnicode === null)
    return undefined;
  const { _map: map }: { _map?: unknown } = loaded.toUnicode;
  return typeof map === 'object' && map !== null ? (map as Readonly<Record<number, unknown>>) : undefined;
}

function isBold(page: PDFPageProxy, font: string): boolean {
  if (!page.commonObjs.has(font)) return false;
  const loaded: unknown = page.commonObjs.get(font);
  if (typeof loaded !== 'object' || loaded === null) return false;
  const name = 'name' in loaded && typeof loaded.name === 'string' ? loaded.name : '';
  return /bold|black|heavy/i.test(name) || ('bold' in loaded && loaded.bold === true);
}
