import { abilityTexts } from '#src/features/accounts/labels.ts';
import { partnerKindLabels, peopleRefusalText } from '#src/features/people/labels.ts';
import { PeopleTabs } from '#src/features/people/ui/people-tabs.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Row, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/partners';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.people.partners.list(signedIn, {
    organizationId,
    withEnded: url.searchParams.has('ended'),
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { partners: found.value.partners, can: abilityTexts(found.value.can) };
}

type PartnerRow = Route.ComponentProps['loaderData']['partners'][number];

function columnsFor(sees: boolean): readonly Column<PartnerRow>[] {
  return [
    {
      key: 'name',
      header: 'Название',
      isTitle: true,
      cell: (row) => (
        <Row>
          <TextLink to={`/people/partners/${row.id}`}>{row.name}</TextLink>
          {row.endedOn !== null && <Badge>закончили {formatDayShort(row.endedOn)}</Badge>}
        </Row>
      ),
    },
    { key: 'kind', header: 'Что это', cell: (row) => partnerKindLabels[row.kind] },
    {
      key: 'contact',
      header: 'С кем на связи',
      cell: (row) =>
        [row.contactName, row.phone, row.email].filter((part) => part !== '').join(', ') || 'не указано',
    },
    ...(sees
      ? [
          {
            key: 'people',
            header: 'Людей',
            numeric: true,
            cell: (row: PartnerRow) => (
              <TextLink to={`/people?list=outsiders&partner=${row.id}`}>{row.peopleCount}</TextLink>
            ),
          },
        ]
      : []),
  ];
}

export default function Partners({ loaderData }: Route.ComponentProps) {
  const { partners, can } = loaderData;
  const sees = can['people.list_everyone'] === true;
  const addLink = (
    <ButtonLink look="main" to="/people/partners/new">
      Добавить партнёра
    </ButtonLink>
  );
  const mayEdit = can['people.edit_partners'] === true;
  return (
    <Page
      title="Партнёры"
      lead="Организации, которые дают наставников: предприятия, колледжи, вузы."
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
      actions={mayEdit && partners.length > 0 ? addLink : undefined}
    >
      <PeopleTabs current="partners" seesEveryone={sees} />
      {can['people.edit_partners'] !== true && <NoRight reason={can['people.edit_partners']} />}
      <FilterBar>
        <CheckboxField name="ended" label="Показать и тех, с кем закончили" />
      </FilterBar>
      <DataTable
        caption={`Партнёров: ${partners.length}`}
        columns={columnsFor(sees)}
        rows={partners}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="Партнёров пока нет" action={mayEdit ? addLink : undefined}>
            Добавьте организацию, чтобы указать, откуда наставник, и вести соглашение с ней.
          </EmptyState>
        }
      />
    </Page>
  );
}
