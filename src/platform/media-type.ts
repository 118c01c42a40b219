import path from 'node:path';

/** How much of a file's beginning and end `sniffMediaType` wants to see, bytes. */
export const sniffedBytes = 65_536;

const signatures: readonly (readonly [mediaType: string, bytes: readonly number[], offset?: number])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['application/rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

const zip = [0x50, 0x4b, 0x03, 0x04];
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** What the names of the parts inside an archive give away. */
const zipContents: readonly (readonly [mediaType: string, partName: string])[] = [
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/document'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xl/workbook'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'ppt/presentation'],
  ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.text'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'application/vnd.oasis.opendocument.spreadsheet'],
];

const oleByExtension: Readonly<Record<string, string>> = {
  '.doc': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.ppt': 'application/vnd.ms-powerpoint',
};

/**
 * The media type that the bytes themselves show; the name only tells apart what looks the same inside (old Office
 * files, CSV from text). Never answers a type that a browser would run: HTML and SVG are `text/plain`.
 *
 * @param head the first `sniffedBytes` bytes, @param tail the last ones (a ZIP lists its parts at the end).
 */
export function sniffMediaType(head: Uint8Array, tail: Uint8Array, name = ''): string {
  const extension = path.extname(name).toLowerCase();
  const known = signatures.find(([, bytes, offset]) => startsWith(head, bytes, offset));
  if (known !== undefined) return known[0];
  if (startsWith(head, zip)) {
    const text = Buffer.from(head).toString('latin1') + Buffer.from(tail).toString('latin1');
    return zipContents.find(([, part]) => text.includes(part))?.[0] ?? 'application/zip';
  }
  if (startsWith(head, ole)) return oleByExtension[extension] ?? 'application/x-ole-storage';
  if (isText(head)) return extension === '.csv' ? 'text/csv' : 'text/plain';
  return 'application/octet-stream';
}

function startsWith(bytes: Uint8Array, signature: readonly number[], offset = 0): boolean {
  return signature.every((byte, index) => bytes[offset + index] === byte);
}

/** Text in UTF-8, or in the Windows encoding of Cyrillic: no control characters besides tabs and line ends. */
function isText(head: Uint8Array): boolean {
  return head.every(
    (byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d,
  );
}
