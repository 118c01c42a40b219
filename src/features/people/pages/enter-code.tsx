import { data, redirect } from 'react-router';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { letIn } from '#src/features/people/pages/let-in.ts';
import { enterCodeForm } from '#src/features/people/schema/codes.ts';
import { TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { OWN_PAGE, site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/enter-code';

const labels = { code: 'Код с карточки' };

export function loader({ context }: Route.LoaderArgs) {
  const { signedIn, visitor } = site(context);
  if (visitor !== null) throw redirect(OWN_PAGE);
  return { signedInAs: signedIn?.name ?? null };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = parseForm(await request.formData(), enterCodeForm, { labels, secrets: ['code'] });
  if (!form.ok) return data(form, { status: 422 });
  const done = await letIn(context, form.value.code);
  if (done.ok) throw redirect(OWN_PAGE, { headers: done.value });
  const { refusal } = done;
  const text = refusal.code === 'auth.too_often' ? accountsRefusalText(refusal) : peopleRefusalText(refusal);
  return data(refuseForm({}, refusal, text, labels), { status: statusOf(refusal) });
}

export default function EnterCode({ loaderData, actionData }: Route.ComponentProps) {
  const { signedInAs } = loaderData;
  return (
    <Page title="Вход по коду" lead="Код напечатан на карточке, которую вам дали в школе." width="narrow">
      {signedInAs !== null ? (
        <Notice kind="info" title={`Вы уже вошли: ${signedInAs}`}>
          Чтобы открыть чужую карточку, сначала выйдите из своей учётной записи через меню вверху.
        </Notice>
      ) : (
        <Form state={actionData}>
          <TextField
            name="code"
            label={labels.code}
            description="Десять букв и цифр, раскладка клавиатуры не важна"
            autoComplete="one-time-code"
            maxLength={64}
            required
          />
          <FormButtons>
            <SubmitButton pendingLabel="Проверяем…">Войти</SubmitButton>
          </FormButtons>
        </Form>
      )}
      <Text>
        <TextLink to="/signin">Войти по имени и паролю</TextLink>
      </Text>
    </Page>
  );
}
