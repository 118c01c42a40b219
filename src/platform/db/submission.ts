import { refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { toJson } from './json.ts';
import type { JsonValue } from './json.ts';
import type { ScopedTx } from './scope.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Runs `work` at most once for one sent form. The same form sent again (a double click, a reload, two tabs at the same
 * moment) waits for the first and gets its answer. A refusal rolls the transaction back, so the corrected form with
 * the same id runs. `T` must survive JSON.
 *
 * Refuses with `submission.malformed` when the id is no UUID, `submission.foreign` when it was used for another
 * command or by another person.
 */
export async function submitOnce<T extends JsonValue | undefined>(
  tx: ScopedTx,
  submissionId: string,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!uuid.test(submissionId)) return refuse('submission.malformed', {}, 'submission');
  const inserted = await tx.query
    .insertInto('submissions')
    .values({ id: submissionId, command: tx.command })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
    const earlier = await tx.query
      .selectFrom('submissions')
      .select(['command', 'result'])
      .where('id', '=', submissionId)
      .executeTakeFirst();
    if (earlier?.command !== tx.command) return refuse('submission.foreign', {}, 'submission');
    return { ok: true, value: (earlier.result ?? undefined) as T };
  }
  const answer = await work();
  if (answer.ok && answer.value !== undefined) {
    await tx.query
      .updateTable('submissions')
      .set({ result: toJson(answer.value) })
      .where('id', '=', submissionId)
      .execute();
  }
  return answer;
}
