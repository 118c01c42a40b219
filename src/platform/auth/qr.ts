import { encode } from 'uqr';

/** A QR code as an SVG path over a square of `size` units, quiet zone included: drawn by a page, or by a document. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

/** Encodes text (a link, an `otpauth:` address) of up to about 1,000 characters, here and nowhere else. */
export function makeQrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { size, path };
}
