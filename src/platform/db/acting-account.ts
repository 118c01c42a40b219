import type { ScopedTx } from './scope.ts';

/** Who did it, for columns like `created_by`: the account of a person; null for a visitor and for the program itself. */
export function actingAccount({ actor }: Pick<ScopedTx, 'actor'>): string | null {
  return actor.kind === 'person' ? actor.accountId : null;
}
