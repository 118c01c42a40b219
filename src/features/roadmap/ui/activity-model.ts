import type { RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { isOpen } from '#src/features/roadmap/rules/state.ts';
import { lackText } from '#src/features/roadmap/ui/plan-words.ts';

type Found = Awaited<ReturnType<RoadmapService['getActivity']>>;
export type ActivityData = Extract<Found, { ok: true }>['value'];
export type ActivityOccurrence = ActivityData['occurrences'][number];
export type ActivityStep = ActivityOccurrence['steps'][number];
export type ActivityPart = ActivityData['parts'][number];

/** The one form that is open beside the states; it stands in the address, so that it needs no scripts. */
export const PANELS = ['attach', 'close', 'progress', 'move', 'reopen', 'open', 'responsible'] as const;
export type Panel = (typeof PANELS)[number];

/** The occurrence that the address asks for, else the first open one, else the last. */
export function chooseOccurrence<
  O extends { readonly id: string; readonly state: ActivityOccurrence['state'] },
>(occurrences: readonly O[], asked: string | null): O | null {
  return (
    occurrences.find((one) => one.id === asked) ??
    occurrences.find((one) => isOpen(one.state)) ??
    occurrences.at(-1) ??
    null
  );
}

/** The step that the address asks for, else the first open one, else the first. */
export function chooseStep<S extends { readonly id: string; readonly state: ActivityStep['state'] }>(
  steps: readonly S[],
  asked: string | null,
): S | null {
  return steps.find((one) => one.id === asked) ?? steps.find((one) => isOpen(one.state)) ?? steps[0] ?? null;
}

/**
 * The form to show. Without a wish: the evidence that an open step still lacks, or nothing. A wish that the step's
 * state no longer allows (an old link, a page left open) is dropped.
 */
export function choosePanel(
  asked: string | null,
  step: Pick<ActivityStep, 'state' | 'readiness'> | null,
): Panel | null {
  const panel = PANELS.find((one) => one === asked) ?? null;
  if (panel === 'open' || panel === 'responsible') return panel;
  if (step === null) return null;
  if (!isOpen(step.state)) return panel === 'reopen' ? panel : null;
  if (panel === 'reopen') return null;
  if (panel !== null) return panel;
  return step.readiness.ready || step.readiness.lack !== 'evidence' ? null : 'attach';
}

/** «готово к закрытию» or what is missing. */
export function readinessWords(
  step: Pick<ActivityStep, 'readiness' | 'progress' | 'target'>,
  part: Pick<ActivityPart, 'unit' | 'closing'> | undefined,
  dueOn: string | null,
): string {
  if (step.readiness.ready) return 'готово к закрытию';
  return lackText(step.readiness.lack, {
    progress: step.progress,
    target: step.target,
    unit: part?.unit ?? null,
    closing: part?.closing ?? null,
    dueOn,
  });
}

/** What a part is called: its own words, else its kind, else the activity itself. */
export function partTitle(
  part: Pick<ActivityPart, 'title' | 'kindTitle'> | undefined,
  activityTitle: string,
): string {
  if (part === undefined) return activityTitle;
  if (part.title !== '') return part.title;
  return part.kindTitle ?? activityTitle;
}

/** Who is meant by the words of the plan, in words. */
export function meantBy(
  responsible: {
    readonly personId: string | null;
    readonly teamId: string | null;
    readonly post: string | null;
  },
  staff: {
    readonly people: readonly {
      readonly id: string;
      readonly name: string;
      readonly posts: readonly string[];
    }[];
    readonly teams: readonly { readonly id: string; readonly name: string }[];
  },
): string | null {
  const { personId, teamId, post } = responsible;
  if (personId !== null)
    return staff.people.find((one) => one.id === personId)?.name ?? 'уже не работает в школе';
  if (teamId !== null) return `группа «${staff.teams.find((one) => one.id === teamId)?.name ?? ''}»`;
  if (post === null) return null;
  const holders = staff.people.filter((one) => one.posts.includes(post)).map((one) => one.name);
  return holders.length === 0
    ? `должность «${post}», сейчас её никто не занимает`
    : `${holders.join(', ')} (${post})`;
}
