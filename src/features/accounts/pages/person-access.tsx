import { data } from 'react-router';
import { accountsRefusalText, roleLabels, roleMeanings } from '#src/features/accounts/labels.ts';
import { endRoleForm, grantRoleForm, handOverForm, issueCodeForm } from '#src/features/accounts/schema.ts';
import { PrintedCode } from '#src/features/accounts/ui/printed-code.tsx';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { formatDay, formatInstant } from '#src/ui/days.ts';
import { HiddenField, SelectField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card, Row, Stack, Text } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/person-access';

const labels = {
  role: 'Роль',
  assignmentId: 'Какую роль',
  reason: 'Причина',
  endedId: 'Какую роль',
  endReason: 'Причина',
  successorId: 'Кому передать',
  dropsSecondFactor: 'Телефон потерян',
};

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const found = await site(context).services.accounts.view(signedIn, {
    organizationId,
    accountId: params.accountId,
  });
  if (!found.ok) {
    const code = found.refusal.code === 'accounts.account_unknown' ? 'access.not_found' : found.refusal.code;
    return throwRefusal({ ...found.refusal, code }, accountsRefusalText(found.refusal));
  }
  return { ...found.value, of, submission: newSubmission() };
}

const answer = (state: FormState, status = 422) => data({ state, printed: null }, { status });

export async function action({ context, request, params, url }: Route.ActionArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { of } = shownOrganization(url, current);
  const { accounts } = site(context).services;
  const form = await request.formData();
  const here = `/accounts/${params.accountId}${of}`;
  const refused = (values: FormState['values'], refusal: Refusal) =>
    answer(refuseForm(values, refusal, accountsRefusalText(refusal), labels), statusOf(refusal));

  const sent = form.get('intent');
  const intent = typeof sent === 'string' ? sent : '';
  if (intent === 'code') {
    const parsed = parseForm(form, issueCodeForm, { labels });
    if (!parsed.ok) return answer(parsed);
    const issued = await accounts.issueCode(signedIn, parsed.value);
    return issued.ok ? data({ state: null, printed: issued.value }) : refused(parsed.values, issued.refusal);
  }
  if (intent === 'grant') {
    const parsed = parseForm(form, grantRoleForm, { labels });
    if (!parsed.ok) return answer(parsed);
    const given = await accounts.grantRole(signedIn, parsed.value);
    return given.ok ? redirectWith(here, 'Роль добавлена') : refused(parsed.values, given.refusal);
  }
  if (intent === 'hand-over') {
    const parsed = parseForm(form, handOverForm, { labels });
    if (!parsed.ok) return answer(parsed);
    const handed = await accounts.handOver(signedIn, parsed.value);
    return handed.ok
      ? redirectWith(`/accounts${of}`, 'Роль передана')
      : refused(parsed.values, handed.refusal);
  }
  const parsed = parseForm(form, endRoleForm, { labels });
  if (!parsed.ok) return answer(parsed);
  const ended = await accounts.endRole(signedIn, parsed.value);
  return ended.ok
    ? redirectWith(`/accounts${of}`, 'Роль снята, причина записана')
    : refused(parsed.values, ended.refusal);
}

export default function PersonAccess({ loaderData, actionData }: Route.ComponentProps) {
  const { organization, account, givable, successors, of, submission } = loaderData;
  const state = actionData?.state;
  const printed = actionData?.printed ?? null;
  const breadcrumbs = [{ to: `/accounts${of}`, label: 'Доступ' }];
  if (printed !== null) {
    return (
      <Page title="Одноразовый код" width="narrow" breadcrumbs={breadcrumbs}>
        <PrintedCode printed={printed} timeZone={organization.timeZone} />
        <FormButtons>
          <ButtonLink to={`/accounts${of}`}>К списку</ButtonLink>
        </FormButtons>
      </Page>
    );
  }
  const held = new Set(account.roles.map(({ role }) => role));
  const left = givable.filter((role) => !held.has(role));
  const { invitation } = account;
  // Roles that the reader may end or hand over.
  const theirs = account.roles
    .filter(({ role }) => givable.includes(role))
    .map(({ assignmentId, role }) => ({ value: assignmentId, label: roleLabels[role] }));
  return (
    <Page title={account.name} width="narrow" breadcrumbs={breadcrumbs}>
      <KeyValue
        items={[
          { key: 'Имя для входа', value: account.userName },
          {
            key: 'Доступ',
            value:
              invitation === null
                ? 'пароль задан'
                : `приглашён, пароль ещё не задан; код ${invitation.isExpired ? 'устарел' : `до ${formatInstant(invitation.expiresAt, organization.timeZone)}`}`,
          },
        ]}
      />
      <Section title={`Роли: ${organization.shortName}`}>
        <Stack>
          {account.roles.map(({ assignmentId, role, grantedOn }) => (
            <Card key={assignmentId}>
              <Text strong>{roleLabels[role]}</Text>
              <Text tone="quiet">
                {roleMeanings[role]}; с {formatDay(grantedOn)}
              </Text>
              {!givable.includes(role) && (
                <Text tone="quiet">Эту роль даёт и снимает вышестоящая организация.</Text>
              )}
            </Card>
          ))}
        </Stack>
        {theirs.length > 0 && (
          <Row>
            <ConfirmButton
              label="Передать роль другому"
              question={`Роль перейдёт к другому человеку сразу, у ${account.isSelf ? 'вас' : 'этого'} она закончится.`}
              confirmLabel="Передать"
              intent="hand-over"
              state={state}
            >
              <SelectField
                name="assignmentId"
                label={labels.assignmentId}
                options={theirs}
                defaultValue={theirs[0]?.value}
                required
              />
              <SelectField
                name="successorId"
                label={labels.successorId}
                empty="Выберите человека"
                options={successors.map((one) => ({ value: one.accountId, label: one.name }))}
                required
              />
              <TextField name="reason" label={labels.reason} required />
            </ConfirmButton>
            <ConfirmButton
              label="Снять роль"
              question="Роль закончится сразу. В истории останется, кто её снял и почему."
              confirmLabel="Снять"
              intent="end"
              state={state}
              danger
            >
              <SelectField
                name="endedId"
                label={labels.endedId}
                options={theirs}
                defaultValue={theirs[0]?.value}
                required
              />
              <TextField name="endReason" label={labels.endReason} required />
            </ConfirmButton>
          </Row>
        )}
      </Section>
      {left.length > 0 && (
        <Section title="Добавить роль">
          <Form state={state} intent="grant" submission={submission}>
            <HiddenField name="organizationId" value={organization.id} />
            <HiddenField name="accountId" value={account.accountId} />
            <SelectField
              name="role"
              label={labels.role}
              empty="Выберите роль"
              options={left.map((role) => ({
                value: role,
                label: `${roleLabels[role]} – ${roleMeanings[role]}`,
              }))}
              required
            />
            <FormButtons>
              <SubmitButton look="plain">Добавить роль</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
      {account.mayIssueCode && (
        <Section title={invitation === null ? 'Забыт пароль' : 'Приглашение'}>
          <Text>
            {invitation === null
              ? 'Программа напечатает одноразовый код. По нему человек задаст новый пароль; прежний и все входы перестанут действовать, когда он это сделает.'
              : 'Можно напечатать приглашение ещё раз: прежний код перестанет действовать.'}
          </Text>
          <Form state={state} intent="code">
            <HiddenField name="organizationId" value={organization.id} />
            <HiddenField name="accountId" value={account.accountId} />
            {invitation === null && (
              <CheckboxField
                name="dropsSecondFactor"
                label={labels.dropsSecondFactor}
                description="Заодно выключить код из приложения"
              />
            )}
            <FormButtons>
              <SubmitButton look="plain">
                {invitation === null ? 'Выдать код' : 'Напечатать приглашение снова'}
              </SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
