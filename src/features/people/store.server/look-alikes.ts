import { toDay } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { searchKey, type FullName } from '#src/features/people/rules.ts';
import { selectNamesakes, toNamesake, type Namesake } from '#src/features/people/store.server.ts';

/** Those whose family name is one of the words of the name, and those born on the day; who left too. */
export async function listByFamilyOrBirth(
  tx: ScopedTx,
  organizationId: string,
  wanted: FullName & { readonly birthDate: string },
): Promise<Namesake[]> {
  const words = [wanted.familyName, wanted.givenName].map(searchKey).filter((word) => word !== '');
  const rows = await selectNamesakes(tx, organizationId)
    .where((eb) => eb.or([eb('family_key', 'in', words), eb('birth_date', '=', toDay(wanted.birthDate))]))
    .orderBy('name_key')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(toNamesake);
}
