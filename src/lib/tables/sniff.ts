import { looksBinary } from '#src/lib/tables/text/decode.ts';

export type Container = 'zip' | 'pdf' | 'ole' | 'rtf' | 'text' | 'binary';

/** What the bytes are, whatever the file's name says. */
export function sniffContainer(bytes: Uint8Array): Container {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return 'zip';
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'ole';
  // Readers accept a PDF whose mark stands within the first kilobyte; mail programs put lines before it.
  if (findBytes(bytes.subarray(0, 1024), '%PDF-') !== -1) return 'pdf';
  if (findBytes(bytes.subarray(0, 64), '{\\rtf') !== -1) return 'rtf';
  return looksBinary(bytes) ? 'binary' : 'text';
}

/** True for the container that wraps an encrypted DOCX or XLSX: its directory names the stream in UTF-16. */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  return findBytes(bytes, Array.from('EncryptedPackage').join('\0')) !== -1;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function findBytes(bytes: Uint8Array, text: string): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    let length = 1;
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length += 1;
    if (length === text.length) return at;
  }
  return -1;
}
