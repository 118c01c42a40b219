import { abilityTexts } from '#src/features/accounts/labels.ts';
import { programmesRefusalText } from '#src/features/programmes/labels.ts';
import { AgreementTable } from '#src/features/programmes/ui/agreement-table.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/agreements';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.programmes.agreements(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, programmesRefusalText(found.refusal));
  const { agreements, today, can } = found.value;
  return { agreements, today, can: abilityTexts(can) };
}

export default function Agreements({ loaderData }: Route.ComponentProps) {
  const { agreements, today, can } = loaderData;
  const mayEdit = can['programmes.edit_partners'] === true;
  return (
    <Page
      title="Соглашения с партнёрами"
      breadcrumbs={[{ to: '/programmes', label: 'Программы' }]}
      actions={
        mayEdit ? (
          <ButtonLink look="main" to="/programmes/agreements/new">
            Добавить соглашение
          </ButtonLink>
        ) : undefined
      }
    >
      {can['programmes.edit_partners'] !== true && <NoRight reason={can['programmes.edit_partners']} />}
      <AgreementTable agreements={agreements} today={today} mayEdit={mayEdit} />
    </Page>
  );
}
