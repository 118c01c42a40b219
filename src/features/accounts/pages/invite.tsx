import { data } from 'react-router';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { RedeemForm, redeemLabels } from '#src/features/accounts/pages/redeem-form.tsx';
import { redeemCodeForm } from '#src/features/accounts/schema.ts';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { site } from '#src/web/context.ts';
import { statusOf, throwProblem } from '#src/web/problems.ts';
import type { Route } from './+types/invite';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const code = params.code;
  const invited = await site(context).services.accounts.readInvitation(code, callerOf(request, context));
  if (!invited.ok) {
    return throwProblem({
      status: 404,
      title: 'Приглашение не действует',
      text: accountsRefusalText(invited.refusal),
      todo: 'Попросите того, кто дал вам ссылку, напечатать новую.',
    });
  }
  return { code, ...invited.value };
}

export async function action({ context, request }: Route.ActionArgs) {
  const parsed = parseForm(await request.formData(), redeemCodeForm, { labels: redeemLabels });
  if (!parsed.ok) return data(parsed, { status: 422 });
  const done = await site(context).services.accounts.redeemCode(parsed.value, callerOf(request, context));
  if (!done.ok) {
    const { refusal } = done;
    return data(refuseForm(parsed.values, refusal, accountsRefusalText(refusal), redeemLabels), {
      status: statusOf(refusal),
    });
  }
  return done.value.step === 'done'
    ? redirectWith('/', 'Пароль сохранён, вы вошли', 'success', done.value.headers)
    : redirectWith('/signin', 'Пароль сохранён. Войдите с ним.');
}

export default function Invite({ loaderData, actionData }: Route.ComponentProps) {
  const { code, name, userName } = loaderData;
  return (
    <Page title="Добро пожаловать" lead="Придумайте пароль: с ним и именем вы будете входить." width="narrow">
      <KeyValue
        items={[
          { key: 'Вас приглашают как', value: name },
          { key: 'Имя для входа', value: userName },
        ]}
      />
      <RedeemForm state={actionData} known={{ userName, code }} />
    </Page>
  );
}
