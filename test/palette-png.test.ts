import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { paletteOf } from '../tools/palette-png.ts';

const chunk = (name: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  return Buffer.concat([head, Buffer.from(name), data, Buffer.alloc(4)]);
};
/** A picture of 2 × 2: its rows with their filters. */
const pngOf = (rows: number[]): Buffer =>
  Buffer.concat([
    Buffer.alloc(8),
    chunk('IHDR', Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
  ]);

test('a picture keeps its pixels when its colours fit the palette, whatever the filters of its rows', () => {
  // Row 1: plain red, then the difference to the left; row 2: the difference to the row above.
  const small = Buffer.from(paletteOf(pngOf([1, 255, 0, 0, 1, 0, 255, 2, 0, 0, 0, 0, 1, 0])));
  const palette = small.subarray(small.indexOf('PLTE') + 4);
  const at = small.indexOf('IDAT');
  const data = inflateSync(small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4)));
  const colorAt = (index: number) => [...palette.subarray(index * 3, index * 3 + 3)];
  expect([1, 2, 4, 5].map((place) => colorAt(data[place] ?? 0))).toEqual([
    [255, 0, 0],
    [0, 0, 255],
    [255, 0, 0],
    [0, 1, 255],
  ]);
  expect(() => paletteOf(new Uint8Array(64))).toThrow('Not a PNG of Chromium');
});
