import type { ReactNode } from 'react';
import type { PlanLine } from '#src/features/roadmap/store.server/plan.ts';
import css from '#src/features/roadmap/ui/plan-table.module.css';
import { lineDays, lineState, lineTitle } from '#src/features/roadmap/ui/plan-words.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDay } from '#src/ui/days.ts';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { plural } from '#src/lib/russian/plural.ts';

/** A part of the plan under its heading. No landmark: two roadmaps usually have sections of the same name. */
export function PlanSection({
  title,
  level,
  children,
}: {
  title: string;
  level: 2 | 3;
  children: ReactNode;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className={css.section}>
      <Heading className={css.heading}>{title}</Heading>
      {children}
    </div>
  );
}

function columnsFor(today: string): readonly Column<PlanLine>[] {
  return [
    {
      key: 'title',
      header: 'Мероприятие',
      isTitle: true,
      cell: (line) => (
        <TextLink to={`/plan/activities/${line.activityId}?occurrence=${line.occurrenceId}`}>
          {lineTitle(line)}
        </TextLink>
      ),
    },
    { key: 'due', header: 'Срок', cell: (line) => lineDays(line) },
    {
      key: 'responsible',
      header: 'Ответственный',
      cell: (line) => (line.responsibleText === '' ? 'не указан' : line.responsibleText),
    },
    { key: 'state', header: 'Состояние', cell: (line) => <LineState line={line} today={today} /> },
  ];
}

/** Lines of one section of the plan as a table. With `select`, boxes for closing in bulk. */
export function PlanTable({
  caption,
  lines,
  today,
  select,
}: {
  caption: string;
  lines: readonly PlanLine[];
  today: string;
  select?: { name: string };
}) {
  return (
    <DataTable
      caption={caption}
      columns={columnsFor(today)}
      rows={lines}
      rowKey={(line) => line.occurrenceId}
      {...(select === undefined
        ? {}
        : {
            select: {
              name: select.name,
              value: (line: PlanLine) => line.occurrenceId,
              label: (line: PlanLine) => `${lineTitle(line)}, ${lineDays(line)}`,
            },
          })}
      empty={<Text tone="quiet">Строк нет.</Text>}
    />
  );
}

function LineState({ line, today }: { line: PlanLine; today: string }) {
  const { stepCount, closedStepCount, evidenceCount, doneOn } = line;
  const isPartly = stepCount > 1 && closedStepCount > 0 && closedStepCount < stepCount;
  const facts = [
    isPartly ? `частей закрыто ${closedStepCount} из ${stepCount}` : '',
    doneOn === null ? '' : formatDay(doneOn),
    evidenceCount === 0 ? '' : plural(evidenceCount, 'подтверждение', 'подтверждения', 'подтверждений'),
  ].filter((fact) => fact !== '');
  return (
    <Stack gap="none">
      <span>
        <StateBadge {...lineState(line, today)} />
      </span>
      {facts.length > 0 && (
        <Text size="small" tone="quiet">
          {facts.join(', ')}
        </Text>
      )}
    </Stack>
  );
}
