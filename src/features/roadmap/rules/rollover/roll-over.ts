import { formatMeaning } from '#src/lib/deadlines/format.ts';
import { shiftToWorkingDay, type CalendarOptions } from '#src/features/orgs/rules/calendar.ts';
import type { ActivityDraft, Flag, SectionDraft } from '#src/features/roadmap/rules/model.ts';
import type { StepState } from '#src/features/roadmap/rules/state.ts';
import { shiftMeaning } from '#src/features/roadmap/rules/rollover/shift-years.ts';

/** A row of last year's roadmap: what it said and how it ended. */
export interface RollOverActivity extends Omit<
  ActivityDraft,
  'meaningBy' | 'confidence' | 'flags' | 'source'
> {
  readonly state: StepState;
  /** Why it was not done, as the responsible person wrote. */
  readonly reason?: string;
}

export interface RollOverSection {
  readonly number: string;
  readonly title: string;
  readonly activities: readonly RollOverActivity[];
}

/**
 * Last year's rows for the school year that begins in `toYear`, as drafts. Dates move by whole years and off the
 * days off of the organization's calendar, recurrences keep their rhythm, texts of deadlines are written anew from
 * their meanings, school years named in titles move along. What was not done or done in part carries a flag
 * (`rollover.not_done`, `rollover.done_in_part`, `rollover.unfinished`); a deadline whose meaning nobody knows
 * keeps its old words and is flagged too (`rollover.check_deadline`).
 */
export function rollOver(
  sections: readonly RollOverSection[],
  fromYear: number,
  toYear: number,
  calendar: CalendarOptions = {},
): SectionDraft[] {
  const years = toYear - fromYear;
  return sections.map((section) => ({
    number: section.number,
    title: shiftYearWords(section.title, years),
    activities: section.activities.map((activity) => rollActivity(activity, years, calendar)),
  }));
}

function rollActivity(activity: RollOverActivity, years: number, calendar: CalendarOptions): ActivityDraft {
  const { state: _state, reason, ...draft } = activity;
  const meaning =
    activity.meaning === null
      ? null
      : shiftMeaning(activity.meaning, years, (day, direction) =>
          shiftToWorkingDay(day, direction, calendar),
        );
  return {
    ...draft,
    title: shiftSchoolYears(activity.title, years),
    subPoints: activity.subPoints.map((subPoint) => shiftSchoolYears(subPoint, years)),
    resultText: shiftSchoolYears(activity.resultText, years),
    activitiesText: shiftSchoolYears(activity.activitiesText, years),
    deadlineText: meaning === null ? activity.deadlineText : formatMeaning(meaning),
    meaning,
    meaningBy: 'rollover',
    source: null,
    confidence: meaning === null && activity.deadlineText !== '' ? 'low' : 'high',
    flags: activity.isGroup ? [] : listFlags(activity, reason),
    parts: activity.parts.map((part) => ({ ...part, title: shiftSchoolYears(part.title, years) })),
  };
}

function listFlags(activity: RollOverActivity, reason: string | undefined): Flag[] {
  const flags: Flag[] = [];
  const facts = { reason: reason ?? '' };
  if (activity.state === 'not_done') flags.push({ code: 'rollover.not_done', facts });
  else if (activity.state === 'done_in_part') flags.push({ code: 'rollover.done_in_part', facts });
  else if (activity.state !== 'done') flags.push({ code: 'rollover.unfinished', facts });
  if (activity.meaning === null && activity.deadlineText.trim() !== '') {
    flags.push({ code: 'rollover.check_deadline', facts: { deadline: activity.deadlineText } });
  }
  return flags;
}

/** «2022-2023 учебный год» → «2023-2024 учебный год». Dates of acts and single years stay. */
export function shiftSchoolYears(text: string, years: number): string {
  return text.replaceAll(
    /(20\d{2})(\s*[-–—/]\s*)(20\d{2}|\d{2})(?=\s*(?:г\.?\s*г?\.?\s*)?уч)/giu,
    (_pair, first: string, sign: string, second: string) => {
      const start = Number(first) + years;
      const end =
        second.length === 2
          ? String((Number(second) + years) % 100).padStart(2, '0')
          : Number(second) + years;
      return `${start}${sign}${end}`;
    },
  );
}

/** Headings of sections may name years in any way: «2022 – 2024 годы», «2023 год». */
function shiftYearWords(title: string, years: number): string {
  const shifted = shiftSchoolYears(title, years);
  if (shifted !== title) return shifted;
  return title.replaceAll(/(?<![\d.])(20\d{2})(?=\s*(?:[-–—]\s*20\d{2}|г\.|г(?!\p{L})|год))/gu, (year) =>
    String(Number(year) + years),
  );
}
