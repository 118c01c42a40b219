import type { FieldUse, Piece, ProblemCode } from '#src/lib/wording/model.ts';

export interface InlineProblem {
  readonly code: ProblemCode;
  readonly words: string;
}

/** Tags of HTML and of the markups like it: «a < b» and «<Иванов>» without a Latin name are text. */
const TAG = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|&(?:nbsp|amp|lt|gt|quot|#\d+);/iu;
const TOKEN = /\{([^{}]*)\}|\*\*|\*|\{|\}/gu;

/** `{поле: уточнение, уточнение}` without its braces → the field; names are compared in small letters. */
export function readField(inside: string): FieldUse {
  const [name = '', ...rest] = inside.split(':');
  return {
    kind: 'field',
    name: tidy(name),
    modifiers: rest
      .join(':')
      .split(',')
      .map(tidy)
      .filter((one) => one !== ''),
  };
}

const tidy = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** One line of a wording: text, `{fields}`, `**bold**`, `*italic*`. A face that is opened ends with its line. */
export function readLine(text: string): { pieces: Piece[]; problems: InlineProblem[] } {
  const pieces: Piece[] = [];
  const problems: InlineProblem[] = [];
  const tag = TAG.exec(text);
  if (tag !== null) problems.push({ code: 'markup', words: tag[0] });
  let bold = false;
  let italic = false;
  let from = 0;
  const face = () => ({ ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) });
  const put = (words: string) => {
    if (words !== '') pieces.push({ kind: 'text', text: words, ...face() });
  };
  for (const token of text.matchAll(TOKEN)) {
    put(text.slice(from, token.index));
    from = token.index + token[0].length;
    if (token[0] === '**') bold = !bold;
    else if (token[0] === '*') italic = !italic;
    else if (token[1] === undefined)
      problems.push({ code: 'open_brace', words: text.slice(token.index, token.index + 30) });
    else pieces.push({ ...readField(token[1]), ...face() });
  }
  put(text.slice(from));
  if (bold) problems.push({ code: 'open_bold', words: text.slice(0, 30) });
  if (italic) problems.push({ code: 'open_italic', words: text.slice(0, 30) });
  return { pieces, problems };
}
