import { describe, expect, it } from 'vitest';
import { describeHistory, type AuditLine } from '#src/features/roadmap/ui/activity-history.ts';
import { choosePanel, chooseOccurrence } from '#src/features/roadmap/ui/activity-model.ts';

let id = 100;

function row(command: string, table: string, change: Partial<AuditLine> = {}): AuditLine {
  id -= 1;
  return {
    id,
    at: '2022-11-16T09:00:00.100Z',
    actorId: 'curator',
    command,
    table,
    before: null,
    after: null,
    ...change,
  };
}

describe('history', () => {
  it('is one entry a press, however many rows it wrote', () => {
    const entries = describeHistory([
      row('roadmap.close_step', 'activity_occurrences', {
        at: '2022-11-16T09:00:00.200Z',
        after: { state: 'done' },
      }),
      row('roadmap.close_step', 'activity_steps', {
        after: { state: 'done_in_part', fact: 'Две пары', reason: '' },
      }),
      row('roadmap.close_step', 'activity_steps', { at: '2022-11-15T09:00:00Z', after: { state: 'done' } }),
    ]);
    expect(entries.map((one) => [one.text, one.words])).toEqual([
      ['Закрыто: выполнено частично', 'Две пары'],
      ['Закрыто: выполнено', ''],
    ]);
  });

  it('says from which day to which a line was moved, and why', () => {
    const [entry] = describeHistory([
      row('roadmap.move_occurrence', 'activity_occurrences', {
        before: { due_on: '2022-11-01' },
        after: { due_on: '2022-12-01', reason: 'Карантин' },
      }),
    ]);
    expect(entry).toMatchObject({
      text: 'Срок перенесён с 1 ноября 2022 на 1 декабря 2022',
      words: 'Карантин',
    });
  });

  it('leaves out what says nothing about the activity, and survives any JSON', () => {
    expect(
      describeHistory([row('roadmap.unheard_of', 'activity_steps', { after: [1], before: 'x' })]),
    ).toEqual([]);
    expect(describeHistory([row('roadmap.edit_row', 'activities')])[0]?.text).toBe('Строка карты изменена');
  });
});

describe('the open form', () => {
  const lacking = { state: 'planned', readiness: { ready: false, lack: 'evidence' } } as const;
  const ready = { state: 'planned', readiness: { ready: true } } as const;
  const closed = { state: 'done', readiness: { ready: true } } as const;

  it.each([
    [null, lacking, 'attach'],
    [null, ready, null],
    ['close', ready, 'close'],
    ['close', closed, null],
    ['reopen', closed, 'reopen'],
    ['reopen', ready, null],
    ['responsible', closed, 'responsible'],
    ['open', null, 'open'],
    ['<script>', ready, null],
  ] as const)('for a wish of %s', (asked, step, expected) => {
    expect(choosePanel(asked, step)).toBe(expected);
  });

  it('opens the first open date unless told another', () => {
    const all = [
      { id: '1', state: 'done' as const },
      { id: '2', state: 'planned' as const },
      { id: '3', state: 'planned' as const },
    ];
    expect(chooseOccurrence(all, null)?.id).toBe('2');
    expect(chooseOccurrence(all, '3')?.id).toBe('3');
    expect(chooseOccurrence(all, 'nonsense')?.id).toBe('2');
    expect(chooseOccurrence([], null)).toBeNull();
  });
});
