import { data } from 'react-router';
import { kindLabels, orgsRefusalText } from '#src/features/orgs/labels.ts';
import { kindsBelow, shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { addOrganizationForm } from '#src/features/orgs/schema.ts';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { HiddenField, SearchField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/organizations';

const labels = {
  kind: 'Вид',
  fullName: 'Полное название',
  shortName: 'Короткое название',
  inn: 'ИНН',
  city: 'Город, посёлок, село',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const listed = await site(context).services.orgs.listBelow(signedIn, {
    organizationId,
    search: url.searchParams.get('words') ?? '',
    page: Number(url.searchParams.get('page') ?? '1'),
  });
  if (!listed.ok) return throwRefusal(listed.refusal, orgsRefusalText(listed.refusal) ?? '');
  const { can, ...rest } = listed.value;
  const may = can['orgs.add_below'];
  return {
    ...rest,
    of,
    mayAdd: may === true ? (true as const) : (orgsRefusalText(may) ?? ''),
    submission: newSubmission(),
  };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const parsed = parseForm(await request.formData(), addOrganizationForm, { labels });
  if (!parsed.ok) return data(parsed, { status: 422 });
  const added = await site(context).services.orgs.addBelow(signedIn, parsed.value);
  if (added.ok) {
    const name = parsed.value.shortName;
    return redirectWith(
      `/organizations${url.search}`,
      `Добавлено: ${name}. Теперь дайте доступ руководителю.`,
    );
  }
  const { refusal } = added;
  return data(refuseForm(parsed.values, refusal, orgsRefusalText(refusal) ?? '', labels), {
    status: statusOf(refusal),
  });
}

const columns: Column<Route.ComponentProps['loaderData']['organizations'][number]>[] = [
  {
    key: 'name',
    header: 'Организация',
    isTitle: true,
    cell: (one) => <TextLink to={`/organization?of=${one.id}`}>{one.shortName}</TextLink>,
  },
  { key: 'kind', header: labels.kind, cell: (one) => kindLabels[one.kind] },
  { key: 'city', header: 'Населённый пункт', cell: (one) => one.city || '–' },
  { key: 'director', header: 'Руководитель', cell: (one) => one.directorName || '–' },
  {
    key: 'access',
    header: 'Доступ',
    cell: (one) => <TextLink to={`/accounts?of=${one.id}`}>Доступ и роли</TextLink>,
  },
];

export default function Organizations({ loaderData, actionData }: Route.ComponentProps) {
  const { parent, organizations, total, page, pageSize, mayAdd, submission, of } = loaderData;
  const kinds = kindsBelow(parent.kind);
  return (
    <Page
      title="Организации ниже"
      lead={`Входят в ${parent.shortName}.`}
      breadcrumbs={[{ to: `/organization${of}`, label: parent.shortName }]}
    >
      {mayAdd !== true && <NoRight reason={mayAdd} />}
      <FilterBar keep={['of']}>
        <SearchField name="words" label="Название, населённый пункт или ИНН" />
      </FilterBar>
      <DataTable
        caption={`Организаций: ${total}`}
        columns={columns}
        rows={organizations}
        rowKey={(one) => one.id}
        empty={
          <EmptyState title="Организаций нет">Добавьте первую ниже или измените слова поиска.</EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
      {mayAdd === true && kinds.length > 0 && (
        <Section title="Добавить организацию">
          <Form state={actionData} submission={submission}>
            <HiddenField name="parentId" value={parent.id} />
            <SelectField
              name="kind"
              label={labels.kind}
              options={kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
              required
            />
            <TextField name="fullName" label={labels.fullName} description="Как в уставе" required />
            <TextField
              name="shortName"
              label={labels.shortName}
              description="Например, МБОУ СОШ № 5"
              required
            />
            <FieldColumns>
              <TextField name="inn" label={labels.inn} description="10 цифр, можно позже" />
              <TextField name="city" label={labels.city} />
            </FieldColumns>
            <FormButtons>
              <SubmitButton>Добавить</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
