import { createHash } from 'node:crypto';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import {
  isPurpose,
  libraryWording,
  type ConsentWording,
  type Purpose,
} from '#src/features/consents/rules/purposes.ts';

/** A version of the wording of one purpose at a school. */
export interface ConsentText extends ConsentWording {
  readonly id: string;
  readonly organizationId: string;
  readonly purpose: Purpose;
  /** 1, 2, 3 … within the purpose. */
  readonly number: number;
  readonly origin: 'library' | 'own';
  readonly digest: string;
  readonly isRetired: boolean;
  /** ISO instant. */
  readonly createdAt: string;
}

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'purpose',
  'number',
  'origin',
  'title',
  'body',
  'guardian_body as guardianBody',
  'months',
  'digest',
  'retired_at as retiredAt',
  'created_at as createdAt',
] as const;

interface Row extends Omit<ConsentText, 'purpose' | 'origin' | 'isRetired' | 'createdAt'> {
  readonly purpose: string;
  readonly origin: string;
  readonly retiredAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
}

function toText({ retiredAt, ...row }: Row): ConsentText {
  if (!isPurpose(row.purpose)) throw new Error(`Unknown purpose ${row.purpose}`);
  return {
    ...row,
    purpose: row.purpose,
    origin: row.origin === 'own' ? 'own' : 'library',
    isRetired: retiredAt !== null,
    createdAt: row.createdAt.toString(),
  };
}

/** SHA-256 of title and both bodies, hexadecimal. */
export function digestOf(wording: ConsentWording): string {
  return createHash('sha256')
    .update(JSON.stringify([wording.title, wording.body, wording.guardianBody]))
    .digest('hex');
}

/** The texts in force at a school, one a purpose; those never used there are missing. */
export async function listTextsInForce(tx: ScopedTx, organizationId: string): Promise<ConsentText[]> {
  const rows = await tx.query
    .selectFrom('consent_texts')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('retired_at', 'is', null)
    .orderBy('number')
    .execute();
  return rows.map(toText);
}

/** Every version of a purpose, the newest first. */
export async function listTextVersions(
  tx: ScopedTx,
  organizationId: string,
  purpose: Purpose,
): Promise<ConsentText[]> {
  const rows = await tx.query
    .selectFrom('consent_texts')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('purpose', '=', purpose)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(toText);
}

export async function findText(tx: ScopedTx, id: string): Promise<ConsentText | null> {
  const row = await tx.query
    .selectFrom('consent_texts')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toText(row);
}

/** Retires the text in force, if any, and puts the next version in its place. */
export async function insertText(
  tx: ScopedTx,
  text: ConsentWording & { organizationId: string; purpose: Purpose; origin: ConsentText['origin'] },
): Promise<ConsentText> {
  await tx.query
    .updateTable('consent_texts')
    .set({ retired_at: tx.now })
    .where('organization_id', '=', text.organizationId)
    .where('purpose', '=', text.purpose)
    .where('retired_at', 'is', null)
    .execute();
  const row = await tx.query
    .insertInto('consent_texts')
    .values((eb) => ({
      organization_id: text.organizationId,
      purpose: text.purpose,
      number: eb
        .selectFrom('consent_texts')
        .select((inner) => inner.fn.coalesce(inner(inner.fn.max('number'), '+', 1), inner.lit(1)).as('next'))
        .where('organization_id', '=', text.organizationId)
        .where('purpose', '=', text.purpose),
      origin: text.origin,
      title: text.title,
      body: text.body,
      guardian_body: text.guardianBody,
      months: text.months,
      digest: digestOf(text),
      created_by: actingAccount(tx),
    }))
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toText(row);
}

/** The library's wording as the first version of a purpose; the text that is there already when somebody was first. */
export async function insertLibraryText(
  tx: ScopedTx,
  organizationId: string,
  purpose: Purpose,
): Promise<void> {
  const wording = libraryWording(purpose);
  await tx.query
    .insertInto('consent_texts')
    .values({
      organization_id: organizationId,
      purpose,
      number: 1,
      origin: 'library',
      title: wording.title,
      body: wording.body,
      guardian_body: wording.guardianBody,
      months: wording.months,
      digest: digestOf(wording),
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'purpose', 'number']).doNothing())
    .execute();
}
