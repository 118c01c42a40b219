import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { listStaffChoices } from '#src/features/people/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { responsibleKey, type ResponsibleMeaning, type Roadmap } from '#src/features/roadmap/rules/model.ts';
import { chosenMeaning } from '#src/features/roadmap/rules/responsible-choice.ts';
import { groupResponsibles, type ResponsibleWords } from '#src/features/roadmap/rules/review.ts';
import { suggestResponsible } from '#src/features/roadmap/rules/suggest-responsible.ts';
import type { MapResponsible } from '#src/features/roadmap/schema.ts';
import {
  changeRoadmap,
  readInRoadmap,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { loadContent, saveResponsibleMeaning } from '#src/features/roadmap/store.server/content.ts';
import { setResponsibleMeaning } from '#src/features/roadmap/store.server/edits.ts';

const NOBODY: ResponsibleMeaning = { personId: null, teamId: null, post: null };
/** People change during the year: who is meant may be said anew in an approved plan too. */
const MAPPABLE = ['review', 'draft', 'approved'] as const;

/** Every responsible that the roadmap names, once, with who is meant and whom the staff list suggests. */
export async function getResponsibles(deps: RoadmapDeps, actor: PersonActor, roadmapId: string) {
  return readInRoadmap(
    deps,
    actor,
    'roadmap.view_responsibles',
    roadmapId,
    async ({ tx, roadmap, standing }) => {
      const staff = await listStaffChoices(tx, roadmap.organizationId);
      const words = groupResponsibles(await loadContent(tx, roadmapId)).map((group) => ({
        ...group,
        suggestion: isMapped(group) ? null : suggestResponsible(group.words, staff),
      }));
      return accept({ roadmap, words, staff, can: abilities(roadmapAccess, standing) });
    },
  );
}

/**
 * «Заместитель директора по УР» means this person, in every row of this roadmap and of those to come.
 * Refused: nobody of that id at the school, words that stand nowhere.
 */
export async function mapResponsible(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: MapResponsible,
): Promise<Result<{ count: number }>> {
  return mapResponsibles(deps, actor, roadmapId, [input]);
}

/** Many words at once, all or none; answers in how many rows somebody else is meant now. An empty `who` is nobody. */
export async function mapResponsibles(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  inputs: readonly MapResponsible[],
): Promise<Result<{ count: number }>> {
  const command = { name: 'roadmap.map_responsible', right: 'roadmap.review', states: MAPPABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) => {
    const staff = await listStaffChoices(tx, roadmap.organizationId);
    const groups = groupResponsibles(await loadContent(tx, roadmapId));
    let count = 0;
    for (const [index, { words, who }] of inputs.entries()) {
      const field = inputs.length === 1 ? 'who' : `words.${index}.who`;
      const meaning = who === '' ? NOBODY : chosenMeaning(who, staff);
      if (meaning === null) return refuse('roadmap.nobody_like_that', undefined, field);
      const group = groups.find((one) => one.key === responsibleKey(words));
      if (group === undefined) return refuse('roadmap.words_not_found', { words }, field);
      if (isSamePerson(group, meaning)) continue;
      count += await mean(tx, roadmap, group, meaning);
    }
    return accept({ count });
  });
}

/** Takes over every suggestion for words that mean nobody yet. */
export async function mapSuggested(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
): Promise<Result<{ words: number }>> {
  const command = { name: 'roadmap.map_suggested', right: 'roadmap.review', states: MAPPABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) => {
    const staff = await listStaffChoices(tx, roadmap.organizationId);
    let words = 0;
    for (const group of groupResponsibles(await loadContent(tx, roadmapId))) {
      if (isMapped(group)) continue;
      const meaning = chosenMeaning(suggestResponsible(group.words, staff)?.who ?? '', staff);
      if (meaning === null || isSamePerson(group, meaning)) continue;
      await mean(tx, roadmap, group, meaning);
      words += 1;
    }
    return accept({ words });
  });
}

async function mean(
  tx: ScopedTx,
  roadmap: Roadmap,
  group: ResponsibleWords,
  meaning: ResponsibleMeaning,
): Promise<number> {
  await setResponsibleMeaning(tx, group.ids, meaning);
  await saveResponsibleMeaning(tx, roadmap.organizationId, group.key, meaning);
  return group.ids.length;
}

export function isMapped(meaning: ResponsibleMeaning): boolean {
  return meaning.personId !== null || meaning.teamId !== null || meaning.post !== null;
}

function isSamePerson(left: ResponsibleMeaning, right: ResponsibleMeaning): boolean {
  return left.personId === right.personId && left.teamId === right.teamId && left.post === right.post;
}
