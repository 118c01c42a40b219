import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Agreement } from '#src/features/programmes/rules.ts';

export type NewAgreement = Omit<Agreement, 'id' | 'partnerName' | 'version'>;

const COLUMNS = [
  'agreements.id',
  'agreements.organization_id as organizationId',
  'agreements.partner_id as partnerId',
  'partners.name as partnerName',
  'agreements.programme_id as programmeId',
  'agreements.number',
  'agreements.signed_on as signedOn',
  'agreements.ends_on as endsOn',
  'agreements.subject',
  'agreements.paper_id as paperId',
  'agreements.ended_on as endedOn',
  'agreements.version',
] as const;

/** Agreements of the organization (of one programme, with those for all of them), the newest first. */
export async function listAgreements(
  tx: ScopedTx,
  { organizationId, programmeId }: { organizationId: string; programmeId?: string },
): Promise<Agreement[]> {
  let rows = tx.query
    .selectFrom('agreements')
    .innerJoin('partners', 'partners.id', 'agreements.partner_id')
    .select(COLUMNS)
    .where('agreements.organization_id', '=', organizationId);
  if (programmeId !== undefined) {
    rows = rows.where((eb) =>
      eb.or([eb('agreements.programme_id', '=', programmeId), eb('agreements.programme_id', 'is', null)]),
    );
  }
  const found = await rows
    .orderBy('agreements.signed_on', (o) => o.desc().nullsFirst())
    .orderBy('agreements.id')
    .limit(500)
    .execute();
  return found.map(rowToAgreement);
}

function rowToAgreement(
  row: Omit<Agreement, 'signedOn' | 'endsOn' | 'endedOn'> & {
    readonly signedOn: Temporal.PlainDate | null;
    readonly endsOn: Temporal.PlainDate | null;
    readonly endedOn: Temporal.PlainDate | null;
  },
): Agreement {
  return { ...row, signedOn: toIso(row.signedOn), endsOn: toIso(row.endsOn), endedOn: toIso(row.endedOn) };
}

export async function findAgreement(tx: ScopedTx, id: string): Promise<Agreement | null> {
  const row = await tx.query
    .selectFrom('agreements')
    .innerJoin('partners', 'partners.id', 'agreements.partner_id')
    .select(COLUMNS)
    .where('agreements.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : rowToAgreement(row);
}

const toColumns = (agreement: NewAgreement) => ({
  organization_id: agreement.organizationId,
  partner_id: agreement.partnerId,
  programme_id: agreement.programmeId,
  number: agreement.number,
  signed_on: toDay(agreement.signedOn),
  ends_on: toDay(agreement.endsOn),
  subject: agreement.subject,
  paper_id: agreement.paperId,
  ended_on: toDay(agreement.endedOn),
});

export async function insertAgreement(tx: ScopedTx, agreement: NewAgreement): Promise<string> {
  const { id } = await tx.query
    .insertInto('agreements')
    .values(toColumns(agreement))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** False when the row has another version by now. */
export async function updateAgreement(
  tx: ScopedTx,
  id: string,
  version: number,
  agreement: NewAgreement,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('agreements')
    .set((eb) => ({ ...toColumns(agreement), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Partners still in force, by name; and those that an agreement names all the same. */
export async function listPartnerChoices(
  tx: ScopedTx,
  organizationId: string,
  alsoId: string | null,
): Promise<{ id: string; name: string }[]> {
  return tx.query
    .selectFrom('partners')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .where((eb) => eb.or([eb('ended_on', 'is', null), ...(alsoId === null ? [] : [eb('id', '=', alsoId)])]))
    .orderBy('name')
    .limit(2000)
    .execute();
}
