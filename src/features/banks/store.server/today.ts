import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** The organization's own day, as the terms in the database count it. ISO. */
export async function todayOf(tx: ScopedTx): Promise<string> {
  const { rows } = await sql<{ today: Temporal.PlainDate }>`select app.today() as today`.execute(tx.query);
  return toIso(rows[0]?.today ?? Temporal.PlainDate.from('1970-01-01'));
}
