import { data, redirect } from 'react-router';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { signInCodeForm } from '#src/features/accounts/schema.ts';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Page } from '#src/ui/page.tsx';
import { safePath } from '#src/web/cookies.ts';
import { site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/signin-code';

const labels = { code: 'Код из приложения' };

export function loader({ context, url }: Route.LoaderArgs) {
  const next = safePath(url.searchParams.get('next'));
  if (site(context).signedIn !== null) throw redirect(next);
  return { next };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const parsed = parseForm(form, signInCodeForm, { labels });
  if (!parsed.ok) return data(parsed, { status: 422 });
  const done = await site(context).services.accounts.enterSignInCode(
    parsed.value,
    callerOf(request, context),
  );
  if (!done.ok) {
    const { refusal } = done;
    return data(refuseForm(parsed.values, refusal, accountsRefusalText(refusal), labels), {
      status: statusOf(refusal),
    });
  }
  throw redirect(safePath(form.get('next')), { headers: done.value.headers });
}

export default function SignInCode({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page title="Второй шаг входа" lead="Откройте на телефоне приложение с кодами." width="narrow">
      <Form state={actionData}>
        <HiddenField name="next" value={loaderData.next} />
        <TextField
          name="code"
          label={labels.code}
          description="Шесть цифр. Телефона нет под рукой – введите один из запасных кодов."
          autoComplete="one-time-code"
          required
        />
        <CheckboxField
          name="trustDevice"
          label="Не спрашивать код на этом устройстве 30 дней"
          description="Только на своём телефоне или компьютере"
        />
        <FormButtons>
          <SubmitButton>Войти</SubmitButton>
        </FormButtons>
      </Form>
      <Text>
        <TextLink to="/signin">Начать вход заново</TextLink>
      </Text>
    </Page>
  );
}
