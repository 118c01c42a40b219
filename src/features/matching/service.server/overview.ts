import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import {
  countPool,
  listMatchable,
  listOfferedFromOutside,
  type PoolCounts,
} from '#src/features/banks/service.server.ts';
import { formsBetween } from '#src/features/matching/rules/settings.ts';
import { matchingAccess } from '#src/features/matching/access.ts';
import { compareProposals, judgePairs, type Comparison } from '#src/features/matching/rules/compare.ts';
import type { SettingsInput } from '#src/features/matching/schema.ts';
import {
  admit,
  loadInput,
  openDraft,
  withOutside,
  type MatchingDeps,
} from '#src/features/matching/service.server/deps.ts';
import { solveDraft } from '#src/features/matching/service.server/solve.ts';
import { showPerson, type ShownPerson } from '#src/features/matching/rules/shown.ts';
import { type MatchingAbilities } from '#src/features/matching/service.server/studio.ts';
import { toSettings } from '#src/features/matching/service.server/to-settings.ts';
import { listDrafts, type Draft } from '#src/features/matching/store.server/drafts.ts';
import type { KeptPool } from '#src/features/matching/store.server/pool.ts';
import { listOpenProgrammes, type ProgrammeWithForms } from '#src/features/programmes/service.server.ts';
import { asMarks, listMarks } from '#src/features/matching/store.server/steps.ts';

export const DRAFTS_PAGE_SIZE = 20;

/** One mentee who differs between two drafts, with names. */
export interface ShownMove {
  readonly mentee: ShownPerson;
  readonly before: { readonly mentor: ShownPerson | null; readonly score: number } | null;
  readonly after: { readonly mentor: ShownPerson | null; readonly score: number } | null;
}
export interface ShownComparison extends Omit<Comparison, 'moved'> {
  readonly moved: readonly ShownMove[];
}

export interface Overview {
  list(
    actor: PersonActor,
    organizationId: string,
    page: number,
  ): Promise<
    Result<{
      readonly rows: readonly Draft[];
      readonly total: number;
      readonly page: number;
      readonly pageSize: number;
      readonly banks: PoolCounts;
      readonly can: MatchingAbilities;
    }>
  >;
  /** What the form of a new draft offers: programmes, and forms that people of the banks are fit for. */
  prepare(
    actor: PersonActor,
    organizationId: string,
  ): Promise<
    Result<{
      readonly programmes: readonly ProgrammeWithForms[];
      /** Keys of data/forms.json for which the banks have both sides. */
      readonly forms: readonly string[];
      /** Teachers of other schools who are offered to this one. */
      readonly outside: number;
      readonly banks: PoolCounts;
    }>
  >;
  /** What other rules or weights would change, without keeping anything. Refuses as `propose` does. */
  preview(actor: PersonActor, draftId: string, given: SettingsInput): Promise<Result<ShownComparison>>;
  /** Two drafts side by side. */
  compare(
    actor: PersonActor,
    draftId: string,
    otherId: string,
  ): Promise<Result<{ readonly one: Draft; readonly other: Draft; readonly comparison: ShownComparison }>>;
  settings(
    actor: PersonActor,
    draftId: string,
  ): Promise<Result<{ readonly draft: Draft; readonly can: MatchingAbilities }>>;
}

function keptPairs(pool: KeptPool): { menteeId: string; mentorId: string }[] {
  return pool.mentees.flatMap(({ facts, mentorId }) =>
    mentorId === null ? [] : [{ menteeId: facts.personId, mentorId }],
  );
}

function withNames(comparison: Comparison, pools: readonly KeptPool[]): ShownComparison {
  const people = new Map<string, ShownPerson>();
  for (const pool of pools) {
    for (const { facts } of pool.mentees) people.set(facts.personId, showPerson(facts));
    for (const facts of pool.mentors) people.set(facts.personId, showPerson(facts));
  }
  const side = (one: Comparison['moved'][number]['before']) =>
    one === null ? null : { mentor: people.get(one.mentorId) ?? null, score: one.score };
  return {
    ...comparison,
    moved: comparison.moved.flatMap(({ menteeId, before, after }) => {
      const mentee = people.get(menteeId);
      return mentee === undefined ? [] : [{ mentee, before: side(before), after: side(after) }];
    }),
  };
}

export function createOverview({ db }: MatchingDeps): Overview {
  return {
    list: (actor, organizationId, page) =>
      db.withActor(actor, 'matching.list', async (tx) => {
        const admitted = await admit(tx, organizationId, 'matching.view');
        if (!admitted.ok) return admitted;
        const span = { offset: (page - 1) * DRAFTS_PAGE_SIZE, limit: DRAFTS_PAGE_SIZE };
        return accept({
          ...(await listDrafts(tx, organizationId, span)),
          page,
          pageSize: DRAFTS_PAGE_SIZE,
          banks: await countPool(tx, organizationId),
          can: abilities(matchingAccess, admitted.value),
        });
      }),

    prepare: (actor, organizationId) =>
      db.withActor(actor, 'matching.prepare', async (tx) => {
        const admitted = await admit(tx, organizationId, 'matching.edit');
        if (!admitted.ok) return admitted;
        const banks = await listMatchable(tx, organizationId);
        const outside = await listOfferedFromOutside(tx, organizationId);
        return accept({
          programmes: await listOpenProgrammes(tx, organizationId),
          forms: formsBetween(banks.mentees, [
            ...banks.mentors,
            ...outside.map(() => ({ kinds: ['staff'] })),
          ]),
          outside: outside.length,
          banks: await countPool(tx, organizationId),
        });
      }),

    preview: (actor, draftId, given) =>
      db.withActor(actor, 'matching.preview', async (tx) => {
        const opened = await openDraft(tx, draftId, 'matching.edit');
        if (!opened.ok) return opened;
        const { draft } = opened.value;
        const { pool, input: kept } = await loadInput(tx, draft);
        const marks = asMarks(await listMarks(tx, draft.id));
        const settings = toSettings(draft.settings, given);
        const { input } = await withOutside(tx, draft, kept, settings);
        const after = await solveDraft(input, settings, marks);
        if (!after.ok) return after;
        // What is now, measured by the new weights too: else every score would seem to move.
        const before = judgePairs(input, settings, keptPairs(pool));
        return accept(
          withNames(compareProposals(before, after.value), [{ ...pool, mentors: input.mentors }]),
        );
      }),

    compare: (actor, draftId, otherId) =>
      db.withActor(actor, 'matching.compare', async (tx) => {
        const one = await openDraft(tx, draftId, 'matching.view');
        if (!one.ok) return one;
        const other = await openDraft(tx, otherId, 'matching.view');
        if (!other.ok) return other;
        const [pool, otherPool] = [
          await loadInput(tx, one.value.draft),
          await loadInput(tx, other.value.draft),
        ];
        // Both by the weights of the first: scores by different weights say nothing of each other.
        const comparison = compareProposals(
          judgePairs(pool.input, one.value.draft.settings, keptPairs(pool.pool)),
          judgePairs(otherPool.input, one.value.draft.settings, keptPairs(otherPool.pool)),
        );
        return accept({
          one: one.value.draft,
          other: other.value.draft,
          comparison: withNames(comparison, [pool.pool, otherPool.pool]),
        });
      }),

    settings: (actor, draftId) =>
      db.withActor(actor, 'matching.view_settings', async (tx) => {
        const opened = await openDraft(tx, draftId, 'matching.view');
        if (!opened.ok) return opened;
        const { draft, standing } = opened.value;
        return accept({ draft, can: abilities(matchingAccess, standing) });
      }),
  };
}
