import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { may } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { isOpen } from '#src/features/roadmap/rules/state.ts';
import { changeStep, closeFoundStep, evidenceOf } from '#src/features/roadmap/service.server/closing.ts';
import { once, type RoadmapDeps, type Sent } from '#src/features/roadmap/service.server/context.ts';
import { loadOccurrences, type Step } from '#src/features/roadmap/store.server/activity.ts';
import { loadActivities } from '#src/features/roadmap/store.server/content.ts';
import { insertEvidence, loadEvidence, type Evidence } from '#src/features/roadmap/store.server/evidence.ts';
import { listPaperUses, listProvingPapers } from '#src/features/roadmap/store.server/paper-uses.ts';
import { findRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

/** Kinds of papers that prove a kind of work and can be drafted here, in the order of the dictionary. */
export function draftableKinds(deps: RoadmapDeps, kind: string | null): { kind: string; title: string }[] {
  const papers = kind === null ? [] : (findActivityKind(kind)?.papers ?? []);
  const known = new Set(deps.drafting?.listKinds());
  return papers
    .filter((one) => known.has(one))
    .map((one) => ({ kind: one, title: findPaperKind(one)?.title ?? one }));
}

/**
 * A draft of the paper that a part of an activity asks for, joined to it at once: it proves nothing until it is
 * registered, and then closes the part. Refuses a kind that does not prove this part (`roadmap.paper_kind`), and as
 * `addEvidence` does.
 */
export async function draftFor(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { stepId: string; kind: string } & Sent,
): Promise<Result<{ paperId: string }>> {
  return changeStep(deps, actor, 'roadmap.draft_paper', input.stepId, ({ tx, roadmap, standing }, found) =>
    once(tx, input, async () => {
      const allowed = may(documentsAccess, standing, 'documents.draft');
      if (allowed !== true) return { ok: false, refusal: allowed };
      const { occurrence, step } = found;
      const [activity] = await loadActivities(tx, { activityId: occurrence.activityId });
      const part = activity?.parts.find((one) => one.id === step.partId);
      const { drafting } = deps;
      if (
        drafting === undefined ||
        !draftableKinds(deps, part?.kind ?? null).some(({ kind }) => kind === input.kind)
      ) {
        return refuse('roadmap.paper_kind');
      }
      if (!isOpen(step.state)) return refuse('roadmap.closed_already');
      const day = Temporal.PlainDate.from(occurrence.dueOn ?? deps.clock.today(deps.timeZone).toString());
      const { organizationId } = roadmap;
      const schoolYear = schoolYearOf(day);
      const drafted = await drafting.start(tx, organizationId, {
        kind: input.kind,
        schoolYear,
        subjectIds: [],
      });
      if (!drafted.ok) return drafted;
      await insertEvidence(tx, {
        organizationId,
        activityId: occurrence.activityId,
        occurrenceId: occurrence.id,
        partId: step.partId,
        kind: 'paper',
        paperId: drafted.value.paperId,
        fileId: null,
        url: null,
        note: '',
        happenedOn: null,
        addedBy: actor.accountId,
      });
      return drafted;
    }),
  );
}

/**
 * What follows in the plan from papers that have entered the register: every open part that one proves and that closes by
 * a paper is done. Parts that count, run for a period or belong to somebody else wait for their person.
 */
export async function closeByPapers(
  deps: RoadmapDeps,
  tx: ScopedTx,
  actor: PersonActor,
  papers: readonly { readonly id: string }[],
): Promise<Result> {
  const ids = papers.map(({ id }) => id);
  for (const id of await listProvingPapers(tx, ids)) await closeByPaper(deps, tx, actor, id);
  return accept();
}

async function closeByPaper(
  deps: RoadmapDeps,
  tx: ScopedTx,
  actor: PersonActor,
  paperId: string,
): Promise<void> {
  for (const { activityId } of await listPaperUses(tx, paperId)) {
    const evidence = await loadEvidence(tx, [activityId]);
    const own = evidence.filter((one) => one.paperId === paperId);
    const [activity] = await loadActivities(tx, { activityId });
    for (const occurrence of await loadOccurrences(tx, { activityId })) {
      const roadmap = await findRoadmap(tx, occurrence.roadmapId);
      if (roadmap?.state !== 'approved') continue;
      if (may(roadmapAccess, await standingOf(tx, roadmap.organizationId), 'roadmap.close_any') !== true)
        continue;
      for (const step of occurrence.steps) {
        const kind = activity?.parts.find((part) => part.id === step.partId)?.kind ?? null;
        const closes = kind !== null && findActivityKind(kind)?.closing.mode === 'event';
        if (!isOpen(step.state) || !closes || evidenceOf(step, occurrence.id, own).length === 0) continue;
        const input = {
          stepId: step.id,
          version: step.version,
          state: 'done',
          reason: '',
          fact: '',
        } as const;
        // A part that still lacks something stays open: its page says what.
        await closeFoundStep(deps, actor, { tx, roadmap }, input);
      }
    }
  }
}

/** The newest draft attached to a part of an occurrence that waits for its registration; null: there is none. */
export function draftOf(
  step: Pick<Step, 'partId'>,
  occurrenceId: string,
  evidence: readonly Evidence[],
): string | null {
  const drafts = evidence.filter(
    ({ partId, occurrenceId: of, paper }) =>
      (partId === null || partId === step.partId) &&
      (of === null || of === occurrenceId) &&
      (paper?.state === 'draft' || paper?.state === 'approved'),
  );
  return drafts.at(-1)?.paperId ?? null;
}
