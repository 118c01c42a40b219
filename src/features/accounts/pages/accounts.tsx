import { accountsRefusalText, abilityTexts, roleLabels } from '#src/features/accounts/labels.ts';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { SearchField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/accounts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const listed = await site(context).services.accounts.list(signedIn, {
    organizationId,
    search: url.searchParams.get('words') ?? '',
    page: Number(url.searchParams.get('page') ?? '1'),
  });
  if (!listed.ok) return throwRefusal(listed.refusal, accountsRefusalText(listed.refusal));
  return { ...listed.value, can: abilityTexts(listed.value.can), of };
}

type Line = Route.ComponentProps['loaderData']['accounts'][number];

function columnsOf(of: string, timeZone: string): Column<Line>[] {
  return [
    {
      key: 'name',
      header: 'Имя',
      isTitle: true,
      cell: (one) => (
        <>
          <TextLink to={`/accounts/${one.accountId}${of}`}>{one.name}</TextLink>
          {one.isSelf && ' (вы)'}
        </>
      ),
    },
    { key: 'userName', header: 'Имя для входа', cell: (one) => one.userName },
    { key: 'roles', header: 'Роли', cell: (one) => one.roles.map(({ role }) => roleLabels[role]).join(', ') },
    {
      key: 'state',
      header: 'Доступ',
      cell: ({ invitation }) => {
        if (invitation === null) return <StateBadge tone="success" label="есть" />;
        return invitation.isExpired ? (
          <StateBadge tone="warning" label="код устарел: выдайте новый" />
        ) : (
          <StateBadge
            tone="info"
            label={`приглашён, код до ${formatInstant(invitation.expiresAt, timeZone)}`}
          />
        );
      },
    },
  ];
}

export default function Accounts({ loaderData }: Route.ComponentProps) {
  const { organization, accounts, total, page, pageSize, can, of } = loaderData;
  return (
    <Page
      title="Доступ"
      lead={`Кто входит в программу от ${organization.shortName} и что может.`}
      breadcrumbs={[{ to: `/organization${of}`, label: 'Организация' }]}
      actions={
        can['accounts.invite'] === true ? (
          <ButtonLink look="main" to={`/accounts/new${of}`}>
            Пригласить
          </ButtonLink>
        ) : undefined
      }
    >
      <FilterBar keep={['of']}>
        <SearchField name="words" label="Имя или имя для входа" />
      </FilterBar>
      <DataTable
        caption={`Людей с доступом: ${total}`}
        columns={columnsOf(of, organization.timeZone)}
        rows={accounts}
        rowKey={(one) => one.accountId}
        empty={
          <EmptyState
            title="Никого не нашлось"
            action={<ButtonLink to={`/accounts${of}`}>Показать всех</ButtonLink>}
          >
            Измените слова поиска или пригласите человека.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
