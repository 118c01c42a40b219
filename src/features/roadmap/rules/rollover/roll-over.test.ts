import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import { isWorkingDay, shiftToWorkingDay } from '#src/features/orgs/rules/calendar.ts';
import { rolloverFlagTexts } from '#src/features/roadmap/rules/rollover/labels.ts';
import {
  rollOver,
  shiftSchoolYears,
  type RollOverActivity,
} from '#src/features/roadmap/rules/rollover/roll-over.ts';
import { shiftMeaning } from '#src/features/roadmap/rules/rollover/shift-years.ts';

const shift = (meaning: Meaning, years: number): Meaning => shiftMeaning(meaning, years, shiftToWorkingDay);

function makeActivity(change: Partial<RollOverActivity>): RollOverActivity {
  return {
    number: '1.1.',
    title: 'Обучение наставников',
    subPoints: [],
    deadlineText: 'до 15 ноября 2024 года',
    meaning: { kind: 'by', date: '2024-11-15' },
    responsibleText: 'Куратор',
    responsibles: [{ words: 'Куратор', personId: null, teamId: null, post: null }],
    resultText: '',
    activitiesText: '',
    isGroup: false,
    parts: [{ title: 'Обучение наставников', kind: 'training.mentors' }],
    parentNumber: null,
    state: 'done',
    ...change,
  };
}

const roll = (change: Partial<RollOverActivity>) =>
  rollOver([{ number: '1.', title: 'Раздел', activities: [makeActivity(change)] }], 2024, 2025)[0]
    ?.activities[0];

const iso = (n: number): string => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10);

describe('shiftMeaning', () => {
  it('moves a day to be ready by back to a working day, a day of meeting forward', () => {
    // 15 November 2025 is a Saturday.
    expect(shift({ kind: 'by', date: '2024-11-15' }, 1)).toEqual({ kind: 'by', date: '2025-11-14' });
    expect(shift({ kind: 'date', date: '2024-11-15' }, 1)).toEqual({ kind: 'date', date: '2025-11-17' });
  });

  it('keeps whole months whole, February of a leap year too', () => {
    expect(shift({ kind: 'range', start: '2024-11-01', end: '2024-11-30' }, 1)).toEqual({
      kind: 'range',
      start: '2025-11-01',
      end: '2025-11-30',
    });
    expect(shift({ kind: 'range', start: '2023-02-01', end: '2023-02-28' }, 1)).toEqual({
      kind: 'range',
      start: '2024-02-01',
      end: '2024-02-29',
    });
  });

  it('makes the 28th of 29 February', () => {
    expect(shift({ kind: 'date', date: '2024-02-29' }, 1)).toEqual({ kind: 'date', date: '2025-02-28' });
  });

  it('keeps the rhythm of a recurrence and moves its ends', () => {
    const meaning: Meaning = { kind: 'recurring', freq: 'yearly', months: [6, 12], start: '2023-01-01' };
    expect(shift(meaning, 2)).toEqual({ ...meaning, start: '2025-01-01' });
  });

  it('leaves events and years that nobody named', () => {
    expect(shift({ kind: 'event', text: 'по мере необходимости' }, 1)).toEqual({
      kind: 'event',
      text: 'по мере необходимости',
    });
    expect(shift({ kind: 'by', date: 'Y0-10-01' }, 1)).toEqual({ kind: 'by', date: 'Y0-10-01' });
  });

  it('never turns a range around and lands single days on working days', () => {
    const day = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(day, fc.nat(40), fc.integer({ min: -2, max: 3 }), (n, length, years) => {
        const range = shift({ kind: 'range', start: iso(n), end: iso(n + length) }, years);
        expect(range.kind === 'range' && range.start <= range.end).toBe(true);
        const single = shift({ kind: 'date', date: iso(n) }, years);
        expect(single.kind === 'date' && isWorkingDay(single.date)).toBe(true);
      }),
    );
  });
});

describe('rollOver', () => {
  it('writes the deadline anew from its meaning', () => {
    expect(roll({})).toMatchObject({
      deadlineText: 'до 14 ноября 2025 года',
      meaningBy: 'rollover',
      flags: [],
      parts: [{ kind: 'training.mentors' }],
    });
  });

  it('follows the own days of the organization', () => {
    const sections = [{ number: '', title: '', activities: [makeActivity({})] }];
    const [section] = rollOver(sections, 2024, 2025, { schoolWeek: 6 });
    expect(section?.activities[0]?.meaning).toEqual({ kind: 'by', date: '2025-11-15' });
  });

  it('marks what was not done, with the reason', () => {
    expect(roll({ state: 'not_done', reason: 'болел куратор' })?.flags).toEqual([
      { code: 'rollover.not_done', facts: { reason: 'болел куратор' } },
    ]);
    expect(roll({ state: 'done_in_part' })?.flags[0]?.code).toBe('rollover.done_in_part');
    expect(roll({ state: 'planned' })?.flags[0]?.code).toBe('rollover.unfinished');
    expect(roll({ state: 'planned', isGroup: true })?.flags).toEqual([]);
  });

  it('asks about a deadline that nobody understood', () => {
    const rolled = roll({ meaning: null, deadlineText: 'после каникул' });
    expect(rolled).toMatchObject({ deadlineText: 'после каникул', meaning: null, confidence: 'low' });
    expect(rolled?.flags[0]?.code).toBe('rollover.check_deadline');
  });

  it('moves the school years that titles and sections name, not the dates of acts', () => {
    expect(shiftSchoolYears('в 2021 - 2022 учебном году', 1)).toBe('в 2022 - 2023 учебном году');
    expect(shiftSchoolYears('на 2024/25 уч. год', 1)).toBe('на 2025/26 уч. год');
    expect(shiftSchoolYears('распоряжение от 25.12.2019 № Р-145', 1)).toBe(
      'распоряжение от 25.12.2019 № Р-145',
    );
    const [section] = rollOver([{ number: '', title: '2022 – 2024 годы', activities: [] }], 2022, 2024);
    expect(section?.title).toBe('2024 – 2026 годы');
  });

  it('has words for each of its flags', () => {
    for (const text of Object.values(rolloverFlagTexts)) {
      expect(text({ reason: 'x', deadline: 'y' })).toMatch(/^[А-Я].*\.$|^Срок/u);
    }
  });
});
