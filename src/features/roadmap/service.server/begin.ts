import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { findCalendar } from '#src/features/orgs/service.server.ts';
import { responsibleKey, type ActivityDraft, type SectionDraft } from '#src/features/roadmap/rules/model.ts';
import { periodOf } from '#src/features/roadmap/rules/review.ts';
import { rollOver } from '#src/features/roadmap/rules/rollover/roll-over.ts';
import { deriveActivityState } from '#src/features/roadmap/rules/state.ts';
import { instantiateTemplate } from '#src/features/roadmap/rules/templates/instantiate.ts';
import { findRoadmapTemplate } from '#src/features/roadmap/rules/templates/library.ts';
import { offerDates } from '#src/features/roadmap/rules/templates/offer-dates.ts';
import {
  changeRoadmap,
  once,
  readInRoadmap,
  refuseUnlessMay,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { loadOccurrences } from '#src/features/roadmap/store.server/activity.ts';
import {
  insertContent,
  loadContent,
  loadResponsibleMeanings,
} from '#src/features/roadmap/store.server/content.ts';
import { updateActivity } from '#src/features/roadmap/store.server/edits.ts';
import { insertRoadmap, updateRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

/** Words that the school has explained before mean the same people in the new plan. */
async function explain(
  tx: ScopedTx,
  organizationId: string,
  sections: readonly SectionDraft[],
): Promise<SectionDraft[]> {
  const meanings = await loadResponsibleMeanings(tx, organizationId);
  const explainDraft = (draft: ActivityDraft): ActivityDraft => ({
    ...draft,
    responsibles: draft.responsibles.map((one) => ({ ...one, ...meanings.get(responsibleKey(one.words)) })),
  });
  return sections.map((section) => ({ ...section, activities: section.activities.map(explainDraft) }));
}

/** A roadmap in review from one of the shipped templates, its dates moved to the school year of `startYear`. */
export async function beginFromTemplate(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { organizationId: string; templateId: string; startYear: number; submission?: string },
): Promise<Result<{ roadmapId: string }>> {
  const template = findRoadmapTemplate(input.templateId);
  if (template === undefined) return refuse('roadmap.template_not_found', undefined, 'templateId');
  return deps.db.withActor(actor, 'roadmap.begin_from_template', async (tx) => {
    const { organizationId } = input;
    const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.import');
    if (refused !== null) return refused;
    return once(tx, input, async () => {
      const made = instantiateTemplate(template, input.startYear);
      const roadmapId = await insertRoadmap(tx, {
        organizationId,
        title: made.title,
        periodStart: made.period.start,
        periodEnd: made.period.end,
        periodWords: made.periodWords,
        state: 'review',
        origin: 'template',
        sourceFileId: null,
        sourceName: template.name,
        sourceText: '',
        templateId: template.id,
        previousId: null,
        layout: made.layout,
        organizationWords: '',
        aim: made.aim,
        tasks: made.tasks,
        stamps: [],
        flags: [],
        createdBy: actor.accountId,
      });
      await insertContent(tx, organizationId, roadmapId, await explain(tx, organizationId, made.sections));
      return accept({ roadmapId });
    });
  });
}

/**
 * A roadmap in review for another school year from an approved one: dates by the calendar, recurrences kept, what was
 * not done flagged.
 */
export async function beginFromLastYear(
  deps: RoadmapDeps,
  actor: PersonActor,
  previousId: string,
  input: { startYear: number; submission?: string },
): Promise<Result<{ roadmapId: string }>> {
  const command = {
    name: 'roadmap.begin_from_last_year',
    right: 'roadmap.import',
    states: ['approved', 'closed'],
  } as const;
  return changeRoadmap(deps, actor, command, previousId, async ({ tx, roadmap }) => {
    return once(tx, input, async () => {
      const period = periodOf(roadmap);
      const content = await loadContent(tx, previousId);
      if (period === null || content.sections.every((section) => section.activities.length === 0)) {
        return refuse('roadmap.nothing_to_roll');
      }
      const start = Temporal.PlainDate.from(period.start);
      const fromYear = start.month >= 7 ? start.year : start.year - 1;
      const years = input.startYear - fromYear;
      if (years === 0) return refuse('roadmap.same_year', undefined, 'startYear');
      const occurrences = Map.groupBy(
        await loadOccurrences(tx, { roadmapId: previousId }),
        (one) => one.activityId,
      );
      const calendar = await findCalendar(tx, roadmap.organizationId);
      const numberById = new Map(
        content.sections.flatMap((section) => section.activities.map((row) => [row.id, row.number] as const)),
      );
      const sections = content.sections.map((section) => ({
        number: section.number,
        title: section.title,
        activities: section.activities.map((row) => {
          const own = occurrences.get(row.id) ?? [];
          const reason = own
            .flatMap((one) => one.steps.map((step) => step.reason))
            .find((words) => words !== '');
          return {
            ...row,
            parentNumber: row.parentId === null ? null : (numberById.get(row.parentId) ?? null),
            state: deriveActivityState(own.map((one) => one.state)),
            ...(reason === undefined ? {} : { reason }),
          };
        }),
      }));
      const roadmapId = await insertRoadmap(tx, {
        organizationId: roadmap.organizationId,
        title: movedTitle(roadmap.title, years),
        periodStart: start.add({ years }).toString(),
        periodEnd: Temporal.PlainDate.from(period.end).add({ years }).toString(),
        periodWords: movedTitle(roadmap.periodWords, years),
        state: 'review',
        origin: 'rollover',
        sourceFileId: null,
        sourceName: roadmap.title.slice(0, 255),
        sourceText: '',
        templateId: null,
        previousId,
        layout: roadmap.layout,
        organizationWords: roadmap.organizationWords,
        aim: roadmap.aim,
        tasks: roadmap.tasks,
        stamps: [],
        flags: [],
        createdBy: actor.accountId,
      });
      await insertContent(
        tx,
        roadmap.organizationId,
        roadmapId,
        rollOver(sections, fromYear, input.startYear, calendar),
      );
      return accept({ roadmapId });
    });
  });
}

/** Years in a title move along: «на 2022-2023 учебный год» → «на 2023-2024 учебный год». Act dates have a point before. */
function movedTitle(text: string, years: number): string {
  return text.replaceAll(/(?<![\d.])20\d{2}(?![\d.])/g, (year) => String(Number(year) + years));
}

export interface OfferedDate {
  readonly activityId: string;
  readonly version: number;
  readonly number: string;
  readonly title: string;
  readonly meaning: Meaning;
  readonly deadlineText: string;
  /** Where the date comes from, in Russian. */
  readonly reason: string;
}

/** Dates for rows without any, from the usual course of the seven stages in a school year. */
export async function getDateOffers(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  startYear: number,
): Promise<Result<OfferedDate[]>> {
  return readInRoadmap(deps, actor, 'roadmap.offer_dates', roadmapId, async ({ tx, standing }) => {
    const refused = refuseUnlessMay(standing, 'roadmap.review');
    if (refused !== null) return refused;
    const { sections } = await loadContent(tx, roadmapId);
    const offers = offerDates(
      sections.map((section) => ({
        title: section.title,
        items: section.activities.map((row) => ({
          title: row.title,
          deadlineText: row.deadlineText,
          kinds: row.parts.flatMap((part) => (part.kind === null ? [] : [part.kind])),
          isGroup: row.isGroup,
        })),
      })),
      startYear,
    );
    return accept(
      offers.flatMap((offer) => {
        const row = sections[offer.sectionIndex]?.activities[offer.itemIndex];
        if (row === undefined) return [];
        const { meaning, deadlineText, reason } = offer;
        return [
          {
            activityId: row.id,
            version: row.version,
            number: row.number,
            title: row.title,
            meaning,
            deadlineText,
            reason,
          },
        ];
      }),
    );
  });
}

/** Takes over the offered dates of the chosen rows; a roadmap without a period gets that of the school year. */
export async function takeDates(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: { startYear: number; activityIds: readonly string[] },
): Promise<Result<{ count: number }>> {
  const offers = await getDateOffers(deps, actor, roadmapId, input.startYear);
  if (!offers.ok) return offers;
  const chosen = offers.value.filter((offer) => input.activityIds.includes(offer.activityId));
  if (chosen.length === 0) return refuse('roadmap.no_dates_chosen');
  const command = {
    name: 'roadmap.take_dates',
    right: 'roadmap.review',
    states: ['review', 'draft'],
  } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) => {
    for (const offer of chosen) {
      const saved = await updateActivity(tx, offer.activityId, offer.version, {
        deadlineText: offer.deadlineText,
        meaning: offer.meaning,
        meaningBy: 'template',
      });
      if (!saved) return refuse('roadmap.stale');
    }
    if (periodOf(roadmap) === null) {
      await updateRoadmap(tx, roadmapId, {
        periodStart: `${input.startYear}-09-01`,
        periodEnd: `${input.startYear + 1}-08-31`,
        periodWords: `${input.startYear}/${input.startYear + 1} учебный год`,
      });
    }
    return accept({ count: chosen.length });
  });
}
