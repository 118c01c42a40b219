import { readCase, type Case } from '#src/lib/russian/case.ts';
import type { FactKind } from '#src/lib/wording/model.ts';

/** How a name is written: whole, «Иванова М. П.», «М. П. Иванова». */
export type NameStyle = 'full' | 'short' | 'initials';
/** What of a person is written: the name, the post and the name, the post alone. */
export type PersonParts = 'name' | 'post-and-name' | 'post' | 'name-and-post';

export interface Manner {
  readonly case: Case;
  readonly style: NameStyle;
  readonly parts: PersonParts;
  readonly digits: boolean;
  readonly inWords: boolean;
  readonly capital: boolean;
}

const STYLES: Readonly<Record<string, Partial<Manner>>> = {
  полностью: { style: 'full' },
  кратко: { style: 'short' },
  инициалы: { style: 'initials' },
};
const PARTS: Readonly<Record<string, Partial<Manner>>> = {
  'с должностью': { parts: 'post-and-name' },
  должность: { parts: 'post' },
  'должность после имени': { parts: 'name-and-post' },
};
const DIGITS: Readonly<Record<string, Partial<Manner>>> = { цифрами: { digits: true } };
const WORDS: Readonly<Record<string, Partial<Manner>>> = { прописью: { inWords: true } };
const CAPITAL: Readonly<Record<string, Partial<Manner>>> = { 'с прописной': { capital: true } };

interface Known {
  readonly cases: boolean;
  readonly words: Readonly<Record<string, Partial<Manner>>>;
}

const KNOWN: Readonly<Record<FactKind, Known>> = {
  text: { cases: false, words: CAPITAL },
  person: { cases: true, words: { ...STYLES, ...PARTS, ...CAPITAL } },
  people: { cases: true, words: { ...STYLES, ...PARTS, ...CAPITAL } },
  organization: { cases: true, words: CAPITAL },
  day: { cases: false, words: DIGITS },
  number: { cases: true, words: { ...WORDS, ...CAPITAL } },
  table: { cases: false, words: {} },
};

/** Whether a field of this kind can be written in this manner («дательный», «кратко»). */
export function isModifierOf(kind: FactKind, modifier: string): boolean {
  const known = KNOWN[kind];
  return Object.hasOwn(known.words, modifier) || (known.cases && readCase(modifier) !== null);
}

/** The words that a field of this kind understands besides the cases: for the person who edits a wording. */
export function listModifiers(kind: FactKind): {
  readonly takesCase: boolean;
  readonly words: readonly string[];
} {
  return { takesCase: KNOWN[kind].cases, words: Object.keys(KNOWN[kind].words) };
}

/** Modifiers read together; what the field does not know is passed over (`parseWording` has told of it). */
export function readManner(kind: FactKind, modifiers: readonly string[]): Manner {
  const usual: Manner = {
    case: 'nominative',
    style: 'full',
    parts: 'name',
    digits: false,
    inWords: false,
    capital: false,
  };
  return modifiers.reduce<Manner>((manner, modifier) => {
    const known = KNOWN[kind];
    if (Object.hasOwn(known.words, modifier)) return { ...manner, ...known.words[modifier] };
    const wanted = known.cases ? readCase(modifier) : null;
    return wanted === null ? manner : { ...manner, case: wanted };
  }, usual);
}
