import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, may, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { programmesAccess } from '#src/features/programmes/access.ts';
import type { Agreement } from '#src/features/programmes/rules.ts';
import type { AddAgreement, EditAgreement } from '#src/features/programmes/schema.ts';
import { findProgramme, hasPaper } from '#src/features/programmes/store.server.ts';
import {
  findAgreement,
  insertAgreement,
  listPartnerChoices,
  updateAgreement,
} from '#src/features/programmes/store.server/agreements.ts';

export async function viewAgreement(
  tx: ScopedTx,
  agreementId: string,
): Promise<
  Result<{
    agreement: Agreement;
    partners: readonly { id: string; name: string }[];
    can: Record<CommandOf<typeof programmesAccess>, true | Refusal>;
  }>
> {
  const agreement = isId(agreementId) ? await findAgreement(tx, agreementId) : null;
  if (agreement === null) return refuse('programmes.agreement_not_found');
  const standing = await standingOf(tx, agreement.organizationId);
  const answer = may(programmesAccess, standing, 'programmes.view');
  if (answer !== true) return { ok: false, refusal: answer };
  return accept({
    agreement,
    partners: await listPartnerChoices(tx, agreement.organizationId, agreement.partnerId),
    can: abilities(programmesAccess, standing),
  });
}

export async function addAgreement(
  tx: ScopedTx,
  organizationId: string,
  input: AddAgreement,
): Promise<Result<{ agreementId: string }>> {
  const refused =
    (await refuseUnlessTheirs(tx, organizationId)) ?? (await refuseUnknown(tx, organizationId, input));
  if (refused !== null) return refused;
  return accept({ agreementId: await insertAgreement(tx, { ...input, organizationId }) });
}

/** Refuses with `programmes.stale` when somebody saved meanwhile. */
export async function editAgreement(tx: ScopedTx, input: EditAgreement): Promise<Result> {
  const agreement = await findAgreement(tx, input.agreementId);
  if (agreement === null) return refuse('programmes.agreement_not_found');
  const { organizationId } = agreement;
  const refused =
    (await refuseUnlessTheirs(tx, organizationId)) ?? (await refuseUnknown(tx, organizationId, input));
  if (refused !== null) return refused;
  const saved = await updateAgreement(tx, agreement.id, input.version, { ...input, organizationId });
  return saved ? accept() : refuse('programmes.stale');
}

async function refuseUnlessTheirs(tx: ScopedTx, organizationId: string): Promise<Result<never> | null> {
  const answer = may(programmesAccess, await standingOf(tx, organizationId), 'programmes.edit_partners');
  return answer === true ? null : { ok: false, refusal: answer };
}

/** What the form names must be of the same organization: ids of another one are «нет такого». */
async function refuseUnknown(
  tx: ScopedTx,
  organizationId: string,
  { partnerId, programmeId, paperId }: Pick<Agreement, 'partnerId' | 'programmeId' | 'paperId'>,
): Promise<Result<never> | null> {
  const partners = await listPartnerChoices(tx, organizationId, partnerId);
  if (!partners.some(({ id }) => id === partnerId))
    return refuse('programmes.partner_unknown', undefined, 'partnerId');
  if (programmeId !== null && (await findProgramme(tx, programmeId))?.organizationId !== organizationId)
    return refuse('programmes.not_found', undefined, 'programmeId');
  if (paperId !== null && !(await hasPaper(tx, organizationId, paperId)))
    return refuse('programmes.paper_unknown', undefined, 'paperId');
  return null;
}
