import { data } from 'react-router';
import { accountsRefusalText, PASSWORD_HINT } from '#src/features/accounts/labels.ts';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { setUpForm } from '#src/features/accounts/schema.ts';
import { PrintedCode } from '#src/features/accounts/ui/printed-code.tsx';
import { kindLabels, timeZoneOptions } from '#src/features/orgs/labels.ts';
import { FIRST_KINDS } from '#src/features/orgs/rules/organization.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { PasswordField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/setup';

const labels = {
  kind: 'Что за организация',
  fullName: 'Полное название',
  shortName: 'Короткое название',
  inn: 'ИНН',
  city: 'Город, посёлок, село',
  address: 'Адрес',
  timeZone: 'Часовой пояс',
  directorName: 'Руководитель: фамилия, имя, отчество',
  directorPost: 'Должность руководителя',
  hasDirectorAccount: 'Доступ для руководителя',
  keeperName: 'Ваши фамилия, имя, отчество',
  userName: 'Имя для входа',
  email: 'Электронная почта',
  password: 'Пароль',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const checked = await site(context).services.accounts.setUp.check(url.searchParams.get('token') ?? '');
  // Not thrown: loaders run again after the action that uses the link up, and its answer holds the director's code.
  return checked.ok
    ? { refused: null }
    : data({ refused: accountsRefusalText(checked.refusal) }, { status: 404 });
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const parsed = parseForm(await request.formData(), setUpForm, { labels });
  if (!parsed.ok) return data({ state: parsed, director: null, timeZone: null }, { status: 422 });
  const token = url.searchParams.get('token') ?? '';
  const done = await site(context).services.accounts.setUp.complete(
    token,
    parsed.value,
    callerOf(request, context),
  );
  if (!done.ok) {
    const state = refuseForm(parsed.values, done.refusal, accountsRefusalText(done.refusal), labels);
    return data({ state, director: null, timeZone: null }, { status: statusOf(done.refusal) });
  }
  const { headers, director } = done.value;
  if (director !== null) return data({ state: null, director, timeZone: parsed.value.timeZone }, { headers });
  return redirectWith('/', 'Всё готово. Начните с людей школы и дорожной карты.', 'success', headers);
}

export default function SetUp({ loaderData, actionData }: Route.ComponentProps) {
  const director = actionData?.director ?? null;
  if (director !== null) {
    return (
      <Page title="Организация создана, вы вошли" width="narrow">
        <PrintedCode printed={director} timeZone={actionData?.timeZone ?? 'Europe/Moscow'} />
        <FormButtons>
          <ButtonLink look="main" to="/">
            Начать работу
          </ButtonLink>
        </FormButtons>
      </Page>
    );
  }
  if (loaderData.refused !== null) {
    return (
      <Page title="Ссылка первого запуска не действует" width="narrow">
        <Text>{loaderData.refused}</Text>
        <FormButtons>
          <ButtonLink to="/signin">Перейти ко входу</ButtonLink>
        </FormButtons>
      </Page>
    );
  }
  return (
    <Page
      title="Первый запуск"
      lead="Заведите организацию и себя как куратора. Всё, кроме вида организации, потом можно изменить."
      width="narrow"
    >
      <Form state={actionData?.state}>
        <Section title="Организация">
          <SelectField
            name="kind"
            label={labels.kind}
            options={FIRST_KINDS.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
            defaultValue="school"
            required
          />
          <TextField
            name="fullName"
            label={labels.fullName}
            description="Как в уставе: встанет в приказы"
            required
          />
          <TextField
            name="shortName"
            label={labels.shortName}
            description="Например, МБОУ СОШ № 5"
            required
          />
          <FieldColumns>
            <TextField name="inn" label={labels.inn} description="10 цифр, можно заполнить позже" />
            <TextField name="city" label={labels.city} />
          </FieldColumns>
          <TextField name="address" label={labels.address} />
          <SelectField
            name="timeZone"
            label={labels.timeZone}
            options={timeZoneOptions}
            defaultValue="Europe/Moscow"
            required
          />
        </Section>
        <Section title="Руководитель">
          <FieldColumns>
            <TextField name="directorName" label={labels.directorName} required />
            <TextField name="directorPost" label={labels.directorPost} defaultValue="директор" required />
          </FieldColumns>
          <CheckboxField
            name="hasDirectorAccount"
            label="Дать руководителю доступ сразу"
            description="Программа напечатает для него одноразовый код. Можно сделать и позже."
          />
        </Section>
        <Section title="Вы – куратор">
          <TextField name="keeperName" label={labels.keeperName} autoComplete="name" required />
          <FieldColumns>
            <TextField
              name="userName"
              label={labels.userName}
              description="Например, иванова.мп"
              autoComplete="username"
              required
            />
            <TextField name="email" kind="email" label={labels.email} description="Не обязательно" />
          </FieldColumns>
          <PasswordField
            name="password"
            label={labels.password}
            description={PASSWORD_HINT}
            purpose="new"
            required
          />
        </Section>
        <FormButtons>
          <SubmitButton pendingLabel="Создаём…">Создать и войти</SubmitButton>
        </FormButtons>
        <Text tone="quiet" size="small">
          Данные останутся на этом компьютере и никуда не отправляются.
        </Text>
      </Form>
    </Page>
  );
}
