import file from '#data/paper-kinds.json' with { type: 'json' };
import { toLine, toWords } from '#src/lib/russian/phrases/normalise.ts';
import { compilePhrase } from '#src/lib/russian/phrases/pattern.ts';
import { splitClauses } from '#src/lib/russian/phrases/split-clauses.ts';

export interface PaperKind {
  readonly id: string;
  readonly title: string;
  /** Papers of this kind carry a number of the organization's register. */
  readonly numbered: boolean;
  /** Family: `order`, `local-act`, `agreement`, `report` … */
  readonly group: string;
  /** Says only what family the paper is of («Приказ ОО»), not what it is about. */
  readonly generic: boolean;
}

/** Every kind of paper that the system knows by name. */
export const paperKinds: readonly PaperKind[] = file.kinds.map(({ synonyms: _synonyms, ...kind }) => kind);

const kindById = new Map(paperKinds.map((kind) => [kind.id, kind]));
const compiled = file.kinds.map((kind) => ({
  id: kind.id,
  patterns: kind.synonyms.map((phrase) => compilePhrase(phrase, {}).pattern),
}));

/**
 * The kind that a paper is of by its own wording («Приказ о закреплении наставнических пар»); the one named first,
 * `order` when the text names none: what schools enter in bulk are orders.
 */
export function guessPaperKind(text: string): string {
  return recognisePapers(text)[0] ?? recognisePapers(`Приказ ${text}`)[0] ?? 'order';
}

/** The kind of this id, or undefined when the dictionary does not know it. */
export function findPaperKind(id: string): PaperKind | undefined {
  return kindById.get(id);
}

/**
 * Ids of the kinds of papers that a text names, in its order. An exact kind displaces the generic one of its
 * family in the same clause: «Приказ о поощрении» is `order.rewards`, «Приказ ОО» is `order`.
 */
export function recognisePapers(text: string): string[] {
  const found: string[] = [];
  for (const clause of splitClauses(text)) {
    const line = toLine(toWords(clause.text));
    const hits = compiled
      .flatMap(({ id, patterns }) => {
        const places = patterns.map((pattern) => line.search(pattern)).filter((place) => place >= 0);
        return places.length === 0 ? [] : [{ id, at: Math.min(...places), kind: kindById.get(id) }];
      })
      .sort((a, b) => a.at - b.at);
    const exactGroups = new Set(
      hits.filter(({ kind }) => kind?.generic === false).map(({ kind }) => kind?.group),
    );
    for (const { id, kind } of hits) {
      if (kind?.generic === true && exactGroups.has(kind.group)) continue;
      if (!found.includes(id)) found.push(id);
    }
  }
  return found;
}
