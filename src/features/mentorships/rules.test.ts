import { describe, expect, test } from 'vitest';
import { endReasons, MENTORSHIP_STATES, isOpen, warningsOf } from '#src/features/mentorships/rules.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';

const nobodyClose = { isRelative: false, isClassTeacher: false };
const form = findForm('pupil-pupil') ?? null;
const people = {
  mentorKinds: [['pupil']],
  menteeKinds: [['pupil']],
  closeness: [nobodyClose],
  isDeclined: false,
  isUnadmitted: false,
  mostMentees: 1,
};

describe('a mentorship', () => {
  test('is open until it has one of its two ends', () => {
    expect(MENTORSHIP_STATES.filter((state) => !isOpen(state))).toEqual(['closed', 'ended_early']);
  });

  test('ends for reasons of both kinds, each named once', () => {
    expect(new Set(endReasons.map(({ id }) => id)).size).toBe(endReasons.length);
    expect(new Set(endReasons.map(({ isEarly }) => isEarly)).size).toBe(2);
  });

  test('warns of what deserves a second look, and of nothing else', () => {
    expect(warningsOf(people, form, false)).toEqual([]);
    const close = { isRelative: true, isClassTeacher: true };
    expect(warningsOf({ ...people, closeness: [nobodyClose, close] }, form, false)).toEqual([
      'relative',
      'class_teacher',
    ]);
    expect(warningsOf({ ...people, isDeclined: true }, form, false)).toEqual(['declined']);
    expect(warningsOf({ ...people, mentorKinds: [['staff']] }, form, false)).toEqual(['other_kinds']);
    expect(warningsOf({ ...people, mentorKinds: [['staff', 'pupil']] }, form, false)).toEqual([]);
    expect(warningsOf({ ...people, mostMentees: 4 }, form, false)).toEqual(['many_mentees']);
    expect(warningsOf({ ...people, mostMentees: 4 }, form, true)).toEqual([]);
    const eleven = Array.from({ length: 11 }, () => ['pupil']);
    expect(warningsOf({ ...people, menteeKinds: eleven }, form, true)).toEqual(['large_group']);
    expect(warningsOf({ ...people, mentorKinds: [['staff']] }, null, false)).toEqual([]);
  });
});
