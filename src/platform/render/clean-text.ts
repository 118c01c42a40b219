const lineBreaks = /\r\n?|\u0085|\u2028|\u2029|\v|\f/gu;
// Everything that XML 1.0 cannot carry or that no reader should meet: C0 and C1 controls, non-characters, and the
// controls of text direction, with which a line can be made to read otherwise than it is stored.
const unprintable =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]|\p{Noncharacter_Code_Point}|\ufeff/gu;
const loneSurrogates = /\p{Surrogate}/gu;

/**
 * Makes text safe to put into any format: line breaks become `\n`, tabs become spaces; control characters, lone
 * surrogates, non-characters, byte-order marks and direction overrides are removed. Emoji (with their joiners) and
 * combining letters stay.
 */
export function cleanText(text: string): string {
  return text
    .replace(lineBreaks, '\n')
    .replaceAll('\t', ' ')
    .replace(loneSurrogates, '')
    .replace(unprintable, '');
}

/** The same on one line: for titles, names of sheets and file properties. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

/** Escapes text for HTML content and for attribute values in double or single quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
