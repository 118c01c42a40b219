import type { RouterContextProvider } from 'react-router';
import { accept, type Result } from '#src/lib/result.ts';
import { writeVisitorCode } from '#src/web/cookies.ts';
import { site } from '#src/web/context.ts';

/** Tries a code as the caller; the headers of the answer carry the cookie that lets in. */
export async function letIn(
  context: Readonly<RouterContextProvider>,
  code: string,
): Promise<Result<Headers>> {
  const { services, clientAddress, publicUrl } = site(context);
  const done = await services.people.codes.enter(code, clientAddress ?? '');
  if (!done.ok) return done;
  const headers = new Headers();
  headers.append(
    'Set-Cookie',
    await writeVisitorCode(done.value.token, {
      seconds: done.value.secondsLeft,
      secure: publicUrl.startsWith('https:'),
    }),
  );
  return accept(headers);
}
