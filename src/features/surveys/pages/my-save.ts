import { redirect } from 'react-router';
import { readSentPage } from '#src/features/surveys/ui/answer-form.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/my-save';

/** Nothing to see here: the questionnaire is answered on its page. */
export function loader({ params }: Route.LoaderArgs) {
  throw redirect(`/my/surveys/${params.invitationId}`);
}

/** Background saving of a page: keeps what is right and says nothing of what is missing. */
export async function action({ context, request, params }: Route.ActionArgs) {
  const { actor } = requireOwnPerson(context);
  const done = await site(context).services.surveys.answering.save(actor, {
    invitationId: params.invitationId,
    ...readSentPage(await request.formData()),
    intent: 'save',
  });
  return done.ok
    ? Response.json({ ok: true })
    : Response.json({ ok: false, code: done.refusal.code }, { status: statusOf(done.refusal) });
}
