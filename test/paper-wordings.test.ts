import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseWording } from '#src/lib/wording/parse.ts';
import { paperSources } from '#src/compose.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { readTemplateText } from '#src/features/documents/rules/template-text.ts';
import { fieldsOf } from '#src/features/documents/service.server/facts.ts';

const folder = new URL('../data/papers/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('wordings that the product brings', () => {
  it.each(files)('%s is understood whole', (name) => {
    const { kind, title, body, source } = readTemplateText(readFileSync(new URL(name, folder), 'utf8'));
    expect(`${kind}.txt`).toBe(name);
    expect(findPaperKind(kind)).toBeDefined();
    const fields = fieldsOf(paperSources, kind);
    expect(parseWording(title, fields).problems).toEqual([]);
    expect(parseWording(body, fields).problems).toEqual([]);
    expect(source.length).toBeGreaterThan(20);
  });

  it('there is one for each kind whose facts a room knows', () => {
    const kinds = paperSources.flatMap((source) => source.kinds);
    expect(kinds.filter((kind) => !files.includes(`${kind}.txt`))).toEqual([]);
  });

  it.each(paperSources.flatMap((source) => source.kinds.map((kind) => [kind, source] as const)))(
    'fields of %s are in small letters and said once',
    (kind, source) => {
      const names = source.fields(kind).map(({ name }) => name);
      expect(names.filter((name) => name !== name.toLocaleLowerCase('ru'))).toEqual([]);
      expect(names.length).toBe(new Set(names).size);
      expect(source.fields(kind).filter(({ description }) => description === '')).toEqual([]);
    },
  );
});
