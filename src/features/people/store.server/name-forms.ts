import type { Gender, NameForms } from '#src/lib/russian/names.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** False when the card is no longer at `version`. */
export async function saveNameForms(
  tx: ScopedTx,
  { id, version, gender, forms }: { id: string; version: number; gender: Gender | null; forms: NameForms },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('people')
    .set((eb) => ({ gender, name_forms: toJson(forms), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
