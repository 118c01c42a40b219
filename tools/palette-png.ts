import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * The same picture with a palette of 256 colours: a screenshot of a page has few, and the file becomes a third of what it was.
 * Takes what Chromium writes: eight bits a channel, RGB or RGBA, not interlaced; throws on anything else.
 */
export function paletteOf(png: Uint8Array): Uint8Array {
  const { width, height, pixels } = readPixels(png);
  const palette = commonest(pixels, 256);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const color = pixels[y * width + x] ?? 0;
      let index = nearest.get(color);
      if (index === undefined) {
        index = nearestIn(palette, color);
        nearest.set(color, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(name: string, data: Buffer): Buffer {
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(name, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8);
  return whole;
}

function readPixels(png: Uint8Array): { width: number; height: number; pixels: Uint32Array } {
  const file = Buffer.from(png);
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[file[25] ?? 0];
  if (file[24] !== 8 || channels === undefined || file[28] !== 0) throw new Error('Not a PNG of Chromium');
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const pixels = Uint32Array.from(
    { length: width * height },
    (_, at) =>
      ((bytes[at * channels] ?? 0) << 16) |
      ((bytes[at * channels + 1] ?? 0) << 8) |
      (bytes[at * channels + 2] ?? 0),
  );
  return { width, height, pixels };
}

/** Undoes the filters of PNG (RFC 2083, 6): each row begins with the number of its own. */
function unfilter(data: Buffer, rowLength: number, height: number, step: number): Buffer {
  const bytes = Buffer.alloc(rowLength * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (rowLength + 1)] ?? 0;
    for (let x = 0; x < rowLength; x += 1) {
      const at = y * rowLength + x;
      const left = x < step ? 0 : (bytes[at - step] ?? 0);
      const above = y === 0 ? 0 : (bytes[at - rowLength] ?? 0);
      const corner = x < step || y === 0 ? 0 : (bytes[at - rowLength - step] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      bytes[at] = ((data[y * (rowLength + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return bytes;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** The colours that most pixels have. */
function commonest(pixels: Uint32Array, count: number): number[] {
  const counts = new Map<number, number>();
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([color]) => color);
}

function nearestIn(palette: readonly number[], color: number): number {
  let best = 0;
  let least = Infinity;
  for (const [index, one] of palette.entries()) {
    const red = (one >> 16) - (color >> 16);
    const green = ((one >> 8) & 255) - ((color >> 8) & 255);
    const blue = (one & 255) - (color & 255);
    const distance = 3 * red * red + 4 * green * green + 2 * blue * blue;
    if (distance < least) {
      least = distance;
      best = index;
    }
  }
  return best;
}
