import { data } from 'react-router';
import { accountsRefusalText, PASSWORD_HINT } from '#src/features/accounts/labels.ts';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { describeBrowser } from '#src/features/accounts/rules.ts';
import { changeAccountForm, changePasswordForm } from '#src/features/accounts/schema.ts';
import { Badge, StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { HiddenField, PasswordField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireSignedIn, site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/account';

const labels = {
  name: 'Фамилия, имя, отчество',
  email: 'Электронная почта',
  currentPassword: 'Нынешний пароль',
  password: 'Новый пароль',
};

export async function loader({ context, request }: Route.LoaderArgs) {
  const signedIn = requireSignedIn(context);
  const { accounts, orgs } = site(context).services;
  const caller = callerOf(request, context);
  const session = await accounts.session(caller);
  const own = session === null ? null : await accounts.readOwn(session);
  const card = signedIn.organizationId === null ? null : await orgs.view(signedIn, signedIn.organizationId);
  const sessions = session === null ? [] : await accounts.listSessions(caller);
  return {
    own: own ?? { name: signedIn.name, userName: '', email: '' },
    hasSecondFactor: session?.hasSecondFactor ?? false,
    memberships: signedIn.memberships,
    timeZone: card?.ok === true ? card.value.organization.timeZone : 'Europe/Moscow',
    sessions: sessions.map((one) => ({
      id: one.id,
      isCurrent: one.isCurrent,
      device: describeBrowser(one.browser),
      address: one.address,
      startedAt: one.startedAt.toString(),
      lastSeenAt: one.lastSeenAt.toString(),
    })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireSignedIn(context);
  const { accounts } = site(context).services;
  const caller = callerOf(request, context);
  const session = await accounts.session(caller);
  if (session === null) return redirectWith('/signin', 'Вы вышли. Войдите снова.', 'info');
  const form = await request.formData();
  const refused = (values: Parameters<typeof refuseForm>[0], refusal: Refusal) =>
    data(refuseForm(values, refusal, accountsRefusalText(refusal), labels), { status: statusOf(refusal) });

  switch (form.get('intent')) {
    case 'details': {
      const parsed = parseForm(form, changeAccountForm, { labels });
      if (!parsed.ok) return data(parsed, { status: 422 });
      const changed = await accounts.changeOwn(session, parsed.value);
      return changed.ok
        ? redirectWith('/account', 'Имя и почта сохранены')
        : refused(parsed.values, changed.refusal);
    }
    case 'password': {
      const parsed = parseForm(form, changePasswordForm, { labels });
      if (!parsed.ok) return data(parsed, { status: 422 });
      const changed = await accounts.changePassword(session, parsed.value, caller);
      return changed.ok
        ? redirectWith(
            '/account',
            'Пароль изменён. На остальных устройствах нужно войти заново.',
            'success',
            changed.value.headers,
          )
        : refused(parsed.values, changed.refusal);
    }
    case 'end': {
      const ended = await accounts.endSession(textOf(form, 'sessionId'), caller);
      return ended.ok
        ? redirectWith('/account#sessions', 'Вход на том устройстве завершён')
        : refused({ intent: 'end' }, ended.refusal);
    }
    default: {
      const count = await accounts.endOtherSessions(caller);
      return redirectWith(
        '/account#sessions',
        count === 0
          ? 'Других входов не было'
          : `Завершено: ${plural(count, 'вход', 'входа', 'входов')} на других устройствах`,
      );
    }
  }
}

/** A field of a form as text; a file in its place is nothing. */
function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

type Session = Route.ComponentProps['loaderData']['sessions'][number];

function columnsOf(timeZone: string): Column<Session>[] {
  return [
    {
      key: 'device',
      header: 'Устройство',
      isTitle: true,
      cell: (one) => (
        <>
          {one.device} {one.isCurrent && <Badge tone="info">это устройство</Badge>}
        </>
      ),
    },
    { key: 'started', header: 'Вошли', cell: (one) => formatInstant(one.startedAt, timeZone) },
    { key: 'seen', header: 'Последний раз', cell: (one) => formatInstant(one.lastSeenAt, timeZone) },
    { key: 'address', header: 'Адрес в сети', cell: (one) => one.address },
    {
      key: 'end',
      header: 'Завершить',
      cell: (one) =>
        one.isCurrent ? (
          '–'
        ) : (
          <Form intent="end">
            <HiddenField name="sessionId" value={one.id} />
            <SubmitButton look="quiet" size="small">
              Завершить
            </SubmitButton>
          </Form>
        ),
    },
  ];
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const { own, sessions, timeZone, hasSecondFactor, memberships } = loaderData;
  return (
    <Page title="Моя учётная запись" width="narrow">
      <KeyValue
        items={[
          { key: 'Имя для входа', value: own.userName },
          {
            key: 'Роли',
            value: memberships.map((one) => `${one.role} – ${one.organizationName}`).join('; '),
          },
        ]}
      />
      <Section title="Имя и почта">
        <Form state={actionData} intent="details">
          <TextField name="name" label={labels.name} defaultValue={own.name} autoComplete="name" required />
          <TextField
            name="email"
            kind="email"
            label={labels.email}
            description="Не обязательно. С почтой тоже можно входить, и на неё приходят напоминания."
            defaultValue={own.email}
            autoComplete="email"
          />
          <FormButtons>
            <SubmitButton>Сохранить</SubmitButton>
          </FormButtons>
        </Form>
      </Section>
      <Section title="Пароль">
        <Form state={actionData} intent="password">
          <PasswordField name="currentPassword" label={labels.currentPassword} purpose="current" required />
          <PasswordField
            name="password"
            label={labels.password}
            description={PASSWORD_HINT}
            purpose="new"
            required
          />
          <FormButtons>
            <SubmitButton>Изменить пароль</SubmitButton>
          </FormButtons>
        </Form>
      </Section>
      <Section title="Код из приложения">
        <Text>
          <StateBadge
            tone={hasSecondFactor ? 'success' : 'neutral'}
            label={hasSecondFactor ? 'включён' : 'выключен'}
          />{' '}
          Второй шаг входа: шесть цифр, которые показывает приложение на телефоне. Пароль, подсмотренный в
          учительской, без них не подойдёт.
        </Text>
        <Row>
          <ButtonLink to="/account/second-factor">
            {hasSecondFactor ? 'Запасные коды и выключение' : 'Включить'}
          </ButtonLink>
        </Row>
      </Section>
      <Section title="Где вы вошли" id="sessions">
        <DataTable
          caption={`Открытые входы: ${sessions.length}`}
          columns={columnsOf(timeZone)}
          rows={sessions}
          rowKey={(one) => one.id}
          empty={<Text>Открытых входов нет.</Text>}
        />
        {sessions.length > 1 && (
          <Form intent="end-others">
            <FormButtons>
              <SubmitButton look="plain">Завершить все, кроме этого</SubmitButton>
            </FormButtons>
          </Form>
        )}
      </Section>
    </Page>
  );
}
