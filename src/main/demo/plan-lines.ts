import type { PersonActor } from '#src/platform/db/scope.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import type { DemoInstallation } from '#src/main/demo/town.ts';

type Roadmaps = DemoInstallation['services']['roadmap'];
export type PlanLine = Extract<
  Awaited<ReturnType<Roadmaps['getPlan']>>,
  { ok: true }
>['value']['lines'][number];

/** Every line of one roadmap, all pages of its plan. */
export async function readPlan(
  roadmaps: Roadmaps,
  actor: PersonActor,
  organizationId: string,
  roadmapId: string,
): Promise<readonly PlanLine[]> {
  const lines: PlanLine[] = [];
  for (let page = 1; ; page += 1) {
    const plan = accepted(
      await roadmaps.getPlan(actor, organizationId, { roadmap: roadmapId, page }),
      'read the plan',
    );
    lines.push(...plan.lines);
    if (plan.lines.length === 0 || lines.length >= plan.total) return lines;
  }
}
