/** Hours from the discovery to the first notice and to the results of the inquiry (152-ФЗ art. 21 p. 3.1). */
export const FIRST_NOTICE_HOURS = 24;
export const SECOND_NOTICE_HOURS = 72;

/** What is written to whom: the supervisor twice, the people once. */
export const INCIDENT_NOTICES = ['first', 'second', 'subjects'] as const;
export type IncidentNotice = (typeof INCIDENT_NOTICES)[number];

export interface IncidentTimer {
  /** ISO instant by which it must be done. */
  readonly until: string;
  /** Full hours left; negative when it is late. 0: less than an hour is left. */
  readonly hoursLeft: number;
  /** ISO instant at which it was done; null: not yet. */
  readonly doneAt: string | null;
}

/** How one of the two terms stands at an instant. All ISO instants. */
export function timerOf(
  discoveredAt: string,
  hours: number,
  doneAt: string | null,
  now: string,
): IncidentTimer {
  const until = Temporal.Instant.from(discoveredAt).add({ hours });
  const left = Temporal.Instant.from(now).until(until).total({ unit: 'hour' });
  return {
    until: until.toString(),
    hoursLeft: left >= 0 ? Math.floor(left) : Math.ceil(left) - 1,
    doneAt,
  };
}
