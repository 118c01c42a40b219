import { redirect, type ActionFunctionArgs } from 'react-router';
import { isColorScheme, safePath, writeColorScheme } from '#src/web/cookies.ts';
import { throwProblem } from '#src/web/problems.ts';

/** Light, dark or as the device says; kept in a cookie, so that the server renders the page right at once. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const form = await request.formData();
  const scheme = form.get('appearance');
  if (!isColorScheme(scheme)) {
    return throwProblem({
      status: 422,
      title: 'Такого оформления нет',
      text: 'Можно выбрать светлое, тёмное или «как на устройстве».',
      todo: 'Откройте меню в правом верхнем углу и выберите оформление там.',
    });
  }
  return redirect(safePath(form.get('next')), {
    headers: { 'Set-Cookie': await writeColorScheme(scheme) },
  });
}

/** Nothing to see here: the address is only for the form. */
export function loader(): Response {
  return redirect('/');
}
