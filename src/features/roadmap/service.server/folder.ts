import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { FIRST_SCHOOL_YEAR, schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import { refuseUnlessMay, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { gatherFolder, type GatheredFolder } from '#src/features/roadmap/service.server/folder/gather.ts';

/** Which folder: a school year by its first calendar year (null: the current one), and one roadmap of it or all. */
export interface FolderChoice {
  readonly schoolYear: number | null;
  readonly roadmapId: string | null;
}

export interface FolderView extends GatheredFolder {
  readonly schoolYear: number;
  readonly currentYear: number;
}

/** The contents of the folder for an inspection. A year that cannot be shown is the current one. */
export async function getFolder(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  choice: FolderChoice,
): Promise<Result<FolderView>> {
  return deps.db.withActor(actor, 'roadmap.view_folder', async (tx) => {
    const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.folder');
    if (refused !== null) return refused;
    const today = todayOf(deps);
    const { schoolYear, currentYear } = yearOf(choice.schoolYear, today);
    const { roadmapId } = choice;
    const gathered = await gatherFolder(tx, { organizationId, schoolYear, roadmapId, today });
    return accept({ ...gathered, schoolYear, currentYear });
  });
}

function yearOf(asked: number | null, today: string): { schoolYear: number; currentYear: number } {
  const currentYear = schoolYearOf(Temporal.PlainDate.from(today));
  const isKnown = asked !== null && asked >= FIRST_SCHOOL_YEAR && asked <= currentYear + 1;
  return { schoolYear: isKnown ? asked : currentYear, currentYear };
}
