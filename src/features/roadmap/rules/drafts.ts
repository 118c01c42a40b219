import type {
  ActivityDraft,
  Confidence,
  Flag,
  ResponsibleMeaning,
  SectionDraft,
} from '#src/features/roadmap/rules/model.ts';
import { responsibleKey } from '#src/features/roadmap/rules/model.ts';
import type { ReadItem, RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';

/** Stands where the source has none, until a person writes it: a row without any words cannot be shown. */
const NO_TITLE = 'Без названия';
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
    number: (section.number ?? '').slice(0, 40),
    title: (section.title ?? '').slice(0, 2000),
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
    number: (item.number ?? '').slice(0, 40),
    title: item.title.trim() === '' ? NO_TITLE : item.title.slice(0, 10_000),
    subPoints: item.subPoints,
    deadlineText: (item.deadline ?? '').slice(0, 1000),
    meaning: item.meaning,
    meaningBy: 'reading',
    responsibleText: (item.responsibleText ?? item.responsible.map((one) => one.text).join(', ')).slice(
      0,
      2000,
    ),
    responsibles: item.responsible.map((one) => ({
      words: one.text,
      ...(meanings.get(responsibleKey(one.text)) ?? NOBODY),
    })),
    resultText: (item.result ?? '').slice(0, 5000),
    activitiesText: (item.activities ?? '').slice(0, 10_000),
    isGroup: isHeading(item),
    source: {
      text: item.source.text,
      from: item.source.from,
      to: item.source.to,
      ...(item.source.lineFrom === undefined ? {} : { lineFrom: item.source.lineFrom }),
      ...(item.source.lineTo === undefined ? {} : { lineTo: item.source.lineTo }),
    },
    confidence: weakest(item.confidence, deadlineReading?.ambiguous === true ? 'medium' : 'high'),
    flags,
    parts: item.parts.map((part) => ({ title: part.title, kind: part.kind })),
    parentNumber: item.parent,
  };
}

/**
 * A row with rows under it that promises nothing itself. One with a deadline, a result or activities of its own is
 * work like any other, however it is numbered.
 */
function isHeading(item: ReadItem): boolean {
  return item.isGroup && item.deadline === null && item.result === null && item.activities === null;
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
