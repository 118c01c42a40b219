import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { TeenSigners } from '#src/features/consents/rules/purposes.ts';

export interface ConsentSettings {
  readonly teenSigners: TeenSigners;
  /** 0 while nobody has chosen anything. */
  readonly version: number;
}

/** The school's choice as the database uses it; the careful one while there is none. Everybody of the school may know it. */
export async function readSettings(tx: ScopedTx, organizationId: string): Promise<ConsentSettings> {
  const row = await tx.query
    .selectFrom('consent_settings')
    .select(['teen_signers as teenSigners', 'version'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row === undefined
    ? { teenSigners: 'both', version: 0 }
    : { teenSigners: row.teenSigners as TeenSigners, version: row.version };
}

/** False when somebody chose meanwhile. */
export async function saveSettings(
  tx: ScopedTx,
  organizationId: string,
  settings: ConsentSettings,
): Promise<boolean> {
  const values = { teen_signers: settings.teenSigners };
  if (settings.version === 0) {
    const added = await tx.query
      .insertInto('consent_settings')
      .values({ organization_id: organizationId, ...values })
      .onConflict((conflict) => conflict.column('organization_id').doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const changed = await tx.query
    .updateTable('consent_settings')
    .set({ ...values, version: settings.version + 1 })
    .where('organization_id', '=', organizationId)
    .where('version', '=', settings.version)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}
