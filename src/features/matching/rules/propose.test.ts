import { describe, expect, test } from 'vitest';
import { compareProposals } from '#src/features/matching/rules/compare.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import type { Marks } from '#src/features/matching/rules/pool.ts';
import { propose, type Proposal } from '#src/features/matching/rules/propose.ts';
import { usualSettings, type MatchSettings } from '#src/features/matching/rules/settings.ts';
import { mentee, mentor, pool } from '#src/features/matching/testing/people.ts';

const settings = usualSettings(['pupil-pupil']);
const NO_MARKS: Marks = { pins: [], bans: [] };

function solve(input: MatchInput, changed: Partial<MatchSettings> = {}, marks: Marks = NO_MARKS): Proposal {
  const done = propose(input, { ...settings, ...changed }, marks);
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value;
}
const pairsOf = (proposal: Proposal) =>
  proposal.pairs.map(({ menteeId, mentorId }) => `${menteeId}-${mentorId}`).toSorted();

const physics = mentee('a', { tags: ['физика'] });
const chess = mentee('b', { tags: ['шахматы'] });
const physicist = mentor('x', { competences: ['физика'] });
const player = mentor('y', { competences: ['шахматы'] });

describe('propose', () => {
  test('gives each the mentor whose strength is their request, and proves it', () => {
    const proposal = solve(pool([physics, chess], [player, physicist]));
    expect(pairsOf(proposal)).toEqual(['a-x', 'b-y']);
    expect(proposal.proof).toEqual({ kind: 'optimal', gap: 0, uncertain: 0, isCut: false });
    expect(proposal.unmatchedIds).toEqual([]);
  });

  test('keeps to pins and bans, and says what it costs whom', () => {
    const input = pool([physics, chess], [player, physicist]);
    const pinned = solve(input, {}, { pins: [{ menteeId: 'a', mentorId: 'y' }], bans: [] });
    expect(pairsOf(pinned)).toEqual(['a-y', 'b-x']);
    const change = compareProposals(solve(input), pinned);
    expect(change.totalChange).toBeGreaterThan(0);
    expect(change.moved.map(({ menteeId }) => menteeId).toSorted()).toEqual(['a', 'b']);
    const banned = solve(input, {}, { pins: [], bans: [{ menteeId: 'a', mentorId: 'x' }] });
    expect(pairsOf(banned)).toEqual(['a-y', 'b-x']);
  });

  test.each([
    [
      'no_weights',
      {
        weights: {
          ...settings.weights,
          request: 0,
          wishes: 0,
          times: 0,
          wished_age: 0,
          interests: 0,
          place: 0,
          history: 0,
        },
      },
      NO_MARKS,
    ],
    ['no_forms', { forms: [] }, NO_MARKS],
    [
      'pinned_twice',
      {},
      {
        pins: [
          { menteeId: 'a', mentorId: 'x' },
          { menteeId: 'a', mentorId: 'y' },
        ],
        bans: [],
      },
    ],
    [
      'pinned_and_banned',
      {},
      { pins: [{ menteeId: 'a', mentorId: 'x' }], bans: [{ menteeId: 'a', mentorId: 'x' }] },
    ],
    [
      'pins_over_capacity',
      {},
      {
        pins: [
          { menteeId: 'a', mentorId: 'x' },
          { menteeId: 'b', mentorId: 'x' },
        ],
        bans: [],
      },
    ],
  ] as const)('refuses with %s', (code, changed, marks) => {
    const done = propose(pool([physics, chess], [player, physicist]), { ...settings, ...changed }, marks);
    expect(done).toMatchObject({ ok: false, refusal: { code: `matching.${code}` } });
  });

  test('refuses empty banks, each in its own words', () => {
    expect(propose(pool([], [player]), settings, NO_MARKS)).toMatchObject({
      refusal: { code: 'matching.no_mentees' },
    });
    expect(propose(pool([chess], []), settings, NO_MARKS)).toMatchObject({
      refusal: { code: 'matching.no_mentors' },
    });
  });

  test('never pins a child to an outsider without a certificate, whatever the settings say', () => {
    const outsider = mentor('o', { kinds: ['graduate'], needsCertificate: true });
    const input = pool([physics], [outsider]);
    const forms = usualSettings(['student-pupil']);
    const off = { ...forms, rules: { ...forms.rules, certificate: false } };
    expect(propose(input, off, { pins: [{ menteeId: 'a', mentorId: 'o' }], bans: [] })).toMatchObject({
      refusal: { code: 'matching.pin_against_law' },
    });
    const proposal = propose(input, off, NO_MARKS);
    expect(proposal).toMatchObject({ ok: true, value: { pairs: [], unmatchedIds: ['a'] } });
  });

  test('says which rule emptied the pool', () => {
    const proposal = solve(
      pool([physics], [mentor('x', { isAdmitted: false }), mentor('y', { isAdmitted: false, grade: 7 })]),
    );
    expect(proposal.allowed).toBe(0);
    expect(proposal.blocks).toEqual([
      { rule: 'admission', pairs: 2 },
      { rule: 'seniority', pairs: 1 },
    ]);
  });

  test('a pin may pass over a rule that is not law, and warns', () => {
    const input = pool([mentee('a', { grade: 7 })], [mentor('x', { grade: 7 })]);
    expect(solve(input).pairs).toEqual([]);
    const pinned = solve(input, {}, { pins: [{ menteeId: 'a', mentorId: 'x' }], bans: [] });
    expect(pinned.pairs).toMatchObject([
      { menteeId: 'a', mentorId: 'x', isPinned: true, warnings: ['seniority'] },
    ]);
  });

  test('spreads mentees over mentors when the balance weighs, and not when it weighs nothing', () => {
    const strong = mentor('x', { competences: ['физика'], limit: 2 });
    const fair = mentor('y', { competences: ['физика', 'химия'], limit: 2, interests: ['космос'] });
    const input = pool(
      [
        mentee('a', { tags: ['физика'], interests: ['космос'] }),
        mentee('b', { tags: ['физика'], interests: ['космос'] }),
      ],
      [strong, fair],
    );
    const weights = { ...settings.weights, balance: 0 };
    expect(new Set(solve(input, { weights }).pairs.map(({ mentorId }) => mentorId)).size).toBe(1);
    expect(
      new Set(solve(input, { weights: { ...weights, balance: 10 } }).pairs.map(({ mentorId }) => mentorId))
        .size,
    ).toBe(2);
  });

  test('a group smaller than its least is not formed', () => {
    const leader = mentor('x', { limit: 5 });
    const forms = [{ form: 'pupil-pupil', isGroup: true, groupMinimum: 3, limit: null }];
    expect(solve(pool([mentee('a'), mentee('b')], [leader]), { forms }).pairs).toEqual([]);
    const three = solve(pool([mentee('a'), mentee('b'), mentee('c')], [leader]), { forms });
    expect(three.pairs).toHaveLength(3);
    expect(three.pairs.every(({ isGroup }) => isGroup)).toBe(true);
  });

  test('is the same whatever the order in which it was asked', () => {
    const people = Array.from({ length: 12 }, (_, index) =>
      mentee(`m${index}`, { tags: [index % 2 === 0 ? 'физика' : 'шахматы'] }),
    );
    const mentors = Array.from({ length: 8 }, (_, index) =>
      mentor(`n${index}`, { competences: [index % 3 === 0 ? 'физика' : 'шахматы'] }),
    );
    const one = solve(pool(people, mentors));
    expect(solve(pool(people, mentors))).toEqual(one);
    expect(solve(pool(people.toReversed(), mentors.toReversed())).totalCost).toBe(one.totalCost);
  });
});
