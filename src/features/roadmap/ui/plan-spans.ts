import type { SpanLine } from '#src/features/roadmap/store.server/timeline.ts';
import { isOpen } from '#src/features/roadmap/rules/state.ts';
import { lineState, lineTitle, sectionHeading } from '#src/features/roadmap/ui/plan-words.ts';
import type { CalendarItem } from '#src/ui/month-calendar.tsx';
import type { Span, TimelineGroup } from '#src/ui/timeline.tsx';

/**
 * What a month shows: the last day of each line, and the first day of a longer one. Lines that run through the whole
 * month have no day in it and are only counted. `month` is «2022-10».
 */
export function calendarItems(
  lines: readonly SpanLine[],
  month: string,
  today: string,
): { items: CalendarItem[]; running: number } {
  const items: CalendarItem[] = [];
  let running = 0;
  for (const line of lines) {
    const { startsOn, dueOn } = line;
    if (startsOn === null || dueOn === null) continue;
    const { tone } = lineState(line, today);
    const to = `/plan/activities/${line.activityId}?occurrence=${line.occurrenceId}`;
    const isDueHere = dueOn.startsWith(month);
    const startsHere = startsOn !== dueOn && startsOn.startsWith(month);
    if (startsHere) {
      const label = `начало: ${lineTitle(line)}`;
      items.push({ id: `${line.occurrenceId}-start`, day: startsOn, label, to, tone });
    }
    if (isDueHere) items.push({ id: line.occurrenceId, day: dueOn, label: lineTitle(line), to, tone });
    if (!isDueHere && !startsHere) running += 1;
  }
  return { items, running };
}

/** Rows of the timeline: one an activity with all its spans, under the headings of their sections. */
export function timelineGroups(lines: readonly SpanLine[], today: string): TimelineGroup[] {
  return [...Map.groupBy(lines, (line) => line.sectionId)].map(([id, inSection]) => ({
    id,
    label: inSection[0] === undefined ? '' : sectionHeading(inSection[0]),
    rows: [...Map.groupBy(inSection, (line) => line.activityId)].map(([activityId, ofActivity]) => {
      const first = ofActivity[0];
      const current = ofActivity.find((line) => isOpen(line.state)) ?? ofActivity.at(-1);
      const state = current === undefined ? null : lineState(current, today);
      // The bar shows what has been done: its colour is that of the last closed line, not of the next open one.
      const closed = ofActivity.findLast((line) => !isOpen(line.state));
      return {
        id: activityId,
        label: first === undefined ? '' : lineTitle(first),
        to: `/plan/activities/${activityId}`,
        plan: ofActivity.flatMap(plannedSpan),
        fact: ofActivity.flatMap(factSpan),
        ...(closed === undefined ? {} : { tone: lineState(closed, today).tone }),
        ...(state === null ? {} : { state: state.label }),
      };
    }),
  }));
}

function plannedSpan(line: SpanLine): Span[] {
  const to = line.plannedDueOn ?? line.dueOn;
  if (line.startsOn === null || to === null) return [];
  return [{ from: line.startsOn < to ? line.startsOn : to, to }];
}

/** Work that took a while ran from its first day to the day it was done; a single day was that day. */
function factSpan(line: SpanLine): Span[] {
  const { doneOn, startsOn, dueOn } = line;
  if (doneOn === null) return [];
  const isLong = startsOn !== null && startsOn !== dueOn && startsOn < doneOn;
  return [{ from: isLong ? startsOn : doneOn, to: doneOn }];
}
