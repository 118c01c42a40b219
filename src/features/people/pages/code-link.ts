import { redirect } from 'react-router';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { letIn } from '#src/features/people/pages/let-in.ts';
import { OWN_PAGE, site } from '#src/web/context.ts';
import { statusOf, throwProblem } from '#src/web/problems.ts';
import type { Route } from './+types/code-link';

/** The link of a printed square: lets in at once, so that a child only points the camera. */
export async function loader({ context, params }: Route.LoaderArgs) {
  // A session stays what it is: nobody's scan changes who is signed in.
  if (site(context).signedIn !== null) throw redirect('/code');
  const done = await letIn(context, params.code);
  if (done.ok) throw redirect(OWN_PAGE, { headers: done.value });
  const { refusal } = done;
  const isTooOften = refusal.code === 'auth.too_often';
  return throwProblem({
    status: isTooOften ? statusOf(refusal) : 404,
    title: isTooOften ? 'Слишком много попыток' : 'Код не действует',
    text: isTooOften ? accountsRefusalText(refusal) : peopleRefusalText(refusal),
    link: { to: '/code', label: 'Ввести код' },
  });
}
