import type { ScopedTx } from '#src/platform/db/scope.ts';
import { PURPOSES, type Purpose } from '#src/features/consents/rules.ts';
import {
  insertLibraryText,
  listTextsInForce,
  type ConsentText,
} from '#src/features/consents/store.server/texts.ts';

/**
 * The text in force of every purpose. What a school has never worded is taken from the library first, which needs somebody
 * who answers for the school, or the program itself.
 */
export async function layTexts(
  tx: ScopedTx,
  organizationId: string,
): Promise<ReadonlyMap<Purpose, ConsentText>> {
  const known = await listTextsInForce(tx, organizationId);
  const missing = PURPOSES.filter((purpose) => known.every((text) => text.purpose !== purpose));
  if (missing.length === 0) return byPurpose(known);
  for (const purpose of missing) await insertLibraryText(tx, organizationId, purpose);
  return byPurpose(await listTextsInForce(tx, organizationId));
}

function byPurpose(texts: readonly ConsentText[]): ReadonlyMap<Purpose, ConsentText> {
  return new Map(texts.map((text) => [text.purpose, text]));
}
