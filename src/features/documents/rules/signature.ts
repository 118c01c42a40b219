/** A detached signature is small: certificates, a stamp of time. Bytes. */
export const SIGNATURE_LIMIT = 1_048_576;

/** 1.2.840.113549.1.7.2: CMS signedData. */
const SIGNED_DATA = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/**
 * Whether bytes are a CMS signature, in DER or BER or in base64 with or without the lines of PEM: a sequence that says
 * it is signedData and is as long as it says. Nothing is verified: whose it is and what it signs is for the program that
 * made it.
 */
export function isSignature(bytes: Uint8Array): boolean {
  if (bytes.byteLength > SIGNATURE_LIMIT) return false;
  return isSignedData(bytes) || isSignedData(fromBase64(bytes));
}

function isSignedData(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const header = readLength(bytes);
  if (header === null) return false;
  const { at, length } = header;
  // Of an indefinite length (BER) the end is marked by two zeros; a file may have a line end behind a definite one.
  if (length !== null && (at + length > bytes.byteLength || bytes.byteLength - at - length > 2)) return false;
  if (length === null && (bytes.at(-1) !== 0 || bytes.at(-2) !== 0)) return false;
  const named = SIGNED_DATA.every((byte, index) => bytes[at + index] === byte);
  // [0] EXPLICIT: the signature itself, and more than nothing.
  return named && bytes[at + SIGNED_DATA.length] === 0xa0 && bytes.byteLength > at + SIGNED_DATA.length + 20;
}

/** Where the content of the outer sequence begins and how long it is; a length of null is not said (BER). */
function readLength(bytes: Uint8Array): { at: number; length: number | null } | null {
  const first = bytes[1];
  if (first === undefined) return null;
  if (first < 0x80) return { at: 2, length: first };
  if (first === 0x80) return { at: 2, length: null };
  const count = first & 0x7f;
  if (count > 4) return null;
  let length = 0;
  for (let at = 0; at < count; at += 1) length = length * 256 + (bytes[2 + at] ?? 0);
  return { at: 2 + count, length };
}

function fromBase64(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\uFEFF|^ï»¿/u, '')
    .replaceAll(/-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----/g, '')
    .replaceAll(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : new Uint8Array();
}
