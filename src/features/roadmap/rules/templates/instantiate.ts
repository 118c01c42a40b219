import { formatMeaning } from '#src/lib/deadlines/format.ts';
import type { Period } from '#src/lib/deadlines/meaning.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import type { ActivityDraft, SectionDraft } from '#src/features/roadmap/rules/model.ts';
import type {
  RoadmapTemplate,
  TemplateItem,
  TemplateSection,
} from '#src/features/roadmap/rules/templates/library.ts';
import { placeMeaning } from '#src/features/roadmap/rules/templates/place-years.ts';

export interface InstantiatedRoadmap {
  readonly title: string;
  /** 1 September of the first school year to 31 August after the last. */
  readonly period: Period;
  /** «2024/2025 учебный год», «2024–2028 годы». */
  readonly periodWords: string;
  readonly layout: string;
  readonly aim: string;
  readonly tasks: readonly string[];
  readonly sections: SectionDraft[];
}

/**
 * A template as a roadmap ready to be stored: dates moved to the school year that begins in `startYear`, the
 * deadlines' texts written from their meanings. `years` is how many school years it spans, kept within what the
 * template allows.
 */
export function instantiateTemplate(
  template: RoadmapTemplate,
  startYear: number,
  years: number = template.years.default,
): InstantiatedRoadmap {
  const span = Math.min(template.years.max, Math.max(template.years.min, Math.trunc(years)));
  const lastYear = startYear + span;
  const repeated = template.sections.flatMap((section) => repeatSection(section, startYear, span));
  let running = 0;
  const sections = repeated.map(({ section, title, firstYear }, index): SectionDraft => ({
    number: template.numbering === 'continuous' ? '' : `${index + 1}.`,
    title,
    activities: section.items.map((item, itemIndex) => {
      running += 1;
      return draftItem(item, writeNumber(template.numbering, index, itemIndex, running), firstYear, lastYear);
    }),
  }));
  const yearWords = span === 1 ? `${startYear}/${lastYear}` : `${startYear}–${lastYear}`;
  return {
    title: template.title.replace('{years}', yearWords),
    period: { start: `${startYear}-09-01`, end: `${lastYear}-08-31` },
    periodWords: span === 1 ? `${yearWords} учебный год` : `${yearWords} годы`,
    layout: template.layout,
    aim: template.aim ?? '',
    tasks: template.tasks,
    sections,
  };
}

function repeatSection(
  section: TemplateSection,
  startYear: number,
  span: number,
): { section: TemplateSection; title: string; firstYear: number }[] {
  if (section.repeat !== 'year') return [{ section, title: section.title, firstYear: startYear }];
  return Array.from({ length: span }, (_, offset) => {
    const firstYear = startYear + offset;
    return { section, title: section.title.replace('{year}', `${firstYear}–${firstYear + 1}`), firstYear };
  });
}

function writeNumber(
  numbering: RoadmapTemplate['numbering'],
  sectionIndex: number,
  itemIndex: number,
  running: number,
): string {
  switch (numbering) {
    case 'continuous':
      return `${running}.`;
    case 'bracketed':
      return `${itemIndex + 1})`;
    default:
      return `${sectionIndex + 1}.${itemIndex + 1}.`;
  }
}

function draftItem(item: TemplateItem, number: string, firstYear: number, lastYear: number): ActivityDraft {
  const meaning = item.deadline === null ? null : placeMeaning(item.deadline, firstYear, lastYear);
  return {
    number,
    title: item.title,
    subPoints: item.subPoints ?? [],
    deadlineText: meaning === null ? '' : formatMeaning(meaning),
    meaning,
    meaningBy: 'template',
    responsibleText: item.responsible.join(', '),
    responsibles: item.responsible.map((words) => ({ words, personId: null, teamId: null, post: null })),
    resultText: item.result ?? '',
    activitiesText: item.activities ?? '',
    isGroup: false,
    source: null,
    confidence: 'high',
    flags: [],
    parts: item.kinds.map((kind) => ({
      kind,
      title: item.kinds.length === 1 ? item.title : (findActivityKind(kind)?.title ?? item.title),
    })),
    parentNumber: null,
  };
}
