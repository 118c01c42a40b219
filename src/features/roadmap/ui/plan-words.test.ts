import { describe, expect, it } from 'vitest';
import {
  lackText,
  lineDays,
  lineState,
  lineTitle,
  sectionHeading,
} from '#src/features/roadmap/ui/plan-words.ts';
import { calendarItems, timelineGroups } from '#src/features/roadmap/ui/plan-spans.ts';

const today = '2022-11-16';

function line(overrides: Partial<Parameters<typeof timelineGroups>[0][number]>) {
  return {
    occurrenceId: 'o1',
    activityId: 'a1',
    number: '1.1',
    title: 'Издать приказ',
    sectionId: 's1',
    sectionNumber: '1.',
    sectionTitle: 'Подготовка',
    startsOn: '2022-11-10',
    dueOn: '2022-11-20',
    plannedDueOn: '2022-11-20',
    doneOn: null,
    state: 'planned' as const,
    ...overrides,
  };
}

describe('words of a line', () => {
  it('says how late an open line is, and never calls a closed one late', () => {
    expect(lineState({ state: 'planned', dueOn: '2022-11-11' }, today)).toEqual({
      tone: 'danger',
      label: 'просрочено на 5 дней',
    });
    expect(lineState({ state: 'done', dueOn: '2022-11-11' }, today).label).toBe('выполнено');
    expect(lineState({ state: 'in_progress', dueOn: null }, today).label).toBe('в работе');
  });

  it('says the days, and where they were moved from', () => {
    expect(lineDays(line({}))).toBe('10–20 ноября 2022');
    expect(lineDays(line({ startsOn: '2022-11-20' }))).toBe('20 ноября 2022');
    expect(lineDays(line({ plannedDueOn: '2022-11-15' }))).toBe('10–20 ноября 2022 (было 15 ноября 2022)');
    expect(lineDays(line({ startsOn: null, dueOn: null, plannedDueOn: null }))).toBe('без срока');
  });

  it.each([
    ['1.2', 'Сбор', '1.2. Сбор'],
    ['1.2.', 'Сбор', '1.2. Сбор'],
    ['1)', 'Сбор', '1) Сбор'],
    ['', 'Сбор', 'Сбор'],
  ])('numbers «%s» «%s» as %s', (number, title, expected) => {
    expect(lineTitle({ number, title })).toBe(expected);
  });

  it('has a word for a section that says nothing', () => {
    expect(sectionHeading({ sectionNumber: '', sectionTitle: '' })).toBe('Без раздела');
  });

  it('says what is missing', () => {
    expect(lackText('target', { progress: 3, target: 10, unit: 'пар' })).toBe(
      'не хватает количества: 3 из 10 (пар)',
    );
    expect(lackText('target', { progress: 40, closing: 'share' })).toBe('не хватает количества: 40 из 100 %');
    expect(lackText('period', { dueOn: '2023-05-31' })).toContain('31 мая 2023');
  });
});

describe('views by day', () => {
  it('puts the last day and the first day of a span into the month, and counts what only runs through it', () => {
    const lines = [
      line({}),
      line({ occurrenceId: 'o2', startsOn: '2022-11-05', dueOn: '2022-11-05' }),
      line({ occurrenceId: 'o3', startsOn: '2022-09-01', dueOn: '2023-05-31' }),
    ];
    const { items, running } = calendarItems(lines, '2022-11', today);
    expect(items.map((item) => [item.id, item.day])).toEqual([
      ['o1-start', '2022-11-10'],
      ['o1', '2022-11-20'],
      ['o2', '2022-11-05'],
    ]);
    expect(running).toBe(1);
  });

  it('joins the spans of one activity, plan where it was planned, fact where it was done', () => {
    const groups = timelineGroups(
      [
        line({ state: 'done', doneOn: '2022-11-12' }),
        line({
          occurrenceId: 'o2',
          startsOn: '2022-12-01',
          dueOn: '2022-12-20',
          plannedDueOn: '2022-12-10',
          state: 'moved',
        }),
      ],
      today,
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]?.label).toBe('1. Подготовка');
    expect(groups[0]?.rows).toEqual([
      {
        id: 'a1',
        label: '1.1. Издать приказ',
        to: '/plan/activities/a1',
        plan: [
          { from: '2022-11-10', to: '2022-11-20' },
          { from: '2022-12-01', to: '2022-12-10' },
        ],
        fact: [{ from: '2022-11-10', to: '2022-11-12' }],
        tone: 'success',
        state: 'перенесено',
      },
    ]);
  });
});
