import type { ActivityData, ActivityOccurrence } from '#src/features/roadmap/ui/activity-model.ts';
import type { HistoryEntry } from '#src/features/roadmap/ui/activity-history.ts';
import { lineDays, lineState } from '#src/features/roadmap/ui/plan-words.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDay, formatInstant } from '#src/ui/days.ts';
import { TextAreaField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

function occurrenceColumns(view: {
  readonly activityId: string;
  readonly today: string;
  readonly chosenId: string | null;
}): readonly Column<ActivityOccurrence>[] {
  const { activityId, today, chosenId } = view;
  return [
    {
      key: 'days',
      header: 'Срок',
      isTitle: true,
      cell: (row) =>
        row.id === chosenId ? (
          <Text as="span" strong>{`${lineDays(row)} (открыт на этой странице)`}</Text>
        ) : (
          <TextLink to={`/plan/activities/${activityId}?occurrence=${row.id}`}>{lineDays(row)}</TextLink>
        ),
    },
    { key: 'state', header: 'Состояние', cell: (row) => <StateBadge {...lineState(row, today)} /> },
    {
      key: 'done',
      header: 'Сделано',
      cell: (row) => (row.doneOn === null ? 'нет' : formatDay(row.doneOn)),
    },
  ];
}

/** All dates of a recurring activity; the chosen one is marked by the page above. */
export function OccurrenceList({
  occurrences,
  activityId,
  today,
  chosenId,
}: {
  occurrences: readonly ActivityOccurrence[];
  activityId: string;
  today: string;
  chosenId: string | null;
}) {
  return (
    <Section title="Все сроки">
      <DataTable
        caption={`Сроков: ${occurrences.length}`}
        columns={occurrenceColumns({ activityId, today, chosenId })}
        rows={occurrences}
        rowKey={(row) => row.id}
        empty={null}
      />
    </Section>
  );
}

/** A proof as the page shows it. */
export interface EvidenceView {
  readonly id: string;
  readonly title: string;
  /** Address of the paper, the file or the link; null for a note. */
  readonly to: string | null;
  readonly isOutside: boolean;
  readonly note: string;
  readonly about: string;
  /** Said when it proves nothing (yet): a draft, a cancelled paper. */
  readonly warning: string;
}

const evidenceColumns: readonly Column<EvidenceView>[] = [
  {
    key: 'title',
    header: 'Подтверждение',
    isTitle: true,
    cell: (one) => (
      <Stack gap="none">
        <EvidenceLink one={one} />
        {one.warning !== '' && (
          <Text size="small" tone="danger">
            {one.warning}
          </Text>
        )}
      </Stack>
    ),
  },
  {
    key: 'note',
    header: 'Заметка',
    cell: (one) => <Text verbatim>{one.note === '' ? 'нет' : one.note}</Text>,
  },
  { key: 'about', header: 'Кто и когда', cell: (one) => one.about },
];

function dropColumn(state: FormState | null | undefined): Column<EvidenceView> {
  return {
    key: 'drop',
    header: 'Действие',
    screenOnly: true,
    cell: (one) => (
      <ConfirmButton
        label="Отозвать"
        question="Подтверждение перестанет считаться, в истории оно останется. То, что им уже закрыто, останется закрытым: если нужно, откройте снова."
        confirmLabel="Отозвать"
        intent="drop"
        danger
        fields={{ evidenceId: one.id }}
        state={state?.values['evidenceId'] === one.id ? state : null}
      />
    ),
  };
}

export function EvidenceList({
  evidence,
  canDrop,
  state,
}: {
  evidence: readonly EvidenceView[];
  canDrop: boolean;
  state: FormState | null | undefined;
}) {
  return (
    <Section title="Подтверждения">
      {evidence.length === 0 ? (
        <Text tone="quiet">Пока ничего не приложено.</Text>
      ) : (
        <DataTable
          caption={`Приложено: ${evidence.length}`}
          columns={canDrop ? [...evidenceColumns, dropColumn(state)] : evidenceColumns}
          rows={evidence}
          rowKey={(one) => one.id}
          empty={null}
        />
      )}
    </Section>
  );
}

function EvidenceLink({ one }: { one: EvidenceView }) {
  if (one.to === null) return one.title;
  if (!one.isOutside) return <TextLink to={one.to}>{one.title}</TextLink>;
  return (
    <a href={one.to} rel="noreferrer noopener" target="_blank">
      {one.title} (другой сайт, в новой вкладке)
    </a>
  );
}

export function Comments({
  comments,
  names,
  timeZone,
  can,
  state,
  submission,
}: {
  comments: ActivityData['comments'];
  names: Readonly<Record<string, string>>;
  timeZone: string;
  can: true | string;
  state: FormState | null | undefined;
  submission: string;
}) {
  return (
    <Section title="Комментарии" id="comments">
      <Stack>
        {comments.map((one) => (
          <Stack key={one.id} gap="none">
            <Text size="small" tone="quiet">
              {[
                one.authorId === null ? '' : (names[one.authorId] ?? ''),
                formatInstant(one.createdAt, timeZone),
              ]
                .filter((part) => part !== '')
                .join(', ')}
            </Text>
            <Text verbatim>{one.text}</Text>
          </Stack>
        ))}
        {can === true ? (
          <div data-no-print>
            <Form intent="comment" submission={submission} state={state}>
              <TextAreaField name="text" label="Комментарий" rows={3} maxLength={5000} required />
              <FormButtons>
                <SubmitButton look="plain" pendingLabel="Отправляем…">
                  Добавить комментарий
                </SubmitButton>
              </FormButtons>
            </Form>
          </div>
        ) : (
          <Text tone="quiet">{can}</Text>
        )}
      </Stack>
    </Section>
  );
}

export function History({
  entries,
  names,
  timeZone,
}: {
  entries: readonly HistoryEntry[];
  names: Readonly<Record<string, string>>;
  timeZone: string;
}) {
  return (
    <Section title="История">
      <Disclosure title={`Что и когда менялось: ${entries.length}`}>
        <DataTable
          caption="Сначала последнее"
          columns={[
            { key: 'at', header: 'Когда', cell: (one: HistoryEntry) => formatInstant(one.at, timeZone) },
            {
              key: 'text',
              header: 'Что',
              isTitle: true,
              cell: (one) => (one.words === '' ? one.text : `${one.text}: ${one.words}`),
            },
            {
              key: 'who',
              header: 'Кто',
              cell: (one) =>
                one.actorId === null ? 'программа' : (names[one.actorId] ?? 'бывший сотрудник'),
            },
          ]}
          rows={entries}
          rowKey={(one) => String(one.id)}
          empty={<Text tone="quiet">Изменений пока не было.</Text>}
        />
      </Disclosure>
    </Section>
  );
}
