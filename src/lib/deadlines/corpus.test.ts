import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Meaning, Period } from './meaning.ts';
import { readDeadline } from './read.ts';
import { explainAmbiguity } from './reasons.ts';

interface Case {
  phrase: string;
  period_span: [string, string] | null;
  expected: Meaning | null;
  ambiguous: boolean;
  reasonCode?: string;
  accept?: Meaning[];
}

function loadCases(name: string): Case[] {
  const text = readFileSync(new URL(`cases/${name}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Case => JSON.parse(line));
}

function toPeriod(span: Case['period_span']): Period | null {
  return span && { start: span[0], end: span[1] };
}

/** The corpus explains some events in English beside their text; that gloss is no part of a meaning. */
function withoutGloss(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutGloss);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'gloss')
      .map(([key, field]) => [key, withoutGloss(field)]),
  );
}

describe.each([
  ['corpus.jsonl', 226, 226],
  ['own.jsonl', 250, 2000],
  ['held-out-2.jsonl', 300, 2000],
])('%s', (name, least, most) => {
  const cases = loadCases(name);

  test('is whole', () => {
    expect(cases.length).toBeGreaterThanOrEqual(least);
    expect(cases.length).toBeLessThanOrEqual(most);
  });

  test.each(cases.map((one) => [`${one.phrase} | ${one.period_span?.join('..') ?? '-'}`, one] as const))(
    '%s',
    (_title, one) => {
      const reading = readDeadline(one.phrase, toPeriod(one.period_span));
      const right = [one.expected, ...(one.accept ?? [])].map(withoutGloss);
      expect(right).toContainEqual(reading.meaning);
      expect(reading.ambiguous).toBe(one.ambiguous);
      expect(reading.reasonCode).toBe(one.reasonCode ?? reading.reasonCode);
      expect(explainAmbiguity(reading.reasonCode ?? '')).toMatch(/[а-я]/);
    },
  );
});
