import { sql } from 'kysely';
import type { ScopedTx } from './scope.ts';

/**
 * Does within the caller's transaction what follows from their deed by the program's own rule, and what they may not do by
 * hand: somebody withdraws a consent, so their mentorship pauses, which only a curator may pause. Policies let every row
 * through while `work` runs; the audit keeps the actor and the reason. What `work` reads is handed to them
 * only under a right that was asked before.
 */
export async function asConsequence<T>(
  tx: ScopedTx,
  reason: string,
  work: (tx: ScopedTx) => Promise<T>,
): Promise<T> {
  if (reason === '') throw new Error('A consequence needs a reason');
  if (tx.actor.kind === 'system') return work(tx);
  await sql`select set_config('nastavnik.system', ${reason}, true)`.execute(tx.query);
  const end = () => sql`select set_config('nastavnik.system', '', true)`.execute(tx.query);
  let answer: T;
  try {
    answer = await work(tx);
  } catch (error) {
    // An error of the database ends the transaction, and the setting with it; any other error could be caught by the caller, who
    // must not go on with the program's right.
    await end().catch(() => undefined);
    throw error;
  }
  await end();
  return answer;
}
