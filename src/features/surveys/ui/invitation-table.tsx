import { sideLabels } from '#src/features/programmes/labels.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { responseRate, type AnswerState } from '#src/features/surveys/rules.ts';
import { AnswerStateBadge } from '#src/features/surveys/ui/state-badges.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { EmptyState } from '#src/ui/notice.tsx';

export interface InvitationRow {
  readonly id: string;
  readonly name: string;
  readonly classLabel: string;
  readonly side: Side | null;
  readonly form: string | null;
  readonly state: AnswerState;
  readonly remindedOn: string | null;
  readonly paperNumber: number;
}

const nobody = (
  <EmptyState title="Никого не пригласили">Измените отбор или добавьте людей поимённо.</EmptyState>
);

export interface ProgressRow {
  readonly classLabel: string;
  readonly side: Side | null;
  readonly invited: number;
  readonly answered: number;
}

const progressColumns: readonly Column<ProgressRow>[] = [
  {
    key: 'class',
    header: 'Класс',
    isTitle: true,
    cell: (row) => (row.classLabel === '' ? 'без класса' : row.classLabel),
  },
  {
    key: 'side',
    header: 'Сторона',
    cell: (row) => (row.side === null ? 'не указана' : sideLabels[row.side]),
  },
  { key: 'invited', header: 'Приглашено', numeric: true, cell: (row) => row.invited },
  { key: 'answered', header: 'Ответили', numeric: true, cell: (row) => row.answered },
  {
    key: 'rate',
    header: 'Доля',
    numeric: true,
    cell: (row) => `${responseRate(row.answered, row.invited)} %`,
  },
];

/** How many of each class and side have answered. Participation only: nothing of the answers. */
export function ProgressTable({ rows }: { rows: readonly ProgressRow[] }) {
  return (
    <DataTable
      caption={`Групп: ${rows.length}`}
      columns={progressColumns}
      rows={rows}
      rowKey={(row) => `${row.classLabel}|${row.side ?? ''}`}
      empty={nobody}
    />
  );
}

const people: readonly Column<InvitationRow>[] = [
  { key: 'name', header: 'Имя', isTitle: true, cell: (row) => row.name },
  { key: 'class', header: 'Класс', cell: (row) => row.classLabel },
  { key: 'side', header: 'Сторона', cell: (row) => (row.side === null ? '' : sideLabels[row.side]) },
  { key: 'form', header: 'Форма', cell: (row) => (row.form === null ? '' : formTitle(row.form)) },
  { key: 'state', header: 'Ответ', cell: (row) => <AnswerStateBadge state={row.state} /> },
  { key: 'code', header: 'Код анкеты', cell: (row) => row.paperNumber },
  {
    key: 'reminded',
    header: 'Напоминали',
    cell: (row) => (row.remindedOn === null ? '' : formatDayShort(row.remindedOn)),
  },
];

export function InvitationTable({
  rows,
  total,
  wave,
  mayMark,
  state,
}: {
  rows: readonly InvitationRow[];
  /** Of all pages. */
  total: number;
  wave: { readonly isAnonymous: boolean; readonly version: number };
  mayMark: boolean;
  state: FormState | null | undefined;
}) {
  // A column that says nothing of anybody is left out: on a phone each would be an empty line of every card.
  const isUsed: Readonly<Record<string, boolean>> = {
    code: !wave.isAnonymous,
    class: rows.some(({ classLabel }) => classLabel !== ''),
    side: rows.some(({ side }) => side !== null),
    form: rows.some(({ form }) => form !== null),
    reminded: rows.some(({ remindedOn }) => remindedOn !== null),
  };
  const columns = people.filter(({ key }) => isUsed[key] ?? true);
  const select = {
    name: 'invitationIds',
    value: (row: InvitationRow) => row.id,
    label: (row: InvitationRow) => `Выбрать: ${row.name}`,
  };
  const table = (
    <DataTable
      caption={`Приглашено: ${total}`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={nobody}
      {...(mayMark ? { select } : {})}
    />
  );
  if (!mayMark || rows.length === 0) return table;
  return (
    <Form intent="mark" state={state} wide>
      <HiddenField name="version" value={wave.version} />
      {table}
      <FormButtons>
        {wave.isAnonymous && (
          <SubmitButton look="plain" name="as" value="answered">
            Сдал на бумаге
          </SubmitButton>
        )}
        <SubmitButton look="plain" name="as" value="declined">
          Не хочет отвечать
        </SubmitButton>
        <SubmitButton look="plain" name="as" value="waiting">
          Снять отметку
        </SubmitButton>
        <SubmitButton look="plain" name="as" value="removed">
          Убрать приглашение
        </SubmitButton>
      </FormButtons>
    </Form>
  );
}
