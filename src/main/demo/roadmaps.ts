import responsibles from '#data/demo/responsibles.json' with { type: 'json' };
import teachersPlan from '#data/demo/teachers-plan.json' with { type: 'json' };
import type { PersonActor } from '#src/platform/db/scope.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import { placeYears, type Numbering } from '#src/main/demo/calendar.ts';
import { targetsOf } from '#src/main/demo/evidence.ts';
import type { DemoInstallation } from '#src/main/demo/town.ts';

type Roadmaps = DemoInstallation['services']['roadmap'];

export interface Approval {
  readonly number: string;
  /** ISO day. */
  readonly on: string;
}

export interface Whose {
  readonly personIds: ReadonlyMap<string, string>;
  readonly teamIds: ReadonlyMap<string, string>;
}

/** Looks a roadmap through, says who its responsible words mean, and has it approved. */
export async function approveReviewed(
  roadmaps: Roadmaps,
  { reviewer, approver }: { reviewer: PersonActor; approver: PersonActor },
  roadmapId: string,
  whose: Whose,
  approval: Approval,
): Promise<void> {
  await explainResponsibles(roadmaps, reviewer, roadmapId, whose);
  const review = accepted(await roadmaps.getReview(reviewer, roadmapId), 'read the review');
  for (const { activity, unclear } of review.rows) {
    if (!unclear) continue;
    const row = { activityId: activity.id, version: activity.version };
    accepted(await roadmaps.confirmRow(reviewer, row), `confirm ${activity.title}`);
  }
  accepted(
    await roadmaps.acceptReview(reviewer, roadmapId, review.roadmap.version),
    `accept the review of ${review.roadmap.title}`,
  );
  const draft = accepted(await roadmaps.getReview(reviewer, roadmapId), 'read the draft');
  const approved = await roadmaps.approve(approver, roadmapId, {
    version: draft.roadmap.version,
    approvalNumber: approval.number,
    approvedOn: approval.on,
    targets: targetsOf(draft.rows.flatMap(({ activity }) => activity.parts)),
  });
  accepted(approved, `approve ${review.roadmap.title}`);
}

async function explainResponsibles(
  roadmaps: Roadmaps,
  reviewer: PersonActor,
  roadmapId: string,
  { personIds, teamIds }: Whose,
): Promise<void> {
  const known: Readonly<Record<string, string>> = { ...responsibles.school, ...responsibles.municipality };
  const review = accepted(await roadmaps.getReview(reviewer, roadmapId), 'read who is responsible');
  for (const { words } of review.responsibles) {
    const [kind = '', key = ''] = (known[words] ?? '').split(':');
    if (kind === '') continue;
    const id = kind === 'post' ? key : (kind === 'person' ? personIds : teamIds).get(key);
    const mapped = await roadmaps.mapResponsible(reviewer, roadmapId, { words, who: `${kind}:${id ?? ''}` });
    accepted(mapped, `say who «${words}» is`);
  }
}

/** A second plan that waits for its review: text as a school writes it, with deadlines that have to be asked about. */
export async function leaveInReview(
  roadmaps: Roadmaps,
  curator: PersonActor,
  organizationId: string,
  startYear: number,
): Promise<void> {
  const text = teachersPlan.lines.map((line) => placeYears(line, startYear)).join('\n');
  const imported = await roadmaps.importText(curator, { organizationId, title: teachersPlan.title, text });
  accepted(imported, 'import the plan of teachers');
}

/** The number of an order and its day together. */
export function approvalOn(numbering: Numbering, on: string): Approval {
  return { number: numbering.next('order.roadmap', on), on };
}
