import { describe, expect, test } from 'vitest';
import { lookAtMentee } from '#src/features/matching/rules/look.ts';
import type { Marks } from '#src/features/matching/rules/pool.ts';
import { propose } from '#src/features/matching/rules/propose.ts';
import { usualSettings } from '#src/features/matching/rules/settings.ts';
import { lookInThread, proposeInThread } from '#src/features/matching/service.server/in-thread.ts';
import { mentee, mentor, pool } from '#src/features/matching/testing/people.ts';

const settings = usualSettings(['pupil-pupil']);
const TAGS = ['физика', 'шахматы', 'химия', 'театр', 'бег'];
const tagOf = (number: number): string[] => [
  TAGS[number % TAGS.length] ?? '',
  TAGS[(number * 3) % TAGS.length] ?? '',
];
const input = pool(
  Array.from({ length: 12 }, (_, n) => mentee(`a${n}`, { tags: tagOf(n), grade: 7 + (n % 3) })),
  Array.from({ length: 9 }, (_, n) => mentor(`x${n}`, { competences: tagOf(n + 1), grade: 9 + (n % 3) })),
  { relations: [{ menteeId: 'a3', mentorId: 'x4', kind: 'mentee_veto', rank: null }] },
);
const MARKS: readonly Marks[] = [
  { pins: [], bans: [] },
  { pins: [{ menteeId: 'a1', mentorId: 'x5' }], bans: [] },
  {
    pins: [],
    bans: [
      { menteeId: 'a1', mentorId: 'x5' },
      { menteeId: 'a2', mentorId: 'x1' },
    ],
  },
  { pins: [{ menteeId: 'a3', mentorId: 'x4' }], bans: [] },
];
const silent = (): void => undefined;

describe('a thread of matching, which remembers how pairs were judged', () => {
  test.each(MARKS.map((marks) => ({ marks })))('proposes as ever when marks change: %j', ({ marks }) => {
    expect(proposeInThread({ input, settings, marks }, silent)).toEqual(propose(input, settings, marks));
  });

  test('judges anew when a fact, a relation, a rule or a weight has changed', () => {
    const others = [
      { input: { ...input, mentees: input.mentees.map((one) => ({ ...one, tags: ['бег'] })) }, settings },
      { input: { ...input, relations: [] }, settings },
      {
        input,
        settings: { ...settings, rules: { ...settings.rules, seniority: !settings.rules.seniority } },
      },
      { input, settings: { ...settings, weights: { ...settings.weights, request: 0 } } },
    ];
    const before = propose(input, settings, MARKS[0]!);
    for (const other of others) {
      const expected = propose(other.input, other.settings, MARKS[0]!);
      expect(expected).not.toEqual(before);
      expect(proposeInThread({ ...other, marks: MARKS[0]! }, silent)).toEqual(expected);
    }
  });

  test('says of one mentee what is said without it', () => {
    const look = {
      input,
      settings,
      marks: MARKS[1]!,
      menteeId: 'a2',
      mentorIdNow: null,
      isAlone: true,
      withWishes: true,
    };
    expect(lookInThread(look)).toEqual(lookAtMentee(look));
  });
});
