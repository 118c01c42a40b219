import { accept } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, may } from '#src/features/accounts/access.ts';
import { findPersonOfAccount, nameStaff } from '#src/features/people/service.server.ts';
import { surveysAccess } from '#src/features/surveys/access.ts';
import { listEndingWaves } from '#src/features/surveys/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { closingOf, readinessOf, type Readiness } from '#src/features/roadmap/rules/closing.ts';
import type { PlanLook } from '#src/features/roadmap/rules/plan-look.ts';
import { isOpen } from '#src/features/roadmap/rules/state.ts';
import {
  bucketOf,
  isContinuousSpan,
  missingNote,
  NEXT_DAYS,
  weekOf,
  type Bucket,
} from '#src/features/roadmap/rules/today.ts';
import { evidenceOf, todayOf } from '#src/features/roadmap/service.server/closing.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { countSteps } from '#src/features/roadmap/service.server/progress.ts';
import { readInOrganization } from '#src/features/roadmap/service.server/plan.ts';
import { loadOccurrences } from '#src/features/roadmap/store.server/activity.ts';
import { loadEvidence } from '#src/features/roadmap/store.server/evidence.ts';
import { listPlan, type PlanLine } from '#src/features/roadmap/store.server/plan.ts';
import { listRoadmaps } from '#src/features/roadmap/store.server/roadmaps.ts';
import { countLate, loadPartAims, whichAreTheirs } from '#src/features/roadmap/store.server/workload.ts';

/** «Сегодня» is a page to read, not a register: what does not fit is one press away in the plan. */
const SHOWN_PER_BUCKET = 12;
/** What is read to fill the buckets; with more coming in four weeks the counts say «и ещё». */
const UPCOMING_LIMIT = 200;
const WAITED_FOR_LIMIT = 8;

/** What one press on the line would do: close its only open part, or nothing yet and why. */
export type OnePress =
  | { readonly kind: 'ready'; readonly stepId: string; readonly version: number }
  | { readonly kind: 'lacks'; readonly lack: Extract<Readiness, { ready: false }>['lack'] }
  | { readonly kind: 'several' }
  | { readonly kind: 'not_theirs' };

export interface TodayLine extends PlanLine {
  readonly bucket: Bucket;
  /** Quarter's end by which a continuous activity owes a note; null when nothing is owed. */
  readonly noteDueOn: string | null;
  readonly press: OnePress;
}

export interface TodayBucket {
  readonly total: number;
  readonly lines: readonly TodayLine[];
}

/**
 * What waits: overdue, this week, next, running; of the person or of everybody. Unless somebody has chosen (`whose` is
 * null), those who lead see everybody's, the others their own.
 */
export async function getToday(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  whose: 'mine' | 'all' | null,
) {
  return readInOrganization(deps, actor, 'roadmap.view_today', organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
    const canCloseAny = may(roadmapAccess, standing, 'roadmap.close_any') === true;
    const isMine = person !== null && (whose ?? (canCloseAny ? 'all' : 'mine')) === 'mine';
    const who: PlanLook | null = isMine ? { kind: 'person', id: person.id } : null;
    const week = weekOf(today);
    const horizon = Temporal.PlainDate.from(week.end).add({ days: NEXT_DAYS }).toString();
    const query = { organizationId, who, today };
    const overdue = await listPlan(tx, { ...query, state: 'overdue' }, 'due', {
      offset: 0,
      limit: SHOWN_PER_BUCKET,
    });
    const upcoming = await listPlan(tx, { ...query, state: 'open', from: today, to: horizon }, 'due', {
      offset: 0,
      limit: UPCOMING_LIMIT,
    });
    const byBucket = Map.groupBy(upcoming.lines, (line) =>
      bucketOf({ state: line.state, startsOn: line.startsOn ?? today, dueOn: line.dueOn ?? today }, today),
    );
    const shown = [
      ...overdue.lines,
      ...(['this_week', 'next', 'running'] as const).flatMap((bucket) =>
        (byBucket.get(bucket) ?? []).slice(0, SHOWN_PER_BUCKET),
      ),
    ];
    const details = await describeLines(tx, shown, {
      today,
      canCloseAny,
      personId: person?.id ?? null,
      count: (steps) => countSteps(deps.sources ?? [], tx, { organizationId, today }, steps),
    });
    const bucketFor = (bucket: Bucket, lines: readonly PlanLine[], total: number): TodayBucket => ({
      total,
      lines: lines.slice(0, SHOWN_PER_BUCKET).flatMap((line) => {
        const detail = details.get(line.occurrenceId);
        return detail === undefined ? [] : [{ ...line, bucket, ...detail }];
      }),
    });
    const upcomingBucket = (bucket: Bucket): TodayBucket => {
      const lines = byBucket.get(bucket) ?? [];
      return bucketFor(bucket, lines, lines.length);
    };
    const { rows: roadmaps } = await listRoadmaps(tx, organizationId, today, { offset: 0, limit: 20 });
    return accept({
      today,
      week,
      buckets: {
        overdue: bucketFor('overdue', overdue.lines, overdue.total),
        thisWeek: upcomingBucket('this_week'),
        next: upcomingBucket('next'),
        running: upcomingBucket('running'),
      },
      /** Lines of the coming weeks that were not even read. */
      unread: Math.max(0, upcoming.total - upcoming.lines.length),
      waitedFor: isMine ? null : await findWaitedFor(tx, organizationId, today),
      /** Questionnaires that end within a week, for those who look after them. */
      endingWaves:
        may(surveysAccess, standing, 'surveys.list') === true
          ? await listEndingWaves(tx, organizationId, today)
          : [],
      whose: isMine ? ('mine' as const) : ('all' as const),
      hasPerson: person !== null,
      roadmaps: roadmaps.map(({ id, title, state, openCount, periodEnd }) => ({
        id,
        title,
        state,
        openCount,
        periodEnd,
      })),
      can: abilities(roadmapAccess, standing),
    });
  });
}

/** Whom the plan waits for: people with overdue work, the most overdue first; and lines that nobody answers for. */
async function findWaitedFor(tx: ScopedTx, organizationId: string, today: string) {
  const { overdueByPerson, nobodyCount } = await countLate(tx, organizationId, today);
  const late = (await nameStaff(tx, organizationId, [...overdueByPerson.keys()]))
    .map(({ id, name }) => ({ id, name, overdueCount: overdueByPerson.get(id) ?? 0 }))
    .toSorted((a, b) => b.overdueCount - a.overdueCount);
  return {
    people: late.slice(0, WAITED_FOR_LIMIT),
    morePeople: Math.max(0, late.length - WAITED_FOR_LIMIT),
    nobodyCount,
  };
}

type LineDetail = Pick<TodayLine, 'noteDueOn' | 'press'>;

/** By occurrence: the note that a continuous line owes, and what one press would do. */
async function describeLines(
  tx: ScopedTx,
  lines: readonly PlanLine[],
  viewer: {
    today: string;
    canCloseAny: boolean;
    personId: string | null;
    count: (steps: Parameters<typeof countSteps>[3]) => ReturnType<typeof countSteps>;
  },
): Promise<ReadonlyMap<string, LineDetail>> {
  if (lines.length === 0) return new Map();
  const { today, canCloseAny, personId, count } = viewer;
  const activityIds = [...new Set(lines.map((line) => line.activityId))];
  const occurrences = await loadOccurrences(tx, { ids: lines.map((line) => line.occurrenceId) });
  const evidenceByActivity = Map.groupBy(await loadEvidence(tx, activityIds), (one) => one.activityId);
  const aims = await loadPartAims(tx, activityIds);
  const theirs =
    canCloseAny || personId === null ? new Set<string>() : await whichAreTheirs(tx, activityIds, personId);
  const countedById = await count(
    occurrences.flatMap(({ startsOn, dueOn, steps }) =>
      steps
        .filter((step) => isOpen(step.state))
        .map((step) => ({ id: step.id, kind: aims.get(step.partId)?.kind ?? null, startsOn, dueOn })),
    ),
  );
  return new Map(
    occurrences.map((occurrence): [string, LineDetail] => {
      const evidence = evidenceByActivity.get(occurrence.activityId) ?? [];
      const noteDays = evidence
        .filter((one) => one.occurrenceId === null || one.occurrenceId === occurrence.id)
        .map((one) => one.happenedOn ?? one.createdAt.slice(0, 10));
      const { startsOn, dueOn } = occurrence;
      const noteDueOn =
        startsOn !== null && dueOn !== null && isContinuousSpan(startsOn, dueOn)
          ? missingNote({ start: startsOn, end: dueOn }, noteDays, today)
          : null;
      const open = occurrence.steps.filter((step) => isOpen(step.state));
      const [step] = open;
      if (step === undefined || open.length > 1)
        return [occurrence.id, { noteDueOn, press: { kind: 'several' } }];
      if (!canCloseAny && !theirs.has(occurrence.activityId))
        return [occurrence.id, { noteDueOn, press: { kind: 'not_theirs' } }];
      const aim = aims.get(step.partId);
      const readiness = readinessOf(
        {
          closing: closingOf(aim?.kind ?? null),
          evidenceCount: evidenceOf(step, occurrence.id, evidence).length,
          progress: step.progress,
          counted: countedById.get(step.id) ?? null,
          target: aim?.target ?? null,
          startsOn: occurrence.startsOn,
          dueOn,
        },
        today,
      );
      const press: OnePress = readiness.ready
        ? { kind: 'ready', stepId: step.id, version: step.version }
        : { kind: 'lacks', lack: readiness.lack };
      return [occurrence.id, { noteDueOn, press }];
    }),
  );
}
