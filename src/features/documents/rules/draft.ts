import { fillLine, fillWording, type FilledBlock } from '#src/lib/wording/fill.ts';
import type { Facts, Field, Problem, Wording } from '#src/lib/wording/model.ts';
import { parseWording } from '#src/lib/wording/parse.ts';

/** A wording with its facts in it, and everything that stands between it and a paper to be signed. */
export interface Drafted {
  readonly title: string;
  readonly blocks: readonly FilledBlock[];
  /** What is wrong in the wording itself; `title`: in its title. */
  readonly problems: readonly (Problem & { readonly in: 'title' | 'body' })[];
  /** Fields that the text needs and nobody has filled. */
  readonly missing: readonly string[];
  /** People whose name stands in a form that is a guess. */
  readonly unsure: readonly string[];
}

/** A wording that was read once, to be filled for many papers. A title is one line; a second one is a problem of it. */
export interface ReadDraft {
  readonly titleText: string;
  readonly title: Wording;
  readonly body: Wording;
}

export function readDraft(
  wording: { readonly title: string; readonly body: string },
  fields: readonly Field[],
): ReadDraft {
  return {
    titleText: wording.title,
    title: parseWording(wording.title, fields),
    body: parseWording(wording.body, fields),
  };
}

/** Fills the wording of a paper. */
export function fillDraft({ titleText, title, body }: ReadDraft, facts: Facts): Drafted {
  const [line] = title.blocks;
  const filledTitle =
    line !== undefined && 'line' in line ? fillLine(line.line, facts) : { text: titleText, missing: [] };
  const filled = fillWording(body, facts);
  return {
    title: filledTitle.text,
    blocks: filled.blocks,
    problems: [
      ...title.problems.map((problem) => ({ ...problem, in: 'title' as const })),
      ...body.problems.map((problem) => ({ ...problem, in: 'body' as const })),
    ],
    missing: [...new Set([...filledTitle.missing, ...filled.missing])],
    unsure: filled.unsure,
  };
}
