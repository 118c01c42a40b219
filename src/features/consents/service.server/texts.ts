import { asConsequence } from '#src/platform/db/consequence.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { PURPOSES, type Purpose } from '#src/features/consents/rules/purposes.ts';
import {
  insertLibraryText,
  listTextsInForce,
  type ConsentText,
} from '#src/features/consents/store.server/texts.ts';

/**
 * The text in force of every purpose, for an organization that the actor sees. What a school has never worded is taken from
 * the library first, whoever asks.
 */
export async function layTexts(
  tx: ScopedTx,
  organizationId: string,
): Promise<ReadonlyMap<Purpose, ConsentText>> {
  const known = await listTextsInForce(tx, organizationId);
  const missing = PURPOSES.filter((purpose) => known.every((text) => text.purpose !== purpose));
  if (missing.length === 0) return byPurpose(known);
  await asConsequence(tx, 'texts of consents from the library', async (inner) => {
    for (const purpose of missing) await insertLibraryText(inner, organizationId, purpose);
  });
  return byPurpose(await listTextsInForce(tx, organizationId));
}

function byPurpose(texts: readonly ConsentText[]): ReadonlyMap<Purpose, ConsentText> {
  return new Map(texts.map((text) => [text.purpose, text]));
}
