import { describe, expect, it } from 'vitest';
import { findForeignForms, isInForce, moveStage, normsOf } from '#src/features/programmes/rules.ts';

const chosen = {
  form: 'pupil-pupil',
  roleModels: [],
  menteeLimit: null,
  groupLimit: null,
  meetingsAMonth: null,
};

describe('programmes', () => {
  it('take the numbers of the programme before those of the form', () => {
    expect(normsOf({ meetingsAMonth: null }, chosen)).toEqual({
      menteeLimit: 1,
      groupLimit: 10,
      meetingsAMonth: 4,
    });
    expect(normsOf({ meetingsAMonth: 2 }, { ...chosen, menteeLimit: 3 })).toMatchObject({
      menteeLimit: 3,
      meetingsAMonth: 2,
    });
    expect(normsOf({ meetingsAMonth: 2 }, { ...chosen, meetingsAMonth: 0 }).meetingsAMonth).toBe(0);
  });

  it('have forms of their own regime only, with role models of that form only', () => {
    expect(findForeignForms('pupils', [chosen])).toEqual([]);
    expect(findForeignForms('teachers', [chosen])).toEqual(['pupil-pupil']);
    expect(findForeignForms('pupils', [{ ...chosen, roleModels: ['employer-future'] }])).toEqual([
      'pupil-pupil',
    ]);
    expect(findForeignForms('pupils', [{ ...chosen, form: 'toString' }])).toEqual(['toString']);
  });

  it('keep the days of a stage with its state', () => {
    const stage = { stage: 2, state: 'ahead', startedOn: null, doneOn: null, note: '', version: 0 } as const;
    const begun = moveStage(stage, 'under_way', '2026-09-10');
    expect(begun).toMatchObject({ state: 'under_way', startedOn: '2026-09-10', doneOn: null });
    const done = moveStage(begun, 'done', '2026-10-01');
    expect(done).toMatchObject({ startedOn: '2026-09-10', doneOn: '2026-10-01' });
    expect(moveStage(done, 'under_way', '2026-10-02')).toMatchObject({
      startedOn: '2026-09-10',
      doneOn: null,
    });
    expect(moveStage(done, 'ahead', '2026-10-02')).toMatchObject({ startedOn: null, doneOn: null });
    expect(moveStage(stage, 'done', '2026-10-01').startedOn).toBe('2026-10-01');
  });

  it('count an agreement from the day it is signed until it runs out or is ended', () => {
    const agreement = { signedOn: '2026-09-01', endsOn: '2027-05-31', endedOn: null };
    expect(isInForce(agreement, '2026-08-31')).toBe(false);
    expect(isInForce(agreement, '2026-09-01')).toBe(true);
    expect(isInForce(agreement, '2027-05-31')).toBe(true);
    expect(isInForce(agreement, '2027-06-01')).toBe(false);
    expect(isInForce({ ...agreement, endedOn: '2026-12-01' }, '2026-12-01')).toBe(false);
    expect(isInForce({ ...agreement, signedOn: null }, '2026-12-01')).toBe(false);
  });
});
