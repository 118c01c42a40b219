import { createHash } from 'node:crypto';

import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFObjectCopier,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';

/** A PDF made by our layouter: each entry at the top of its outline is a paper that begins on a new page. */
export interface PdfPart {
  readonly pdf: Uint8Array;
  /** Whether it is PDF/A. */
  readonly archival: boolean;
}

const name = (text: string) => PDFName.of(text);

/**
 * Joins parts into one PDF with one outline. It is PDF/A when every part is. The same parts give the same bytes.
 *
 * @param oddStart whether each paper begins on an odd page, after an empty one where needed: for printing on both sides.
 */
export async function joinPdf(parts: readonly PdfPart[], oddStart: boolean): Promise<Uint8Array> {
  const out = await PDFDocument.create({ updateMetadata: false });
  const { context } = out;
  const tree = context.nextRef();
  const pages: PDFRef[] = [];
  const chains: OutlineChain[] = [];
  // What speaks for the whole file is taken from the part that promises least.
  const model = Math.max(
    0,
    parts.findIndex(({ archival }) => !archival),
  );
  let metadata: PDFObject | undefined;
  for (const [index, { pdf }] of parts.entries()) {
    const source = await PDFDocument.load(pdf, { updateMetadata: false });
    const copier = PDFObjectCopier.for(source.context, context);
    const refs = source.getPages().map((page) => copier.copy(page.ref));
    const chain = outlineOf(source, copier);
    if (chain) chains.push(chain);
    for (const ref of refs) {
      if (oddStart && pages.length % 2 === 1 && chain?.starts.has(ref)) pages.push(emptyPage(out, tree));
      context.lookup(ref, PDFDict).set(name('Parent'), tree);
      pages.push(ref);
    }
    if (index !== model) continue;
    for (const key of ['Lang', 'ViewerPreferences', 'OutputIntents']) {
      const value = source.catalog.get(name(key));
      if (value) out.catalog.set(name(key), copier.copy(value));
    }
    metadata = source.context.lookup(source.catalog.get(name('Metadata')));
    const { Info } = source.context.trailerInfo;
    if (Info) context.trailerInfo.Info = copier.copy(Info);
  }
  context.assign(
    tree,
    context.obj({ Type: 'Pages', Kids: pages, Count: pages.length } as Parameters<typeof context.obj>[0]),
  );
  out.catalog.set(name('Pages'), tree);
  const outlines = joinOutlines(out, chains);
  if (outlines) out.catalog.set(name('Outlines'), outlines);
  identify(out, metadata, parts, pages.length);
  return out.save({ addDefaultPage: false, updateFieldAppearances: false });
}

interface OutlineChain {
  readonly first: PDFRef;
  readonly last: PDFRef;
  readonly items: readonly PDFRef[];
  /** Pages on which the entries at the top begin. */
  readonly starts: ReadonlySet<PDFRef>;
}

/** The copied entries at the top of a part's outline, with all that hangs on them. */
function outlineOf(source: PDFDocument, copier: PDFObjectCopier): OutlineChain | null {
  const root = source.catalog.lookupMaybe(name('Outlines'), PDFDict);
  const first = root?.get(name('First'));
  if (!(first instanceof PDFRef)) return null;
  const items: PDFRef[] = [];
  const starts = new Set<PDFRef>();
  for (let ref: PDFObject | undefined = first; ref instanceof PDFRef;) {
    const item: PDFDict = source.context.lookup(ref, PDFDict);
    const page = item.lookupMaybe(name('Dest'), PDFArray)?.get(0);
    if (page instanceof PDFRef) starts.add(copier.copy(page));
    items.push(copier.copy(ref));
    ref = item.get(name('Next'));
  }
  const last = items.at(-1);
  const head = items[0];
  return head && last ? { first: head, last, items, starts } : null;
}

/** Hangs the chains one after another on one root. */
function joinOutlines(out: PDFDocument, chains: readonly OutlineChain[]): PDFRef | null {
  const { context } = out;
  const [first, last] = [chains[0], chains.at(-1)];
  if (!first || !last) return null;
  const root = context.nextRef();
  const items = chains.flatMap((chain) => chain.items);
  items.forEach((ref, index) => {
    const item = context.lookup(ref, PDFDict);
    item.set(name('Parent'), root);
    const [previous, next] = [items[index - 1], items[index + 1]];
    if (previous) item.set(name('Prev'), previous);
    if (next) item.set(name('Next'), next);
  });
  const dict = PDFDict.withContext(context);
  dict.set(name('Type'), name('Outlines'));
  dict.set(name('First'), first.first);
  dict.set(name('Last'), last.last);
  dict.set(name('Count'), PDFNumber.of(items.length));
  context.assign(root, dict);
  return root;
}

function emptyPage(out: PDFDocument, tree: PDFRef): PDFRef {
  const page = PDFDict.withContext(out.context);
  page.set(name('Type'), name('Page'));
  page.set(name('Parent'), tree);
  page.set(name('MediaBox'), out.context.obj([0, 0, 595.276, 841.89]));
  page.set(name('Resources'), PDFDict.withContext(out.context));
  return out.context.register(page);
}

/** Gives the file its own number, made of what it consists of, and the count of its pages. */
function identify(
  out: PDFDocument,
  metadata: PDFObject | undefined,
  parts: readonly PdfPart[],
  pages: number,
) {
  const { context } = out;
  const hash = createHash('sha256');
  for (const { pdf } of parts) hash.update(pdf);
  const digest = hash.update(String(pages)).digest().subarray(0, 16);
  const id = PDFHexString.of(digest.toString('hex'));
  context.trailerInfo.ID = context.obj([id, id] as Parameters<typeof context.obj>[0]);
  if (!(metadata instanceof PDFRawStream)) return;
  const xmp = Buffer.from(metadata.contents)
    .toString('utf8')
    .replace(/(<xmpTPg:NPages>)\d+/u, `$1${pages}`)
    .replace(/(<xmpMM:(?:Document|Instance)ID>)[^<]*/gu, `$1${digest.toString('base64')}`);
  const stream = context.stream(Buffer.from(xmp), { Type: 'Metadata', Subtype: 'XML' });
  out.catalog.set(name('Metadata'), context.register(stream));
}
