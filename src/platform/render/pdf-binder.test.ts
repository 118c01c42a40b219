import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { turnOfJpeg } from '#src/platform/render/jpeg-turn.ts';
import { createPdfBinder, type PdfBinder } from '#src/platform/render/pdf-binder.ts';

let binder: PdfBinder;
const controller = new AbortController();
beforeEach(async () => {
  binder = await createPdfBinder(controller.signal);
});
afterEach(() => binder.close());

async function pdfOf(...widths: readonly number[]): Promise<Uint8Array> {
  const made = await PDFDocument.create();
  for (const width of widths) made.addPage([width, 300]);
  return made.save();
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey picture. */
function png(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height, 100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const pdf = 'application/pdf';

test('joins papers, scans and pictures with an outline', async () => {
  expect(await binder.add('Первый', await pdfOf(200, 210), pdf)).toMatchObject({ pages: 2 });
  expect(await binder.add('Снимок', png(40, 20), 'image/png')).toMatchObject({ pages: 1 });
  const bound = await binder.bind('Папка', { title: 'Содержание', pdf: await pdfOf(100) });
  if (!bound.ok) throw new Error(bound.refusal.code);
  const bytes = Buffer.concat(await bound.value.toArray());
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const widths = [];
  for (let at = 1; at <= document.numPages; at += 1) {
    widths.push(Math.round((await document.getPage(at)).getViewport({ scale: 1 }).width));
  }
  expect(widths).toEqual([100, 200, 210, 842]);
  const pages = [];
  for (const { title, dest } of await document.getOutline()) {
    const [ref] = dest as [Parameters<typeof document.getPageIndex>[0]];
    pages.push([title, (await document.getPageIndex(ref)) + 1]);
  }
  expect(pages).toEqual([
    ['Содержание', 1],
    ['Первый', 2],
    ['Снимок', 4],
  ]);
  await document.loadingTask.destroy();
});

test('what cannot be bound is told apart', async () => {
  const bytes = new TextEncoder().encode('%PDF-1.4 and nothing more');
  expect(await binder.add('Битый', bytes, pdf)).toBe('broken');
  expect(await binder.add('Битый', png(4, 4).subarray(0, 40), 'image/png')).toBe('broken');
  const bomb = png(4, 4);
  new DataView(bomb.buffer, bomb.byteOffset).setUint32(16, 60_000);
  new DataView(bomb.buffer, bomb.byteOffset).setUint32(20, 60_000);
  expect(await binder.add('Огромный', bomb, 'image/png')).toBe('broken');
  expect(await binder.add('Пустой', new Uint8Array(), 'image/jpeg')).toBe('broken');
  expect(await binder.add('Письмо', bytes, 'application/msword')).toBe('kind');
  const text = Buffer.from(
    await (await PDFDocument.load(await pdfOf(100))).save({ useObjectStreams: false }),
  );
  const locked = text.toString('latin1').replace('trailer\n<<', 'trailer\n<< /Encrypt 1 0 R');
  expect(await binder.add('Под паролем', Buffer.from(locked, 'latin1'), pdf)).toBe('encrypted');
});

test('a cancelled one stops', async () => {
  const stopped = new AbortController();
  const other = await createPdfBinder(stopped.signal);
  stopped.abort(new Error('Хватит'));
  await expect(other.add('Первый', await pdfOf(100), pdf)).rejects.toThrow('Хватит');
  await other.close();
});

test.each([
  [6, 90],
  [8, 270],
  [3, 180],
  [1, 0],
])('a photograph of orientation %i is turned by %i', (orientation, turn) => {
  const exif = Buffer.from('4578696600004d4d002a00000008000101120003000000010000000000000000', 'hex');
  exif.writeUInt16BE(orientation, 24);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2]);
  expect(turnOfJpeg(Buffer.concat([head, exif]))).toBe(turn);
  expect(turnOfJpeg(head)).toBe(0);
});
