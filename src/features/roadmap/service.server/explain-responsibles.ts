import type { ScopedTx } from '#src/platform/db/scope.ts';
import { splitResponsible } from '#src/features/roadmap/rules/drafts.ts';
import {
  responsibleKey,
  type Responsible,
  type ResponsibleMeaning,
} from '#src/features/roadmap/rules/model.ts';
import { loadResponsibleMeanings } from '#src/features/roadmap/store.server/content.ts';

const NOBODY: ResponsibleMeaning = { personId: null, teamId: null, post: null };

/** Words typed by hand get the meaning they had in this row, else the one the school gave them before. */
export async function explainResponsibles(
  tx: ScopedTx,
  organizationId: string,
  text: string,
  known: readonly Responsible[],
): Promise<({ words: string } & ResponsibleMeaning)[]> {
  const meanings = await loadResponsibleMeanings(tx, organizationId);
  for (const { words, personId, teamId, post } of known) {
    meanings.set(responsibleKey(words), { personId, teamId, post });
  }
  return splitResponsible(text).map((words) =>
    Object.assign({ words }, meanings.get(responsibleKey(words)) ?? NOBODY),
  );
}
