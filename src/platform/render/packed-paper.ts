import { deserialize, serialize } from 'node:v8';

import type { PaperDocument } from '#src/platform/render/model.ts';

declare const packed: unique symbol;

/** A document as bytes, on its way to a thread: its size is known, and a copy of bytes costs next to nothing. */
export type PackedPaper = Uint8Array & { readonly [packed]: true };

export function packPaper(document: PaperDocument): PackedPaper {
  return serialize(document) as Uint8Array as PackedPaper;
}

export function unpackPaper(bytes: PackedPaper): PaperDocument {
  return deserialize(bytes) as PaperDocument;
}
