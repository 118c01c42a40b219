import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { formTitle, mentoringForms, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { mentorshipsRefusalText, mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { orderStateLabels } from '#src/features/mentorships/labels/answers.ts';
import { namedPlace, termOf } from '#src/features/mentorships/papers/order-list.ts';
import { ORDER_STATES, type OrderLine } from '#src/features/mentorships/rules/orders.ts';
import { orderListFilter, orderManyForm } from '#src/features/mentorships/schema/answers.ts';
import { ManyResult } from '#src/features/mentorships/ui/many-result.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/order-list';

const labels = { paperId: 'Приказ из реестра', items: 'Пары и группы' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = orderListFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.mentorships.orderLists.view(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, mentorshipsRefusalText(found.refusal));
  return {
    ...found.value,
    state: filter.state,
    query: url.searchParams.toString(),
    submission: newSubmission(),
    can: abilityTexts(found.value.can),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), orderManyForm, { labels, lists: ['items'] });
  if (!form.ok) return data({ refused: form, done: null }, { status: 422 });
  const done = await site(context).services.mentorships.steps.orderMany(signedIn, organizationId, form.value);
  if (!done.ok) {
    const text = mentorshipsRefusalText(done.refusal);
    return data(
      { refused: refuseForm(form.values, done.refusal, text, labels), done: null },
      { status: statusOf(done.refusal) },
    );
  }
  return { refused: null, done: done.value };
}

const titleOf = (line: OrderLine) =>
  [line.mentors, line.mentees].map((side) => side.map(({ name }) => name).join(', ')).join(' – ');

type Numbered = OrderLine & { readonly number: number };

const columns: readonly Column<Numbered>[] = [
  { key: 'number', header: '№', numeric: true, cell: (line) => line.number },
  {
    key: 'mentor',
    header: 'Наставник',
    isTitle: true,
    cell: (line) => (
      <TextLink to={`/mentorships/${line.id}`}>{line.mentors.map(namedPlace).join('; ')}</TextLink>
    ),
  },
  {
    key: 'mentees',
    header: 'Наставляемые',
    cell: (line) => line.mentees.map((one) => <div key={namedPlace(one)}>{namedPlace(one)}</div>),
  },
  {
    key: 'form',
    header: 'Форма',
    cell: (line) => (
      <>
        {formTitle(line.form)}
        {line.isGroup && ', группа'}
      </>
    ),
  },
  {
    key: 'model',
    header: 'Ролевая модель',
    cell: (line) => (line.roleModel === '' ? '–' : roleModelTitle(line.form, line.roleModel)),
  },
  { key: 'term', header: 'Срок', cell: (line) => termOf(line) || '–' },
  { key: 'state', header: 'Состояние', screenOnly: true, cell: (line) => mentorshipStateLabels[line.state] },
];

export default function OrderList({ loaderData, actionData }: Route.ComponentProps) {
  const { lines, total, schoolYear, schoolName, orders, can, query, submission, state } = loaderData;
  const rows = lines.map((line, index): Numbered => ({ ...line, number: index + 1 }));
  const mayOrder = can['mentorships.edit'] === true && lines.some((line) => line.state === 'agreed');
  const file = (format: string) =>
    `/mentorships/order-list/file?${query === '' ? '' : `${query}&`}format=${format}`;
  const table = (
    <DataTable
      caption={`Пар и групп: ${total}`}
      columns={columns}
      rows={rows}
      rowKey={(line) => line.id}
      {...(mayOrder
        ? {
            select: {
              name: 'items',
              value: (line: Numbered) => `${line.id}.${line.version}`,
              label: titleOf,
            },
          }
        : {})}
      empty={
        <EmptyState
          title={state === 'ordered' ? 'Приказом пока никто не закреплён' : 'Сейчас закреплять некого'}
          action={<ButtonLink to="/mentorships">Пары и группы</ButtonLink>}
        >
          Сюда попадают пары и группы, в которых согласны все участники.
        </EmptyState>
      }
    />
  );
  return (
    <Page
      title="Список к приказу"
      lead={`${schoolName}, ${formatSchoolYear(schoolYear)} учебный год.`}
      breadcrumbs={[{ to: '/mentorships', label: 'Пары и группы' }]}
      actions={
        lines.length === 0 ? undefined : (
          <>
            <ButtonLink look="main" to={file('docx')} download>
              Скачать DOCX
            </ButtonLink>
            <ButtonLink to={file('pdf')} download>
              PDF
            </ButtonLink>
            <ButtonLink to={file('xlsx')} download>
              XLSX
            </ButtonLink>
          </>
        )
      }
    >
      {actionData?.done != null && (
        <ManyResult
          done={actionData.done}
          what="закреплено приказом"
          titleOf={(id) => lines.filter((line) => line.id === id).map(titleOf)[0] ?? ''}
        />
      )}
      <div data-no-print>
        <FilterBar>
          <SelectField
            name="year"
            label="Учебный год"
            empty="Текущий"
            options={schoolYearsAround(schoolYear).map((year) => ({
              value: String(year),
              label: formatSchoolYear(year),
            }))}
          />
          <SelectField
            name="form"
            label="Форма"
            empty="Любая"
            options={mentoringForms.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <SelectField
            name="state"
            label="Показать"
            options={ORDER_STATES.map((one) => ({ value: one, label: orderStateLabels[one] }))}
          />
        </FilterBar>
      </div>
      {total > lines.length && (
        <Notice kind="warning" title={`Показаны первые ${lines.length} из ${total}`}>
          Выберите форму, чтобы список поместился целиком.
        </Notice>
      )}
      {mayOrder ? (
        <Form key={submission} state={actionData?.refused} submission={submission} wide>
          {table}
          <div data-no-print>
            {orders.length === 0 ? (
              <Notice title="Когда приказ будет подписан">
                Внесите его в «Документы» с номером и датой, вернитесь и отметьте пары, которые он закрепляет.{' '}
                <TextLink to="/documents/new">Внести приказ</TextLink>
              </Notice>
            ) : (
              <Stack>
                <SelectField
                  name="paperId"
                  label={labels.paperId}
                  description="Зарегистрированные приказы. Отметьте в списке пары, которые закрепляет этот приказ"
                  required
                  empty="Выберите приказ"
                  options={orders.map((order) => ({
                    value: order.id,
                    label: `${order.number} от ${formatDayShort(order.issuedOn)}: ${order.title}`,
                  }))}
                />
                <FormButtons>
                  <SubmitButton pendingLabel="Отмечаем…">Закреплено приказом</SubmitButton>
                </FormButtons>
              </Stack>
            )}
          </div>
        </Form>
      ) : (
        table
      )}
      {mayOrder && (
        <div data-no-print>
          <Text tone="quiet" size="small">
            Номер и дату приказа в скачанном списке впишите от руки или в Word.
          </Text>
        </div>
      )}
    </Page>
  );
}
