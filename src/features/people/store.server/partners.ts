import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toGender, toSignerForms, type SignerForms } from '#src/lib/russian/kept-forms.ts';
import type { Gender } from '#src/lib/russian/names.ts';
import { toJson, type JsonText } from '#src/platform/db/json.ts';
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
  /** Chosen by a person for the endings; null: the name tells it. */
  readonly contactGender: Gender | null;
  /** How the name and the post decline where the rules are wrong. */
  readonly contactForms: SignerForms;
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
  'contact_gender as contactGender',
  'contact_forms as contactForms',
  'email',
  'phone',
  'note',
  'ended_on as endedOn',
  'version',
] as const;

type PartnerRow = Omit<Partner, 'kind' | 'contactGender' | 'contactForms' | 'endedOn'> & {
  kind: string;
  contactGender: string | null;
  contactForms: unknown;
  endedOn: Temporal.PlainDate | null;
};

const toPartner = (row: PartnerRow): Partner => ({
  ...row,
  kind: row.kind as PartnerKind,
  contactGender: toGender(row.contactGender),
  contactForms: toSignerForms(row.contactForms),
  endedOn: toIso(row.endedOn),
});

/** Who is spoken of as signing for the partner. */
export const contactOf = ({ contactName, contactPost, contactGender, contactForms }: Partner) => ({
  name: contactName,
  post: contactPost,
  gender: contactGender,
  forms: contactForms,
});

/** Partners by name; without those whose cooperation ended unless told. */
export async function listPartners(
  tx: ScopedTx,
  organizationId: string,
  withEnded: boolean,
): Promise<Partner[]> {
  let rows = tx.query.selectFrom('partners').select(COLUMNS).where('organization_id', '=', organizationId);
  if (!withEnded) rows = rows.where('ended_on', 'is', null);
  const found = await rows.orderBy('name').execute();
  return found.map(toPartner);
}

export async function findPartner(tx: ScopedTx, id: string): Promise<Partner | null> {
  const row = await tx.query.selectFrom('partners').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toPartner(row);
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

export type PartnerFacts = Omit<
  Partner,
  'id' | 'organizationId' | 'version' | 'contactGender' | 'contactForms'
>;

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

/**
 * What was fixed for another name or post of who signs goes with it. False when the card is no longer at `version`.
 */
export async function updatePartner(
  tx: ScopedTx,
  partner: PartnerFacts & { id: string; version: number },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('partners')
    .set((eb) => ({
      ...toRow(partner),
      contact_gender: sql<
        string | null
      >`case when contact_name = ${partner.contactName} then contact_gender end`,
      contact_forms: sql<JsonText>`contact_forms - array_remove(array[
        case when contact_name <> ${partner.contactName} then 'name' end,
        case when contact_post <> ${partner.contactPost} then 'post' end], null)`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', partner.id)
    .where('version', '=', partner.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** False when the card is no longer at `version`. */
export async function saveContactForms(
  tx: ScopedTx,
  fixed: { partnerId: string; version: number; gender: Gender | null; forms: SignerForms },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('partners')
    .set((eb) => ({
      contact_gender: fixed.gender,
      contact_forms: toJson(fixed.forms),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', fixed.partnerId)
    .where('version', '=', fixed.version)
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
