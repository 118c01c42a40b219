import { describe, expect, test } from 'vitest';
import {
  admissionChecks,
  applies,
  checkState,
  judgeAdmission,
  mentorState,
  type Applicant,
  type CheckEntry,
} from '#src/features/banks/rules/admission.ts';

const today = '2026-11-20';
const pupil: Applicant = { kinds: ['pupil'], age: 16, isLabourCode: false, hasConsent: true };
const partner: Applicant = { kinds: ['partner'], age: 40, isLabourCode: false, hasConsent: true };
const teacher: Applicant = { kinds: ['staff'], age: 40, isLabourCode: true, hasConsent: true };
const passed = (checkId: string, validUntil: string | null = null): CheckEntry => ({
  checkId,
  outcome: 'passed',
  checkedOn: '2026-10-01',
  validUntil,
});
const idsFor = (applicant: Applicant) =>
  admissionChecks.filter((check) => applies(check, applicant)).map(({ id }) => id);
const free = { isArchived: false, absence: null, mentees: 0, menteeLimit: 1 } as const;

const titlesOf = (applicant: Applicant, entries: readonly CheckEntry[]) =>
  judgeAdmission(applicant, entries, today).lacking.map(({ id }) => id);

describe('admission', () => {
  test('asks each for what concerns them', () => {
    expect(idsFor(pupil)).toEqual(['consent', 'questionnaire', 'interview', 'training']);
    expect(idsFor(partner)).toContain('clean-record');
    expect(idsFor({ ...partner, age: null })).toContain('clean-record');
    expect(idsFor({ ...partner, kinds: ['student'], age: 17 })).not.toContain('clean-record');
    // Staff have given their certificates to their employer already.
    expect(idsFor(teacher)).not.toContain('clean-record');
    expect(idsFor(teacher)).toEqual(expect.arrayContaining(['labour-consent', 'labour-agreement']));
    expect(idsFor({ ...teacher, isLabourCode: false })).not.toContain('labour-consent');
    expect(idsFor({ ...partner, isLabourCode: true })).not.toContain('labour-consent');
  });

  test('ends with the day of a check, and says so sixty days before', () => {
    expect(checkState(undefined, today)).toBe('missing');
    expect(checkState(passed('clean-record', '2026-11-19'), today)).toBe('expired');
    expect(checkState(passed('clean-record', '2026-11-20'), today)).toBe('expiring');
    expect(checkState(passed('clean-record', '2027-01-19'), today)).toBe('expiring');
    expect(checkState(passed('clean-record', '2027-01-20'), today)).toBe('passed');
    expect(checkState({ ...passed('interview'), outcome: 'failed' }, today)).toBe('failed');
    expect(checkState({ ...passed('interview'), outcome: 'waived', validUntil: '2026-11-01' }, today)).toBe(
      'expired',
    );
  });

  test('asks adults from outside for a clean record in force', () => {
    const entries = ['questionnaire', 'interview', 'training'].map((id) => passed(id));
    const record = passed('clean-record');
    const judged = (applicant: Applicant, ...more: CheckEntry[]) => {
      const { lacksCertificate, needsCertificate } = judgeAdmission(applicant, [...entries, ...more], today);
      return [needsCertificate, lacksCertificate];
    };
    expect(judged(partner)).toEqual([true, true]);
    expect(judged(partner, record)).toEqual([true, false]);
    expect(judged(partner, { ...record, validUntil: '2026-11-19' })).toEqual([true, true]);
    expect(judged(pupil)).toEqual([false, false]);
    expect(judged(teacher)).toEqual([false, false]);
  });

  test('goes step by step to a place that is free or taken', () => {
    const entries: CheckEntry[] = [];
    const state = (facts: Partial<Parameters<typeof mentorState>[2]> = {}) =>
      mentorState(pupil, entries, { ...free, ...facts }, today);
    expect(state()).toBe('applied');
    entries.push(passed('questionnaire'));
    expect(state()).toBe('surveyed');
    entries.push({ ...passed('interview'), outcome: 'waived' });
    expect(state()).toBe('checked');
    expect(titlesOf(pupil, entries)).toEqual(['training']);
    entries.push(passed('training'));
    expect(titlesOf(pupil, entries)).toEqual([]);
    expect(state()).toBe('free');
    expect(state({ mentees: 1 })).toBe('busy');
    expect(state({ absence: 'leave' })).toBe('on_leave');
    expect(state({ absence: 'pause', isArchived: true })).toBe('archived');
    expect(titlesOf({ ...pupil, hasConsent: false }, entries)).not.toEqual([]);
    expect(mentorState({ ...pupil, hasConsent: false }, entries, free, today)).toBe('surveyed');
  });
});
