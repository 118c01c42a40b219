import { data } from 'react-router';
import { QrCode } from '#src/features/accounts/ui/qr-code.tsx';
import { fullName } from '#src/features/people/rules.ts';
import {
  applicantLabels,
  applicationStateLabels,
  banksRefusalText,
  callStateLabels,
  sideLabels,
} from '#src/features/banks/labels.ts';
import { APPLICATION_STATES } from '#src/features/banks/rules/calls.ts';
import {
  applicationFilter,
  CALL_LISTS,
  closeCallForm,
  editCallForm,
  reopenCallForm,
} from '#src/features/banks/schema/calls.ts';
import { callLabels, CallFields } from '#src/features/banks/ui/call-fields.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { addDays, formatDays, formatInstant } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/call';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const filter = applicationFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.banks.calls.view(signedIn, params.callId, filter);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const { applications, can: _, schoolName: __, ...card } = found.value;
  return {
    ...card,
    isFiltered: filter.state !== undefined || filter.page > 1,
    // No more of an applicant than the list shows.
    applications: applications.map(({ id, answers, receivedAt, state, declineReason }) => ({
      id,
      receivedAt,
      state,
      declineReason,
      name: answers === null ? '' : fullName(answers),
      about:
        answers === null
          ? ''
          : [applicantLabels[answers.kind] ?? '', answers.place].filter((part) => part !== '').join(', '),
      words: answers === null ? '' : answers.mainRequest || answers.competences.join(', '),
    })),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { calls } = site(context).services.banks;
  const { callId } = params;
  const sent = await request.formData();
  switch (sent.get('intent')) {
    case 'close': {
      const form = parseForm(sent, closeCallForm);
      if (!form.ok) return data(form, { status: 422 });
      const done = await calls.close(signedIn, callId, form.value);
      if (done.ok)
        return redirectWith(`/banks/calls/${callId}`, 'Набор закрыт. Заявки, которые пришли, остались.');
      const text = banksRefusalText(done.refusal);
      return data(refuseForm(form.values, done.refusal, text), { status: statusOf(done.refusal) });
    }
    case 'reopen': {
      const form = parseForm(sent, reopenCallForm, { labels: callLabels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await calls.reopen(signedIn, callId, form.value);
      if (done.ok) return redirectWith(`/banks/calls/${callId}`, 'Набор снова открыт, ссылка прежняя.');
      const text = banksRefusalText(done.refusal);
      return data(refuseForm(form.values, done.refusal, text, callLabels), {
        status: statusOf(done.refusal),
      });
    }
  }
  const form = parseForm(sent, editCallForm, { labels: callLabels, lists: CALL_LISTS });
  if (!form.ok) return data(form, { status: 422 });
  const done = await calls.edit(signedIn, callId, form.value);
  if (done.ok) return redirectWith(`/banks/calls/${callId}`, 'Изменения сохранены.');
  const text = banksRefusalText(done.refusal);
  return data(refuseForm(form.values, done.refusal, text, callLabels), { status: statusOf(done.refusal) });
}

type Line = Awaited<ReturnType<typeof loader>>['applications'][number];

const columnsIn = (timeZone: string): readonly Column<Line>[] => [
  {
    key: 'name',
    header: 'Кто',
    isTitle: true,
    cell: (row) => (
      <>
        <TextLink to={`/banks/applications/${row.id}`}>
          {row.name === '' ? 'Слова заявителя удалены' : row.name}
        </TextLink>
        {row.about !== '' && (
          <Text size="small" tone="quiet">
            {row.about}
          </Text>
        )}
      </>
    ),
  },
  { key: 'words', header: 'О чём', cell: (row) => row.words || '–' },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => (
      <>
        <Badge tone={row.state === 'waiting' ? 'warning' : 'neutral'}>
          {applicationStateLabels[row.state]}
        </Badge>
        {row.declineReason !== '' && (
          <Text size="small" tone="quiet">
            {row.declineReason}
          </Text>
        )}
      </>
    ),
  },
  { key: 'received', header: 'Пришла', cell: (row) => formatInstant(row.receivedAt, timeZone) },
];

export default function CallPage({ loaderData, actionData }: Route.ComponentProps) {
  const { call, address, qr, applications, total, page, pageSize, today, isFiltered, timeZone } = loaderData;
  const isOpen = call.state === 'open' || call.state === 'early';
  return (
    <Page
      title={call.title}
      breadcrumbs={[{ to: '/banks/calls', label: 'Наборы и заявки' }]}
      actions={
        <ButtonLink look="main" to={`/banks/calls/${call.id}/poster`}>
          Плакат с квадратом
        </ButtonLink>
      }
    >
      <KeyValue
        items={[
          { key: 'Кого зовём', value: sideLabels[call.side] },
          { key: 'Состояние', value: callStateLabels[call.state] },
          { key: 'Когда', value: formatDays(call.opensOn, call.closesOn) },
          {
            key: 'Пришло заявок',
            value: `${call.received} из ${call.answerLimit}, ждут вас ${call.waiting}`,
          },
          {
            key: 'Ссылка для кандидатов',
            value: (
              <TextLink to={new URL(address).pathname} reloadDocument>
                {address}
              </TextLink>
            ),
          },
        ]}
      />
      {['localhost', '127.0.0.1'].includes(new URL(address).hostname) && (
        <Notice kind="warning" title="Ссылка откроется только на этом компьютере">
          Программа пока не открыта для сети школы и телефонов. Попросите того, кто её ставил, задать HOST и
          PUBLIC_URL – потом печатайте плакат.
        </Notice>
      )}
      <Row>
        <QrCode qr={qr} label="Квадрат со ссылкой на заявку" />
      </Row>
      <Section title="Заявки">
        <FilterBar>
          <SelectField
            name="state"
            label="Состояние"
            empty="Ждут решения и черновики"
            options={[
              ...APPLICATION_STATES.map((state) => ({ value: state, label: applicationStateLabels[state] })),
              { value: 'all', label: 'все' },
            ]}
          />
        </FilterBar>
        <DataTable
          caption={`Заявок: ${total}`}
          columns={columnsIn(timeZone)}
          rows={applications}
          rowKey={(row) => row.id}
          empty={
            isFiltered ? (
              <EmptyState
                title="Таких заявок нет"
                action={<ButtonLink to={`/banks/calls/${call.id}`}>Показать те, что ждут</ButtonLink>}
              >
                Выберите другое состояние.
              </EmptyState>
            ) : (
              <EmptyState title="Заявок, которые ждут вас, нет">
                Разошлите ссылку или повесьте плакат: о новой заявке придёт напоминание.
              </EmptyState>
            )
          }
        />
        <Pagination page={page} pageSize={pageSize} total={total} />
      </Section>
      <Section title="Набор">
        <Disclosure title="Изменить набор" open={actionData?.values['intent'] === 'edit'}>
          <Form state={actionData} intent="edit">
            <HiddenField name="version" value={call.version} />
            <CallFields call={call} side={call.side} term={call} />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            </FormButtons>
          </Form>
        </Disclosure>
        {isOpen || call.state === 'full' ? (
          <ConfirmButton
            label="Закрыть набор"
            question="По ссылке больше нельзя будет подать заявку. Те, что пришли, останутся; набор можно открыть снова."
            confirmLabel="Закрыть набор"
            intent="close"
            state={actionData}
            fields={{ version: String(call.version) }}
          />
        ) : (
          <ConfirmButton
            label="Открыть снова"
            question="Прежняя ссылка и плакат снова заработают."
            confirmLabel="Открыть набор"
            intent="reopen"
            state={actionData}
            fields={{ version: String(call.version) }}
          >
            <DateField
              name="closesOn"
              label={callLabels.closesOn}
              required
              min={today}
              defaultValue={call.closesOn > today ? call.closesOn : addDays(today, 30)}
            />
          </ConfirmButton>
        )}
      </Section>
    </Page>
  );
}
