import { redirect } from 'react-router';
import { dropVisitorCode } from '#src/web/cookies.ts';
import { OWN_PAGE } from '#src/web/context.ts';

export function loader() {
  throw redirect(OWN_PAGE);
}

/** Whoever came by a code goes; the card still lets them in again. */
export async function action() {
  throw redirect('/code', { headers: { 'Set-Cookie': await dropVisitorCode() } });
}
