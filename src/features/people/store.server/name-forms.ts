import { sql } from 'kysely';
import type { Gender, NameForms } from '#src/lib/russian/names.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { toGender, toNameForms, type PaperName } from '#src/features/people/rules/name-forms.ts';

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

/**
 * Names for papers, by id; one query. Whom the actor does not see is left out; a record that was joined to another is named as it
 * was, because an older paper may still point at it.
 */
export async function listNamesForPapers(
  tx: ScopedTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PaperName>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('people')
    .select([
      'id',
      'family_name as familyName',
      'given_name as givenName',
      'patronymic',
      'gender',
      'name_forms',
    ])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(
    rows.map(({ name_forms: forms, gender, ...name }) => [
      name.id,
      { ...name, gender: toGender(gender), forms: toNameForms(forms) },
    ]),
  );
}
