import { shortDay } from '#src/lib/russian/short-day.ts';
import type { FactTable } from '#src/lib/wording/model.ts';
import type { TakenStep } from '#src/features/mentorships/store.server/steps.ts';

/** When a pair works, as the programme and the pair itself have it. Days are ISO. */
export interface PairDates {
  readonly startsOn: string | null;
  readonly dueOn: string;
  /** «2 раза в месяц». */
  readonly often: string;
  readonly programme: { readonly title: string; readonly endsOn: string } | null;
}

/** Lines that are left for what the pair writes itself. */
const PLAN_LINES = 6;
const JOURNAL_LINES = 20;

/** Steps that are meetings, as the plan and the journal call them. */
const MEETINGS = [
  { state: 'met', task: 'Познакомиться', topic: 'Знакомство', done: 'познакомились' },
  {
    state: 'trial',
    task: 'Провести пробную встречу',
    topic: 'Пробная встреча',
    done: 'пробная работа началась',
  },
  {
    state: 'agreed',
    task: 'Договориться о целях и правилах',
    topic: 'Цели и правила работы',
    done: 'договорились',
  },
] as const;

/**
 * Tasks with their terms: steps that were taken, meetings as often as the programme wants them, the last meeting, the end of the
 * programme; between them lines for the tasks of the pair itself.
 */
export function planTable(steps: readonly TakenStep[], dates: PairDates | null): FactTable {
  const taken = MEETINGS.flatMap(({ state, task, done }) => {
    const step = steps.find((one) => one.state === state);
    return step === undefined ? [] : [[task, shortDay(step.steppedOn), '', done, '']];
  });
  const lines = Array.from({ length: PLAN_LINES }, () => ['', '', '', '', '']);
  return {
    columns: columnsOf(
      ['№', 1],
      ['Задача', 6],
      ['Срок', 3],
      ['Планируемый результат', 5],
      ['Фактический результат', 5],
      ['Оценка наставника', 3],
    ),
    rows: numbered([...taken, ...meetings(dates), ...lines, ...ending(dates)]),
  };
}

function meetings(dates: PairDates | null): string[][] {
  if (dates === null) return [];
  const from = dates.startsOn === null ? '' : `с ${shortDay(dates.startsOn)} `;
  return [[`Встречаться не реже ${dates.often}`, `${from}по ${shortDay(dates.dueOn)}`, '', '', '']];
}

function ending(dates: PairDates | null): string[][] {
  if (dates === null) return [];
  const { dueOn, programme } = dates;
  return [
    ['Провести итоговую встречу, оценить, достигнуты ли цели', `до ${shortDay(dueOn)}`, '', '', ''],
    ...(programme === null || programme.endsOn <= dueOn
      ? []
      : [[`Завершение программы «${programme.title}»`, `до ${shortDay(programme.endsOn)}`, '', '', '']]),
  ];
}

/** Meetings that the programme knows of, and lines for the next ones. */
export function journalTable(steps: readonly TakenStep[]): FactTable {
  const known = MEETINGS.flatMap(({ state, topic, done }) => {
    const step = steps.find((one) => one.state === state);
    return step === undefined ? [] : [[shortDay(step.steppedOn), topic, done, '', '', '', '']];
  });
  const lines = Array.from({ length: JOURNAL_LINES - known.length }, () => ['', '', '', '', '', '', '']);
  return {
    columns: columnsOf(
      ['№', 1],
      ['Дата', 3],
      ['Тема встречи', 6],
      ['Что сделано', 7],
      ['Результат и следующий шаг', 7],
      ['Оценка наставника, 1–10', 3],
      ['Оценка наставляемого, 1–10', 4],
      ['Если пропущена – почему', 4],
    ),
    rows: numbered([...known, ...lines]),
  };
}

const columnsOf = (...columns: readonly (readonly [string, number])[]): FactTable['columns'] =>
  columns.map(([heading, width]) => ({ heading, width }));

const numbered = (rows: readonly (readonly string[])[]): FactTable['rows'] =>
  rows.map((cells, at) => [`${at + 1}`, ...cells]);
