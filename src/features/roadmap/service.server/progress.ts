import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { ActivityProgress, ActivitySource } from '#src/features/orgs/activities.server.ts';

/** Where work of this kind is done in the product, or null when no room does it yet. */
export function placeOf(
  sources: readonly ActivitySource[],
  kind: string | null,
): { readonly path: string; readonly label: string } | null {
  return kind === null ? null : (sources.find((source) => source.kinds.includes(kind))?.place(kind) ?? null);
}

/**
 * What the rooms count for these steps, by step id; steps of kinds that no room counts are left out. Many lines of a plan
 * ask the same of the same span («база наставников» in three rows): each question is put once, one after the other, because
 * a transaction has one connection.
 */
export async function countSteps(
  sources: readonly ActivitySource[],
  tx: ScopedTx,
  { organizationId, today }: { organizationId: string; today: string },
  steps: readonly {
    readonly id: string;
    readonly kind: string | null;
    readonly startsOn: string | null;
    readonly dueOn: string | null;
  }[],
): Promise<ReadonlyMap<string, ActivityProgress>> {
  const sourceByKind = new Map(sources.flatMap((source) => source.kinds.map((kind) => [kind, source])));
  const answers = new Map<string, ActivityProgress | null>();
  const counted = new Map<string, ActivityProgress>();
  for (const { id, kind, startsOn, dueOn } of steps) {
    const source = kind === null ? undefined : sourceByKind.get(kind);
    if (kind === null || source === undefined) continue;
    const question = `${kind} ${startsOn} ${dueOn}`;
    if (!answers.has(question)) {
      answers.set(question, await source.progress(tx, { organizationId, kind, startsOn, dueOn, today }));
    }
    const answer = answers.get(question);
    if (answer != null) counted.set(id, answer);
  }
  return counted;
}
