import type { ReactNode } from 'react';
import css from '#src/features/roadmap/ui/plan-lines.module.css';
import { lackText, lineDays, lineState, lineTitle } from '#src/features/roadmap/ui/plan-words.ts';
import type { TodayLine } from '#src/features/roadmap/service.server/today.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import { TextLink, VisuallyHidden } from '#src/ui/layout.tsx';
import { plural } from '#src/lib/russian/plural.ts';

/** Lines of «Сегодня»: when, what, by whom, and the one thing that can be done with each. */
export function TodayLines({
  lines,
  today,
  back,
  submission,
}: {
  lines: readonly TodayLine[];
  today: string;
  /** Where to return after closing from here. */
  back: string;
  submission: string;
}) {
  return (
    // The box keeps the list from the looks of a list in running text.
    <div>
      <ul className={css.list}>
        {lines.map((line, position) => (
          <li className={css.line} key={line.occurrenceId}>
            <div className={css.when}>
              <StateBadge {...lineState(line, today)} />
              <span>{lineDays(line)}</span>
            </div>
            <div className={css.what}>
              <TextLink to={`/plan/activities/${line.activityId}?occurrence=${line.occurrenceId}`}>
                {lineTitle(line)}
              </TextLink>
              <p className={css.facts}>{factsOf(line).join(' · ')}</p>
            </div>
            <div className={css.press} data-no-print>
              <Press line={line} back={back} submission={withPosition(submission, position)} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Every form of a page needs an id of its own: the last four digits of the page's id count the lines. */
function withPosition(submission: string, position: number): string {
  return submission.slice(0, -4) + position.toString(16).padStart(4, '0');
}

function factsOf(line: TodayLine): string[] {
  return [
    line.responsibleText === '' ? 'ответственный не указан' : line.responsibleText,
    line.stepCount > 1 ? `закрыто частей: ${line.closedStepCount} из ${line.stepCount}` : '',
    line.noteDueOn === null ? '' : `нужна заметка о работе за квартал до ${formatDay(line.noteDueOn)}`,
    line.press.kind === 'ready' ? 'готово к закрытию' : '',
    line.press.kind === 'lacks' ? lackText(line.press.lack, { dueOn: line.dueOn }) : '',
    line.evidenceCount > 0
      ? `приложено: ${plural(line.evidenceCount, 'подтверждение', 'подтверждения', 'подтверждений')}`
      : '',
  ].filter((fact) => fact !== '');
}

function Press({ line, back, submission }: { line: TodayLine; back: string; submission: string }): ReactNode {
  const page = `/plan/activities/${line.activityId}`;
  const { press } = line;
  if (press.kind === 'ready') {
    return (
      <Form action={page} intent="close" submission={submission} wide>
        <HiddenField name="stepId" value={press.stepId} />
        <HiddenField name="version" value={press.version} />
        <HiddenField name="state" value="done" />
        <HiddenField name="next" value={back} />
        <SubmitButton size="small" pendingLabel="Закрываем…">
          Закрыть<VisuallyHidden>: {lineTitle(line)}</VisuallyHidden>
        </SubmitButton>
      </Form>
    );
  }
  if (press.kind === 'lacks' && (press.lack === 'evidence' || line.noteDueOn !== null)) {
    return (
      <ButtonLink size="small" to={`${page}?occurrence=${line.occurrenceId}&do=attach`}>
        {line.noteDueOn === null ? 'Приложить' : 'Написать заметку'}
        <VisuallyHidden>: {lineTitle(line)}</VisuallyHidden>
      </ButtonLink>
    );
  }
  if (press.kind === 'lacks' && press.lack === 'target') {
    return (
      <ButtonLink size="small" to={`${page}?occurrence=${line.occurrenceId}&do=progress`}>
        Обновить число<VisuallyHidden>: {lineTitle(line)}</VisuallyHidden>
      </ButtonLink>
    );
  }
  return null;
}
