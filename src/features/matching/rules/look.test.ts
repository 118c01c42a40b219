import { expect, test } from 'vitest';
import { lookAtMentee, type Look } from '#src/features/matching/rules/look.ts';
import { usualSettings } from '#src/features/matching/rules/settings.ts';
import { mentee, mentor, pool } from '#src/features/matching/testing/people.ts';

const settings = usualSettings(['pupil-pupil']);
const physics = { competences: ['физика'] };
const input = pool(
  [mentee('a', { tags: ['физика'] }), mentee('b', { tags: ['химия'] })],
  [
    mentor('best', physics),
    mentor('other', { competences: ['химия'] }),
    mentor('full', { ...physics, taken: 1 }),
    mentor('banned', physics),
    mentor('young', { ...physics, grade: 5 }),
  ],
);
const bans = [{ menteeId: 'a', mentorId: 'banned' }];
const look: Look = {
  input,
  settings,
  marks: { pins: [], bans },
  menteeId: 'a',
  mentorIdNow: 'best',
  isAlone: false,
  withWishes: true,
};
const told = ({ alternatives, blocked }: ReturnType<typeof lookAtMentee>) => ({
  open: alternatives.map(
    (one) => `${one.mentor.personId} ${one.barrier ?? Math.round((one.costs ?? 0) * 100)}`,
  ),
  closed: blocked.map((one) => `${one.mentor.personId} ${one.barrier ?? ''}`).toSorted(),
});

test('says of every mentor what a pin would cost, or what it meets with', () => {
  expect(told(lookAtMentee(look))).toEqual({
    open: ['best 0', 'other 53'],
    closed: ['banned ban', 'full no_place', 'young rule'],
  });
});

test('of a pinned mentee the costs are against the draft without the pin, and whom it moves is told', () => {
  const looked = lookAtMentee({
    ...look,
    marks: { pins: [{ menteeId: 'a', mentorId: 'other' }], bans },
    mentorIdNow: 'other',
  });
  expect(told(looked).open).toEqual(['best 0', 'other 53']);
  expect(looked.moved.map(({ menteeId, without, now }) => [menteeId, without?.name, now?.name])).toEqual([
    ['b', 'Наставник other', 'Наставник best'],
  ]);
});

test('where nobody is to be badly served, a weaker pair is told as such', () => {
  const looked = lookAtMentee({ ...look, settings: { ...settings, aim: 'worst' } });
  expect(told(looked).open).toEqual(['best 0', 'other weaker']);
});

test('of groups with a least size no costs are told', () => {
  const form = { form: 'pupil-pupil', isGroup: true, groupMinimum: 2, limit: 3 };
  const groups = pool(input.mentees, [mentor('best', { ...physics, limit: 3 }), mentor('x', { limit: 3 })]);
  const looked = lookAtMentee({ ...look, input: groups, settings: { ...settings, forms: [form] } });
  expect(told(looked).open).toEqual(['best unknown', 'x unknown']);
});

test('nobody is moved by a pin that is the best anyway, and a stranger has nothing', () => {
  const pins = [{ menteeId: 'a', mentorId: 'best' }];
  expect(lookAtMentee({ ...look, marks: { pins, bans } }).moved).toEqual([]);
  expect(lookAtMentee({ ...look, menteeId: 'nobody' }).alternatives).toEqual([]);
});
