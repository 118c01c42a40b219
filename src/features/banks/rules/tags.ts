import file from '#data/tags.json' with { type: 'json' };

/** A word of the dictionary and the words that lead to it. */
export interface TagWord {
  readonly word: string;
  readonly synonyms: readonly string[];
}

/** What a school's dictionary begins with; it grows by what people write. */
export const libraryTags: readonly TagWord[] = file.groups.flatMap((group) => group.words);

export const TAG_LENGTH = 100;
/** Words of one field: who writes more has written a text. */
export const TAGS_LIMIT = 20;

/** Spellings of one word are one key: case, «ё», spaces, quotes and the stop at the end. */
export function tagKey(word: string): string {
  return tidyTag(word).toLocaleLowerCase('ru').replaceAll('ё', 'е');
}

function tidyTag(word: string): string {
  return word
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll(/^[\s"«»“”.•*–—-]+|[\s"«»“”.]+$/gu, '')
    .trim();
}

/**
 * «Физика, подготовка к ЕГЭ; шахматы» → words, each once by its key, in the order typed: what commas, semicolons and lines
 * part. Whatever is longer than a word of the dictionary may be stays as it is: the caller refuses it.
 */
export function splitTags(text: string): string[] {
  const byKey = new Map<string, string>();
  for (const part of text.split(/[,;\n]+/)) {
    const word = tidyTag(part);
    const key = tagKey(word);
    if (key !== '' && !byKey.has(key)) byKey.set(key, word);
  }
  return [...byKey.values()];
}

/** Words as a field shows them again. */
export function joinTags(words: readonly string[]): string {
  return words.join(', ');
}
