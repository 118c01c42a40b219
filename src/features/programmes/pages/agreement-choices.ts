import type { Services } from '#src/compose.ts';
import type { SignedIn } from '#src/web/context.ts';

/** What the form of an agreement offers beside partners: programmes of all years, agreements of the register. */
export async function readAgreementChoices(
  services: Pick<Services, 'programmes' | 'documents'>,
  signedIn: SignedIn,
  organizationId: string,
) {
  const programmes = await services.programmes.list(signedIn, { organizationId, schoolYear: null });
  const papers = await services.documents.list(signedIn, organizationId, {
    kind: 'partner-agreement',
    q: '',
    page: 1,
  });
  return {
    programmes: (programmes.ok ? programmes.value.programmes : []).map(({ id, title }) => ({
      value: id,
      label: title,
    })),
    papers: (papers.ok ? papers.value.papers : []).map(({ id, number, title }) => ({
      value: id,
      label: number === '' ? title : `№ ${number} ${title}`,
    })),
  };
}
