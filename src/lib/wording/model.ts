import type { PostForms } from '#src/lib/russian/kept-forms.ts';
import type { Gender, NameForms, NameParts } from '#src/lib/russian/names.ts';

/** Somebody as a paper names them. */
export interface PersonFact {
  readonly kind: 'person';
  readonly name: NameParts;
  /** For the endings; null: guessed from the name. */
  readonly gender: Gender | null;
  /** Forms that a person fixed by hand; they win. */
  readonly forms?: NameForms;
  /** Post, class or enterprise, in the nominative («учитель физики», «ученик 9 «А» класса»); empty: none. */
  readonly post: string;
  /** The same for the post. */
  readonly postForms?: PostForms;
}

/** What can stand in a field of a wording. */
export type Fact =
  | { readonly kind: 'text'; readonly text: string }
  | PersonFact
  | { readonly kind: 'people'; readonly people: readonly PersonFact[] }
  /**
   * `genitive` where a person fixed it; all other forms follow the rules. `signer`: who signs for it where it is a side of an
   * agreement.
   */
  | {
      readonly kind: 'organization';
      readonly name: string;
      readonly genitive?: string;
      readonly signer?: PersonFact;
    }
  /** An ISO day. */
  | { readonly kind: 'day'; readonly on: string }
  | { readonly kind: 'number'; readonly value: number }
  /** Lines of cells under heads; stands in a line of its own. */
  | { readonly kind: 'table'; readonly table: FactTable };

export type FactKind = Fact['kind'];

export interface FactTable {
  /** `width` is the share beside the other columns. */
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  /** As many cells in each row as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

/** Facts by the name of their field; a field that is not known yet is left out. */
export type Facts = Readonly<Record<string, Fact>>;

/** A field that a wording may use. */
export interface Field {
  /** As it stands between the braces: «куратор», «таблица пар»; small letters. */
  readonly name: string;
  readonly kind: FactKind;
  /** For the person who edits the wording: what comes in its place. */
  readonly description: string;
  /** Nobody but the author of the paper knows it: it is asked for, not gathered. */
  readonly isAsked?: boolean;
}

/** `case` is one of `lib/russian/case`; what a field of this kind does not know is a problem of the wording. */
export interface FieldUse {
  readonly kind: 'field';
  readonly name: string;
  readonly modifiers: readonly string[];
}

export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
}

/** Text and fields in one face. */
export type Piece = (TextPiece | FieldUse) & { readonly bold?: boolean; readonly italic?: boolean };

export interface WordingLine {
  readonly pieces: readonly Piece[];
  /** Left out when one of its fields is not known. */
  readonly isOptional: boolean;
}

export type WordingBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly line: WordingLine }
  | { readonly kind: 'paragraph'; readonly align: 'justify' | 'center' | 'right'; readonly line: WordingLine }
  /** `depth` 0 is `1.`, 1 is `1.1.`; the numbers themselves are counted when the paper is made. */
  | { readonly kind: 'clause'; readonly depth: 0 | 1; readonly line: WordingLine }
  | { readonly kind: 'item'; readonly line: WordingLine }
  | { readonly kind: 'table'; readonly field: string; readonly isOptional: boolean }
  /** Who signs, by their fields: people and organizations. */
  | { readonly kind: 'signatures'; readonly fields: readonly string[]; readonly isOptional: boolean }
  /** What follows is an annex on a page of its own, with this title. */
  | { readonly kind: 'annex'; readonly line: WordingLine };

export type ProblemCode =
  | 'unknown_field'
  | 'unknown_modifier'
  | 'table_in_text'
  | 'not_a_signer'
  | 'open_brace'
  | 'open_bold'
  | 'open_italic'
  | 'markup'
  | 'clause_without_parent'
  | 'empty'
  | 'too_long'
  | 'too_many_lines';

/** What is wrong in a wording: the line of the text, from 1, and the words concerned. */
export interface Problem {
  readonly code: ProblemCode;
  readonly line: number;
  readonly words: string;
}

export interface Wording {
  readonly blocks: readonly WordingBlock[];
  readonly problems: readonly Problem[];
}

/** More than any act of a school; a text beyond them is refused, not read. */
export const WORDING_LIMITS = { characters: 60_000, lines: 1_500 } as const;
