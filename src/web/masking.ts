const identifier = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A path fit for the log: long random parts (calendar feeds, set-up links, one-time invitations open doors by
 * themselves) become «…», and so do the short codes of printed cards and invitations; identifiers of rows stay, they open nothing.
 */
export function maskSecrets(path: string): string {
  return path
    .replace(/^\/(code|invite|apply)\/[^/]+/, '/$1/…')
    .replace(/[A-Za-z0-9_-]{24,}/g, (part) => (identifier.test(part) ? part : '…'));
}
