import { addWorkingDays, type CalendarOptions } from '#src/features/orgs/rules/calendar.ts';

/** What a subject may ask of the school (152-ФЗ art. 14, 20, 21). */
export const REQUEST_KINDS = ['copy', 'correction', 'stop', 'explanation'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ['open', 'answered', 'refused'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Working days for an answer, and how many more with a reason told to the person (art. 20 p. 1, art. 21 p. 5.1). */
export const ANSWER_DAYS = 10;
export const MORE_DAYS = 5;

/** The last day for an answer to what came on a day, by the organization's own calendar. ISO. */
export function answerDueOn(receivedOn: string, calendar: CalendarOptions): string {
  return addWorkingDays(receivedOn, ANSWER_DAYS, calendar);
}

/** The last day after the term was made longer. */
export function extendedDueOn(dueOn: string, calendar: CalendarOptions): string {
  return addWorkingDays(dueOn, MORE_DAYS, calendar);
}
