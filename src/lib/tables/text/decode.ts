/** Bytes of a text file to text: UTF-8 with or without its mark, UTF-16, else Windows-1251. Line ends become `\n`. */
export function decodeText(bytes: Uint8Array): string {
  return decode(bytes)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n');
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const wide = guessUtf16(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: in a Russian school that means Windows-1251, the default of older office programs.
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** UTF-16 without a mark: in Russian text every other byte is 0x04 (letters) or 0x00 (spaces, digits). */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = Math.min(bytes.length, 4096) & ~1;
  if (sample < 4) return undefined;
  let little = 0;
  let big = 0;
  for (let at = 0; at < sample; at += 2) {
    if ((bytes[at + 1] ?? 1) === 0 || bytes[at + 1] === 4) little += 1;
    if ((bytes[at] ?? 1) === 0 || bytes[at] === 4) big += 1;
  }
  if (little * 2 > sample * 0.95) return 'utf-16le';
  return big * 2 > sample * 0.95 ? 'utf-16be' : undefined;
}

/** Control bytes that no text file holds mean a binary format. */
export function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 8192);
  if (sample[0] === 0xff || sample[0] === 0xfe || guessUtf16(sample) !== undefined) return false;
  let odd = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 0x20 && ![0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b].includes(byte)) odd += 1;
  }
  return odd > sample.length / 100;
}
