import { readField, readLine } from '#src/lib/wording/inline.ts';
import {
  WORDING_LIMITS,
  type Field,
  type FieldUse,
  type Problem,
  type Wording,
  type WordingBlock,
  type WordingLine,
} from '#src/lib/wording/model.ts';
import { isModifierOf } from '#src/lib/wording/modifiers.ts';

const ALONE = /^\{([^{}]*)\}$/u;
/** Fields may stand in the title of an annex. */
const ANNEX = /^\{\s*приложение\s*:(.*)\}$/isu;
const SUBCLAUSE = /^\d{1,3}\.\d{1,3}\.?\s+(.*)$/su;
const CLAUSE = /^\d{1,3}[.)]\s+(.*)$/su;

/**
 * A wording as its author types it, a paragraph a line:
 *
 * - `## Раздел`, `### Подраздел`; `1. пункт`, `1.1. подпункт` (numbers are counted anew); `- строка списка`;
 * - `= в центре`, `=> справа`; any other line is a paragraph over the whole width;
 * - `{поле}`, `{поле: дательный, кратко}`; a table stands in a line of its own: `{таблица пар}`;
 * - `{приложение: Название}` begins an annex; `? строка` is left out when a field of it is not known;
 * - `{подписи: поле, поле}` are lines to sign on; `? {подписи: …}` leaves out those of them who are not known, and
 *   `? {таблица пар}` a table without rows;
 * - `**жирный**`, `*курсив*`.
 *
 * What is not understood is a problem with its line, never text that silently stays: unknown fields and modifiers, tags
 * of HTML, braces and faces that are not closed, a text beyond `WORDING_LIMITS`.
 */
export function parseWording(text: string, fields: readonly Field[]): Wording {
  if (text.length > WORDING_LIMITS.characters) return refused('too_long');
  const lines = text.normalize('NFC').split(/\r\n|[\r\n\u2028\u2029]/u);
  if (lines.length > WORDING_LIMITS.lines) return refused('too_many_lines');
  const known = new Map(fields.map((field) => [field.name, field]));
  const blocks: WordingBlock[] = [];
  const problems: Problem[] = [];
  lines.forEach((source, index) => {
    const line = source.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
    if (line === '') return;
    const found = readBlock(line, known);
    const last = blocks.at(-1);
    if (found.block?.kind === 'clause' && found.block.depth === 1 && last?.kind !== 'clause') {
      problems.push({ code: 'clause_without_parent', line: index + 1, words: line.slice(0, 30) });
    }
    if (found.block !== null) blocks.push(found.block);
    for (const problem of found.problems) problems.push({ ...problem, line: index + 1 });
  });
  if (blocks.length === 0 && problems.length === 0) return refused('empty');
  return { blocks, problems };
}

const refused = (code: Problem['code']): Wording => ({
  blocks: [],
  problems: [{ code, line: 1, words: '' }],
});

type Found = { readonly block: WordingBlock | null; readonly problems: readonly Omit<Problem, 'line'>[] };

function readBlock(source: string, known: ReadonlyMap<string, Field>): Found {
  const annex = ANNEX.exec(source);
  if (annex !== null) return withLine(annex[1] ?? '', known, (line) => ({ kind: 'annex', line }));
  const isOptional = /^\?\s+/u.test(source);
  const text = isOptional ? source.replace(/^\?\s+/u, '') : source;
  const alone = ALONE.exec(text);
  if (alone !== null) {
    const inside = alone[1] ?? '';
    const use = readField(inside);
    if (use.name === 'подписи') return readSignatures(use, known, isOptional);
    const field = known.get(use.name);
    if (field?.kind === 'table') {
      return {
        block: { kind: 'table', field: use.name, isOptional },
        problems: modifierProblems(use, field),
      };
    }
  }
  const make = (rest: string, block: (line: WordingLine) => WordingBlock) =>
    withLine(rest, known, block, isOptional);
  const heading = /^(#{1,3})\s+(.*)$/su.exec(text);
  if (heading !== null) {
    const level = heading[1] === '###' ? 3 : 2;
    return make(heading[2] ?? '', (line) => ({ kind: 'heading', level, line }));
  }
  const sub = SUBCLAUSE.exec(text);
  if (sub !== null) return make(sub[1] ?? '', (line) => ({ kind: 'clause', depth: 1, line }));
  const clause = CLAUSE.exec(text);
  if (clause !== null) return make(clause[1] ?? '', (line) => ({ kind: 'clause', depth: 0, line }));
  const item = /^[-–—•]\s+(.*)$/su.exec(text);
  if (item !== null) return make(item[1] ?? '', (line) => ({ kind: 'item', line }));
  const placed = /^(=>?)\s+(.*)$/su.exec(text);
  if (placed !== null) {
    const align = placed[1] === '=' ? 'center' : 'right';
    return make(placed[2] ?? '', (line) => ({ kind: 'paragraph', align, line }));
  }
  return make(text, (line) => ({ kind: 'paragraph', align: 'justify', line }));
}

function readSignatures(
  { modifiers }: FieldUse,
  known: ReadonlyMap<string, Field>,
  isOptional: boolean,
): Found {
  const problems = modifiers.flatMap((name): Omit<Problem, 'line'>[] => {
    const kind = known.get(name)?.kind;
    if (kind === undefined) return [{ code: 'unknown_field', words: name }];
    const signs = kind === 'person' || kind === 'people' || kind === 'organization';
    return signs ? [] : [{ code: 'not_a_signer', words: name }];
  });
  return { block: { kind: 'signatures', fields: modifiers, isOptional }, problems };
}

function withLine(
  text: string,
  known: ReadonlyMap<string, Field>,
  make: (line: WordingLine) => WordingBlock,
  isOptional = false,
): Found {
  const { pieces, problems } = readLine(text.trim());
  const wrong = pieces.flatMap((piece): Omit<Problem, 'line'>[] => {
    if (piece.kind === 'text') return [];
    const field = known.get(piece.name);
    if (field === undefined) return [{ code: 'unknown_field', words: piece.name }];
    if (field.kind === 'table') return [{ code: 'table_in_text', words: piece.name }];
    return modifierProblems(piece, field);
  });
  return { block: make({ pieces, isOptional }), problems: [...problems, ...wrong] };
}

function modifierProblems(use: FieldUse, field: Field): { code: 'unknown_modifier'; words: string }[] {
  return use.modifiers
    .filter((modifier) => !isModifierOf(field.kind, modifier))
    .map((words) => ({ code: 'unknown_modifier', words: `${use.name}: ${words}` }));
}

/** Names of the fields that a wording uses, each once, in its order; `isNeeded` when a line that must stay has it. */
export function listFieldUses(wording: Wording): { name: string; isNeeded: boolean }[] {
  const uses = new Map<string, boolean>();
  const note = (name: string, isNeeded: boolean) => uses.set(name, (uses.get(name) ?? false) || isNeeded);
  for (const block of wording.blocks) {
    if (block.kind === 'table') note(block.field, !block.isOptional);
    else if (block.kind === 'signatures') for (const name of block.fields) note(name, !block.isOptional);
    else
      for (const piece of block.line.pieces)
        if (piece.kind === 'field') note(piece.name, !block.line.isOptional);
  }
  return [...uses].map(([name, isNeeded]) => ({ name, isNeeded }));
}
