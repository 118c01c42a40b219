import { data } from 'react-router';
import { consentsRefusalText, purposeBlocks, purposeLabels } from '#src/features/consents/labels.ts';
import { isInForce } from '#src/features/consents/rules/states.ts';
import { ownWithdrawForm } from '#src/features/consents/schema.ts';
import { ownRequestForm } from '#src/features/consents/schema/duties.ts';
import type { OwnConsent } from '#src/features/consents/service.server.ts';
import { ConsentBadge } from '#src/features/consents/ui/consent-badge.tsx';
import { OwnRequests } from '#src/features/consents/ui/own-requests.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { TextField } from '#src/ui/fields.tsx';
import { ConfirmButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Card, Row, Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/my-consents';

export async function loader({ context }: Route.LoaderArgs) {
  const { actor, organizationId, isVisitor } = requireOwnPerson(context);
  const { consents } = site(context).services;
  const own = await consents.listOwn(actor, organizationId);
  const people = [...new Map(own.map((one) => [one.personId, one])).values()];
  return {
    own: own.map((one) => ({ ...one, submission: newSubmission() })),
    people: people.map(({ personId, name, isSelf }) => ({ id: personId, name, isSelf })),
    requests: await consents.requests.listOwn(actor, organizationId),
    isVisitor,
    submission: newSubmission(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { actor } = requireOwnPerson(context);
  const { consents } = site(context).services;
  const sent = await request.formData();
  if (sent.get('intent') === 'ask') {
    const form = parseForm(sent, ownRequestForm, { labels: { words: 'Подробнее' } });
    if (!form.ok) return data(form, { status: 422 });
    const done = await consents.requests.ask(actor, form.value);
    return done.ok
      ? redirectWith('/my/consents', 'Обращение отправлено. Ответ школы появится на этой странице.')
      : data(refuseForm(form.values, done.refusal, consentsRefusalText(done.refusal)), {
          status: statusOf(done.refusal),
        });
  }
  const form = parseForm(sent, ownWithdrawForm, { labels: { reason: 'Почему' } });
  if (!form.ok) return data(form, { status: 422 });
  const done = await consents.withdrawOwn(actor, form.value);
  return done.ok
    ? redirectWith('/my/consents', 'Согласие отозвано. Обработка прекращена сразу.', 'warning')
    : data(refuseForm(form.values, done.refusal, consentsRefusalText(done.refusal)), {
        status: statusOf(done.refusal),
      });
}

export default function MyConsents({ loaderData, actionData }: Route.ComponentProps) {
  const groups = [...Map.groupBy(loaderData.own, ({ personId }) => personId).values()];
  return (
    <Page
      title="Согласия"
      lead="Каждое согласие — отдельный документ: можно подписать одно и не подписывать другое. Любое можно отозвать."
      width="narrow"
      breadcrumbs={[{ to: '/my', label: 'Моя страница' }]}
    >
      {groups.length === 0 && (
        <EmptyState title="Подписывать нечего">
          Ваша учётная запись не связана с человеком из списка школы. Попросите куратора связать её.
        </EmptyState>
      )}
      {groups.map((documents) => (
        <Section
          key={documents[0]?.personId}
          title={documents[0]?.isSelf === true ? 'Ваши согласия' : `За ребёнка: ${documents[0]?.name ?? ''}`}
        >
          <Stack>
            {documents.map((document) => (
              <Document key={document.purpose} document={document} state={actionData} />
            ))}
          </Stack>
        </Section>
      ))}
      <OwnRequests
        people={loaderData.people}
        requests={loaderData.requests}
        isVisitor={loaderData.isVisitor}
        state={actionData?.values['intent'] === 'ask' ? actionData : undefined}
        submission={loaderData.submission}
      />
      <Notice title="Ваши права">
        Отказ от любого согласия не влияет на учёбу и работу. Узнать, что о вас хранится, получить копию,
        исправить ошибку или прекратить обработку можно в любой день.
      </Notice>
    </Page>
  );
}

function Document({
  document,
  state,
}: {
  document: OwnConsent & { submission: string };
  state: FormState | undefined;
}) {
  const { purpose, cell, personId, textId, isWanted, hasSigned, submission } = document;
  const mine =
    state?.values['personId'] === personId && state.values['purpose'] === purpose ? state : undefined;
  return (
    <Card>
      <Stack>
        <Row spread>
          <Text strong>{purposeLabels[purpose]}</Text>
          <ConsentBadge cell={cell} />
        </Row>
        <Text tone="quiet" size="small">
          {purposeBlocks[purpose]}
        </Text>
        {cell.state === 'second' && hasSigned && (
          <Text size="small">
            Ваша подпись есть; нужна ещё подпись{' '}
            {document.isSelf ? 'родителя или представителя' : 'самого подростка'}.
          </Text>
        )}
        <Row>
          {isWanted && (
            <ButtonLink look="main" to={`/my/consents/${personId}/${textId}`}>
              Прочитать и подписать
            </ButtonLink>
          )}
          {(hasSigned || isInForce(cell)) && (
            <ConfirmButton
              label="Отозвать"
              question={
                purpose === 'processing'
                  ? 'Участие в наставничестве приостановится сразу, а данные наставничества будут уничтожены за 30 дней.'
                  : 'Согласие перестанет действовать сразу. Подписать его снова можно в любой день.'
              }
              confirmLabel="Отозвать согласие"
              danger
              submission={submission}
              state={mine}
              fields={{ personId, purpose }}
            >
              <TextField name="reason" label="Почему (можно не писать)" maxLength={1000} />
            </ConfirmButton>
          )}
        </Row>
      </Stack>
    </Card>
  );
}
