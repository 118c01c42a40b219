import { isInForce, type Agreement } from '#src/features/programmes/rules.ts';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';

type AgreementState = 'in_force' | 'unsigned' | 'over';
type AgreementRow = Agreement & { readonly state: AgreementState };

const agreementStates: Readonly<Record<AgreementState, { readonly tone: Tone; readonly label: string }>> = {
  in_force: { tone: 'success', label: 'действует' },
  unsigned: { tone: 'warning', label: 'не подписано' },
  over: { tone: 'neutral', label: 'закончилось' },
};

function stateOf(agreement: Agreement, today: string): AgreementState {
  if (isInForce(agreement, today)) return 'in_force';
  return agreement.signedOn === null || agreement.signedOn > today ? 'unsigned' : 'over';
}

const columns: readonly Column<AgreementRow>[] = [
  {
    key: 'partner',
    header: 'Партнёр',
    isTitle: true,
    cell: (row) => <TextLink to={`/programmes/agreements/${row.id}`}>{row.partnerName}</TextLink>,
  },
  { key: 'number', header: 'Номер', cell: (row) => (row.number === '' ? 'нет' : row.number) },
  {
    key: 'signedOn',
    header: 'Подписано',
    cell: (row) => (row.signedOn === null ? 'ещё нет' : formatDayShort(row.signedOn)),
  },
  {
    key: 'endsOn',
    header: 'Действует до',
    cell: (row) => (row.endsOn === null ? 'без срока' : formatDayShort(row.endsOn)),
  },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => <StateBadge {...agreementStates[row.state]} />,
  },
];
/** Agreements with partners, with what holds today. */
export function AgreementTable({
  agreements,
  today,
  mayEdit,
}: {
  agreements: readonly Agreement[];
  today: string;
  mayEdit: boolean;
}) {
  return (
    <DataTable
      caption={`Соглашений: ${agreements.length}`}
      columns={columns}
      rows={agreements.map((one) => ({ ...one, state: stateOf(one, today) }))}
      rowKey={(row) => row.id}
      empty={
        <EmptyState
          title="Соглашений пока нет"
          action={
            mayEdit ? <ButtonLink to="/programmes/agreements/new">Добавить соглашение</ButtonLink> : undefined
          }
        >
          Предприятия, колледжи и вузы, которые дают наставников, записываются здесь вместе со сроком
          соглашения.
        </EmptyState>
      }
    />
  );
}
