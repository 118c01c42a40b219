import { data } from 'react-router';
import {
  causeLabels,
  consentsRefusalText,
  deedLabels,
  deedPlanLabels,
  destructionStateLabels,
} from '#src/features/consents/labels.ts';
import type { DestructionLine } from '#src/features/consents/rules/traces.ts';
import { cancelDestructionForm, confirmDestructionForm } from '#src/features/consents/schema/duties.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDay, formatDue } from '#src/ui/days.ts';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import type { Refusal } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { followTask } from '#src/web/tasks.ts';
import type { Route } from './+types/destruction';

const labels = {
  personName: 'Фамилия и имя человека',
  actNumber: 'Номер акта',
  note: 'Почему данные остаются',
};

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { destructions } = site(context).services.consents;
  const found = await destructions.view(signedIn, organizationId, params.destructionId);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return { ...found.value, submissions: [newSubmission(), newSubmission()] as const };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { destructions } = site(context).services.consents;
  const sent = await request.formData();
  sent.set('destructionId', params.destructionId);
  const here = `/consents/destruction/${params.destructionId}`;
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(refuseForm(values, refusal, consentsRefusalText(refusal), labels), { status: statusOf(refusal) });
  if (sent.get('intent') === 'cancel') {
    const form = parseForm(sent, cancelDestructionForm, { labels });
    if (!form.ok) return data(form, { status: 422 });
    const done = await destructions.cancel(signedIn, organizationId, form.value);
    return done.ok
      ? redirectWith(here, 'Уничтожение отменено, данные остаются.')
      : refused(form.values, done.refusal);
  }
  const form = parseForm(sent, confirmDestructionForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const started = await destructions.confirm(signedIn, organizationId, form.value);
  if (!started.ok) return refused(form.values, started.refusal);
  return followTask(context, started.value.taskId, (refusal) => refused(form.values, refusal));
}

const linesOf = (isDue: boolean): readonly Column<DestructionLine>[] => [
  { key: 'title', header: 'Что', isTitle: true, cell: (row) => row.title },
  { key: 'count', header: 'Записей', numeric: true, cell: (row) => row.count },
  { key: 'deed', header: 'Что с ними', cell: (row) => (isDue ? deedPlanLabels : deedLabels)[row.deed] },
];

export default function DestructionPage({ loaderData, actionData }: Route.ComponentProps) {
  const { destruction, lines, isStaff, today, submissions } = loaderData;
  const isDue = destruction.state === 'due';
  const isDone = destruction.state === 'done';
  const act = `/consents/destruction/${destruction.id}/act`;
  return (
    <Page
      title={isDone ? `Акт № ${destruction.actNumber}` : destruction.personName}
      lead={isDone ? 'Данные уничтожены, имени в программе больше нет.' : 'Уничтожение персональных данных'}
      breadcrumbs={[
        { to: '/consents', label: 'Согласия' },
        { to: '/consents/destruction', label: 'Уничтожение' },
      ]}
      actions={
        isDone ? (
          <>
            <ButtonLink look="main" to={`${act}?format=docx`} download>
              Акт и журнал, DOCX
            </ButtonLink>
            <ButtonLink to={act} download>
              PDF
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <KeyValue
        items={[
          { key: 'Основание', value: causeLabels[destruction.cause] },
          { key: 'Начато', value: formatDay(destruction.begunOn) },
          {
            key: isDue ? 'Уничтожить до' : 'Срок был',
            value: isDue
              ? `${formatDay(destruction.dueOn)}, ${formatDue(destruction.dueOn, today)}`
              : formatDay(destruction.dueOn),
          },
          {
            key: 'Состояние',
            value:
              destruction.doneOn === null
                ? destructionStateLabels[destruction.state]
                : `${destructionStateLabels.done} ${formatDay(destruction.doneOn)}`,
          },
          ...(destruction.note === '' ? [] : [{ key: 'Примечание', value: destruction.note }]),
          ...(isDone ? [] : [{ key: 'Карточка', value: <PersonLink id={destruction.personId} /> }]),
        ]}
      />
      {destruction.state !== 'cancelled' && (
        <Section title={isDue ? 'Что будет сделано' : 'Что сделано'}>
          <DataTable
            caption={isDue ? 'Сейчас о человеке хранится' : 'Выписка из журнала'}
            columns={linesOf(isDue)}
            rows={lines}
            rowKey={(row) => `${row.title} ${row.deed}`}
            empty={
              <EmptyState title="Ничего не хранится">Останется только карточка: имя из неё уйдёт.</EmptyState>
            }
          />
          {isDue && (
            <Notice kind="info" title="Что остаётся">
              {isStaff
                ? 'Это сотрудник: карточка, должности и обязанности по плану остаются, их основание — трудовой договор. Уходят данные наставничества.'
                : 'Карточка станет безымянной: «Удалённый участник». Счёт прошлых лет не изменится.'}{' '}
              Зарегистрированные приказы и их сканы — архив: их не переписывают, но скан приказа о закреплении
              пар увидят только директор, куратор и тот, кто его загрузил. Из прежних резервных копий данные
              уйдут по мере их замены.
            </Notice>
          )}
        </Section>
      )}
      {isDue && (
        <Section title="Уничтожить" id="destroy">
          <Form state={actionData} intent="confirm" submission={submissions[0]}>
            <Text>Отменить уничтожение потом нельзя. Напишите имя, чтобы не ошибиться человеком.</Text>
            <HiddenField name="version" value={destruction.version} />
            <TextField
              name="personName"
              label={labels.personName}
              description={`Как на этой странице: ${destruction.personName}`}
              required
              maxLength={300}
            />
            <TextField
              name="actNumber"
              label={labels.actNumber}
              description="Например: 3-ПД. Акт напечатаете после."
              required
              maxLength={60}
            />
            <FormButtons>
              <SubmitButton look="danger" pendingLabel="Уничтожаем…">
                Уничтожить данные
              </SubmitButton>
              <ButtonLink to="/consents/destruction">Не сейчас</ButtonLink>
            </FormButtons>
          </Form>
          {destruction.cause !== 'withdrawal' && (
            <ConfirmButton
              label="Отменить уничтожение"
              question="Данные останутся. Причина сохранится в записи."
              confirmLabel="Оставить данные"
              intent="cancel"
              submission={submissions[1]}
              state={actionData}
              fields={{ version: String(destruction.version) }}
            >
              <TextField name="note" label={labels.note} required maxLength={1000} />
            </ConfirmButton>
          )}
        </Section>
      )}
    </Page>
  );
}

function PersonLink({ id }: { id: string }) {
  return <TextLink to={`/consents/people/${id}`}>Согласия человека</TextLink>;
}
