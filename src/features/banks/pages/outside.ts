import { data } from 'react-router';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { banksRefusalText, outsideLabels } from '#src/features/banks/labels.ts';
import { agreeOutsideForm } from '#src/features/banks/schema.ts';
import type { Banks } from '#src/features/banks/service.server.ts';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { statusOf } from '#src/web/problems.ts';

/** Carries out what the section of other schools sends; null when the form is another one. */
export async function answerOutside(
  outside: Banks['outside'],
  actor: PersonActor | VisitorActor,
  personId: string,
  sent: FormData,
  back: string,
) {
  const intent = sent.get('intent');
  if (intent !== 'agree-outside' && intent !== 'withdraw-outside') return null;
  const refused = (
    values: Readonly<Record<string, string>>,
    refusal: Parameters<typeof banksRefusalText>[0],
  ) =>
    data(refuseForm({ ...values, intent }, refusal, banksRefusalText(refusal), outsideLabels), {
      status: statusOf(refusal),
    });
  if (intent === 'withdraw-outside') {
    const done = await outside.withdraw(actor, personId);
    return done.ok ? redirectWith(back, 'Согласие отозвано.') : refused({}, done.refusal);
  }
  const form = parseForm(sent, agreeOutsideForm, { labels: outsideLabels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await outside.agree(actor, personId, form.value);
  return done.ok
    ? redirectWith(back, 'Согласие записано: другие школы могут позвать.')
    : refused({}, done.refusal);
}
