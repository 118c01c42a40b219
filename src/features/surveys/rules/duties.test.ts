import { describe, expect, it } from 'vitest';
import { surveyDutiesOf, type WaveFact } from '#src/features/surveys/rules/duties.ts';

const wave = (more: Partial<WaveFact> = {}): WaveFact => ({
  id: 'w1',
  title: 'После встречи',
  state: 'open',
  opensOn: '2026-11-20',
  closesOn: '2026-11-30',
  invited: 40,
  answered: 28,
  waiting: 12,
  ...more,
});
const kinds = (fact: WaveFact, today: string) => surveyDutiesOf([fact], today).map(({ kind }) => kind);

describe('surveyDutiesOf', () => {
  it('tells that a wave began, while that is news', () => {
    expect(kinds(wave(), '2026-11-20')).toEqual(['surveys.opened']);
    expect(kinds(wave({ closesOn: '2026-12-20' }), '2026-11-28')).toEqual([]);
  });

  it('tells how many have not answered from three days before the last one', () => {
    expect(kinds(wave({ opensOn: '2026-11-01' }), '2026-11-26')).toEqual([]);
    expect(surveyDutiesOf([wave({ opensOn: '2026-11-01' })], '2026-11-27')).toEqual([
      {
        kind: 'surveys.closing',
        subjectId: 'w1',
        text: 'Опрос «После встречи» заканчивается 30.11.2026. Не ответили: 12 из 40.',
        path: '/surveys/waves/w1/reminders',
        everyDays: 2,
      },
    ]);
  });

  it('tells once that nobody is waited for; those who do not want to answer are not', () => {
    const done = wave({ opensOn: '2026-11-01', answered: 39, waiting: 0 });
    expect(surveyDutiesOf([done], '2026-11-29')).toMatchObject([
      { kind: 'surveys.all_answered', text: expect.stringContaining('39 из 40'), everyDays: null },
    ]);
    expect(kinds(wave({ opensOn: '2026-11-01', invited: 0, answered: 0, waiting: 0 }), '2026-11-29')).toEqual(
      [],
    );
  });

  it('tells that a wave ended, with the way to its results', () => {
    expect(surveyDutiesOf([wave({ state: 'closed', waiting: 0 })], '2026-12-01')).toMatchObject([
      { kind: 'surveys.closed', path: '/surveys/waves/w1/results', everyDays: null },
    ]);
  });

  it('keeps a title of any length within a notice', () => {
    const [duty] = surveyDutiesOf([wave({ title: 'а'.repeat(300) })], '2026-11-20');
    expect(duty?.text.length).toBeLessThan(300);
  });
});
