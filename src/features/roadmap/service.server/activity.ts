import { accept, refuse, type Result } from '#src/lib/result.ts';
import { formatMeaning } from '#src/lib/deadlines/format.ts';
import { listAudit } from '#src/platform/audit.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities, may } from '#src/features/accounts/access.ts';
import { namesOfAccounts } from '#src/features/accounts/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { listPaperChoices } from '#src/features/documents/service.server.ts';
import { listStaffChoices } from '#src/features/people/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { aimOf, closingOf, readinessOf } from '#src/features/roadmap/rules/closing.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { deriveActivityState, isOpen } from '#src/features/roadmap/rules/state.ts';
import { isContinuousSpan, missingNote, noteDays } from '#src/features/roadmap/rules/today.ts';
import { evidenceOf, todayOf } from '#src/features/roadmap/service.server/closing.ts';
import { countSteps, placeOf } from '#src/features/roadmap/service.server/progress.ts';
import { draftableKinds, draftOf } from '#src/features/roadmap/service.server/drafting.ts';
import {
  changeRoadmapOfActivity,
  readInRoadmap,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import {
  appendResponsible,
  isResponsible,
  loadOccurrences,
} from '#src/features/roadmap/store.server/activity.ts';
import { loadComments, loadEvidence } from '#src/features/roadmap/store.server/evidence.ts';
import { findSection, loadActivities } from '#src/features/roadmap/store.server/content.ts';
import {
  roadmapOfActivity,
  setResponsibleMeaning,
  updateActivity,
} from '#src/features/roadmap/store.server/edits.ts';
import { chosenMeaning } from '#src/features/roadmap/rules/responsible-choice.ts';

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
    const sources = deps.sources ?? [];
    const partById = new Map(activity.parts.map((part) => [part.id, part]));
    // What was counted on the day of closing stands in the step; afterwards the rooms go on.
    const countedById = await countSteps(
      sources,
      tx,
      { organizationId: roadmap.organizationId, today },
      occurrences.flatMap(({ startsOn, dueOn, steps }) =>
        steps
          .filter((step) => isOpen(step.state))
          .map((step) => ({ id: step.id, kind: partById.get(step.partId)?.kind ?? null, startsOn, dueOn })),
      ),
    );
    const isTheirs =
      may(roadmapAccess, standing, 'roadmap.close_any') === true ||
      (await isResponsible(tx, activityId, actor.accountId));
    const mayDraft = may(documentsAccess, standing, 'documents.draft') === true;
    return accept({
      today,
      timeZone: deps.timeZone,
      roadmap,
      section: await findSection(tx, activity.sectionId),
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
          drafts: mayDraft ? draftableKinds(deps, part.kind) : [],
          place: placeOf(sources, part.kind),
        };
      }),
      occurrences: occurrences.map((occurrence) => {
        const notes = evidence
          .filter((one) => (one.occurrenceId ?? occurrence.id) === occurrence.id)
          .map((one) => one.happenedOn ?? one.createdAt.slice(0, 10));
        const span =
          occurrence.startsOn === null || occurrence.dueOn === null
            ? null
            : { start: occurrence.startsOn, end: occurrence.dueOn };
        const isLong = span !== null && isContinuousSpan(span.start, span.end);
        return {
          ...occurrence,
          noteDays: isLong && span !== null ? noteDays(span) : [],
          noteDueOn:
            isLong && span !== null && isOpen(occurrence.state) ? missingNote(span, notes, today) : null,
          steps: occurrence.steps.map((step) => {
            const part = partById.get(step.partId);
            const counted = countedById.get(step.id) ?? null;
            const facts = {
              closing: closingOf(part?.kind ?? null),
              evidenceCount: evidenceOf(step, occurrence.id, evidence).length,
              progress: step.progress,
              counted,
              target: part?.target ?? null,
              startsOn: occurrence.startsOn,
              dueOn: occurrence.dueOn,
            };
            return {
              ...step,
              ...aimOf(facts),
              countedWords: counted?.words ?? null,
              // A paper that is on its way to prove this part.
              draftId: draftOf(step, occurrence.id, evidence),
              readiness: readinessOf(facts, today),
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

/**
 * Whom one activity means by its responsible, changed after the approval: a person, a team or a post. Without
 * `responsibleId` somebody is added beside those whom the plan names; the words of the plan stay as they are.
 * `who` is `person:<id>`, `team:<id>` or `post:<words>`; refused when the school has nobody like that.
 */
export async function setResponsible(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; version: number; responsibleId: string | null; who: string },
): Promise<Result> {
  const command = { name: 'roadmap.set_responsible', right: 'roadmap.review', states: LIVE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx, roadmap }) => {
    const [activity] = await loadActivities(tx, { activityId: input.activityId });
    if (activity === undefined) return refuse('roadmap.row_not_found');
    // Nothing of the row itself changes; its version does, so that a stale form is told and the history has a line.
    if (!(await updateActivity(tx, activity.id, input.version, {}))) return refuse('roadmap.stale');
    const staff = await listStaffChoices(tx, roadmap.organizationId);
    const meaning = chosenMeaning(input.who, staff);
    if (meaning === null) return refuse('roadmap.nobody_like_that', undefined, 'who');
    if (input.responsibleId === null) {
      const name =
        staff.people.find((one) => one.id === meaning.personId)?.shortName ??
        staff.teams.find((one) => one.id === meaning.teamId)?.name ??
        meaning.post ??
        '';
      await appendResponsible(tx, roadmap.organizationId, activity.id, { words: name, ...meaning });
      return accept();
    }
    if (!activity.responsibles.some((one) => one.id === input.responsibleId)) {
      return refuse('roadmap.responsible_not_found', undefined, 'who');
    }
    await setResponsibleMeaning(tx, [input.responsibleId], meaning);
    return accept();
  });
}
