import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PartnerKind } from '#src/features/people/rules/partners.ts';

/** An organization that gives mentors: an enterprise, a college, a university. */
export interface Partner {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly inn: string | null;
  readonly address: string;
  readonly contactName: string;
  readonly contactPost: string;
  readonly email: string;
  readonly phone: string;
  readonly note: string;
  readonly endedOn: string | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'name',
  'kind',
  'inn',
  'address',
  'contact_name as contactName',
  'contact_post as contactPost',
  'email',
  'phone',
  'note',
  'ended_on as endedOn',
  'version',
] as const;

/** Partners by name; without those whose cooperation ended unless told. */
export async function listPartners(
  tx: ScopedTx,
  organizationId: string,
  withEnded: boolean,
): Promise<Partner[]> {
  let rows = tx.query.selectFrom('partners').select(COLUMNS).where('organization_id', '=', organizationId);
  if (!withEnded) rows = rows.where('ended_on', 'is', null);
  const found = await rows.orderBy('name').execute();
  return found.map((row) => ({ ...row, kind: row.kind as PartnerKind, endedOn: toIso(row.endedOn) }));
}

export async function findPartner(tx: ScopedTx, id: string): Promise<Partner | null> {
  const row = await tx.query.selectFrom('partners').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { ...row, kind: row.kind as PartnerKind, endedOn: toIso(row.endedOn) };
}

export async function findPartnerByName(
  tx: ScopedTx,
  organizationId: string,
  name: string,
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('partners')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.id ?? null;
}

export type PartnerFacts = Omit<Partner, 'id' | 'organizationId' | 'version'>;

function toRow(partner: PartnerFacts) {
  return {
    name: partner.name,
    kind: partner.kind,
    inn: partner.inn,
    address: partner.address,
    contact_name: partner.contactName,
    contact_post: partner.contactPost,
    email: partner.email,
    phone: partner.phone,
    note: partner.note,
    ended_on: toDay(partner.endedOn),
  };
}

export async function insertPartner(
  tx: ScopedTx,
  organizationId: string,
  partner: PartnerFacts,
): Promise<string> {
  const row = await tx.query
    .insertInto('partners')
    .values({ organization_id: organizationId, ...toRow(partner) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** False when the card is no longer at `version`. */
export async function updatePartner(
  tx: ScopedTx,
  partner: PartnerFacts & { id: string; version: number },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('partners')
    .set((eb) => ({ ...toRow(partner), version: eb('version', '+', 1) }))
    .where('id', '=', partner.id)
    .where('version', '=', partner.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** How many people are from each partner, by partner id: those whom the actor may see. */
export async function countPeopleOfPartners(
  tx: ScopedTx,
  organizationId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query
    .selectFrom('people')
    .select((eb) => ['partner_id as id', eb.fn.countAll<number>().as('count')])
    .where('organization_id', '=', organizationId)
    .where('partner_id', 'is not', null)
    .where('merged_into', 'is', null)
    .where('left_on', 'is', null)
    .groupBy('partner_id')
    .execute();
  return new Map(rows.map(({ id, count }) => [id ?? '', count]));
}
