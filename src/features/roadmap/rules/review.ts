import type { Meaning, Period } from '#src/lib/deadlines/meaning.ts';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import type { Activity, Roadmap, RoadmapContent } from '#src/features/roadmap/rules/model.ts';
import { responsibleKey } from '#src/features/roadmap/rules/model.ts';

/** The document's own span, or null while it is not known. */
export function periodOf(roadmap: Pick<Roadmap, 'periodStart' | 'periodEnd'>): Period | null {
  return roadmap.periodStart === null || roadmap.periodEnd === null
    ? null
    : { start: roadmap.periodStart, end: roadmap.periodEnd };
}

export interface DeadlineQuestion {
  /** Why a person has to look: the reading's own code, or `unread` for words that mean nothing to the grammar. */
  readonly reasonCode: string;
  /** Meanings to choose from, the current one first. */
  readonly choices: readonly Meaning[];
}

/**
 * What is still to be asked about a row's deadline; null when it is clear, absent, or settled by a person.
 */
export function deadlineQuestion(
  activity: Pick<Activity, 'deadlineText' | 'meaning' | 'meaningBy'>,
  period: Period | null,
): DeadlineQuestion | null {
  if (activity.deadlineText === '' || activity.meaningBy === 'person') return null;
  const reading = readDeadline(activity.deadlineText, period);
  if (reading.meaning === null) {
    return { reasonCode: reading.reasonCode ?? 'unread', choices: reading.readings };
  }
  if (!reading.ambiguous) return null;
  return { reasonCode: reading.reasonCode ?? 'ambiguous', choices: [reading.meaning, ...reading.readings] };
}

export interface ResponsibleWords {
  /** Key that joins spellings; see `responsibleKey`. */
  readonly key: string;
  /** As first met. */
  readonly words: string;
  /** Ids of the rows of `activity_responsibles` that say so. */
  readonly ids: readonly string[];
  readonly activityIds: readonly string[];
  readonly personId: string | null;
  readonly teamId: string | null;
  readonly post: string | null;
}

/** Every responsible named in the roadmap, once, in order of first mention. */
export function groupResponsibles(content: RoadmapContent): ResponsibleWords[] {
  const groups = new Map<string, ResponsibleWords & { ids: string[]; activityIds: string[] }>();
  for (const section of content.sections) {
    for (const activity of section.activities) {
      for (const responsible of activity.responsibles) {
        const key = responsibleKey(responsible.words);
        const group = groups.get(key);
        if (group === undefined) {
          groups.set(key, {
            key,
            words: responsible.words,
            ids: [responsible.id],
            activityIds: [activity.id],
            personId: responsible.personId,
            teamId: responsible.teamId,
            post: responsible.post,
          });
        } else {
          group.ids.push(responsible.id);
          group.activityIds.push(activity.id);
        }
      }
    }
  }
  return [...groups.values()];
}

/** Unclear rows first: what the review screen counts down to zero. */
export function isUnclear(
  activity: Pick<Activity, 'confidence' | 'flags' | 'isReviewed'>,
  question: DeadlineQuestion | null,
): boolean {
  if (question !== null) return true;
  return !activity.isReviewed && (activity.confidence !== 'high' || activity.flags.length > 0);
}
