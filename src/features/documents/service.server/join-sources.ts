import { accept } from '#src/lib/result.ts';
import type { Facts } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSource } from '#src/features/orgs/papers.server.ts';

/** Rooms that know a kind together: what a pair agreed on, and what its members asked for before. */
export function joinSources(kind: string, sources: readonly PaperSource[]): PaperSource {
  return {
    kinds: [kind],
    fields: (one) => sources.flatMap((source) => source.fields(one)),
    subjects: (one) =>
      sources.map((source) => source.subjects?.(one) ?? null).find((found) => found !== null) ?? null,
    gather: async (tx, moment) => {
      let facts: Facts = {};
      for (const source of sources) facts = { ...facts, ...(await source.gather(tx, moment)) };
      return facts;
    },
    gatherMany: async (tx, moment) => {
      const joined = new Map<string, Facts>();
      for (const source of sources) {
        for (const [id, facts] of await gatherEach(tx, source, moment))
          joined.set(id, { ...joined.get(id), ...facts });
      }
      return joined;
    },
    readers: async (tx, moment) => {
      const ids: string[] = [];
      for (const source of sources) ids.push(...((await source.readers?.(tx, moment)) ?? []));
      return [...new Set(ids)];
    },
    registered: async (tx, paper) => {
      for (const source of sources) {
        const done = await source.registered?.(tx, paper);
        if (done?.ok === false) return done;
      }
      return accept();
    },
  };
}

/** The facts of each subject: in a few queries where the room can, else one after the other. */
export async function gatherEach(
  tx: ScopedTx,
  source: PaperSource,
  moment: PaperMoment,
): Promise<ReadonlyMap<string, Facts>> {
  if (source.gatherMany !== undefined) return source.gatherMany(tx, moment);
  const facts = new Map<string, Facts>();
  for (const id of moment.subjectIds) facts.set(id, await source.gather(tx, { ...moment, subjectIds: [id] }));
  return facts;
}
