import type { QrCode as Qr } from '#src/platform/auth/qr.ts';

/** A QR code, black on white in the dark scheme too: that is what cameras read. `label` says what it holds. */
export function QrCode({ qr, label }: { qr: Qr; label: string }) {
  return (
    <svg
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      width="200"
      height="200"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn in the page: an image with an address of its own would carry the secret in it
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
