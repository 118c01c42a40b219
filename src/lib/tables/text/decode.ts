/**
 * Bytes of a text file to text: UTF-8 with or without its mark, UTF-16, else Windows-1251, DOS (866) or KOI8-R, whichever gives
 * Russian. Line ends become `\n`.
 */
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
    return decodeBroken(bytes);
  }
}

/**
 * Not UTF-8. A text that is all UTF-8 but for a byte or two was cut or joined carelessly; anything else in a Russian school is
 * Windows-1251, the default of older office programs, or, from a program older still, DOS or KOI8-R.
 */
function decodeBroken(bytes: Uint8Array): string {
  const loose = new TextDecoder('utf-8').decode(bytes);
  const sample = loose.slice(0, sampleLength);
  const broken = count(sample, /\ufffd/g);
  if (broken * 20 < count(sample, /[\u0400-\u04ff]/g)) return loose;
  let best = { text: '', likeness: Number.NEGATIVE_INFINITY };
  // The likeliest first: a text with too few letters to tell is taken for it.
  for (const encoding of ['windows-1251', 'ibm866', 'koi8-r']) {
    const text = new TextDecoder(encoding).decode(bytes);
    const likeness = likenessToRussian(text.slice(0, sampleLength));
    if (likeness > best.likeness) best = { text, likeness };
  }
  return best.text;
}

const sampleLength = 20_000;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Frequent letters speak for Russian, rare ones, signs of drawing and a capital after a small letter against it. */
function likenessToRussian(text: string): number {
  return (
    count(text, /[оеаинтсрвлк]/giu) -
    count(text, /[ъэщфцшюё]/giu) -
    2 * count(text, /[а-яё][А-ЯЁ]/gu) -
    3 * count(text, /[^\p{Script=Cyrillic}\p{ASCII}«»„“”–—№…°§\u00a0]/gu)
  );
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
