import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { FIRST_SCHOOL_YEAR, formatSchoolYear, schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import { refuseUnlessMay, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { folderPath, refuseUnfit } from '#src/features/roadmap/service.server/folder/make.ts';
import { piecesOf } from '#src/features/roadmap/rules/folder/pieces.ts';
import { gatherFolder, type GatheredFolder } from '#src/features/roadmap/service.server/folder/gather.ts';

export const FOLDER_TASK = 'roadmap.folder';

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

/**
 * Starts making the folder as a PDF and a zip; see `makeFolder` for what it refuses. Whoever starts it may download it.
 */
export async function startFolder(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  choice: FolderChoice & { readonly submission?: string | undefined },
): Promise<Result<{ taskId: string }>> {
  return deps.db.withActor(actor, 'roadmap.start_folder', async (tx) => {
    const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.folder');
    if (refused !== null) return refused;
    const today = todayOf(deps);
    const { schoolYear } = yearOf(choice.schoolYear, today);
    const { roadmapId } = choice;
    const { folder, roadmap } = await gatherFolder(tx, { organizationId, schoolYear, roadmapId, today });
    const unfit = refuseUnfit(piecesOf(folder), folder.sections.length);
    if (unfit !== null) return unfit;
    return deps.tasks.start(tx, {
      kind: FOLDER_TASK,
      organizationId,
      title: `Папка для проверки, ${formatSchoolYear(schoolYear)} учебный год`,
      payload: { schoolYear, roadmapId: roadmap?.id ?? null },
      againTo: folderPath({ schoolYear, roadmapId: roadmap?.id ?? null }),
      submission: choice.submission,
    });
  });
}

function yearOf(asked: number | null, today: string): { schoolYear: number; currentYear: number } {
  const currentYear = schoolYearOf(Temporal.PlainDate.from(today));
  const isKnown = asked !== null && asked >= FIRST_SCHOOL_YEAR && asked <= currentYear + 1;
  return { schoolYear: isKnown ? asked : currentYear, currentYear };
}
