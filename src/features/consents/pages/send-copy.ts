import { consentsRefusalText } from '#src/features/consents/labels.ts';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { RouterContextProvider } from 'react-router';

/** The copy of somebody's data in the format that the address asks for; PDF unless it says otherwise. */
export async function sendCopy(
  context: Readonly<RouterContextProvider>,
  actor: PersonActor | VisitorActor,
  personId: string,
  url: URL,
): Promise<Response> {
  const asked = url.searchParams.get('format');
  const format = asked === 'docx' || asked === 'json' ? asked : 'pdf';
  const made = await site(context).services.consents.requests.copy(actor, personId, format);
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
