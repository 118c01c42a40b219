import { describe, expect, test } from 'vitest';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import type { Marks } from '#src/features/matching/rules/pool.ts';
import { propose, solvePool, type Proposal } from '#src/features/matching/rules/propose.ts';
import type { ServingChange } from '#src/features/matching/rules/serving.ts';
import { usualSettings, type MatchSettings } from '#src/features/matching/rules/settings.ts';
import { explainUnmatched, tellWhyUnmatched } from '#src/features/matching/rules/unmatched.ts';
import { mentee, mentor, pool } from '#src/features/matching/testing/people.ts';

const settings = usualSettings(['pupil-pupil']);
const NO_MARKS: Marks = { pins: [], bans: [] };

function solve(input: MatchInput, changed: Partial<MatchSettings> = {}, marks: Marks = NO_MARKS): Proposal {
  const done = propose(input, { ...settings, ...changed }, marks);
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value;
}

const physics = mentee('a', { tags: ['физика'] });
const physicist = mentor('x', { competences: ['физика'] });

describe('the unmatched', () => {
  const explain = (input: MatchInput, changed: Partial<MatchSettings> = {}) => {
    const all = { ...settings, ...changed };
    const proposal = solve(input, changed);
    return explainUnmatched(input, all, solvePool(input, all, NO_MARKS), proposal.unmatchedIds, []);
  };

  test('one place more serves whoever the places did not reach for', () => {
    const [told] = explain(pool([physics, mentee('c', { tags: ['физика'], urgency: 1 })], [physicist]));
    expect(told).toMatchObject({ menteeId: 'c', allowed: 1 });
    expect(told?.changes[0]).toMatchObject({ kind: 'place', mentorId: 'x' });
  });

  test('time added, a mentor admitted, a rule lifted: whichever alone would serve', () => {
    const busy = mentor('x', { times: ['2-after'] });
    const told = explain(
      pool(
        [mentee('a', { times: ['1-after'] })],
        [
          busy,
          mentor('y', { isAdmitted: false, lacking: ['Обучение'], times: ['1-after'] }),
          mentor('z', { grade: 7, times: ['1-after'] }),
        ],
      ),
    );
    expect(told[0]?.changes.map(({ kind, mentorId }) => `${kind} ${mentorId}`).toSorted()).toEqual([
      'admission y',
      'rule z',
      'slot x',
    ]);
    expect(told[0]?.blockedBy.map(({ rule }) => rule).toSorted()).toEqual(['admission', 'seniority', 'time']);
  });

  test('nothing is promised that two rules forbid, or the law', () => {
    const told = explain(pool([mentee('a')], [mentor('x', { isAdmitted: false, grade: 5 })]));
    expect(told[0]?.changes).toEqual([]);
    expect(told[0]?.why).toContain('Не подходит никто');
  });

  test('says what the curator excluded, and tells the reasons without solving', () => {
    const bans = [{ menteeId: 'a', mentorId: 'x' }];
    const input = pool([mentee('a')], [mentor('x'), mentor('y', { grade: 5 })]);
    expect(tellWhyUnmatched(input, settings, { bans }, [], ['a', 'nobody'])).toEqual(
      new Map([
        [
          'a',
          'Не подходит никто: у всех наставников одно и то же – наставник учится не в старшем классе. Исключены вами: 1.',
        ],
      ]),
    );
  });

  const noon = { times: ['1-after'] } as const;
  const want = { tags: ['физика'], ...noon };

  test('a place that somebody else would get first is to be kept by a pin', () => {
    const waiting = [
      mentee('a', { ...want, urgency: 3 }),
      mentee('b', want),
      mentee('c', { ...want, urgency: 1 }),
    ];
    const told = explain(pool(waiting, [mentor('x', { competences: ['физика'], ...noon })]));
    const first = told.map(({ menteeId, changes }) => [menteeId, changes[0]?.kind, changes[0]?.isKept]);
    expect(first).toEqual([
      ['b', 'place', false],
      ['c', 'place', true],
    ]);
    expect(told[1]?.changes[0]?.words).toContain('Закрепите эту пару');
  });

  test('finds the one mentor with a free place behind any number who have none', () => {
    const full = [1, 2, 3, 4, 5, 6];
    const told = explain(
      pool(
        [mentee('a', { tags: ['физика'], times: ['2-after'] }), ...full.map((n) => mentee(`m${n}`, want))],
        [
          ...full.map((n) => mentor(`f${n}`, { competences: ['физика'], ...noon })),
          mentor('free', { competences: ['химия'], times: ['3-after'] }),
        ],
      ),
      { minimumScore: 10 },
    );
    expect(told[0]?.changes.map(({ kind, mentorId }) => `${kind} ${mentorId}`)).toEqual(['slot free']);
  });

  test('an admitted mentor may be taken by somebody else: told as one to be kept', () => {
    const waiting = [mentee('a', want), mentee('b', { ...want, urgency: 3 })];
    const told = explain(
      pool(waiting, [mentor('x', { isAdmitted: false, competences: ['физика'], ...noon })]),
    );
    expect(told.map(({ menteeId, changes }) => [menteeId, changes[0]?.kind, changes[0]?.isKept])).toEqual([
      ['a', 'admission', true],
      ['b', 'admission', false],
    ]);
  });

  test('a group that is too small is told as such, and a smaller least size offered', () => {
    const form = { form: 'pupil-pupil', isGroup: true, groupMinimum: 3, limit: 5 };
    const told = explain(
      pool(
        [physics, mentee('b', { tags: ['физика'] })],
        [mentor('x', { competences: ['физика'], limit: 5 })],
      ),
      { forms: [form] },
    );
    expect(told[0]?.why).toContain('группа не набралась');
    expect(told[0]?.changes.map(({ kind }) => kind)).toEqual(['group']);
    expect(told[0]?.changes[0]?.words).toBe(
      'Уменьшить группу: сейчас не меньше 3 человек, набирается 2 (наставник Наставник x.).',
    );
  });

  test.for(['total', 'served', 'worst'] as const)('by the aim %s whatever is told serves', (aim) => {
    for (let seed = 1; seed < 16; seed += 1) {
      const dice = (n: number, k: number) => (seed * 31 + n * 17 + k * 7 + n * n * seed) % 5;
      const subjects = ['физика', 'химия', 'история', 'шахматы', 'вокал'];
      const slots = ['1-after', '2-after', '3-after'] as const;
      const word = (n: number) => [subjects[n] ?? ''];
      const time = (n: number) => [slots[n % 3] ?? '1-after'];
      const input = pool(
        Array.from({ length: 7 }, (_, n) =>
          mentee(`e${n}`, { tags: word(dice(n, 1)), times: time(dice(n, 2)), urgency: 1 + (dice(n, 3) % 3) }),
        ),
        Array.from({ length: 5 }, (_, n) =>
          mentor(`r${n}`, {
            competences: word(dice(n, 4)),
            times: [...time(dice(n, 5)), ...time(dice(n, 6))],
            isAdmitted: dice(n, 8) > 0,
          }),
        ),
      );
      for (const { menteeId, changes } of explain(input, { aim, minimumScore: 0 })) {
        for (const change of changes.filter(({ isKept }) => !isKept)) {
          expect([seed, menteeId, isServed(input, { aim, minimumScore: 0 }, menteeId, change)]).toEqual([
            seed,
            menteeId,
            true,
          ]);
        }
      }
    }
  });
});

/** Whether a mentee has a pair once the curator has done what is told: the draft is made anew from the changed banks. */
function isServed(
  input: MatchInput,
  changed: Partial<MatchSettings>,
  menteeId: string,
  { kind, atId, mentorId, slot, rule }: ServingChange,
): boolean {
  const marks = rule !== null && kind === 'rule' ? { pins: [{ menteeId, mentorId }], bans: [] } : NO_MARKS;
  const then: MatchInput = {
    ...input,
    mentees: input.mentees.map((one) =>
      kind === 'slot' && one.personId === menteeId ? { ...one, times: [...one.times, slot as never] } : one,
    ),
    mentors: input.mentors.map((one) => {
      if (one.personId !== atId) return one;
      const limit = kind === 'place' ? one.limit + 1 : one.limit;
      return { ...one, limit, isAdmitted: one.isAdmitted || kind === 'admission' };
    }),
  };
  return !solve(then, changed, marks).unmatchedIds.includes(menteeId);
}
