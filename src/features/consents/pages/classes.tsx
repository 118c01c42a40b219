import { consentsRefusalText, purposeLabels } from '#src/features/consents/labels.ts';
import { isPurpose, PURPOSES, type Purpose } from '#src/features/consents/rules/purposes.ts';
import type { ClassConsents } from '#src/features/consents/service.server.ts';
import { ConsentsTabs } from '#src/features/consents/ui/consents-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { Menu, MenuLink } from '#src/ui/menu.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/classes';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = url.searchParams.get('purpose') ?? '';
  const purpose: Purpose = isPurpose(asked) ? asked : 'processing';
  const found = await site(context).services.consents.classes.list(signedIn, organizationId, purpose);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return { ...found.value, purpose };
}

function columnsOf(purpose: Purpose): readonly Column<ClassConsents>[] {
  const listOf = (row: ClassConsents, state: string) =>
    `/consents?classId=${row.id}&purpose=${purpose}&state=${state}`;
  return [
    {
      key: 'label',
      header: 'Класс',
      isTitle: true,
      cell: (row) => <TextLink to={`/consents?classId=${row.id}&purpose=${purpose}`}>{row.label}</TextLink>,
    },
    {
      key: 'teacher',
      header: 'Классный руководитель',
      cell: (row) => (row.teacher === '' ? <Text tone="quiet">не назначен</Text> : row.teacher),
    },
    { key: 'pupils', header: 'Учеников', numeric: true, cell: (row) => row.pupils },
    {
      key: 'wanted',
      header: 'Нужно попросить',
      numeric: true,
      cell: (row) => (row.wanted === 0 ? 0 : <TextLink to={listOf(row, 'wanted')}>{row.wanted}</TextLink>),
    },
    {
      key: 'expiring',
      header: 'Истекает',
      numeric: true,
      cell: (row) =>
        row.expiring === 0 ? 0 : <TextLink to={listOf(row, 'expiring')}>{row.expiring}</TextLink>,
    },
    {
      key: 'print',
      header: 'Памятка',
      screenOnly: true,
      cell: (row) =>
        row.wanted + row.expiring === 0 ? (
          <Text tone="quiet">не нужна</Text>
        ) : (
          <Row>
            <TextLink to={`/consents/classes/file?classId=${row.id}&purpose=${purpose}`} download>
              PDF
            </TextLink>
            <TextLink to={`/consents/classes/file?classId=${row.id}&purpose=${purpose}&format=docx`} download>
              DOCX
            </TextLink>
          </Row>
        ),
    },
  ];
}

export default function Classes({ loaderData }: Route.ComponentProps) {
  const { classes, isOwnClass, isKeeper, purpose } = loaderData;
  const isAnybodyWanted = classes.some(({ wanted, expiring }) => wanted + expiring > 0);
  return (
    <Page
      title="Согласия по классам"
      lead="У кого нет согласия или оно истекает за 60 дней. Памятку с именами отдайте классному руководителю: лист на класс."
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
      actions={
        isAnybodyWanted ? (
          <Menu label="Напечатать все памятки" framed>
            <MenuLink to={`/consents/classes/file?purpose=${purpose}`} download>
              PDF, лист на класс
            </MenuLink>
            <MenuLink to={`/consents/classes/file?purpose=${purpose}&format=docx`} download>
              DOCX, лист на класс
            </MenuLink>
          </Menu>
        ) : undefined
      }
    >
      {!isOwnClass && <ConsentsTabs current="/consents/classes" isKeeper={isKeeper} />}
      <FilterBar>
        <SelectField
          name="purpose"
          label="Согласие"
          options={PURPOSES.map((one) => ({ value: one, label: purposeLabels[one] }))}
        />
      </FilterBar>
      <DataTable
        caption={`Классов: ${classes.length}`}
        columns={columnsOf(purpose)}
        rows={classes}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title="Классов этого года нет"
            action={isOwnClass ? undefined : <ButtonLink to="/people/classes">К классам</ButtonLink>}
          >
            {isOwnClass
              ? 'Куратор ещё не назначил вас классным руководителем класса этого года.'
              : 'Добавьте классы или загрузите список учеников.'}
          </EmptyState>
        }
      />
      <Text tone="quiet" size="small">
        Кто отозвал согласие, в «Нужно попросить» и в памятку не входит: таких людей заново не просят.
      </Text>
    </Page>
  );
}
