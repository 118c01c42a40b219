import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Block, Limits, SourceDocument } from '#src/lib/tables/model.ts';
import { assemble } from '#src/lib/tables/pdf/assemble.ts';
import { exceedsStreamBudget } from '#src/lib/tables/pdf/streams.ts';
import { extractPage } from '#src/lib/tables/pdf/extract.ts';
import type { PageContent } from '#src/lib/tables/pdf/page.ts';
import { toSourceDocument } from '#src/lib/tables/source-text.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';

/** Told after each page: which one, of how many. */
export type OnPage = (page: number, pages: number) => void;

const mostPages = 400;
/** Milliseconds of this thread's processor for all pages together; a roadmap takes well under one second. */
const longest = 3_000;
/** Pieces of text on all pages together: a page of a table has some hundreds. */
const mostPieces = 40_000;
const packageFolder = new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'));

/**
 * Reads a PDF with a text layer: words by position, tables by their lines or, without lines, by the blank strips
 * between columns. Images are passed over. Refuses passwords, scans and damaged files.
 */
export async function readPdf(
  bytes: Uint8Array,
  name: string,
  limits: Limits,
  onPage: OnPage = () => undefined,
): Promise<Result<SourceDocument>> {
  if (exceedsStreamBudget(bytes, limits.unpackedBytes)) return refuse('tables.zip_bomb');
  const task = getDocument({
    // The library keeps and clears the buffer it is given.
    data: bytes.slice(),
    cMapUrl: new URL('cmaps/', packageFolder).href.replace(/^file:\/\//, ''),
    cMapPacked: true,
    standardFontDataUrl: new URL('standard_fonts/', packageFolder).href.replace(/^file:\/\//, ''),
    useWorkerFetch: false,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    enableXfa: false,
    // What `restoreHyphens` needs to know of the fonts.
    fontExtraProperties: true,
    maxImageSize: 1,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    return await readPages(document, name, limits, onPage);
  } catch (error) {
    const isPassword = error instanceof Error && error.name === 'PasswordException';
    return refuse(isPassword ? 'tables.password' : 'tables.damaged');
  } finally {
    await task.destroy();
  }
}

async function readPages(
  document: PDFDocumentProxy,
  name: string,
  limits: Limits,
  onPage: OnPage,
): Promise<Result<SourceDocument>> {
  if (document.numPages > mostPages) {
    return refuse('tables.too_many_rows', { pages: document.numPages, limit: mostPages });
  }
  const began = spent();
  const pages: PageContent[] = [];
  let pieces = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const content = await extractPage(page, number);
    page.cleanup();
    onPage(number, document.numPages);
    pages.push(content);
    pieces += content.runs.length + content.turned.length;
    if (pieces > mostPieces) return refuse('tables.too_large', { pieces, limit: mostPieces });
    if (spent() - began > longest) return refuse('tables.too_large', { seconds: longest / 1000 });
  }
  if (pages.every((page) => page.runs.length === 0 && page.turned.length === 0)) {
    return refuse('tables.scanned_pdf');
  }
  const blocks: Block[] = assemble(pages);
  const rows = blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0), 0);
  if (rows > limits.rows) return refuse('tables.too_many_rows', { rows, limit: limits.rows });
  return accept(toSourceDocument('pdf', name, blocks));
}

/** Processor time of this thread in milliseconds: other work on the machine does not make a document larger. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
