import { expect, it } from 'vitest';
import { monthsBetween, placeOnScale, weeksOf } from '#src/ui/calendar-grid.ts';

it('lays a month out from Monday to Sunday', () => {
  const weeks = weeksOf('2026-11');
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ]);
  expect(weeks.at(-1)?.[0]).toBe('2026-11-30');
  expect(weeksOf('2021-02')).toHaveLength(4);
  expect(weeksOf('нет')).toEqual([]);
});

it('counts the months that a period touches', () => {
  expect(monthsBetween('2022-11-30', '2023-01-01')).toEqual(['2022-11', '2022-12', '2023-01']);
  expect(monthsBetween('2023-01-01', '2022-01-01')).toEqual([]);
  expect(monthsBetween('1900-01-01', '2100-01-01')).toHaveLength(120);
});

it('places bars on the scale, cut at its ends', () => {
  const months = ['2023-01', '2023-02'];
  expect(placeOnScale({ from: '2023-01-01', to: '2023-02-28' }, months)).toEqual({ start: 0, width: 1 });
  expect(placeOnScale({ from: '2022-01-01', to: '2023-01-01' }, months)).toEqual({ start: 0, width: 1 / 59 });
  expect(placeOnScale({ from: '2023-03-01', to: '2023-03-02' }, months)).toBeNull();
  expect(placeOnScale({ from: '2023-02-02', to: '2023-02-01' }, months)).toBeNull();
  expect(placeOnScale({ from: '2023-01-01', to: '2023-01-01' }, [])).toBeNull();
});
