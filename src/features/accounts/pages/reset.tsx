import { data } from 'react-router';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { RedeemForm, redeemLabels } from '#src/features/accounts/pages/redeem-form.tsx';
import { redeemCodeForm } from '#src/features/accounts/schema.ts';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/reset';

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

export default function Reset({ actionData }: Route.ComponentProps) {
  return (
    <Page
      title="Новый пароль по коду"
      lead="Код печатает куратор школы. Он действует три дня и один раз."
      width="narrow"
    >
      <RedeemForm state={actionData} />
    </Page>
  );
}
