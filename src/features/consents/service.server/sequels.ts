import type { ScopedTx } from '#src/platform/db/scope.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { Purpose } from '#src/features/consents/rules/purposes.ts';

/**
 * What a room below does when a consent is no longer in force: mentorships pause, what is public goes. `compose.ts` gathers
 * them; all run in the transaction of the withdrawal, so that it blocks at once (152-ФЗ art. 9 p. 2, art. 21 p. 5). They act
 * by the program's own right, because the person who withdraws may not do such things by hand.
 */
export type ConsentSequel = (
  tx: ScopedTx,
  ended: { readonly organizationId: string; readonly personId: string; readonly purpose: Purpose },
) => Promise<void>;

export async function runSequels(
  tx: ScopedTx,
  sequels: readonly ConsentSequel[],
  ended: Parameters<ConsentSequel>[1],
): Promise<void> {
  if (sequels.length === 0) return;
  await asConsequence(tx, 'consent withdrawn', async (inner) => {
    for (const sequel of sequels) await sequel(inner, ended);
  });
}
