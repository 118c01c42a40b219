import { formatName } from '#src/lib/russian/names.ts';
import type { FactTable, Facts, Wording, WordingBlock, WordingLine } from '#src/lib/wording/model.ts';
import { isFilled, writeFact } from '#src/lib/wording/write-fact.ts';

export interface FilledRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export interface FilledClause {
  readonly runs: readonly FilledRun[];
  readonly clauses: readonly { readonly runs: readonly FilledRun[] }[];
}

/** A part of the text as it will be printed; numbers of clauses are given by whoever draws it. */
export type FilledBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | {
      readonly kind: 'paragraph';
      readonly align: 'justify' | 'center' | 'right';
      readonly runs: readonly FilledRun[];
    }
  /** `start` is the number of the first: a list goes on after a table or a paragraph. */
  | { readonly kind: 'clauses'; readonly start: number; readonly items: readonly FilledClause[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly FilledRun[])[] }
  | { readonly kind: 'table'; readonly table: FactTable }
  | { readonly kind: 'signatures'; readonly signers: readonly Signer[] }
  | { readonly kind: 'annex'; readonly number: number; readonly title: string };

/** Somebody who signs: as what («наставник»), who they are in full, and how the name stands beside the line. */
export interface Signer {
  readonly role: string;
  readonly post: string;
  readonly fullName: string;
  readonly shortName: string;
}

export interface Filled {
  readonly blocks: readonly FilledBlock[];
  /** Fields of lines that must stay whose facts are not known: each once, in the order of the text. */
  readonly missing: readonly string[];
  /** People whose form in the text is a guess. */
  readonly unsure: readonly string[];
}

/** What a field that is not known leaves in the text: seen at once, and never printed without a word. */
export const gapOf = (name: string): string => `[${name}]`;

/**
 * Puts facts into a wording. What is missing stands as `[поле]` and is listed; an optional line with a missing field is
 * left out. Clauses in a row are one numbered list even with tables or paragraphs between them, as in an order; an annex
 * begins its own numbers.
 */
export function fillWording(wording: Wording, facts: Facts): Filled {
  const missing = new Set<string>();
  const unsure = new Set<string>();
  const blocks: FilledBlock[] = [];
  let annexes = 0;
  let clauses = 0;
  const write = (line: WordingLine): FilledRun[] => writeLine(line, facts, missing, unsure);
  for (const block of wording.blocks) {
    if (block.kind === 'table') {
      const fact = facts[block.field];
      if (fact?.kind === 'table' && isFilled(fact)) blocks.push({ kind: 'table', table: fact.table });
      else if (!block.isOptional) {
        missing.add(block.field);
        blocks.push({ kind: 'paragraph', align: 'justify', runs: [{ text: gapOf(block.field) }] });
      }
      continue;
    }
    if (block.kind === 'signatures') {
      blocks.push({
        kind: 'signatures',
        signers: block.fields
          .filter((name) => !block.isOptional || isFilled(facts[name]))
          .flatMap((name) => signersOf(name, facts, missing)),
      });
      continue;
    }
    if (block.line.isOptional && isLacking(block.line, facts)) continue;
    const runs = write(block.line);
    if (block.kind === 'annex') {
      annexes += 1;
      clauses = 0;
    }
    if (block.kind === 'clause' && block.depth === 0) clauses += 1;
    place(blocks, block, runs, { annexes, clauses });
  }
  return { blocks, missing: [...missing], unsure: [...unsure] };
}

function signersOf(field: string, facts: Facts, missing: Set<string>): Signer[] {
  const fact = facts[field];
  if (!isFilled(fact)) {
    missing.add(field);
    return [{ role: field, post: '', fullName: gapOf(field), shortName: '' }];
  }
  if (fact.kind === 'organization') {
    const { name, signer } = fact;
    return [
      {
        role: field,
        post: signer?.post ?? '',
        fullName: name,
        shortName: signer === undefined ? '' : formatName(signer.name, 'initials'),
      },
    ];
  }
  const people = fact.kind === 'person' ? [fact] : fact.kind === 'people' ? fact.people : [];
  return people.map(({ name, post }) => ({
    role: field,
    post,
    fullName: formatName(name, 'full'),
    shortName: formatName(name, 'initials'),
  }));
}

/** A field is not known, or says nothing in the manner asked for: the post of somebody who has none. */
function isLacking(line: WordingLine, facts: Facts): boolean {
  return line.pieces.some((piece) => {
    if (piece.kind !== 'field') return false;
    const fact = facts[piece.name];
    return !isFilled(fact) || writeFact(fact, piece.modifiers).text === '';
  });
}

/** One line alone, as the title of a paper is filled. */
export function fillLine(line: WordingLine, facts: Facts): { text: string; missing: readonly string[] } {
  const missing = new Set<string>();
  const runs = writeLine(line, facts, missing, new Set());
  return { text: textOf(runs), missing: [...missing] };
}

function writeLine(line: WordingLine, facts: Facts, missing: Set<string>, unsure: Set<string>): FilledRun[] {
  return joinPreposition(
    line,
    line.pieces.map((piece) => {
      const face = {
        ...(piece.bold === true ? { bold: true } : {}),
        ...(piece.italic === true ? { italic: true } : {}),
      };
      if (piece.kind === 'text') return { text: piece.text, ...face };
      const fact = facts[piece.name];
      const written = isFilled(fact) ? writeFact(fact, piece.modifiers) : null;
      if (written === null || written.text === '') {
        missing.add(piece.name);
        return { text: gapOf(piece.name), ...face };
      }
      for (const name of written.unsure) unsure.add(name);
      return { text: written.text, ...face };
    }),
  );
}

/** «О {о чём}» before a vowel: «Об организации встречи», «об итогах». */
function joinPreposition(line: WordingLine, runs: readonly FilledRun[]): FilledRun[] {
  return runs.map((run, at) => {
    const next = runs[at + 1];
    const isBefore = line.pieces[at]?.kind === 'text' && line.pieces[at + 1]?.kind === 'field';
    if (!isBefore || next === undefined || !/^[«"(]*[аэиоу]/iu.test(next.text)) return run;
    return { ...run, text: run.text.replace(/(?<![\p{L}\p{N}])([оО])(\s+)$/u, '$1б$2') };
  });
}

export const textOf = (runs: readonly FilledRun[]): string => runs.map(({ text }) => text).join('');

function place(
  blocks: FilledBlock[],
  block: Exclude<WordingBlock, { kind: 'table' | 'signatures' }>,
  runs: FilledRun[],
  counts: { readonly annexes: number; readonly clauses: number },
): void {
  const last = blocks.at(-1);
  switch (block.kind) {
    case 'heading':
      blocks.push({ kind: 'heading', level: block.level, text: textOf(runs) });
      break;
    case 'paragraph':
      blocks.push({ kind: 'paragraph', align: block.align, runs });
      break;
    case 'annex':
      blocks.push({ kind: 'annex', number: counts.annexes, title: textOf(runs) });
      break;
    case 'item':
      if (last?.kind === 'list') blocks[blocks.length - 1] = { ...last, items: [...last.items, runs] };
      else blocks.push({ kind: 'list', items: [runs] });
      break;
    case 'clause':
      placeClause(blocks, runs, block.depth, counts.clauses);
      break;
  }
}

function placeClause(blocks: FilledBlock[], runs: FilledRun[], depth: 0 | 1, number: number): void {
  const last = blocks.at(-1);
  if (last?.kind !== 'clauses') {
    blocks.push({ kind: 'clauses', start: number, items: [{ runs, clauses: [] }] });
    return;
  }
  const parent = last.items.at(-1);
  const items =
    depth === 1 && parent !== undefined
      ? [...last.items.slice(0, -1), { ...parent, clauses: [...parent.clauses, { runs }] }]
      : [...last.items, { runs, clauses: [] }];
  blocks[blocks.length - 1] = { ...last, items };
}
