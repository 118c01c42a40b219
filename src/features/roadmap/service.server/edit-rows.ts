import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { keepSubPoints } from '#src/features/roadmap/rules/correct.ts';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import type { Activity, ActivityDraft, Roadmap } from '#src/features/roadmap/rules/model.ts';
import { periodOf } from '#src/features/roadmap/rules/review.ts';
import type { RowInput } from '#src/features/roadmap/schema.ts';
import {
  changeRoadmapOfActivity,
  changeRoadmap,
  type InRoadmap,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { explainResponsibles } from '#src/features/roadmap/service.server/explain-responsibles.ts';
import { insertActivities, loadActivities, loadContent } from '#src/features/roadmap/store.server/content.ts';
import {
  deleteActivity,
  replaceParts,
  replaceResponsibles,
  shiftPositions,
  updateActivity,
} from '#src/features/roadmap/store.server/edits.ts';

/** Rows may be rewritten until the roadmap is approved; afterwards only moved and closed, with a reason. */
const EDITABLE = ['review', 'draft'] as const;

const stale = (): Result<never> => refuse('roadmap.stale');

function readAgain(deadlineText: string, roadmap: Roadmap): Meaning | null {
  return deadlineText === '' ? null : readDeadline(deadlineText, periodOf(roadmap)).meaning;
}

async function loadRow(tx: ScopedTx, activityId: string): Promise<Activity | null> {
  return (await loadActivities(tx, { activityId }))[0] ?? null;
}

/**
 * Rewrites a row. A changed deadline phrase is read again unless the person chose a meaning; kinds given here are a
 * person's. Refused: `roadmap.stale` with the row unchanged.
 */
export async function editRow(deps: RoadmapDeps, actor: PersonActor, input: RowInput): Promise<Result> {
  const command = { name: 'roadmap.edit_row', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx, roadmap }) => {
    const row = await loadRow(tx, input.activityId);
    if (row === null) return refuse('roadmap.row_not_found');
    const place =
      input.sectionId === null ? null : await placeInSection(tx, roadmap.id, row, input.sectionId);
    if (place === undefined) return refuse('roadmap.section_not_found', undefined, 'sectionId');
    const deadlineChanged = input.deadlineText !== row.deadlineText;
    const meaning = input.meaning ?? (deadlineChanged ? readAgain(input.deadlineText, roadmap) : row.meaning);
    const saved = await updateActivity(tx, row.id, input.version, {
      ...place,
      number: input.number,
      title: input.title,
      subPoints: keepSubPoints(row.title, input.title, row.subPoints),
      deadlineText: input.deadlineText,
      meaning,
      meaningBy: input.meaning !== null ? 'person' : deadlineChanged ? 'reading' : row.meaningBy,
      responsibleText: input.responsibleText,
      resultText: input.resultText,
      activitiesText: input.activitiesText,
      isGroup: input.isGroup,
      reviewedAt: deps.clock.now(),
    });
    if (!saved) return stale();
    if (input.responsibleText !== row.responsibleText) {
      const responsibles = await explainResponsibles(
        tx,
        roadmap.organizationId,
        input.responsibleText,
        row.responsibles,
      );
      await replaceResponsibles(tx, roadmap.organizationId, row.id, responsibles);
    }
    await replaceParts(
      tx,
      roadmap.organizationId,
      row.id,
      input.isGroup ? [] : partsOf(input.kinds, row),
      'person',
    );
    return accept();
  });
}

/** The end of another section of the same roadmap; null when the row stays, undefined when there is no such section. */
async function placeInSection(
  tx: ScopedTx,
  roadmapId: string,
  row: Activity,
  sectionId: string,
): Promise<{ sectionId: string; position: number } | null | undefined> {
  if (sectionId === row.sectionId) return null;
  const section = (await loadContent(tx, roadmapId)).sections.find((one) => one.id === sectionId);
  if (section === undefined) return undefined;
  return { sectionId, position: (section.activities.at(-1)?.position ?? -1) + 1 };
}

/** Kinds chosen in the form, each keeping the words by which the rules had found it. */
function partsOf(kinds: readonly string[], row: Activity): { title: string; kind: string }[] {
  const titleByKind = new Map(row.parts.map((part) => [part.kind, part.title]));
  return kinds.filter((kind) => kind !== '').map((kind) => ({ kind, title: titleByKind.get(kind) ?? '' }));
}

/** One row into two: both keep deadline, responsible and result; kinds are recognised again from the new titles. */
export async function splitRow(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; version: number; first: string; second: string },
): Promise<Result> {
  const command = { name: 'roadmap.split_row', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx, roadmap }) => {
    const row = await loadRow(tx, input.activityId);
    if (row === null) return refuse('roadmap.row_not_found');
    const saved = await updateActivity(tx, row.id, input.version, {
      title: input.first,
      subPoints: [],
      reviewedAt: deps.clock.now(),
    });
    if (!saved) return stale();
    await replaceParts(tx, roadmap.organizationId, row.id, recognise(input.first, row), 'rules');
    await shiftPositions(tx, row.sectionId, row.position + 1, 1);
    const second: ActivityDraft = {
      ...row,
      number: '',
      title: input.second,
      subPoints: [],
      parentNumber: null,
      parts: recognise(input.second, row),
    };
    await insertActivities(tx, roadmap.organizationId, roadmap.id, row.sectionId, [second], row.position + 1);
    return accept();
  });
}

function recognise(title: string, row: Activity): { kind: string; title: string }[] {
  return recogniseParts({ title, result: row.resultText, activities: row.activitiesText });
}

/** Joins a row with the next one of its section: texts are put together, empty cells are filled from the second. */
export async function joinWithNext(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; version: number },
): Promise<Result> {
  const command = { name: 'roadmap.join_rows', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx, roadmap }) => {
    const rows = await loadActivities(tx, { roadmapId: roadmap.id });
    const row = rows.find((candidate) => candidate.id === input.activityId);
    if (row === undefined) return refuse('roadmap.row_not_found');
    const next = rows.find(
      (candidate) => candidate.sectionId === row.sectionId && candidate.position > row.position,
    );
    if (next === undefined) return refuse('roadmap.nothing_to_join');
    const deadlineText = row.deadlineText === '' ? next.deadlineText : row.deadlineText;
    const responsibleText = joinTexts(row.responsibleText, next.responsibleText, ', ');
    const saved = await updateActivity(tx, row.id, input.version, {
      title: joinTexts(row.title, next.title, ' '),
      deadlineText,
      meaning: row.deadlineText === '' ? next.meaning : row.meaning,
      meaningBy: row.deadlineText === '' ? next.meaningBy : row.meaningBy,
      subPoints: [...row.subPoints, ...next.subPoints],
      responsibleText,
      resultText: joinTexts(row.resultText, next.resultText, ', '),
      activitiesText: joinTexts(row.activitiesText, next.activitiesText, '\n'),
      source:
        row.source === null || next.source === null
          ? (row.source ?? next.source)
          : {
              ...row.source,
              text: `${row.source.text}\n${next.source.text}`,
              to: next.source.to,
              lineTo: next.source.lineTo,
            },
      reviewedAt: deps.clock.now(),
    });
    if (!saved) return stale();
    const responsibles = await explainResponsibles(tx, roadmap.organizationId, responsibleText, [
      ...row.responsibles,
      ...next.responsibles,
    ]);
    await replaceResponsibles(tx, roadmap.organizationId, row.id, responsibles);
    const kinds = new Set(row.parts.map((part) => part.kind));
    const parts = [...row.parts, ...next.parts.filter((part) => !kinds.has(part.kind))];
    await replaceParts(tx, roadmap.organizationId, row.id, parts, 'person');
    return (await deleteActivity(tx, next.id, next.version)) ? accept() : stale();
  });
}

function joinTexts(first: string, second: string, by: string): string {
  if (first === '' || first === second) return second;
  return second === '' ? first : `${first}${by}${second}`;
}

export async function dropRow(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; version: number },
): Promise<Result> {
  const command = { name: 'roadmap.drop_row', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx }) =>
    (await deleteActivity(tx, input.activityId, input.version)) ? accept() : stale(),
  );
}

/** Swaps a row with its neighbour in the section; at the edge there is nothing to do and nothing is refused. */
export async function moveRow(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; version: number; direction: 'up' | 'down' },
): Promise<Result> {
  const command = { name: 'roadmap.move_row', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx, roadmap }) => {
    const rows = await loadActivities(tx, { roadmapId: roadmap.id });
    const row = rows.find((candidate) => candidate.id === input.activityId);
    if (row === undefined) return refuse('roadmap.row_not_found');
    const siblings = rows.filter((candidate) => candidate.sectionId === row.sectionId);
    const at = siblings.indexOf(row);
    const neighbour = siblings[input.direction === 'up' ? at - 1 : at + 1];
    if (neighbour === undefined) return accept();
    const moved =
      (await updateActivity(tx, row.id, input.version, { position: neighbour.position })) &&
      (await updateActivity(tx, neighbour.id, neighbour.version, { position: row.position }));
    return moved ? accept() : stale();
  });
}

export type NewRowInput = Omit<RowInput, 'activityId' | 'version' | 'meaning' | 'sectionId'> & {
  sectionId: string;
  afterId: string | null;
};

export async function addRow(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: NewRowInput,
): Promise<Result<{ activityId: string }>> {
  const command = { name: 'roadmap.add_row', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async (context) => insertRow(deps, context, input));
}

async function insertRow(
  deps: RoadmapDeps,
  { tx, roadmap }: InRoadmap,
  input: NewRowInput,
): Promise<Result<{ activityId: string }>> {
  const rows = (await loadActivities(tx, { roadmapId: roadmap.id })).filter(
    (row) => row.sectionId === input.sectionId,
  );
  const after = rows.find((row) => row.id === input.afterId) ?? rows.at(-1);
  const position = after === undefined ? 0 : after.position + 1;
  await shiftPositions(tx, input.sectionId, position, 1);
  const parts =
    input.kinds.length > 0
      ? input.kinds.filter((kind) => kind !== '').map((kind) => ({ kind, title: '' }))
      : recogniseParts({ title: input.title, result: input.resultText, activities: input.activitiesText });
  const draft: ActivityDraft = {
    number: input.number,
    title: input.title,
    subPoints: [],
    deadlineText: input.deadlineText,
    meaning: readAgain(input.deadlineText, roadmap),
    meaningBy: 'reading',
    responsibleText: input.responsibleText,
    responsibles: await explainResponsibles(tx, roadmap.organizationId, input.responsibleText, []),
    resultText: input.resultText,
    activitiesText: input.activitiesText,
    isGroup: input.isGroup,
    source: null,
    confidence: 'high',
    flags: [],
    parts: input.isGroup ? [] : parts,
    parentNumber: null,
  };
  const [activityId] = await insertActivities(
    tx,
    roadmap.organizationId,
    roadmap.id,
    input.sectionId,
    [draft],
    position,
  );
  if (activityId === undefined) return refuse('roadmap.section_not_found');
  await updateActivity(tx, activityId, 1, { reviewedAt: deps.clock.now() });
  return accept({ activityId });
}
