import { shortDay } from '#src/lib/russian/short-day.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { may } from '#src/features/accounts/access.ts';
import { numberAndDate } from '#src/features/documents/rules.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import type { PaperOutcome, PaperRow, RoadmapPaperView } from '#src/features/roadmap/papers/view.ts';
import type { Activity, Roadmap } from '#src/features/roadmap/rules/model.ts';
import { reportPresets, type ReportPreset } from '#src/features/roadmap/rules/report-periods.ts';
import { deriveActivityState, type StepState } from '#src/features/roadmap/rules/state.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import {
  readInRoadmap,
  refuseUnlessMay,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { loadOccurrences, type Occurrence } from '#src/features/roadmap/store.server/activity.ts';
import { loadEvidence, type Evidence } from '#src/features/roadmap/store.server/evidence.ts';
import { loadContent } from '#src/features/roadmap/store.server/content.ts';

const OUTCOMES: Readonly<Record<StepState, PaperOutcome>> = {
  planned: 'planned',
  in_progress: 'in_progress',
  done: 'done',
  done_in_part: 'partly',
  not_done: 'not_done',
  moved: 'moved',
};

/** Periods to report on, and today, for the page that chooses one. */
export async function getReportPeriods(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
): Promise<Result<{ today: string; presets: ReportPreset[] }>> {
  return readInRoadmap(deps, actor, 'roadmap.report_periods', roadmapId, async ({ roadmap, standing }) => {
    const refused = refuseUnlessMay(standing, 'roadmap.report');
    if (refused !== null) return refused;
    const { periodStart, periodEnd } = roadmap;
    if (periodStart === null || periodEnd === null) return refuse('roadmap.no_period');
    const today = todayOf(deps);
    return accept({ today, presets: reportPresets(today, { from: periodStart, to: periodEnd }) });
  });
}

export interface RoadmapPapers {
  readonly roadmap: Roadmap;
  readonly view: RoadmapPaperView;
  /** Whether the actor may see the folder for an inspection. */
  readonly mayFolder: boolean;
}

/** The roadmap as its papers are made of it, without any marks. */
export async function getPaperView(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
): Promise<Result<RoadmapPapers>> {
  return readInRoadmap(deps, actor, 'roadmap.print', roadmapId, async ({ tx, roadmap, standing }) => {
    const content = await loadContent(tx, roadmapId);
    const organization = await readOrganization(tx, roadmap.organizationId);
    return accept({
      roadmap,
      mayFolder: may(roadmapAccess, standing, 'roadmap.folder') === true,
      view: {
        ...headOf(roadmap, organization),
        sections: content.sections.map((section) => ({
          number: emptyToNull(section.number),
          title: emptyToNull(section.title),
          rows: section.activities.map(rowOf),
        })),
      },
    });
  });
}

/**
 * The report for a period: rows whose work falls into it (by plan or by fact), each with its outcome, fact, documents
 * and comment. Days are ISO and inclusive. Refused before the roadmap is approved: there is nothing to report on.
 */
export async function getReportView(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  span: { from: string; to: string },
): Promise<Result<RoadmapPapers>> {
  return readInRoadmap(deps, actor, 'roadmap.report', roadmapId, async ({ tx, roadmap, standing }) => {
    const refused = refuseUnlessMay(standing, 'roadmap.report');
    if (refused !== null) return refused;
    if (roadmap.state !== 'approved' && roadmap.state !== 'closed') {
      return refuse('roadmap.wrong_state', { state: roadmap.state });
    }
    const content = await loadContent(tx, roadmapId);
    const organization = await readOrganization(tx, roadmap.organizationId);
    const occurrences = Map.groupBy(await loadOccurrences(tx, { roadmapId }), (one) => one.activityId);
    const activityIds = content.sections.flatMap((section) => section.activities.map((one) => one.id));
    const evidence = Map.groupBy(await loadEvidence(tx, activityIds), (one) => one.activityId);
    return accept({
      roadmap,
      mayFolder: may(roadmapAccess, standing, 'roadmap.folder') === true,
      view: {
        ...headOf(roadmap, organization),
        sections: content.sections
          .map((section) => ({
            number: emptyToNull(section.number),
            title: emptyToNull(section.title),
            rows: section.activities.flatMap((activity) =>
              reportRow(activity, occurrences.get(activity.id) ?? [], evidence.get(activity.id) ?? [], span),
            ),
          }))
          .filter((section) => section.rows.length > 0),
      },
    });
  });
}

const emptyToNull = (text: string): string | null => (text === '' ? null : text);

function headOf(
  roadmap: Roadmap,
  organization: { fullName: string; shortName: string } | null,
): Omit<RoadmapPaperView, 'sections'> {
  const [start, end] = [roadmap.periodStart ?? '', roadmap.periodEnd ?? ''];
  return {
    title: roadmap.title,
    organizationFull: organization?.fullName ?? roadmap.organizationWords,
    organizationShort: organization?.shortName ?? roadmap.organizationWords,
    period: { start, end, words: roadmap.periodWords },
    stamps: stampsOf(roadmap),
    aim: emptyToNull(roadmap.aim),
    tasks: roadmap.tasks,
  };
}

/** The stamp of the approving order, once there is one; until then the stamps that the source had. */
function stampsOf(roadmap: Roadmap): { word: string; lines: string[] }[] {
  const other = roadmap.stamps
    .filter((stamp) => stamp.word !== 'УТВЕРЖДЕНО' || roadmap.approvedOn === null)
    .map((stamp) => ({ word: stamp.word, lines: linesOfStamp(stamp) }));
  if (roadmap.approvedOn === null) return other;
  const words = numberAndDate({ number: roadmap.approvalNumber, issuedOn: roadmap.approvedOn });
  return [...other, { word: 'УТВЕРЖДЕНО', lines: [`приказом ${words}`] }];
}

function linesOfStamp(stamp: Roadmap['stamps'][number]): string[] {
  const words = numberAndDate({ number: stamp.order ?? '', issuedOn: stamp.date ?? null });
  return words === '' ? [] : [stamp.word === 'УТВЕРЖДЕНО' ? `приказом ${words}` : words];
}

function rowOf(activity: Activity): PaperRow {
  return {
    number: emptyToNull(activity.number),
    title: activity.title,
    subPoints: [],
    activities: emptyToNull(activity.activitiesText),
    deadline: activity.deadlineText,
    responsible: activity.responsibleText,
    result: activity.resultText,
  };
}

function reportRow(
  activity: Activity,
  occurrences: readonly Occurrence[],
  evidence: readonly Evidence[],
  span: { from: string; to: string },
): PaperRow[] {
  if (activity.isGroup) return [];
  const within = occurrences.filter((one) => touches(one, span));
  if (within.length === 0) return [];
  const steps = within.flatMap((one) => one.steps);
  const facts = steps.map((step) => step.fact).filter((fact) => fact !== '');
  const moved = within.filter((one) => one.plannedDueOn !== one.dueOn && one.dueOn !== null);
  const reasons = [
    ...moved.map(
      (one) => `Срок перенесён на ${one.dueOn === null ? '' : shortDay(one.dueOn)}: ${one.reason}`,
    ),
    ...steps.map((step) => step.reason),
  ].filter((reason) => reason !== '');
  const ids = new Set(within.map((one) => one.id));
  const shown = evidence.filter((one) => one.occurrenceId === null || ids.has(one.occurrenceId));
  const notes = shown.filter((one) => one.kind === 'note').map((one) => one.note);
  const doneOn = within
    .flatMap((one) => (one.doneOn === null ? [] : [one.doneOn]))
    .toSorted()
    .at(-1);
  const dateWords = doneOn === undefined ? [] : [shortDay(doneOn)];
  return [
    {
      ...rowOf(activity),
      outcome: OUTCOMES[deriveActivityState(within.map((one) => one.state))],
      fact: joinSentences([...dateWords, ...new Set([...facts, ...notes])]),
      documents: shown.flatMap((one) => documentWords(one)),
      comment: joinSentences([...new Set(reasons)]),
    },
  ];
}

/** People end their sentences with a full stop or without: one stands between, never two. */
function joinSentences(sentences: readonly string[]): string {
  return sentences
    .map((one) => one.trim())
    .reduce((text, one) => (text === '' ? one : `${text}${/[.!?…]$/.test(text) ? '' : '.'} ${one}`), '');
}

/** Work without a day belongs to every period until it is closed; closed work to the period it was closed in. */
function touches(occurrence: Occurrence, span: { from: string; to: string }): boolean {
  if (occurrence.startsOn === null || occurrence.dueOn === null) {
    return occurrence.doneOn === null || (occurrence.doneOn >= span.from && occurrence.doneOn <= span.to);
  }
  if (occurrence.startsOn <= span.to && occurrence.dueOn >= span.from) return true;
  return occurrence.doneOn !== null && occurrence.doneOn >= span.from && occurrence.doneOn <= span.to;
}

function documentWords(evidence: Evidence): string[] {
  if (evidence.paper !== null) return [`${evidence.paper.title} ${numberAndDate(evidence.paper)}`.trim()];
  if (evidence.fileName !== null) return [evidence.fileName];
  return evidence.url === null ? [] : [evidence.url];
}
