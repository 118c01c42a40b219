import { readFile, writeFile } from 'node:fs/promises';

import { degrees, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber } from 'pdf-lib';
import type { PDFRef } from 'pdf-lib';

import { pageSize } from '#src/platform/render/model.ts';
import { turnOfJpeg } from '#src/platform/render/jpeg-turn.ts';

/** What runs in a thread for `createPdfBinder`: the files of others may be made to break readers. */

/** A field around a picture, points: printers do not reach the edge. */
const pictureField = 28;
const points = 72 / 25.4;
/** A PNG is unpacked whole, four bytes a point; A4 scanned at 600 dpi is a third of this. */
const mostPngPoints = 100_000_000;

/**
 * Takes the pages out of a PDF, or makes a page of a picture, and writes them as a PDF of their own: without scripts,
 * forms and attachments. Answers how many pages, or why there are none.
 */
export async function takePages(input: {
  bytes: Uint8Array;
  mediaType: string;
  to: string;
}): Promise<number | 'encrypted' | 'broken'> {
  const { bytes, mediaType, to } = input;
  try {
    const out = await PDFDocument.create({ updateMetadata: false });
    if (mediaType === 'application/pdf') {
      const source = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true });
      if (source.isEncrypted) return 'encrypted';
      for (const page of await out.copyPages(source, source.getPageIndices())) {
        // What would run when the page is opened.
        page.node.delete(PDFName.of('AA'));
        out.addPage(page);
      }
    } else await addPicture(out, bytes, mediaType);
    const pages = out.getPageCount();
    if (pages === 0) return 'broken';
    await writeFile(to, await out.save({ addDefaultPage: false, updateFieldAppearances: false }));
    return pages;
  } catch {
    // Whatever a reader stumbles over in somebody's file is a fact about the file.
    return 'broken';
  }
}

async function addPicture(out: PDFDocument, bytes: Uint8Array, mediaType: string): Promise<void> {
  const isJpeg = mediaType === 'image/jpeg';
  if (!isJpeg) {
    const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (head.getUint32(16) * head.getUint32(20) > mostPngPoints) throw new RangeError('Too large a picture');
  }
  const picture = isJpeg ? await out.embedJpg(bytes) : await out.embedPng(bytes);
  const [short, long] = [pageSize.short * points, pageSize.long * points];
  const [width, height] = picture.width > picture.height ? [long, short] : [short, long];
  const page = out.addPage([width, height]);
  const { width: w, height: h } = picture.scaleToFit(width - 2 * pictureField, height - 2 * pictureField);
  page.drawImage(picture, { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h });
  // Telephones keep a picture as the lens saw it and only say how to turn it.
  if (isJpeg) page.setRotation(degrees(turnOfJpeg(bytes)));
}

/** Puts PDFs of `takePages` one after another into one, with an entry of the outline for each; writes it to `to`. */
export async function bindPages(input: {
  title: string;
  parts: readonly { readonly title: string; readonly from: string }[];
  to: string;
}): Promise<void> {
  const out = await PDFDocument.create({ updateMetadata: false });
  const entries: { title: string; page: PDFRef }[] = [];
  for (const { title, from } of input.parts) {
    const source = await PDFDocument.load(await readFile(from), { updateMetadata: false });
    const pages = await out.copyPages(source, source.getPageIndices());
    for (const page of pages) out.addPage(page);
    const [first] = pages;
    if (first !== undefined) entries.push({ title, page: first.ref });
  }
  out.setTitle(input.title, { showInWindowTitleBar: true });
  out.setLanguage('ru');
  addOutline(out, entries);
  await writeFile(input.to, await out.save({ addDefaultPage: false, updateFieldAppearances: false }));
}

const name = (text: string) => PDFName.of(text);

function addOutline(out: PDFDocument, entries: readonly { title: string; page: PDFRef }[]): void {
  const { context } = out;
  const root = context.nextRef();
  const refs = entries.map(() => context.nextRef());
  entries.forEach(({ title, page }, at) => {
    const item = PDFDict.withContext(context);
    const to = PDFArray.withContext(context);
    to.push(page);
    to.push(name('Fit'));
    item.set(name('Title'), PDFHexString.fromText(title));
    item.set(name('Parent'), root);
    item.set(name('Dest'), to);
    const [previous, next] = [refs[at - 1], refs[at + 1]];
    if (previous !== undefined) item.set(name('Prev'), previous);
    if (next !== undefined) item.set(name('Next'), next);
    const ref = refs[at];
    if (ref !== undefined) context.assign(ref, item);
  });
  const [first, last] = [refs[0], refs.at(-1)];
  if (first === undefined || last === undefined) return;
  const outlines = PDFDict.withContext(context);
  outlines.set(name('Type'), name('Outlines'));
  outlines.set(name('First'), first);
  outlines.set(name('Last'), last);
  outlines.set(name('Count'), PDFNumber.of(refs.length));
  context.assign(root, outlines);
  out.catalog.set(name('Outlines'), root);
  out.catalog.set(name('PageMode'), name('UseOutlines'));
}
