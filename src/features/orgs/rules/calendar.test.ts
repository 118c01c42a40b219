import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  findHoliday,
  isWorkingDay,
  knowsTransfers,
  shiftToWorkingDay,
} from '#src/features/orgs/rules/calendar.ts';

/** Days off of a year from Monday to Friday, and worked Saturdays, as the official calendars print them. */
function listPeculiar(year: number): { off: string[]; worked: string[] } {
  const off: string[] = [];
  const worked: string[] = [];
  for (let n = 0; n < 366; n += 1) {
    const date = new Date(Date.UTC(year, 0, 1 + n));
    if (date.getUTCFullYear() !== year) break;
    const iso = date.toISOString().slice(0, 10);
    const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
    if (weekend && isWorkingDay(iso)) worked.push(iso.slice(5));
    if (!weekend && !isWorkingDay(iso)) off.push(iso.slice(5));
  }
  return { off, worked };
}

function countWorkingDays(year: number): number {
  const { off, worked } = listPeculiar(year);
  let weekdays = 0;
  for (let n = 0; n < 366; n += 1) {
    const date = new Date(Date.UTC(year, 0, 1 + n));
    if (date.getUTCFullYear() === year && date.getUTCDay() % 6 !== 0) weekdays += 1;
  }
  return weekdays - off.length + worked.length;
}

describe('isWorkingDay', () => {
  it('gives the number of working days that the official calendars give', () => {
    expect([2022, 2023, 2024, 2025, 2026].map(countWorkingDays)).toEqual([247, 247, 248, 247, 247]);
  });

  it('knows the transferred days of 2024', () => {
    const { off, worked } = listPeculiar(2024);
    expect(worked).toEqual(['04-27', '11-02', '12-28']);
    expect(off).toEqual(
      expect.arrayContaining(['04-29', '04-30', '05-01', '05-09', '05-10', '12-30', '12-31']),
    );
  });

  it('moves a holiday on a day of rest to the next working day, unless an act moved it elsewhere', () => {
    expect(isWorkingDay('2023-11-06')).toBe(false);
    expect(isWorkingDay('2022-06-13')).toBe(false);
    expect(isWorkingDay('2025-02-24')).toBe(true);
    expect(isWorkingDay('2025-05-08')).toBe(false);
  });

  it('counts Saturdays where six days are worked, and no transfer from a Saturday there', () => {
    expect(isWorkingDay('2024-04-20')).toBe(false);
    expect(isWorkingDay('2024-04-20', { schoolWeek: 6 })).toBe(true);
    expect(isWorkingDay('2024-04-29', { schoolWeek: 6 })).toBe(true);
    expect(isWorkingDay('2024-04-21', { schoolWeek: 6 })).toBe(false);
  });

  it('lets the organization overrule', () => {
    expect(isWorkingDay('2024-09-07', { ownDays: [{ day: '2024-09-07', isWorking: true }] })).toBe(true);
    expect(isWorkingDay('2024-09-09', { ownDays: [{ day: '2024-09-09', isWorking: false }] })).toBe(false);
  });

  it('goes by the rule alone in years without an act, and says so', () => {
    expect(knowsTransfers(2026)).toBe(true);
    expect(knowsTransfers(2031)).toBe(false);
    expect(isWorkingDay('2031-06-12')).toBe(false);
    expect(findHoliday('2031-06-12')).toBe('День России');
    expect(findHoliday('2031-06-13')).toBeNull();
  });

  it('refuses what is not a day', () => {
    expect(() => isWorkingDay('2023-02-29')).toThrow(RangeError);
    expect(() => isWorkingDay('Y0-09-01')).toThrow(RangeError);
  });
});

describe('shiftToWorkingDay and addWorkingDays', () => {
  it('shifts over long holidays both ways', () => {
    expect(shiftToWorkingDay('2024-01-01', 'next')).toBe('2024-01-09');
    expect(shiftToWorkingDay('2024-01-01', 'previous')).toBe('2023-12-29');
    expect(shiftToWorkingDay('2024-01-09', 'next')).toBe('2024-01-09');
  });

  it('counts working days from the day after', () => {
    expect(addWorkingDays('2024-05-08', 1)).toBe('2024-05-13');
    expect(addWorkingDays('2024-05-13', -1)).toBe('2024-05-08');
    expect(addWorkingDays('2024-05-13', 0)).toBe('2024-05-13');
  });

  it('always lands on a working day, and no working day is skipped', () => {
    const days = fc
      .integer({ min: 0, max: 3000 })
      .map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.constantFrom(5 as const, 6 as const), (day, schoolWeek) => {
        const next = shiftToWorkingDay(day, 'next', { schoolWeek });
        expect(isWorkingDay(next, { schoolWeek })).toBe(true);
        expect(next >= day).toBe(true);
        expect(addWorkingDays(addWorkingDays(next, 5, { schoolWeek }), -5, { schoolWeek })).toBe(next);
      }),
    );
  });

  it('gives up on a calendar without working days instead of running for ever', () => {
    const ownDays = Array.from({ length: 800 }, (_, n) => ({
      day: new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10),
      isWorking: false,
    }));
    expect(shiftToWorkingDay('2024-01-10', 'next', { ownDays })).toBe('2024-01-10');
  });
});
