/** One thing that a cell asks for. `head` is the wording before a colon that introduces a list. */
export interface Clause {
  readonly text: string;
  readonly head: boolean;
}

const NUMBERED = /(?:^|\s)\d{1,2}[.)]\s*(?=[\p{Lu}«"])/u;
const LIST_DASH = /(?:^|[:;,.\n])\s*[-–—•·*▪]\s*(?=[\p{L}«"])/u;

/**
 * Parts a cell into clauses: lines, list items (dashed or numbered), sentences, things parted by semicolons,
 * and the wording before a colon. Abbreviations («и др.», «г. Орёл») do not end a clause because the next
 * word is not a new sentence of more than three letters or the dot follows one letter.
 */
export function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  const dashed = LIST_DASH.test(text);
  const numbered = NUMBERED.test(text);
  for (const line of joinWrapped(text).split('\n')) {
    let prepared = line;
    if (numbered) prepared = prepared.replace(/(^|\s)\d{1,2}[.)]\s*(?=[\p{Lu}«"])/gu, '\n');
    if (dashed) prepared = prepared.replace(/(^|[\s:;,.])[-–—•·*▪]\s*(?=[\p{L}«"(])/gu, '$1\n');
    prepared = prepared
      .replace(/;\s*/gu, '\n')
      .replace(/(\p{Ll}{2}[»"')]?)\.\s+(?=[«"]?\p{Lu}\p{Ll}{2})/gu, '$1\n')
      .replace(/,\s+(?=\p{Lu}\p{Ll}{3})/gu, '\n');
    for (const piece of prepared.split('\n')) {
      const colon = piece.search(/:(?=\s|$)/u);
      if (colon > 0) {
        push(piece.slice(0, colon), true);
        push(piece.slice(colon + 1), false);
      } else {
        push(piece, false);
      }
    }
  }
  return clauses;

  function push(piece: string, head: boolean): void {
    const trimmed = piece.replace(/^[\s\-–—•·*▪.,:;)]+|[\s,;:.]+$/gu, '');
    if (/\p{L}/u.test(trimmed)) clauses.push({ text: trimmed, head });
  }
}

/** A line that begins with a small letter, or with the name of an act («О …»), continues the line above. */
function joinWrapped(text: string): string {
  return text
    .replaceAll('\u00ad', '')
    .replace(/(\p{L})-\n\s*(?=\p{Ll})/gu, '$1')
    .replace(/([^\s:;.])[ \t]*\n[ \t]*(?=\p{Ll}|[«"]О)/gu, '$1 ');
}
