import type { Check, Finding } from '#src/features/roadmap/rules/linter/model.ts';
import { listTexts } from '#src/features/roadmap/rules/linter/rows.ts';
import { findCutOff, findSignSlips, type Slip } from '#src/features/roadmap/rules/linter/slips/signs.ts';
import { createSpeller } from '#src/features/roadmap/rules/linter/slips/spelling.ts';

/** Whole Cyrillic words: a piece beside a Latin letter is another slip. */
const WORD = /(?<!\p{L})[А-Яа-яЁё]+(?!\p{L})/gu;

/**
 * Likely slips of typing or text recognition. Names, abbreviations and words that the document itself repeats
 * are believed; what is only likely is a note, and nothing is ever changed by itself.
 */
export const checkSlips: Check = (input) => {
  const texts = listTexts(input);
  const speller = createSpeller(texts.flatMap(({ text }) => text.match(WORD) ?? []));
  return texts.flatMap(({ text, field, sectionIndex, itemIndex }) => {
    const misspelt = (text.match(WORD) ?? []).flatMap((word): Slip[] => {
      // A capital inside a sentence is a name; at its beginning it is any word.
      const right = word === word.toUpperCase() ? null : speller.suggest(word);
      return right === null ? [] : [{ code: 'text.slip', from: word, to: matchCase(word, right) }];
    });
    const cutOff = field === 'title' || field === 'result' ? findCutOff(text) : [];
    return [...findSignSlips(text), ...misspelt, ...cutOff].map(({ code, from, to }): Finding => ({
      code,
      severity: code === 'text.cut_off' ? 'warning' : 'note',
      sectionIndex,
      ...(itemIndex === undefined ? {} : { itemIndex }),
      field,
      facts: { said: from, ...(to === undefined ? {} : { right: to }) },
      ...(to === undefined ? {} : { fix: { field, from, to } }),
    }));
  });
};

function matchCase(word: string, right: string): string {
  return /^\p{Lu}/u.test(word) ? right.charAt(0).toUpperCase() + right.slice(1) : right;
}
