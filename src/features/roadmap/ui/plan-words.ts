import { stepStateLabels } from '#src/features/roadmap/labels.ts';
import { isOverdue, type StepState } from '#src/features/roadmap/rules/state.ts';
import type { Tone } from '#src/ui/badge.tsx';
import { formatDay, formatDays, formatDue } from '#src/ui/days.ts';

const tones: Readonly<Record<StepState, Tone>> = {
  planned: 'neutral',
  in_progress: 'info',
  done: 'success',
  done_in_part: 'warning',
  not_done: 'danger',
  moved: 'warning',
};

/** The state of a line as a mark: the word, and what it means for the reader. Days are ISO. */
export function lineState(
  line: { readonly state: StepState; readonly dueOn: string | null },
  today: string,
): { readonly tone: Tone; readonly label: string } {
  if (line.dueOn !== null && isOverdue(line.state, line.dueOn, today)) {
    return { tone: 'danger', label: formatDue(line.dueOn, today) };
  }
  return { tone: tones[line.state], label: stepStateLabels[line.state] };
}

/** The days of a line in words; where it was moved from, too. */
export function lineDays(line: {
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly plannedDueOn: string | null;
}): string {
  if (line.startsOn === null || line.dueOn === null) return 'без срока';
  const days = line.startsOn === line.dueOn ? formatDay(line.dueOn) : formatDays(line.startsOn, line.dueOn);
  const wasMoved = line.plannedDueOn !== null && line.plannedDueOn !== line.dueOn;
  return wasMoved ? `${days} (было ${formatDay(line.plannedDueOn)})` : days;
}

/** «1.2. Сбор согласий»: number and title of a row or a section as they stand in the plan; either may be empty. */
export function lineTitle(line: { readonly number: string; readonly title: string }): string {
  const number = line.number.trim();
  if (number === '') return line.title;
  return `${/[.)]$/.test(number) ? number : `${number}.`} ${line.title}`.trim();
}

/** The heading of a section among the lines of a plan; «Без раздела» when it says nothing. */
export function sectionHeading(line: {
  readonly sectionNumber: string;
  readonly sectionTitle: string;
}): string {
  return lineTitle({ number: line.sectionNumber, title: line.sectionTitle }) || 'Без раздела';
}

/** What is still missing before one press closes a part. */
export function lackText(
  lack: 'evidence' | 'target' | 'period',
  facts: {
    readonly progress?: number | null;
    readonly target?: number | null;
    readonly unit?: string | null;
    readonly closing?: string | null;
    readonly dueOn?: string | null;
  } = {},
): string {
  switch (lack) {
    case 'evidence':
      return 'не хватает подтверждения: документа, файла, ссылки или заметки';
    case 'target': {
      const target = facts.target ?? (facts.closing === 'share' ? 100 : null);
      if (target === null) return 'не хватает числа или подтверждения';
      const unit = facts.closing === 'share' ? ' %' : facts.unit == null ? '' : ` (${facts.unit})`;
      return `не хватает количества: ${facts.progress ?? 0} из ${target}${unit}`;
    }
    case 'period':
      return facts.dueOn == null
        ? 'срок ещё идёт'
        : `срок ещё идёт: закрыть одним нажатием можно будет ${formatDay(facts.dueOn)}`;
  }
}
