import { banksRefusalText } from '#src/features/banks/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/blanks-file';

/** Paper forms: of a class, of one person (empty or filled in), or without a name. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { searchParams: asked } = url;
  const [classId, personId] = [asked.get('class'), asked.get('person')];
  const made = await site(context).services.banks.blanks.print(signedIn, organizationId, {
    side: asked.get('side') === 'mentor' ? 'mentor' : 'mentee',
    format: asked.get('format') === 'docx' ? 'docx' : 'pdf',
    who:
      personId !== null
        ? { personId, filled: asked.has('filled') }
        : classId !== null
          ? { classId }
          : 'nobody',
  });
  if (!made.ok) return throwRefusal(made.refusal, banksRefusalText(made.refusal));
  return sendFile(made.value);
}
