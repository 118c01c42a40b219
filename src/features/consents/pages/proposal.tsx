import { data } from 'react-router';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { findRetentionRule } from '#src/features/consents/rules/retention.ts';
import { decideProposalForm } from '#src/features/consents/schema/duties.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDay } from '#src/ui/days.ts';
import { DateField, HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/proposal';

const labels = { decision: 'Что сделать', keepUntil: 'Оставить до', note: 'Причина' };

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { retention } = site(context).services.consents;
  const found = await retention.view(signedIn, organizationId, params.proposalId);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return { ...found.value, submission: newSubmission() };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const sent = await request.formData();
  sent.set('proposalId', params.proposalId);
  const form = parseForm(sent, decideProposalForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.consents.retention.decide(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, consentsRefusalText(done.refusal), labels), {
      status: statusOf(done.refusal),
    });
  }
  return form.value.decision === 'destroy'
    ? redirectWith('/consents/destruction', 'Уничтожение назначено: подтвердите его в течение 30 дней.')
    : redirectWith('/consents/retention', 'Решено: данные остаются до названного дня.');
}

export default function ProposalPage({ loaderData, actionData }: Route.ComponentProps) {
  const { proposal, today, submission } = loaderData;
  const rule = findRetentionRule(proposal.rule);
  return (
    <Page
      title={proposal.personName}
      lead="Данные хранятся дольше срока: уничтожить их или оставить?"
      width="narrow"
      breadcrumbs={[
        { to: '/consents', label: 'Согласия' },
        { to: '/consents/retention', label: 'Сроки хранения' },
      ]}
    >
      <KeyValue
        items={[
          { key: 'Правило', value: rule?.title ?? proposal.rule },
          { key: 'Почему', value: proposal.reason },
          { key: 'Основание', value: rule?.source ?? null },
          { key: 'Предложено', value: formatDay(proposal.proposedOn) },
          {
            key: 'Карточка',
            value: <TextLink to={`/consents/people/${proposal.personId}`}>Согласия человека</TextLink>,
          },
        ]}
      />
      {proposal.decision === null ? (
        <Section title="Решение">
          <Form state={actionData} submission={submission}>
            <HiddenField name="version" value={proposal.version} />
            <RadioField
              name="decision"
              label={labels.decision}
              required
              options={[
                {
                  value: 'destroy',
                  label: 'Уничтожить',
                  description:
                    'Начнётся срок 30 дней. Само уничтожение подтвердите отдельно, увидев, что уйдёт.',
                },
                {
                  value: 'keep',
                  label: 'Оставить',
                  description: 'До названного дня и с причиной; потом программа предложит снова.',
                },
              ]}
            />
            <DateField
              name="keepUntil"
              label={labels.keepUntil}
              description="Только если данные остаются"
              min={today}
            />
            <TextField
              name="note"
              label={labels.note}
              description="Если данные остаются, причина обязательна"
              maxLength={1000}
            />
            <FormButtons>
              <SubmitButton>Решить</SubmitButton>
              <ButtonLink to="/consents/retention">Отменить</ButtonLink>
            </FormButtons>
          </Form>
        </Section>
      ) : (
        <Notice title="Уже решено">
          {proposal.decision === 'keep'
            ? `Данные остаются до ${formatDay(proposal.keepUntil ?? '')}. ${proposal.note}`
            : 'Данные решено уничтожить.'}
        </Notice>
      )}
    </Page>
  );
}
