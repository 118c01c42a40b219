import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASES, type Case } from '#src/lib/russian/case.ts';
import type { Gender } from '#src/lib/russian/names.ts';
import { declineOrganization } from '#src/lib/russian/organizations.ts';
import { declinePost } from '#src/lib/russian/posts.ts';

/** `post` is what goes in where it is not the nominative that comes out: «заведующий» of a woman. */
interface Row extends Readonly<Record<Case, string>> {
  readonly post?: string;
  readonly gender?: Gender;
}

function read(file: string): Row[] {
  return readFileSync(join(import.meta.dirname, 'cases', file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

describe('posts', () => {
  const rows = read('posts.jsonl');
  it('are enough', () => expect(rows.length).toBeGreaterThanOrEqual(60));
  it.each(CASES)('decline in their head words: %s', (one) => {
    const given = rows.map((row) => declinePost(row.post ?? row.nominative, one, row.gender ?? null));
    expect(given).toEqual(rows.map((row) => row[one]));
  });
});

describe('organizations', () => {
  const rows = read('organizations.jsonl');
  it('are enough', () => expect(rows.length).toBeGreaterThanOrEqual(25));
  it.each(CASES)('decline in their head words: %s', (one) => {
    expect(rows.map((row) => declineOrganization(row.nominative, one))).toEqual(rows.map((row) => row[one]));
  });
});

describe('anything else', () => {
  it.each(['', ' ', '№ 5', 'director', '«учитель»', '<b>', '🎉', '1С', '«Школа № 5»'])('%s stays', (text) => {
    for (const one of CASES) {
      expect(declinePost(text, one)).toBe(text);
      expect(declineOrganization(text, one)).toBe(text);
    }
  });

  it('never throws, and leaves quotation marks alone', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), constantFrom(...CASES), (text, one) => {
        const quoted = `«${text.replaceAll(/[«»]/gu, '')}»`;
        expect(declinePost(`учитель ${quoted}`, one)).toContain(quoted);
        expect(declineOrganization(`школа ${quoted}`, one)).toContain(quoted);
      }),
    );
  });

  it('leaves «и. о.» however it is typed', () => {
    for (const text of ['И. О. директора', 'и.о. директора', 'ВРИО директора', 'Вр. и. о. директора']) {
      expect(declinePost(text, 'genitive')).toBe(text);
    }
  });

  it('leaves what has no Russian letter', () => {
    const others = string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/[а-яё]/iu.test(text));
    assert(
      property(others, constantFrom(...CASES), (text, one) => {
        expect(declinePost(text, one)).toBe(text);
        expect(declineOrganization(text, one)).toBe(text);
      }),
    );
  });
});
