import type { PersonActor } from '#src/platform/db/scope.ts';
import { noteDays, CONTINUOUS_DAYS } from '#src/features/roadmap/rules/today.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import { workingDayNear } from '#src/main/demo/calendar.ts';
import { prove, storyOf, type EvidenceContext } from '#src/main/demo/evidence.ts';
import { tellFates, type Fate } from '#src/main/demo/fates.ts';
import { readPlan } from '#src/main/demo/plan-lines.ts';

export interface Worker extends EvidenceContext {
  readonly organizationId: string;
  readonly roadmapId: string;
  /** ISO day. */
  readonly today: string;
  /** The account of a person or of the one who speaks for a team; undefined when they have none. */
  actorOf(who: { personId: string | null; teamId: string | null }): PersonActor | undefined;
}

type ActivityPage = Extract<
  Awaited<ReturnType<EvidenceContext['services']['roadmap']['getActivity']>>,
  { ok: true }
>['value'];
type Occurrence = ActivityPage['occurrences'][number];

/** Lives the year of an approved roadmap up to today, everybody doing what they answer for. */
export async function workThrough(worker: Worker): Promise<void> {
  const { services, keeper, organizationId, roadmapId, today } = worker;
  const lines = await readPlan(services.roadmap, keeper, organizationId, roadmapId);
  const fates = tellFates(lines, today);
  const fateById = new Map(Array.from(fates, ([line, fate]) => [line.occurrenceId, fate]));
  const touched = lines.filter((line) => fates.get(line) !== 'ahead');
  for (const activityId of new Set(touched.map((line) => line.activityId))) {
    const page = accepted(await services.roadmap.getActivity(keeper, activityId), 'open an activity');
    for (const occurrence of page.occurrences) {
      await meet(worker, page, occurrence, fateById.get(occurrence.id) ?? 'ahead');
    }
  }
}

async function meet(worker: Worker, page: ActivityPage, occurrence: Occurrence, fate: Fate): Promise<void> {
  switch (fate) {
    case 'done':
      return closeAll(worker, page, occurrence, 0);
    case 'partly':
      return closeAll(worker, page, occurrence, 1);
    case 'moved':
      return move(worker, page, occurrence);
    case 'started':
      return begin(worker, page, occurrence);
    case 'running':
      return runOn(worker, page, occurrence);
    case 'overdue':
    case 'ahead':
      return undefined;
  }
}

/** Proves and closes every part; the last `partlyCount` of them in part only. */
async function closeAll(
  worker: Worker,
  page: ActivityPage,
  occurrence: Occurrence,
  partlyCount: number,
): Promise<void> {
  const actor = whoDoes(worker, page);
  const happenedOn = dayOf(occurrence);
  for (const [index, step] of occurrence.steps.entries()) {
    const part = page.parts.find((one) => one.id === step.partId);
    const story = storyOf(part?.kind ?? null);
    const isPartly = index >= occurrence.steps.length - partlyCount;
    await prove(worker, actor, placeOf(worker, page, occurrence, step.partId), story, happenedOn);
    const progress = isPartly ? (story.halfway ?? story.progress) : story.progress;
    const version = await setProgress(worker, actor, step, progress);
    const close = (reason: string) =>
      worker.services.roadmap.closeStep(actor, {
        stepId: step.id,
        version,
        state: isPartly ? 'done_in_part' : 'done',
        reason,
        fact: isPartly
          ? (story.partly ?? 'Сделана большая часть, остальное закончим в следующем месяце.')
          : '',
      });
    const asPlanned = await close('');
    // What the rooms count may be less than the plan named: people close it with a word on it.
    const isShort = !asPlanned.ok && asPlanned.refusal.code === 'roadmap.needs_reason_target';
    const closed = isShort
      ? await close('Людей меньше, чем намечали: новые заявки принимаем весь год.')
      : asPlanned;
    accepted(closed, `close «${page.activity.title}»`);
  }
}

async function move(worker: Worker, page: ActivityPage, occurrence: Occurrence): Promise<void> {
  const story = storyOf(page.parts[0]?.kind ?? null);
  const moved = await worker.services.roadmap.moveOccurrence(whoDoes(worker, page), page.activity.id, {
    occurrenceId: occurrence.id,
    version: occurrence.version,
    dueOn: workingDayNear(worker.today, 9, 'next'),
    reason: story.late ?? 'Рабочая группа попросила ещё две недели: не все участники вышли с больничного.',
  });
  accepted(moved, `move «${page.activity.title}»`);
}

/** Begun and not finished: progress where something is counted, a comment where people would write one. */
async function begin(worker: Worker, page: ActivityPage, occurrence: Occurrence): Promise<void> {
  const actor = whoDoes(worker, page);
  for (const step of occurrence.steps) {
    const part = page.parts.find((one) => one.id === step.partId);
    const story = storyOf(part?.kind ?? null);
    if (part?.closing === 'event') {
      await prove(worker, actor, placeOf(worker, page, occurrence, step.partId), story, dayOf(occurrence));
    } else {
      await setProgress(worker, actor, step, story.halfway);
    }
    const text = story.comment ?? 'Почти готово, закрою на этой неделе.';
    const said = await worker.services.roadmap.addComment(actor, { activityId: page.activity.id, text });
    accepted(said, 'write a comment');
  }
}

/** Under way: long work is told about each quarter but the last, short work has its progress. */
async function runOn(worker: Worker, page: ActivityPage, occurrence: Occurrence): Promise<void> {
  const { startsOn, dueOn } = occurrence;
  if (startsOn === null || dueOn === null) return;
  const actor = whoDoes(worker, page);
  const part = page.parts[0];
  const story = storyOf(part?.kind ?? null);
  const days = Temporal.PlainDate.from(startsOn).until(dueOn, { largestUnit: 'days' }).days;
  if (days < CONTINUOUS_DAYS) {
    const step = occurrence.steps[0];
    if (step !== undefined) await setProgress(worker, actor, step, story.halfway);
    return;
  }
  // The register is behind by a quarter on purpose: «Сегодня» then asks for the note.
  const told = noteDays({ start: startsOn, end: dueOn }).filter((day) => day <= worker.today);
  const isBehind = part?.kind === 'monitoring.accounting';
  for (const day of isBehind ? told.slice(0, -1) : told) {
    await prove(worker, actor, placeOf(worker, page, occurrence, null), story, day);
  }
}

async function setProgress(
  worker: Worker,
  actor: PersonActor,
  step: Occurrence['steps'][number],
  progress: number | undefined,
): Promise<number> {
  if (progress === undefined) return step.version;
  const input = { stepId: step.id, version: step.version, progress };
  accepted(await worker.services.roadmap.setProgress(actor, input), 'say how far it is');
  return step.version + 1;
}

/** The first of those responsible who has an account, else the keeper of the plan. */
function whoDoes(worker: Worker, page: ActivityPage): PersonActor {
  for (const responsible of page.activity.responsibles) {
    const actor = worker.actorOf(responsible);
    if (actor !== undefined) return actor;
  }
  return worker.keeper;
}

/** A working day near the end of the span, as it happens in life. */
function dayOf({ startsOn, dueOn }: Occurrence): string {
  const due = dueOn ?? startsOn ?? '';
  const near = workingDayNear(due, -(Number(due.slice(-2)) % 4), 'previous');
  return startsOn !== null && near < startsOn ? due : near;
}

function placeOf(worker: Worker, page: ActivityPage, occurrence: Occurrence, partId: string | null) {
  return {
    organizationId: worker.organizationId,
    roadmapId: worker.roadmapId,
    activityId: page.activity.id,
    occurrenceId: occurrence.id,
    partId,
  };
}
