import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { searchKey, type FullName } from '#src/features/people/rules.ts';
import { orderKinds } from '#src/features/people/rules/kinds.ts';
import type { Namesake } from '#src/features/people/store.server.ts';

/** Those whose family name is one of the words of the name, and those born on the day; who left too. */
export async function listByFamilyOrBirth(
  tx: ScopedTx,
  organizationId: string,
  wanted: FullName & { readonly birthDate: string },
): Promise<Namesake[]> {
  const words = [wanted.familyName, wanted.givenName].map(searchKey).filter((word) => word !== '');
  const rows = await tx.query
    .selectFrom('people')
    .select([
      'id',
      'family_name as familyName',
      'given_name as givenName',
      'patronymic',
      'birth_date as birthDate',
      'kinds',
    ])
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null)
    .where((eb) => eb.or([eb('family_key', 'in', words), eb('birth_date', '=', toDay(wanted.birthDate))]))
    .orderBy('name_key')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, birthDate: toIso(row.birthDate), kinds: orderKinds(row.kinds) }));
}
