import { accept, refuse, type Result } from '#src/lib/result.ts';
import { listOccurrences } from '#src/lib/deadlines/occurrences.ts';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { listStaffChoices } from '#src/features/people/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { lintRoadmap } from '#src/features/roadmap/rules/linter/lint.ts';
import type { Activity, Roadmap, RoadmapContent, Shift } from '#src/features/roadmap/rules/model.ts';
import type { RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import {
  deadlineQuestion,
  groupResponsibles,
  isUnclear,
  periodOf,
} from '#src/features/roadmap/rules/review.ts';
import {
  changeRoadmap,
  readInRoadmap,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { loadContent } from '#src/features/roadmap/store.server/content.ts';
import {
  deleteSection,
  insertSection,
  updateActivity,
  updateSection,
} from '#src/features/roadmap/store.server/edits.ts';
import { deleteRoadmap, readSourceText, updateRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

/** Doubts of the reading that are settled by looking at the header once. */
const ABOUT_HEADER = new Set([
  'reading.no_period',
  'reading.period_inferred',
  'reading.no_title_of_document',
]);
const EDITABLE = ['review', 'draft'] as const;

/** Everything the review screen shows: rows with what is unclear about each, the source, findings, who is who. */
export async function getReview(deps: RoadmapDeps, actor: PersonActor, roadmapId: string) {
  return readInRoadmap(deps, actor, 'roadmap.view_review', roadmapId, async ({ tx, roadmap, standing }) => {
    const content = await loadContent(tx, roadmapId);
    const period = periodOf(roadmap);
    const rows = content.sections.flatMap((section) =>
      section.activities.map((activity) => {
        const question = deadlineQuestion(activity, period);
        const occurrences = activity.meaning === null ? [] : listOccurrences(activity.meaning, period);
        return {
          activity,
          sectionId: section.id,
          question,
          unclear: isUnclear(activity, question),
          occurrenceCount: occurrences.length,
          firstOccurrence: occurrences[0] ?? null,
          lastOccurrence: occurrences.at(-1) ?? null,
        };
      }),
    );
    return accept({
      roadmap,
      sections: content.sections.map(({ id, number, title, position }) => ({ id, number, title, position })),
      rows,
      findings: lintContent(roadmap, content),
      responsibles: groupResponsibles(content),
      staff: await listStaffChoices(tx, roadmap.organizationId),
      sourceText: await readSourceText(tx, roadmapId),
      can: abilities(roadmapAccess, standing),
    });
  });
}

/** The linter over stored rows; its findings point at activities and sections by id. */
export function lintContent(roadmap: Roadmap, content: RoadmapContent) {
  const period = periodOf(roadmap);
  const findings = lintRoadmap({
    period,
    sections: content.sections.map((section) => ({
      number: section.number === '' ? null : section.number,
      title: section.title === '' ? null : section.title,
      items: section.activities.map((activity) => ({
        number: activity.number === '' ? null : activity.number,
        title: activity.title,
        subPoints: [...activity.subPoints],
        deadlineText: activity.deadlineText === '' ? null : activity.deadlineText,
        meaning: activity.meaning,
        ambiguous: deadlineQuestion(activity, period) !== null,
        responsible: activity.responsibles.map((responsible) => responsible.words),
        result: activity.resultText === '' ? null : activity.resultText,
        kinds: activity.parts.flatMap((part) => (part.kind === null ? [] : [part.kind])),
        isGroup: activity.isGroup,
      })),
    })),
  });
  return findings.map((finding) => {
    const section = finding.sectionIndex === undefined ? undefined : content.sections[finding.sectionIndex];
    const activity: Activity | undefined =
      finding.itemIndex === undefined ? undefined : section?.activities[finding.itemIndex];
    return { ...finding, sectionId: section?.id ?? null, activityId: activity?.id ?? null };
  });
}

export interface HeaderInput {
  readonly version: number;
  readonly title: string;
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  readonly layout: RoadmapLayout;
  readonly shift: Shift;
  readonly aim: string;
  readonly tasks: string;
}

/** A changed period gives every phrase that no person has settled its meaning anew. */
export async function editHeader(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: HeaderInput,
): Promise<Result<{ reread: number }>> {
  const command = { name: 'roadmap.edit_header', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) => {
    if (roadmap.version !== input.version) return refuse('roadmap.stale');
    if ((input.periodStart === null) !== (input.periodEnd === null)) {
      return refuse(
        'roadmap.half_a_period',
        undefined,
        input.periodStart === null ? 'periodStart' : 'periodEnd',
      );
    }
    if (input.periodStart !== null && input.periodEnd !== null) {
      if (input.periodEnd < input.periodStart)
        return refuse('roadmap.period_backwards', undefined, 'periodEnd');
      const years = Number(input.periodEnd.slice(0, 4)) - Number(input.periodStart.slice(0, 4));
      if (years > 10) return refuse('roadmap.period_too_long', undefined, 'periodEnd');
    }
    await updateRoadmap(tx, roadmapId, {
      flags: roadmap.flags.filter((flag) => !ABOUT_HEADER.has(flag.code)),
      title: input.title,
      periodStart: input.periodStart,
      periodEnd: input.periodEnd,
      layout: input.layout,
      shift: input.shift,
      aim: input.aim,
      tasks: input.tasks
        .split('\n')
        .map((task) => task.trim())
        .filter((task) => task !== ''),
    });
    const changed = input.periodStart !== roadmap.periodStart || input.periodEnd !== roadmap.periodEnd;
    if (!changed) return accept({ reread: 0 });
    const period = periodOf(input);
    let reread = 0;
    for (const section of (await loadContent(tx, roadmapId)).sections) {
      for (const activity of section.activities) {
        if (activity.meaningBy !== 'reading' || activity.deadlineText === '') continue;
        const { meaning } = readDeadline(activity.deadlineText, period);
        if (JSON.stringify(meaning) === JSON.stringify(activity.meaning)) continue;
        await updateActivity(tx, activity.id, activity.version, { meaning });
        reread += 1;
      }
    }
    return accept({ reread });
  });
}

export async function addSection(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: { position: number; number: string; title: string },
): Promise<Result<{ sectionId: string }>> {
  const command = { name: 'roadmap.add_section', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) =>
    accept({ sectionId: await insertSection(tx, roadmap.organizationId, roadmapId, input) }),
  );
}

export async function editSection(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: { sectionId: string; number: string; title: string },
): Promise<Result> {
  const command = { name: 'roadmap.edit_section', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    const content = await loadContent(tx, roadmapId);
    if (!content.sections.some((section) => section.id === input.sectionId)) {
      return refuse('roadmap.section_not_found');
    }
    await updateSection(tx, input.sectionId, { number: input.number, title: input.title });
    return accept();
  });
}

/** Only an empty section: rows are never dropped with it unseen. */
export async function dropSection(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  sectionId: string,
): Promise<Result> {
  const command = { name: 'roadmap.drop_section', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    const section = (await loadContent(tx, roadmapId)).sections.find((one) => one.id === sectionId);
    if (section === undefined) return refuse('roadmap.section_not_found');
    if (section.activities.length > 0)
      return refuse('roadmap.section_not_empty', { count: section.activities.length });
    await deleteSection(tx, sectionId);
    return accept();
  });
}

/** A roadmap that was never approved may go for good; an approved one stays, with its year. */
export async function dropRoadmap(deps: RoadmapDeps, actor: PersonActor, roadmapId: string): Promise<Result> {
  const command = { name: 'roadmap.drop', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    await deleteRoadmap(tx, roadmapId);
    return accept();
  });
}
