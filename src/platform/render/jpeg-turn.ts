/** Degrees clockwise by tag 274 of EXIF; mirrored ones, which no camera makes, are taken as they are. */
const turnByOrientation: Readonly<Record<number, number>> = { 3: 180, 6: 90, 8: 270 };

/** By how many degrees clockwise a JPEG is to be turned to stand upright, by what its camera wrote; 0 when it says nothing. */
export function turnOfJpeg(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    for (let at = 2; view.getUint8(at) === 0xff;) {
      const marker = view.getUint8(at + 1);
      // The picture itself: nothing about it comes after.
      if (marker === 0xda) return 0;
      if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) return turnOfExif(view, at + 10);
      at += 2 + view.getUint16(at + 2);
    }
  } catch (error) {
    // A file cut short says nothing either.
    if (!(error instanceof RangeError)) throw error;
  }
  return 0;
}

function turnOfExif(view: DataView, start: number): number {
  const isLittle = view.getUint16(start) === 0x4949;
  const table = start + view.getUint32(start + 4, isLittle);
  const count = view.getUint16(table, isLittle);
  for (let at = table + 2; at < table + 2 + count * 12; at += 12) {
    if (view.getUint16(at, isLittle) === 274) return turnByOrientation[view.getUint16(at + 8, isLittle)] ?? 0;
  }
  return 0;
}
