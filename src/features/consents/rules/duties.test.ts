import { describe, expect, it } from 'vitest';
import { dutiesOf, type DutyFact } from '#src/features/consents/rules/duties.ts';

const SCHOOL = 'b0a7c1de-0000-7000-8000-000000000001';
const kinds = (facts: readonly DutyFact[], today: string) =>
  dutiesOf(SCHOOL, facts, today).map(({ kind, everyDays }) => [kind, everyDays]);

describe('what the keepers of personal data are told', () => {
  it('of a withdrawal once, and of its destruction more often the nearer its last day is', () => {
    const fact = { what: 'destruction', id: 'd', cause: 'withdrawal', dueOn: '2026-12-20' } as const;
    expect(kinds([fact], '2026-11-21')).toEqual([['consents.withdrawal', null]]);
    expect(kinds([fact], '2026-12-12')).toEqual([['consents.withdrawal', null]]);
    expect(kinds([fact], '2026-12-13').at(1)).toEqual(['consents.destruction', 3]);
    expect(kinds([fact], '2026-12-19').at(1)).toEqual(['consents.destruction', 1]);
    expect(dutiesOf(SCHOOL, [fact], '2026-12-20').at(1)?.text).toContain('до 20.12.2026');
    expect(dutiesOf(SCHOOL, [fact], '2026-12-21').at(1)?.text).toContain('Просрочено');
    // Whoever began it by hand knows of it.
    expect(kinds([{ ...fact, cause: 'retention' }], '2026-11-21')).toEqual([]);
  });

  it('of a request at once and daily in its last three days', () => {
    const fact = { what: 'request', id: 'r', dueOn: '2026-12-04' } as const;
    expect(kinds([fact], '2026-11-30')).toEqual([['consents.request', null]]);
    expect(kinds([fact], '2026-12-01')).toEqual([
      ['consents.request', null],
      ['consents.request_due', 1],
    ]);
    expect(dutiesOf(SCHOOL, [fact], '2026-12-05').at(1)?.text).toContain('Просрочен');
  });

  it('of the next step of an incident every day until it is closed', () => {
    const text = (isFirstSent: boolean, isSecondSent: boolean) =>
      dutiesOf(SCHOOL, [{ what: 'incident', id: 'i', isFirstSent, isSecondSent }], '2026-11-20')[0]?.text;
    expect(text(false, false)).toContain('24 часа');
    expect(text(true, false)).toContain('72 часа');
    expect(text(true, true)).toContain('закройте');
  });

  it('of numbers once a week, and of nobody not at all', () => {
    const duties = dutiesOf(
      SCHOOL,
      [
        { what: 'expiring', count: 2 },
        { what: 'of_age', count: 0 },
        { what: 'retention', count: 21 },
      ],
      '2026-11-20',
    );
    expect(duties.map(({ kind, subjectId, everyDays }) => [kind, subjectId, everyDays])).toEqual([
      ['consents.expiring', SCHOOL, 7],
      ['consents.retention', SCHOOL, 7],
    ]);
    expect(duties[0]?.text).toContain('2 человека');
    expect(duties[1]?.text).toContain('21 человек.');
  });
});
