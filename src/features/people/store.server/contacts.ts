import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Contacts } from '#src/features/people/rules/contacts.ts';

/** Contacts go where the card has none. @returns whether anything was filled in */
export async function fillContacts(tx: ScopedTx, personId: string, said: Contacts): Promise<boolean> {
  const done = await tx.query
    .updateTable('people')
    .set((eb) => ({
      phone: sql<string>`coalesce(nullif(phone, ''), ${said.phone})`,
      email: sql<string>`coalesce(nullif(email, ''), ${said.email})`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', personId)
    .where(sql<boolean>`(phone = '' and ${said.phone} <> '' or email = '' and ${said.email} <> '')`)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
