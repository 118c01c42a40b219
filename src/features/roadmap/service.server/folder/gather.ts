import type { ScopedTx } from '#src/platform/db/scope.ts';
import { findKeptFiles } from '#src/platform/kept-files.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { gatherPapers } from '#src/features/documents/service.server.ts';
import { listStaffChoices } from '#src/features/people/service.server.ts';
import { compileFolder } from '#src/features/roadmap/rules/folder/compile.ts';
import type { Folder, FolderActivity, FolderEvidence } from '#src/features/roadmap/rules/folder/model.ts';
import type { Activity, Responsible, Roadmap } from '#src/features/roadmap/rules/model.ts';
import { loadOccurrences, type Occurrence } from '#src/features/roadmap/store.server/activity.ts';
import { loadContent } from '#src/features/roadmap/store.server/content.ts';
import { loadEvidence, type Evidence } from '#src/features/roadmap/store.server/evidence.ts';
import { listRoadmaps } from '#src/features/roadmap/store.server/roadmaps.ts';

/** More roadmaps than that no school has had. */
const MOST_ROADMAPS = 200;

export interface FolderQuery {
  readonly organizationId: string;
  /** The school year by its first calendar year. */
  readonly schoolYear: number;
  /** One roadmap («программа»); null: all of the year, with the other papers of the register. */
  readonly roadmapId: string | null;
  /** ISO. */
  readonly today: string;
}

export interface GatheredFolder {
  readonly folder: Folder;
  /** Approved and closed roadmaps of the year, to choose among. */
  readonly roadmaps: readonly Pick<Roadmap, 'id' | 'title'>[];
  /** The chosen one; null: all. */
  readonly roadmap: Pick<Roadmap, 'id' | 'title'> | null;
}

/** Reads everything that the folder of a school year is made of. A roadmap of another year narrows nothing. */
export async function gatherFolder(tx: ScopedTx, query: FolderQuery): Promise<GatheredFolder> {
  const { organizationId, today } = query;
  const period = periodOfSchoolYear(query.schoolYear);
  const { rows } = await listRoadmaps(tx, organizationId, today, { offset: 0, limit: MOST_ROADMAPS });
  const ofYear = rows.filter(
    ({ state, periodStart, periodEnd }) =>
      (state === 'approved' || state === 'closed') &&
      (periodStart ?? period.from) <= period.to &&
      (periodEnd ?? period.to) >= period.from,
  );
  const roadmap = ofYear.find(({ id }) => id === query.roadmapId) ?? null;
  const chosen = roadmap === null ? ofYear : [roadmap];
  const contents = [];
  for (const one of chosen) {
    contents.push({
      one,
      ...(await loadContent(tx, one.id)),
      occurrences: Map.groupBy(await loadOccurrences(tx, { roadmapId: one.id }), (of) => of.activityId),
    });
  }
  const activities = contents.flatMap(({ sections }) => sections.flatMap((section) => section.activities));
  const evidence = await loadEvidence(
    tx,
    activities.map(({ id }) => id),
  );
  const files = await findKeptFiles(
    tx,
    evidence.flatMap(({ fileId }) => fileId ?? []),
  );
  const fileById = new Map(files.map((file) => [file.id, file]));
  const evidenceOf = Map.groupBy(evidence, ({ activityId }) => activityId);
  const orders = chosen.flatMap(({ approvalPaperId }) => approvalPaperId ?? []);
  const { papers, ofSpan } = await gatherPapers(tx, organizationId, {
    ...period,
    ids: [...evidence.flatMap(({ paperId }) => paperId ?? []), ...orders],
  });
  const staff = await listStaffChoices(tx, organizationId);
  const nameById = new Map([
    ...staff.people.map(({ id, shortName }) => [id, shortName] as const),
    ...staff.teams.map(({ id, name }) => [id, name] as const),
  ]);
  const folder = compileFolder({
    today,
    period,
    papers,
    // The order that approves a roadmap belongs to its folder, whatever day it has.
    otherPaperIds: [...new Set([...orders, ...(roadmap === null ? ofSpan : [])])],
    sections: contents.flatMap(({ one, sections, occurrences }) =>
      sections.map((section) => ({
        title: [
          section.title === '' ? 'Мероприятия' : section.title,
          ...(chosen.length > 1 ? [one.title] : []),
        ].join(' – '),
        activities: section.activities
          .filter(({ isGroup }) => !isGroup)
          .map((activity) => ({
            ...activityOf(activity, occurrences.get(activity.id) ?? [], nameById),
            evidence: (evidenceOf.get(activity.id) ?? []).map((of) =>
              Object.assign(evidenceFacts(of), { file: fileById.get(of.fileId ?? '') ?? null }),
            ),
          })),
      })),
    ),
  });
  return { folder, roadmap, roadmaps: ofYear.map(({ id, title }) => ({ id, title })) };
}

function activityOf(
  activity: Activity,
  occurrences: readonly Occurrence[],
  nameById: ReadonlyMap<string, string>,
): Omit<FolderActivity, 'evidence'> {
  const { id, number, title, deadlineText, parts } = activity;
  return {
    id,
    number,
    title,
    deadlineText,
    parts,
    responsibles: activity.responsibles.map((one) => nameResponsible(one, nameById)),
    occurrences,
  };
}

/** «куратор (Ручьёва А. П.)»: the words of the plan, and the name unless they are the name. */
function nameResponsible(one: Responsible, nameById: ReadonlyMap<string, string>): string {
  const name = nameById.get(one.personId ?? one.teamId ?? '') ?? '';
  return name === '' || one.words.includes(name) ? one.words : `${one.words} (${name})`;
}

function evidenceFacts(evidence: Evidence): Omit<FolderEvidence, 'file'> {
  const { id, occurrenceId, partId, kind, paperId, url, note, happenedOn, createdAt } = evidence;
  return { id, occurrenceId, partId, kind, paperId, url, note, on: happenedOn ?? createdAt.slice(0, 10) };
}
