import { describe, expect, it } from 'vitest';
import { readLook } from '#src/features/roadmap/rules/plan-look.ts';
import { reportPresets } from '#src/features/roadmap/rules/report-periods.ts';

const year = { from: '2022-09-01', to: '2023-08-31' };

describe('periods of a report', () => {
  it('offers those that the roadmap touches, seen from today', () => {
    expect(reportPresets('2022-11-16', year).map((one) => [one.id, one.from, one.to])).toEqual([
      ['quarter', '2022-10-01', '2022-12-31'],
      ['last-quarter', '2022-07-01', '2022-09-30'],
      ['half-year', '2022-09-01', '2022-12-31'],
      ['school-year', '2022-09-01', '2023-08-31'],
    ]);
  });

  it('offers the whole roadmap beside its school year when they differ, and never one span twice', () => {
    const threeYears = { from: '2022-09-01', to: '2025-08-31' };
    expect(reportPresets('2022-11-16', threeYears).map((one) => one.id)).toEqual([
      'quarter',
      'last-quarter',
      'half-year',
      'school-year',
      'whole',
    ]);
  });

  it('sees a roadmap that is over from its last day, and one that has not begun from its first', () => {
    expect(reportPresets('2026-01-10', year)[0]).toMatchObject({
      from: '2023-07-01',
      label: 'III квартал 2023 года',
    });
    expect(reportPresets('2022-01-10', year)[0]).toMatchObject({ from: '2022-07-01', to: '2022-09-30' });
  });

  it('leaves out the quarter before the roadmap began', () => {
    const calendarYear = { from: '2023-01-01', to: '2023-12-31' };
    expect(reportPresets('2023-02-01', calendarYear).map((one) => one.id)).not.toContain('last-quarter');
  });
});

describe('whose lines', () => {
  const id = '01a1fbf4-6c0c-7038-9b2b-c36030808ade';
  it.each([
    [undefined, null],
    ['me', { kind: 'person', id: 'own' }],
    ['nobody', { kind: 'nobody' }],
    [id, { kind: 'person', id }],
    [`team:${id}`, { kind: 'team', id }],
    ['team:1', null],
    ["' or 1=1", null],
  ])('reads %s', (who, expected) => {
    expect(readLook(who, 'own')).toEqual(expected);
  });
});
