import { accept, refuse, type Result } from '#src/lib/result.ts';
import { formatMeaning } from '#src/lib/deadlines/format.ts';
import { listAudit } from '#src/platform/audit.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities, may } from '#src/features/accounts/access.ts';
import { namesOfAccounts } from '#src/features/accounts/service.server.ts';
import { findPaper, keepFile, listPaperChoices } from '#src/features/documents/service.server.ts';
import { listStaffChoices } from '#src/features/people/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { closingOf, readinessOf } from '#src/features/roadmap/rules/closing.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { deriveActivityState, isOpen } from '#src/features/roadmap/rules/state.ts';
import { CONTINUOUS_DAYS, missingNote, noteDays } from '#src/features/roadmap/rules/today.ts';
import { evidenceOf, refuseUnlessTheirs, todayOf } from '#src/features/roadmap/service.server/closing.ts';
import {
  changeRoadmapOfActivity,
  readInRoadmap,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { isResponsible, loadOccurrences } from '#src/features/roadmap/store.server/activity.ts';
import {
  activityOfEvidence,
  insertComment,
  insertEvidence,
  loadComments,
  loadEvidence,
  withdrawEvidence,
  type NewEvidence,
} from '#src/features/roadmap/store.server/evidence.ts';
import { loadActivities, loadContent } from '#src/features/roadmap/store.server/content.ts';
import { roadmapOfActivity } from '#src/features/roadmap/store.server/edits.ts';

const LIVE = ['approved'] as const;

/** Everything the page of one activity shows. */
export async function getActivity(deps: RoadmapDeps, actor: PersonActor, activityId: string) {
  const roadmapId = await deps.db.withActor(actor, 'roadmap.find_activity', (tx) =>
    roadmapOfActivity(tx, activityId),
  );
  if (roadmapId === null) return refuse('roadmap.row_not_found');
  return readInRoadmap(deps, actor, 'roadmap.view_activity', roadmapId, async ({ tx, roadmap, standing }) => {
    const today = todayOf(deps);
    const [activity] = await loadActivities(tx, { activityId });
    if (activity === undefined) return refuse('roadmap.row_not_found');
    const section = (await loadContent(tx, roadmap.id)).sections.find((one) => one.id === activity.sectionId);
    const occurrences = await loadOccurrences(tx, { activityId });
    const evidence = await loadEvidence(tx, [activityId]);
    const comments = await loadComments(tx, activityId);
    const { rows: audited } = await listAudit(tx, {
      organizationId: roadmap.organizationId,
      rowIds: [
        activityId,
        ...occurrences.flatMap((one) => [one.id, ...one.steps.map((step) => step.id)]),
        ...evidence.map((one) => one.id),
      ],
      limit: 100,
    });
    const history = audited.map((row) => ({
      id: row.id,
      at: row.at.toString(),
      actorId: row.actorId,
      command: row.command,
      table: row.table,
      operation: row.operation,
      before: row.before,
      after: row.after,
    }));
    const names = await namesOfAccounts(tx, [
      ...comments.map((one) => one.authorId),
      ...evidence.map((one) => one.addedBy),
      ...occurrences.flatMap((one) => one.steps.map((step) => step.closedBy)),
      ...history.map((one) => one.actorId),
    ]);
    const partById = new Map(activity.parts.map((part) => [part.id, part]));
    const isTheirs =
      may(roadmapAccess, standing, 'roadmap.close_any') === true ||
      (await isResponsible(tx, activityId, actor.accountId));
    return accept({
      today,
      roadmap,
      section: section === undefined ? null : { number: section.number, title: section.title },
      activity,
      meaningWords: activity.meaning === null ? null : formatMeaning(activity.meaning),
      state: deriveActivityState(occurrences.map((one) => one.state)),
      parts: activity.parts.map((part) => {
        const kind = part.kind === null ? undefined : findActivityKind(part.kind);
        return {
          ...part,
          kindTitle: kind?.title ?? null,
          evidenceWords: kind?.evidence ?? null,
          closing: closingOf(part.kind),
          unit: kind?.closing.unit ?? null,
          paperKinds: kind?.papers ?? [],
        };
      }),
      occurrences: occurrences.map((occurrence) => {
        const notes = evidence
          .filter((one) => one.kind === 'note' && (one.occurrenceId ?? occurrence.id) === occurrence.id)
          .map((one) => one.happenedOn ?? one.createdAt.slice(0, 10));
        const span =
          occurrence.startsOn === null || occurrence.dueOn === null
            ? null
            : { start: occurrence.startsOn, end: occurrence.dueOn };
        const isLong =
          span !== null &&
          Temporal.PlainDate.from(span.start).until(span.end, { largestUnit: 'days' }).days >=
            CONTINUOUS_DAYS;
        return {
          ...occurrence,
          noteDays: isLong && span !== null ? noteDays(span) : [],
          noteDueOn:
            isLong && span !== null && isOpen(occurrence.state) ? missingNote(span, notes, today) : null,
          steps: occurrence.steps.map((step) => {
            const part = partById.get(step.partId);
            return {
              ...step,
              readiness: readinessOf(
                {
                  closing: closingOf(part?.kind ?? null),
                  evidenceCount: evidenceOf(step, occurrence.id, evidence).length,
                  progress: step.progress,
                  target: part?.target ?? null,
                  dueOn: occurrence.dueOn,
                },
                today,
              ),
            };
          }),
        };
      }),
      evidence,
      comments,
      history,
      names,
      paperChoices: await listPaperChoices(tx, roadmap.organizationId),
      staff: await listStaffChoices(tx, roadmap.organizationId),
      isTheirs,
      can: abilities(roadmapAccess, standing),
    });
  });
}

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
  input: EvidenceInput,
): Promise<Result<{ evidenceId: string }>> {
  const command = { name: 'roadmap.add_evidence', right: 'roadmap.evidence', states: LIVE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async (context) => {
    const { tx, roadmap } = context;
    const refused = await refuseUnlessTheirs(context, actor, input.activityId);
    if (refused !== null) return refused;
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
  });
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
  input: { activityId: string; text: string },
): Promise<Result> {
  const command = {
    name: 'roadmap.comment',
    right: 'roadmap.comment',
    states: ['draft', 'approved', 'closed'],
  } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx, roadmap }) => {
    await insertComment(tx, {
      organizationId: roadmap.organizationId,
      activityId: input.activityId,
      text: input.text,
      authorId: actor.accountId,
    });
    return accept();
  });
}
