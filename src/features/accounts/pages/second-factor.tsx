import { data } from 'react-router';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { codeForm, passwordForm, stopSecondFactorForm } from '#src/features/accounts/schema.ts';
import { QrCode } from '#src/features/accounts/ui/qr-code.tsx';
import { ButtonLink, ScriptButton } from '#src/ui/button.tsx';
import { PasswordField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireSignedIn, site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/second-factor';

const labels = { password: 'Пароль', currentPassword: 'Пароль', code: 'Код из приложения' };
const here = '/account/second-factor';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireSignedIn(context);
  const { accounts } = site(context).services;
  const session = await accounts.session(callerOf(request, context));
  if (session === null) return { isOn: false, pending: null };
  return { isOn: session.hasSecondFactor, pending: await accounts.secondFactor.pending(session) };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireSignedIn(context);
  const { accounts } = site(context).services;
  const { secondFactor } = accounts;
  const caller = callerOf(request, context);
  const session = await accounts.session(caller);
  if (session === null) return redirectWith('/signin', 'Вы вышли. Войдите снова.', 'info');
  const form = await request.formData();
  const intent = form.get('intent');
  const refused = (values: Parameters<typeof refuseForm>[0], refusal: Refusal) =>
    data(
      { state: refuseForm(values, refusal, accountsRefusalText(refusal), labels), backupCodes: null },
      { status: statusOf(refusal) },
    );

  if (intent === 'confirm') {
    const parsed = parseForm(form, codeForm, { labels });
    if (!parsed.ok) return data({ state: parsed, backupCodes: null }, { status: 422 });
    const confirmed = await secondFactor.confirm(parsed.value, caller, session);
    if (!confirmed.ok) return refused(parsed.values, confirmed.refusal);
    const { backupCodes, headers } = confirmed.value;
    return data({ state: null, backupCodes }, { headers });
  }
  if (intent === 'stop') {
    const parsed = parseForm(form, stopSecondFactorForm, { labels });
    if (!parsed.ok) return data({ state: parsed, backupCodes: null }, { status: 422 });
    const stopped = await secondFactor.stop(parsed.value, caller, session);
    if (!stopped.ok) {
      const { field, ...rest } = stopped.refusal;
      return refused(parsed.values, field === undefined ? rest : { ...rest, field: 'currentPassword' });
    }
    return redirectWith(
      '/account',
      'Код из приложения выключен: для входа нужен только пароль',
      'info',
      stopped.value.headers,
    );
  }
  const parsed = parseForm(form, passwordForm, { labels });
  if (!parsed.ok) return data({ state: parsed, backupCodes: null }, { status: 422 });
  if (intent === 'renew') {
    const renewed = await secondFactor.renewBackupCodes(parsed.value, caller, session);
    if (!renewed.ok) return refused(parsed.values, renewed.refusal);
    return data({ state: null, backupCodes: renewed.value.backupCodes });
  }
  const started = await secondFactor.start(parsed.value, caller, session);
  return started.ok
    ? redirectWith(here, 'Теперь свяжите приложение', 'info')
    : refused(parsed.values, started.refusal);
}

export default function SecondFactor({ loaderData, actionData }: Route.ComponentProps) {
  const { isOn, pending } = loaderData;
  const state = actionData?.state;
  const backupCodes = actionData?.backupCodes ?? null;
  const breadcrumbs = [{ to: '/account', label: 'Моя учётная запись' }];
  if (backupCodes !== null) {
    return (
      <Page title="Запасные коды" width="narrow" breadcrumbs={breadcrumbs}>
        <Notice kind="success" title="Код из приложения включён">
          Сохраните запасные коды: они показаны один раз. Каждый заменяет код из приложения один раз, если
          телефона нет под рукой.
        </Notice>
        <ul>
          {backupCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <FormButtons>
          <ScriptButton onPress={() => window.print()}>Распечатать</ScriptButton>
          <ButtonLink look="main" to="/account">
            Коды сохранены
          </ButtonLink>
        </FormButtons>
      </Page>
    );
  }
  return (
    <Page
      title="Код из приложения"
      lead="Второй шаг входа: шесть цифр, которые меняются каждые полминуты."
      width="narrow"
      breadcrumbs={breadcrumbs}
    >
      {!isOn && pending === null && (
        <Section title="Включить">
          <Text>
            Понадобится телефон с приложением для одноразовых кодов (подойдёт любое с TOTP, например Яндекс
            Ключ). Подтвердите паролем, что это вы.
          </Text>
          <Form state={state} intent="start">
            <PasswordField name="password" label={labels.password} purpose="current" required />
            <FormButtons>
              <SubmitButton>Продолжить</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
      {!isOn && pending !== null && (
        <>
          <Section title="1. Наведите камеру приложения">
            <QrCode qr={pending.qr} label="Ключ для приложения одноразовых кодов" />
            <KeyValue
              items={[{ key: 'Или введите ключ вручную', value: <code>{spaced(pending.secret)}</code> }]}
            />
          </Section>
          <Section title="2. Введите код, который оно показывает">
            <Form state={state} intent="confirm">
              <TextField name="code" label={labels.code} autoComplete="one-time-code" required />
              <FormButtons>
                <SubmitButton>Включить</SubmitButton>
              </FormButtons>
            </Form>
          </Section>
        </>
      )}
      {isOn && (
        <>
          <Notice kind="success" title="Включён">
            При входе после пароля спрашиваем код из приложения.
          </Notice>
          <Section title="Новые запасные коды">
            <Form state={state} intent="renew">
              <PasswordField
                name="password"
                label={labels.password}
                description="Прежние запасные коды перестанут действовать"
                purpose="current"
                required
              />
              <FormButtons>
                <SubmitButton look="plain">Выдать новые коды</SubmitButton>
              </FormButtons>
            </Form>
          </Section>
          <ConfirmButton
            label="Выключить код из приложения"
            question="Для входа останется только пароль. Запасные коды и запомненные устройства перестанут действовать."
            confirmLabel="Выключить"
            intent="stop"
            danger
            state={state}
          >
            <PasswordField name="currentPassword" label={labels.currentPassword} purpose="current" required />
          </ConfirmButton>
        </>
      )}
    </Page>
  );
}

/** In groups of four, as it is easier to type. */
function spaced(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
