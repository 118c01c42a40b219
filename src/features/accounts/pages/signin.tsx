import { data, redirect } from 'react-router';
import { accountsRefusalText, roleLabels } from '#src/features/accounts/labels.ts';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { signInForm } from '#src/features/accounts/schema.ts';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { HiddenField, PasswordField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { safePath } from '#src/web/cookies.ts';
import { site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/signin';

const labels = { name: 'Имя для входа или почта', password: 'Пароль' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, signedIn } = site(context);
  const next = safePath(url.searchParams.get('next'));
  if (signedIn !== null) throw redirect(next);
  return { next, personas: await services.accounts.listPersonas() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { accounts } = site(context).services;
  const form = await request.formData();
  const next = safePath(form.get('next'));
  const caller = callerOf(request, context);
  if (form.get('intent') === 'persona') {
    const accountId = form.get('accountId');
    const done = await accounts.signInAsPersona(typeof accountId === 'string' ? accountId : '', caller);
    if (!done.ok) {
      return data(refuseForm({}, done.refusal, accountsRefusalText(done.refusal), labels), { status: 422 });
    }
    throw redirect(next, { headers: done.value.headers });
  }
  const parsed = parseForm(form, signInForm, { labels });
  if (!parsed.ok) return data(parsed, { status: 422 });
  const step = await accounts.signIn(parsed.value, caller);
  if (!step.ok) {
    const { refusal } = step;
    return data(refuseForm(parsed.values, refusal, accountsRefusalText(refusal), labels), {
      status: statusOf(refusal),
    });
  }
  const to = step.value.step === 'code' ? `/signin/code?next=${encodeURIComponent(next)}` : next;
  throw redirect(to, { headers: step.value.headers });
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { next, personas } = loaderData;
  return (
    <Page title="Вход" width="narrow">
      {personas.length > 0 && (
        <Section title="Демонстрация: войти как">
          <Text>Люди и школа выдуманы. Выберите, чьими глазами посмотреть.</Text>
          {[...Map.groupBy(personas, (persona) => persona.organizationName)].map(([name, people]) => (
            <Section key={name} title={name} level={3}>
              <Stack gap="small">
                {people.map((persona) => (
                  <Form key={persona.accountId} intent="persona" wide>
                    <HiddenField name="accountId" value={persona.accountId} />
                    <HiddenField name="next" value={next} />
                    <SubmitButton look="plain">
                      {`${persona.name} – ${roleLabels[persona.role].toLowerCase()}`}
                    </SubmitButton>
                  </Form>
                ))}
              </Stack>
            </Section>
          ))}
        </Section>
      )}
      <Form state={actionData} intent="signin">
        <HiddenField name="next" value={next} />
        <TextField name="name" label={labels.name} autoComplete="username" required />
        <PasswordField name="password" label={labels.password} purpose="current" required />
        <CheckboxField
          name="remember"
          label="Запомнить на этом устройстве"
          description="На 30 дней. Не отмечайте на чужом или общем компьютере."
        />
        <FormButtons>
          <SubmitButton pendingLabel="Входим…">Войти</SubmitButton>
        </FormButtons>
      </Form>
      <Text>
        Забыли пароль? Попросите у куратора школы одноразовый код и{' '}
        <TextLink to="/reset">задайте новый пароль по коду</TextLink>.
      </Text>
    </Page>
  );
}
