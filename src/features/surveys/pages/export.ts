import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendWorkbook } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/export';

/** Answers as XLSX: one row a respondent, and the code book. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const made = await site(context).services.surveys.results.exportAnswers(signedIn, params.waveId);
  if (!made.ok) return throwRefusal(made.refusal, surveysRefusalText(made.refusal));
  return sendWorkbook(made.value.name, made.value.bytes);
}
