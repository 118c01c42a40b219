import { data } from 'react-router';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { incidentNoticeLabels } from '#src/features/consents/labels/duties.ts';
import { INCIDENT_NOTICES, type IncidentTimer } from '#src/features/consents/rules/incidents.ts';
import { editIncidentForm, markIncidentForm } from '#src/features/consents/schema/duties.ts';
import type { TouchedPerson } from '#src/features/consents/service.server.ts';
import { IncidentFields, incidentLabels } from '#src/features/consents/ui/incident-fields.tsx';
import { TimerBadge } from '#src/features/consents/ui/timer-badge.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import type { Refusal } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/incident';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { incidents } = site(context).services.consents;
  const found = await incidents.view(signedIn, organizationId, params.incidentId);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return { ...found.value, submissions: [newSubmission(), newSubmission(), newSubmission()] as const };
}

const marked = {
  first: 'Отмечено: первое уведомление отправлено.',
  second: 'Отмечено: результаты расследования отправлены.',
  closed: 'Карточка закрыта.',
} as const;

const refused = (values: FormState['values'], refusal: Refusal) =>
  data(refuseForm(values, refusal, consentsRefusalText(refusal), incidentLabels), {
    status: statusOf(refusal),
  });

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { incidents } = site(context).services.consents;
  const sent = await request.formData();
  sent.set('incidentId', params.incidentId);
  const here = `/consents/incidents/${params.incidentId}`;
  if (sent.get('intent') !== 'edit') {
    sent.set('what', sent.get('intent') ?? '');
    const form = parseForm(sent, markIncidentForm);
    if (!form.ok) return data(form, { status: 422 });
    const done = await incidents.mark(signedIn, organizationId, form.value);
    return done.ok ? redirectWith(here, marked[form.value.what]) : refused(form.values, done.refusal);
  }
  const form = parseForm(sent, editIncidentForm, { labels: incidentLabels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await incidents.edit(signedIn, organizationId, form.value);
  return done.ok ? redirectWith(here, 'Карточка сохранена.') : refused(form.values, done.refusal);
}

function columnsOf(timeZone: string): readonly Column<TouchedPerson>[] {
  return [
    {
      key: 'name',
      header: 'Человек',
      isTitle: true,
      cell: (row) => <TextLink to={`/consents/people/${row.id}`}>{row.name}</TextLink>,
    },
    { key: 'times', header: 'Записей журнала', numeric: true, cell: (row) => row.times },
    { key: 'first', header: 'Первая', cell: (row) => formatInstant(row.firstAt, timeZone) },
    { key: 'last', header: 'Последняя', cell: (row) => formatInstant(row.lastAt, timeZone) },
  ];
}

export default function IncidentPage({ loaderData, actionData }: Route.ComponentProps) {
  const { incident, typed, scope, accounts, timeZone, submissions } = loaderData;
  const isOpen = incident.closedAt === null;
  const version = String(incident.version);
  const file = `/consents/incidents/${incident.id}/notice`;
  return (
    <Page
      title={incident.title}
      lead={isOpen ? 'Инцидент с персональными данными' : 'Инцидент закрыт'}
      breadcrumbs={[
        { to: '/consents', label: 'Согласия' },
        { to: '/consents/incidents', label: 'Инциденты' },
      ]}
    >
      <KeyValue
        items={[
          { key: 'Обнаружено', value: formatInstant(incident.discoveredAt, timeZone) },
          { key: 'Первое уведомление', value: <Timer timer={incident.first} timeZone={timeZone} /> },
          { key: 'Результаты', value: <Timer timer={incident.second} timeZone={timeZone} /> },
          ...(incident.closedAt === null
            ? []
            : [{ key: 'Закрыто', value: formatInstant(incident.closedAt, timeZone) }]),
        ]}
      />
      <Section title="Уведомления">
        <Text tone="quiet">
          Это черновики по карточке: проверьте, допишите пропуски и отправьте через портал Роскомнадзора. Имён
          людей в них нет.
        </Text>
        <Stack gap="small">
          {INCIDENT_NOTICES.map((kind) => (
            <Row key={kind}>
              <Text as="span">{incidentNoticeLabels[kind]}:</Text>
              <TextLink to={`${file}?kind=${kind}&format=docx`} download>
                DOCX
              </TextLink>
              <TextLink to={`${file}?kind=${kind}&format=pdf`} download>
                PDF
              </TextLink>
            </Row>
          ))}
        </Stack>
        {isOpen && (
          <Row>
            {incident.firstNoticeAt === null && (
              <ConfirmButton
                label="Первое отправлено"
                question="Время отметки сохранится и не изменится."
                confirmLabel="Отметить отправку"
                intent="first"
                submission={submissions[0]}
                state={actionData}
                fields={{ version }}
              />
            )}
            {incident.secondNoticeAt === null && (
              <ConfirmButton
                label="Результаты отправлены"
                question="Время отметки сохранится и не изменится."
                confirmLabel="Отметить отправку"
                intent="second"
                submission={submissions[1]}
                state={actionData}
                fields={{ version }}
              />
            )}
            <ConfirmButton
              label="Закрыть карточку"
              question={
                incident.firstNoticeAt === null
                  ? 'Первое уведомление не отмечено. Закрывайте без него, только если данные к посторонним не попали, и напишите об этом в выводах. Закрытую карточку не правят.'
                  : 'Закрытую карточку не правят.'
              }
              confirmLabel="Закрыть"
              intent="closed"
              submission={submissions[2]}
              state={actionData}
              fields={{ version }}
            />
          </Row>
        )}
      </Section>
      <Section title="Чьи записи тронуты">
        {scope === null ? (
          <Notice title={isOpen ? 'Период не указан' : 'Период не указывали'}>
            {isOpen
              ? 'Укажите в карточке период и, если известна, учётную запись: по журналу программа найдёт, чьи записи в это время меняли или чьи копии выдавали.'
              : 'Поэтому по журналу не искали, чьи записи тронуты.'}
          </Notice>
        ) : (
          <>
            <DataTable
              caption={`Людей: ${scope.total}${scope.total > scope.people.length ? `, показаны первые ${scope.people.length}` : ''}`}
              columns={columnsOf(timeZone)}
              rows={scope.people}
              rowKey={(row) => row.id}
              empty={
                <EmptyState title="По журналу — ничьи">
                  За этот период записей о людях эта учётная запись не меняла.
                </EmptyState>
              }
            />
            <Text tone="quiet" size="small">
              Журнал записывает изменения и выдачу копий. Простое чтение списков он не записывает: оцените его
              по правам учётной записи.
            </Text>
          </>
        )}
      </Section>
      <Section title="Карточка">
        {isOpen ? (
          <Form
            state={actionData}
            intent="edit"
            newer={{
              title: incident.title,
              ...typed,
              accountId: incident.accountId,
              supposedCause: incident.supposedCause,
              supposedHarm: incident.supposedHarm,
              measures: incident.measures,
              findings: incident.findings,
            }}
          >
            <HiddenField name="version" value={incident.version} />
            <IncidentFields values={{ ...incident, ...typed }} accounts={accounts} />
            <FormButtons>
              <SubmitButton>Сохранить</SubmitButton>
            </FormButtons>
          </Form>
        ) : (
          <KeyValue
            items={(['supposedCause', 'supposedHarm', 'measures', 'findings'] as const).map((name) => ({
              key: incidentLabels[name],
              value: incident[name] === '' ? null : <Text verbatim>{incident[name]}</Text>,
            }))}
          />
        )}
      </Section>
    </Page>
  );
}

/** How the term stands, and when it ends while it runs. */
function Timer({ timer, timeZone }: { timer: IncidentTimer; timeZone: string }) {
  return (
    <Row>
      {timer.doneAt === null && <Text as="span">до {formatInstant(timer.until, timeZone)}</Text>}
      <TimerBadge timer={timer} timeZone={timeZone} />
    </Row>
  );
}
