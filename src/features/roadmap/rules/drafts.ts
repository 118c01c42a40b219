import type {
  ActivityDraft,
  Confidence,
  Flag,
  ResponsibleMeaning,
  SectionDraft,
} from '#src/features/roadmap/rules/model.ts';
import { responsibleKey } from '#src/features/roadmap/rules/model.ts';
import type { ReadItem, RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';

const NOBODY: ResponsibleMeaning = { personId: null, teamId: null, post: null };

/**
 * The rows of a reading as they are stored for review. Words of responsible persons that this school has explained
 * before get their meaning at once; nothing else is inferred here.
 */
export function readingToDrafts(
  reading: Pick<RoadmapReading, 'sections'>,
  meanings: ReadonlyMap<string, ResponsibleMeaning>,
): SectionDraft[] {
  return reading.sections.map((section) => ({
    number: section.number ?? '',
    title: section.title ?? '',
    activities: section.items.map((item) => itemToDraft(item, meanings)),
  }));
}

function itemToDraft(item: ReadItem, meanings: ReadonlyMap<string, ResponsibleMeaning>): ActivityDraft {
  const deadlineReading = item.deadlineReading;
  const flags: Flag[] = [...item.flags];
  if (deadlineReading?.ambiguous === true && !flags.some((flag) => flag.code.startsWith('deadline.'))) {
    flags.push({ code: `deadline.${deadlineReading.reasonCode ?? 'ambiguous'}` });
  }
  return {
    number: item.number ?? '',
    title: item.title,
    subPoints: item.subPoints,
    deadlineText: item.deadline ?? '',
    meaning: item.meaning,
    meaningBy: 'reading',
    responsibleText: item.responsibleText ?? item.responsible.map((one) => one.text).join(', '),
    responsibles: item.responsible.map((one) => ({
      words: one.text,
      ...(meanings.get(responsibleKey(one.text)) ?? NOBODY),
    })),
    resultText: item.result ?? '',
    activitiesText: item.activities ?? '',
    isGroup: item.isGroup,
    source: {
      text: item.source.text,
      from: item.source.from,
      to: item.source.to,
      ...(item.source.lineFrom === undefined ? {} : { lineFrom: item.source.lineFrom }),
      ...(item.source.lineTo === undefined ? {} : { lineTo: item.source.lineTo }),
    },
    confidence: weakest(item.confidence, deadlineReading?.ambiguous === true ? 'medium' : 'high'),
    flags,
    parts: item.isGroup ? [] : item.parts.map((part) => ({ title: part.title, kind: part.kind })),
    parentNumber: item.parent,
  };
}

function weakest(a: Confidence, b: Confidence): Confidence {
  const order: readonly Confidence[] = ['high', 'medium', 'low'];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** «Школьные слова» of responsible persons in one cell → separate words: used when a person edits the cell by hand. */
export function splitResponsible(text: string): string[] {
  return text
    .split(/[;\n]|,(?![^()]*\))/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .map((part) => part.slice(0, 300));
}
