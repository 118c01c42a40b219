import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A stretch of text on a page of a PDF, in points from the left lower corner. */
export interface PlacedText {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PdfText {
  readonly pages: readonly { readonly width: number; readonly height: number; readonly text: string }[];
  readonly items: readonly PlacedText[];
}

/** Reads all text of a PDF with its places. */
export async function readPdf(pdf: Uint8Array): Promise<PdfText> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const pages: PdfText['pages'][number][] = [];
  const items: PlacedText[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const texts = (await page.getTextContent()).items.flatMap((item) => ('str' in item ? [item] : []));
    for (const item of texts) {
      const [, , , , x = 0, y = 0] = item.transform as number[];
      items.push({ page: number, text: item.str, x, y, width: item.width });
    }
    pages.push({ width, height, text: texts.map((item) => item.str + (item.hasEOL ? '\n' : ' ')).join('') });
  }
  await document.loadingTask.destroy();
  return { pages, items };
}

/** The plain text of a DOCX; marks of numbered and dashed lists are not part of it. */
export async function readDocx(docx: Uint8Array): Promise<string> {
  return (await mammoth.extractRawText({ buffer: Buffer.from(docx) })).value;
}

/** The text of HTML as a browser would show it. */
export function readHtml(html: string): string {
  return html
    .replace(/<[^>]*>/gu, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Letters and signs alone: layout (spaces, line ends, hyphens and dashes of lists) is what formats differ in. */
export function essence(text: string): string {
  return text.normalize('NFC').replace(/[\s\u200b\u00ad\p{Pd}]/gu, '');
}
