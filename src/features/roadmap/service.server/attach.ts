import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { keepFile } from '#src/platform/kept-files.ts';
import { findPaper } from '#src/features/documents/service.server.ts';
import {
  changeStep,
  closeFoundStep,
  refuseUnlessTheirs,
  todayOf,
  type CloseInput,
} from '#src/features/roadmap/service.server/closing.ts';
import {
  changeRoadmapOfActivity,
  once,
  type InRoadmap,
  type RoadmapDeps,
  type Sent,
} from '#src/features/roadmap/service.server/context.ts';
import { loadOccurrences } from '#src/features/roadmap/store.server/activity.ts';
import { loadActivities } from '#src/features/roadmap/store.server/content.ts';
import {
  activityOfEvidence,
  insertComment,
  insertEvidence,
  withdrawEvidence,
  type NewEvidence,
} from '#src/features/roadmap/store.server/evidence.ts';

const LIVE = ['approved'] as const;

export type EvidenceInput = Omit<NewEvidence, 'organizationId' | 'addedBy' | 'fileId'> & {
  /** For kind `file`. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
};

/**
 * Attaches what proves an activity: a registered paper, a file, a link or a note. Refused: another school's paper
 * (`roadmap.paper_not_found`), a part or occurrence of another activity, nothing attached at all.
 */
export async function addEvidence(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: EvidenceInput & Sent,
): Promise<Result<{ evidenceId: string }>> {
  const command = { name: 'roadmap.add_evidence', right: 'roadmap.evidence', states: LIVE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, (context) =>
    once(
      context.tx,
      input,
      async () =>
        (await refuseUnlessTheirs(context, actor, input.activityId)) ?? attach(deps, actor, context, input),
    ),
  );
}

async function attach(
  deps: RoadmapDeps,
  actor: PersonActor,
  { tx, roadmap }: InRoadmap,
  input: EvidenceInput,
): Promise<Result<{ evidenceId: string }>> {
  const [activity] = await loadActivities(tx, { activityId: input.activityId });
  const occurrences = await loadOccurrences(tx, { activityId: input.activityId });
  if (activity === undefined) return refuse('roadmap.row_not_found');
  if (input.partId !== null && !activity.parts.some((part) => part.id === input.partId)) {
    return refuse('roadmap.part_not_found');
  }
  if (input.occurrenceId !== null && !occurrences.some((one) => one.id === input.occurrenceId)) {
    return refuse('roadmap.occurrence_not_found');
  }
  if (input.happenedOn !== null && input.happenedOn > todayOf(deps)) {
    return refuse('roadmap.future_fact', undefined, 'happenedOn');
  }
  const lack = lackOf(input);
  if (lack !== null) return refuse(lack.code, undefined, lack.field);
  if (input.kind === 'paper') {
    const paper = await findPaper(tx, input.paperId ?? '');
    if (paper === null || paper.organizationId !== roadmap.organizationId) {
      return refuse('roadmap.paper_not_found', undefined, 'paperId');
    }
  }
  const kept =
    input.kind === 'file' && input.file !== null
      ? await keepFile(tx, deps.files, { organizationId: roadmap.organizationId, ...input.file })
      : null;
  if (kept !== null && !kept.ok) return kept;
  const evidenceId = await insertEvidence(tx, {
    organizationId: roadmap.organizationId,
    activityId: input.activityId,
    occurrenceId: input.occurrenceId,
    partId: input.partId,
    kind: input.kind,
    paperId: input.kind === 'paper' ? input.paperId : null,
    fileId: kept?.value.fileId ?? null,
    url: input.kind === 'link' ? input.url : null,
    note: input.note,
    happenedOn: input.happenedOn,
    addedBy: actor.accountId,
  });
  return accept({ evidenceId });
}

/**
 * Attaches and closes in one press: the evidence counts towards the readiness of the part. All or nothing: when the
 * part cannot be closed by it, nothing is attached either. Refused as `addEvidence` and `closeStep` refuse.
 */
export async function attachAndClose(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { evidence: EvidenceInput; close: CloseInput } & Sent,
): Promise<Result<{ evidenceId: string }>> {
  return changeStep(deps, actor, 'roadmap.attach_and_close', input.close.stepId, (context, { occurrence }) =>
    once(context.tx, input, async () => {
      if (occurrence.activityId !== input.evidence.activityId) return refuse('roadmap.step_not_found');
      const attached = await attach(deps, actor, context, input.evidence);
      if (!attached.ok) return attached;
      const closed = await closeFoundStep(deps, actor, context, input.close);
      return closed.ok ? attached : closed;
    }),
  );
}

function lackOf(input: EvidenceInput): { code: string; field: string } | null {
  switch (input.kind) {
    case 'paper':
      return input.paperId === null ? { code: 'roadmap.choose_paper', field: 'paperId' } : null;
    case 'file':
      return input.file === null || input.file.bytes.length === 0
        ? { code: 'roadmap.choose_file', field: 'file' }
        : null;
    case 'link':
      return (input.url ?? '') === '' ? { code: 'roadmap.write_link', field: 'url' } : null;
    case 'note':
      return input.note.trim() === '' ? { code: 'roadmap.write_note', field: 'note' } : null;
  }
}

/** The evidence stays in the history, but proves nothing any more. What it has closed stays closed: reopen it. */
export async function dropEvidence(
  deps: RoadmapDeps,
  actor: PersonActor,
  evidenceId: string,
): Promise<Result> {
  const activityId = await deps.db.withActor(actor, 'roadmap.find_evidence', (tx) =>
    activityOfEvidence(tx, evidenceId),
  );
  if (activityId === null) return refuse('roadmap.evidence_not_found');
  const command = { name: 'roadmap.drop_evidence', right: 'roadmap.evidence', states: LIVE } as const;
  return changeRoadmapOfActivity(deps, actor, command, activityId, async (context) => {
    const refused = await refuseUnlessTheirs(context, actor, activityId);
    if (refused !== null) return refused;
    await withdrawEvidence(context.tx, evidenceId, deps.clock.now());
    return accept();
  });
}

export async function addComment(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; text: string } & Sent,
): Promise<Result> {
  const command = {
    name: 'roadmap.comment',
    right: 'roadmap.comment',
    states: ['draft', 'approved', 'closed'],
  } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, ({ tx, roadmap }) =>
    once(tx, input, async () => {
      await insertComment(tx, {
        organizationId: roadmap.organizationId,
        activityId: input.activityId,
        text: input.text,
        authorId: actor.accountId,
      });
      return accept();
    }),
  );
}
