import { shortDay } from '#src/lib/russian/short-day.ts';
import type { Reader } from '#src/platform/render/blocks.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listAcquaintances } from '#src/features/documents/store.server/acquaintances.ts';

/** Who is to know the paper and who does, as the sheet at its end shows it. */
export async function readersOf(tx: ScopedTx, paperId: string): Promise<Reader[]> {
  return (await listAcquaintances(tx, paperId)).map(({ name, post, doneOn, channel }) => ({
    name,
    post,
    day: doneOn === null ? null : shortDay(doneOn),
    mark: channel === 'product' ? 'в системе' : null,
  }));
}
