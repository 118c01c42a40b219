import municipality from '#data/roadmap-templates/municipality.json' with { type: 'json' };
import schoolCycle from '#data/roadmap-templates/school-cycle.json' with { type: 'json' };
import schoolYear from '#data/roadmap-templates/school-year.json' with { type: 'json' };
import teachersSmall from '#data/roadmap-templates/teachers-small.json' with { type: 'json' };
import teachersStages from '#data/roadmap-templates/teachers-stages.json' with { type: 'json' };
import type { Meaning } from '#src/lib/deadlines/meaning.ts';

export interface TemplateItem {
  readonly title: string;
  readonly subPoints?: readonly string[];
  readonly activities?: string;
  /** Days count from the school year in which the roadmap begins: `Y0-09-30`, `Y1-05-31`, `YL` the last year. */
  readonly deadline: Meaning | null;
  /** Posts and groups. */
  readonly responsible: readonly string[];
  readonly result: string | null;
  /** Ids of `data/activity-kinds.json`, in order. */
  readonly kinds: readonly string[];
}

export interface TemplateSection {
  readonly title: string;
  /** Written once for every school year; `{year}` in the title is that year. */
  readonly repeat?: 'year';
  readonly items: readonly TemplateItem[];
}

export interface RoadmapTemplate {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  /** Id of a table layout (`ROADMAP_LAYOUTS`). */
  readonly layout: string;
  /** «1.1» in sections, one run of numbers through all sections, or «1)» anew in each. */
  readonly numbering: 'sectioned' | 'continuous' | 'bracketed';
  /** How many school years it may span. */
  readonly years: { readonly default: number; readonly min: number; readonly max: number };
  /** `{years}` is replaced by the school year or years. */
  readonly title: string;
  readonly aim: string | null;
  readonly tasks: readonly string[];
  readonly sections: readonly TemplateSection[];
}

/** The templates shipped with the program, the fullest for one school first. */
export const roadmapTemplates: readonly RoadmapTemplate[] = [
  schoolYear,
  schoolCycle,
  teachersStages,
  teachersSmall,
  municipality,
] as readonly unknown[] as readonly RoadmapTemplate[];

/** The template of this id, or undefined. */
export function findRoadmapTemplate(id: string): RoadmapTemplate | undefined {
  return roadmapTemplates.find((template) => template.id === id);
}
