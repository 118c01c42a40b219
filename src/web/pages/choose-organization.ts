import { redirect, type ActionFunctionArgs } from 'react-router';
import { requireSignedIn } from '#src/web/context.ts';
import { redirectWith, safePath, writeOrganization } from '#src/web/cookies.ts';
import { forbidden } from '#src/web/problems.ts';

/** The switch in the header: from now on the chosen organization's affairs are on the screen. */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  const signedIn = requireSignedIn(context);
  const form = await request.formData();
  const chosen = signedIn.memberships.find((one) => one.organizationId === form.get('organization'));
  if (chosen === undefined) {
    return forbidden('У вас нет роли в этой организации. Возможно, её только что отозвали.');
  }
  // To the home page: the page that was open shows things of the other organization.
  return redirectWith('/', `Открыта организация «${chosen.organizationName}»`, 'info', {
    'Set-Cookie': await writeOrganization(chosen.organizationId),
  });
}

/** Nothing to see here: the address is only for the form. */
export function loader({ url }: { url: URL }): Response {
  return redirect(safePath(url.searchParams.get('next')));
}
