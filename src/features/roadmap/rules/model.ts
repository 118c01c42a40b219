import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import type { Place } from '#src/lib/tables/model.ts';

export const ROADMAP_STATES = ['review', 'draft', 'approved', 'closed'] as const;
export type RoadmapState = (typeof ROADMAP_STATES)[number];

export const ORIGINS = ['file', 'text', 'template', 'rollover'] as const;
export type Origin = (typeof ORIGINS)[number];

/** How a deadline that falls on a day off moves. */
export const SHIFTS = ['none', 'next', 'previous'] as const;
export type Shift = (typeof SHIFTS)[number];

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Something unclear: a dotted code and the facts its Russian text needs. */
export interface Flag {
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export interface Stamp {
  readonly word: string;
  readonly order?: string;
  readonly date?: string;
  readonly text: string;
}

/** A roadmap without its rows. Days are ISO strings, so that the same shape serves pages. */
export interface Roadmap {
  readonly id: string;
  readonly organizationId: string;
  readonly title: string;
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  readonly periodWords: string;
  readonly state: RoadmapState;
  readonly origin: Origin;
  readonly sourceFileId: string | null;
  readonly sourceName: string;
  readonly templateId: string | null;
  readonly previousId: string | null;
  readonly layout: string;
  readonly organizationWords: string;
  readonly aim: string;
  readonly tasks: readonly string[];
  readonly stamps: readonly Stamp[];
  readonly flags: readonly Flag[];
  readonly approvedOn: string | null;
  readonly approvalNumber: string;
  readonly approvalPaperId: string | null;
  readonly shift: Shift;
  readonly version: number;
}

export interface Section {
  readonly id: string;
  readonly position: number;
  readonly number: string;
  readonly title: string;
}

/** Where a row stands in the source: what was said there, and where to look. */
export interface Source {
  readonly text: string;
  readonly from?: Place;
  readonly to?: Place;
  readonly lineFrom?: number;
  readonly lineTo?: number;
}

export interface Part {
  readonly id: string;
  readonly title: string;
  /** Key of data/activity-kinds.json; null stays unknown. */
  readonly kind: string | null;
  readonly kindBy: 'rules' | 'person';
  readonly target: number | null;
}

/** Who the words of the source mean: a person, a team, a post (whoever holds it), or nobody yet. */
export interface ResponsibleMeaning {
  readonly personId: string | null;
  readonly teamId: string | null;
  readonly post: string | null;
}

export interface Responsible extends ResponsibleMeaning {
  readonly id: string;
  readonly words: string;
}

export interface Activity {
  readonly id: string;
  readonly sectionId: string;
  readonly position: number;
  readonly number: string;
  readonly title: string;
  readonly subPoints: readonly string[];
  readonly deadlineText: string;
  readonly meaning: Meaning | null;
  readonly meaningBy: 'reading' | 'person' | 'template' | 'rollover';
  readonly responsibleText: string;
  readonly responsibles: readonly Responsible[];
  readonly resultText: string;
  readonly activitiesText: string;
  readonly isGroup: boolean;
  readonly parentId: string | null;
  readonly source: Source | null;
  readonly confidence: Confidence;
  readonly flags: readonly Flag[];
  readonly isReviewed: boolean;
  readonly parts: readonly Part[];
  readonly version: number;
}

export interface RoadmapContent {
  readonly sections: readonly (Section & { readonly activities: readonly Activity[] })[];
}

/** What a row needs before it is stored: ids, positions and versions are the database's. */
export interface ActivityDraft {
  readonly number: string;
  readonly title: string;
  readonly subPoints: readonly string[];
  readonly deadlineText: string;
  readonly meaning: Meaning | null;
  readonly meaningBy: Activity['meaningBy'];
  readonly responsibleText: string;
  readonly responsibles: readonly ({ readonly words: string } & ResponsibleMeaning)[];
  readonly resultText: string;
  readonly activitiesText: string;
  readonly isGroup: boolean;
  readonly source: Source | null;
  readonly confidence: Confidence;
  readonly flags: readonly Flag[];
  readonly parts: readonly { readonly title: string; readonly kind: string | null }[];
  readonly parentNumber: string | null;
}

export interface SectionDraft {
  readonly number: string;
  readonly title: string;
  readonly activities: readonly ActivityDraft[];
}

/** The same words for the same person, however they were typed: «Зам. директора  по УР» = «зам. директора по ур». */
export function responsibleKey(words: string): string {
  return words
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[\u00ad\u200b]/g, '')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
