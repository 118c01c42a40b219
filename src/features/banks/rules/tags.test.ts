import { describe, expect, test } from 'vitest';
import { libraryTags, splitTags, tagKey } from '#src/features/banks/rules/tags.ts';

describe('words of offers and requests', () => {
  test('are parted by commas, semicolons and lines, each once', () => {
    expect(
      splitTags('Физика, подготовка к ЕГЭ; «шахматы».\n- ФИЗИКА,,  лёгкая   атлетика ,легкая атлетика'),
    ).toEqual(['Физика', 'подготовка к ЕГЭ', 'шахматы', 'лёгкая атлетика']);
    expect(splitTags(' ,;\n«».')).toEqual([]);
  });

  test('have one key for case, ё, spaces and quotes', () => {
    expect(tagKey(' «Шитьё  и Крой» ')).toBe('шитье и крой');
  });

  test('of the library are some two hundred, and no word or synonym stands twice', () => {
    const keys = libraryTags.flatMap(({ word, synonyms }) => [word, ...synonyms]).map(tagKey);
    expect(libraryTags.length).toBeGreaterThan(200);
    expect(new Set(keys).size).toBe(keys.length);
    // A word must survive being typed with others.
    expect(splitTags(libraryTags.map(({ word }) => word).join(', '))).toEqual(
      libraryTags.map(({ word }) => word),
    );
  });
});
