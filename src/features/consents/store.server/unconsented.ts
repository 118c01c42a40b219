import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Those of the people who have no consent to processing in force today. */
export async function listUnconsented(tx: ScopedTx, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('people')
    .select('id')
    .where('id', 'in', [...personIds])
    .where((eb) =>
      eb.or([
        eb('processing_until', 'is', null),
        eb('processing_until', '<', eb.fn<Temporal.PlainDate>('app.today')),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}
