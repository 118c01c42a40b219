import { redirect } from 'react-router';
import { callerOf } from '#src/features/accounts/pages/caller.ts';
import { site } from '#src/web/context.ts';
import type { Route } from './+types/signout';

export function loader() {
  throw redirect('/');
}

export async function action({ context, request }: Route.ActionArgs) {
  const headers = await site(context).services.accounts.signOut(callerOf(request, context));
  throw redirect('/signin', { headers });
}
