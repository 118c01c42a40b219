import { accept } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import {
  groupResponsibles,
  deadlineQuestion,
  isUnclear,
  periodOf,
} from '#src/features/roadmap/rules/review.ts';
import { isOverdue, isOpen } from '#src/features/roadmap/rules/state.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import { readInRoadmap, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { isMapped } from '#src/features/roadmap/service.server/responsibles.ts';
import { lintContent } from '#src/features/roadmap/service.server/review.ts';
import { loadOccurrences } from '#src/features/roadmap/store.server/activity.ts';
import { loadContent } from '#src/features/roadmap/store.server/content.ts';
import { findRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

/** A part that closes by a count or a share, for the targets that are set with the approval. */
export interface TargetPart {
  readonly partId: string;
  readonly kindTitle: string;
  readonly number: string;
  readonly title: string;
  readonly mode: 'count' | 'share';
  /** What is counted, in Russian; empty when the dictionary names none. */
  readonly unit: string;
  /** Set before, or the dictionary's own; null stands for everybody concerned. */
  readonly target: number | null;
}

/** One roadmap with its counts: what is left to settle before the year begins, or how the year goes. */
export async function getOverview(deps: RoadmapDeps, actor: PersonActor, roadmapId: string) {
  return readInRoadmap(deps, actor, 'roadmap.view_overview', roadmapId, async ({ tx, roadmap, standing }) => {
    const content = await loadContent(tx, roadmapId);
    const period = periodOf(roadmap);
    const rows = content.sections.flatMap((section) => section.activities);
    const work = rows.filter((row) => !row.isGroup);
    const words = groupResponsibles(content);
    const findings = lintContent(roadmap, content);
    const isBegun = roadmap.state === 'approved' || roadmap.state === 'closed';
    const occurrences = isBegun ? await loadOccurrences(tx, { roadmapId }) : [];
    const today = todayOf(deps);
    const previous = roadmap.previousId === null ? null : await findRoadmap(tx, roadmap.previousId);
    return accept({
      roadmap,
      previous: previous === null ? null : { id: previous.id, title: previous.title },
      counts: {
        sections: content.sections.length,
        activities: work.length,
        unclear: rows.filter((row) => isUnclear(row, deadlineQuestion(row, period))).length,
        withoutDeadline: work.filter((row) => row.deadlineText === '' && row.meaning === null).length,
        withoutResponsible: work.filter((row) => row.responsibles.length === 0).length,
        withoutKind: work.filter((row) => row.parts.every((part) => part.kind === null)).length,
        words: words.length,
        wordsUnmapped: words.filter((one) => !isMapped(one)).length,
        errors: findings.filter((finding) => finding.severity === 'error').length,
        warnings: findings.filter((finding) => finding.severity === 'warning').length,
        occurrences: occurrences.length,
        open: occurrences.filter((one) => isOpen(one.state)).length,
        overdue: occurrences.filter((one) => isOverdue(one.state, one.dueOn, today)).length,
      },
      targets: listTargets(work),
      today,
      can: abilities(roadmapAccess, standing),
    });
  });
}

function listTargets(
  rows: readonly {
    number: string;
    title: string;
    parts: readonly { id: string; kind: string | null; target: number | null }[];
  }[],
): TargetPart[] {
  return rows.flatMap((row) =>
    row.parts.flatMap((part): TargetPart[] => {
      const kind = part.kind === null ? undefined : findActivityKind(part.kind);
      if (kind === undefined) return [];
      const { mode, target, unit = '' } = kind.closing;
      if (mode !== 'count' && mode !== 'share') return [];
      return [
        {
          partId: part.id,
          kindTitle: kind.title,
          number: row.number,
          title: row.title,
          mode,
          unit,
          target: part.target ?? (typeof target === 'number' ? target : null),
        },
      ];
    }),
  );
}
