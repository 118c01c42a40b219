import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperRegistered, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { contactOf, findPartner, listPartners, paperSigner } from '#src/features/people/service.server.ts';
import {
  findAgreement,
  insertAgreement,
  listAgreements,
  updateAgreement,
} from '#src/features/programmes/store.server/agreements.ts';

export const PARTNER_FIELDS: readonly Field[] = [
  { name: 'партнёр', kind: 'organization', description: 'организация-партнёр' },
  { name: 'представитель партнёра', kind: 'person', description: 'кто подписывает со стороны партнёра' },
  { name: 'реквизиты партнёра', kind: 'text', description: 'адрес и ИНН партнёра' },
  { name: 'предмет соглашения', kind: 'text', description: 'о чём договорились' },
  { name: 'окончание соглашения', kind: 'day', description: 'по какой день действует' },
];

/** Agreements that have not ended, then partners without one. */
export const partnerSubjects: PaperSubjects = {
  label: 'С кем соглашение',
  takes: 'one',
  list: async (tx, { organizationId }) => {
    const agreements = (await listAgreements(tx, { organizationId })).filter(
      ({ endedOn }) => endedOn === null,
    );
    const partners = await listPartners(tx, organizationId, false);
    return [
      ...agreements.map(({ id, partnerName, number, paperId }) => ({
        id,
        label: `${partnerName} (${number === '' ? 'соглашение без номера' : `соглашение № ${number}`})`,
        isUsual: paperId === null,
      })),
      ...partners
        .filter(({ id }) => agreements.every(({ partnerId }) => partnerId !== id))
        .map(({ id, name }) => ({
          id,
          label: `${name} (соглашения ещё нет)`,
          isUsual: agreements.length === 0,
        })),
    ].slice(0, 1_000);
  },
};

export async function partnerFacts(
  tx: ScopedTx,
  { organizationId, subjectIds }: Pick<PaperMoment, 'organizationId' | 'subjectIds'>,
): Promise<Facts> {
  const [subjectId] = subjectIds;
  if (subjectId === undefined) return {};
  const agreement = await findAgreement(tx, subjectId);
  const partner = await findPartner(tx, agreement?.partnerId ?? subjectId);
  if (partner === null || partner.organizationId !== organizationId) return {};
  const { name, address, inn } = partner;
  const signer = await paperSigner(tx, { organizationId, partnerId: partner.id }, contactOf(partner));
  return {
    партнёр: { kind: 'organization', name, ...(signer === null ? {} : { signer }) },
    ...(signer === null ? {} : { 'представитель партнёра': signer }),
    'реквизиты партнёра': {
      kind: 'text',
      text: [address, inn === null ? '' : `ИНН ${inn}`].filter((part) => part !== '').join(', '),
    },
    'предмет соглашения': { kind: 'text', text: (agreement?.subject ?? '').trim().replace(/\.$/u, '') },
    ...(agreement?.endsOn == null ? {} : { 'окончание соглашения': { kind: 'day', on: agreement.endsOn } }),
  };
}

/** The agreement gets its number, its day and the paper; a partner without one gets one. */
export async function keepAgreement(tx: ScopedTx, paper: PaperRegistered): Promise<Result> {
  const [subjectId] = paper.subjectIds;
  if (subjectId === undefined) return accept();
  const { organizationId, number, issuedOn, paperId } = paper;
  const agreement = await findAgreement(tx, subjectId);
  if (agreement === null) {
    const partner = await findPartner(tx, subjectId);
    if (partner === null || partner.organizationId !== organizationId) {
      return refuse('programmes.partner_unknown');
    }
    await insertAgreement(tx, {
      organizationId,
      partnerId: partner.id,
      programmeId: null,
      number,
      signedOn: issuedOn,
      endsOn: null,
      subject: '',
      paperId,
      endedOn: null,
    });
    return accept();
  }
  if (agreement.organizationId !== organizationId) return refuse('programmes.agreement_not_found');
  const saved = await updateAgreement(tx, agreement.id, agreement.version, {
    ...agreement,
    number: agreement.number === '' ? number : agreement.number,
    signedOn: agreement.signedOn ?? issuedOn,
    paperId,
  });
  return saved ? accept() : refuse('programmes.stale');
}
