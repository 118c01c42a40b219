import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/forms-file';

/** Printed forms: of those who have not answered, or nameless ones. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const classLabel = url.searchParams.get('class') ?? '';
  const count = Number(url.searchParams.get('count') ?? '0');
  const made = await site(context).services.surveys.paper.print(signedIn, {
    waveId: params.waveId,
    classLabel: classLabel === '' ? undefined : classLabel,
    count: Number.isSafeInteger(count) ? count : 1,
  });
  if (!made.ok) return throwRefusal(made.refusal, surveysRefusalText(made.refusal));
  return sendFile({ name: 'Анкеты.pdf', type: 'application/pdf', bytes: made.value });
}
