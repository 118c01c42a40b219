import { describeFlag } from '#src/features/roadmap/rules/reading/labels.ts';
import type { Flag, ReadItem, RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';

/**
 * The reading as `nastavnik roadmap read --json` prints it: plain JSON, keys in snake case, responsible persons as
 * their words, empty cells as `null`. Keys that only some documents have (`stamp`, `aim`, `activities`, `parent` …)
 * are left out where there is nothing to say.
 */
export function printReading(reading: RoadmapReading): Record<string, unknown> {
  const [stamp] = reading.stamps;
  return {
    title: reading.title,
    organization: reading.organization,
    period: reading.period,
    period_span: reading.periodSpan === null ? null : [reading.periodSpan.start, reading.periodSpan.end],
    ...(stamp === undefined ? {} : { stamp, stamps: reading.stamps }),
    ...(reading.aim === null ? {} : { aim: reading.aim }),
    ...(reading.tasks.length === 0 ? {} : { tasks: reading.tasks }),
    ...(reading.abbreviations.length === 0 ? {} : { abbreviations: reading.abbreviations }),
    columns: reading.columns,
    layout: reading.layout,
    sections: reading.sections.map((section) => ({
      number: section.number,
      title: section.title,
      ...(section.parent === null ? {} : { parent: section.parent }),
      items: section.items.map(printItem),
    })),
    counts: {
      sections: reading.sections.length,
      rows: reading.sections.reduce((sum, section) => sum + section.items.length, 0),
    },
    flags: reading.flags.map(printFlag),
  };
}

function printItem(item: ReadItem): Record<string, unknown> {
  return {
    number: item.number,
    title: item.title === '' ? null : item.title,
    deadline: item.deadline,
    meaning: item.meaning,
    ...(item.deadlineReading?.ambiguous === true
      ? { ambiguous: true, reason: item.deadlineReading.reason, readings: item.deadlineReading.readings }
      : {}),
    responsible: item.responsible.map((entry) => entry.text),
    responsible_split: item.responsible,
    result: item.result,
    ...(item.documents.length === 0 ? {} : { documents: item.documents }),
    ...(item.activities === null ? {} : { activities: item.activities }),
    ...(item.subPoints.length === 0 ? {} : { parts: item.subPoints }),
    ...(item.parent === null ? {} : { parent: item.parent }),
    ...(item.isGroup ? { is_group: true } : {}),
    kinds: item.kinds,
    confidence: item.confidence,
    flags: item.flags.map(printFlag),
    source: item.source,
  };
}

function printFlag(flag: Flag): Record<string, unknown> {
  return {
    code: flag.code,
    text: describeFlag(flag),
    ...(flag.facts === undefined ? {} : { facts: flag.facts }),
  };
}
