/** The only source of "now": injected, so that tests and replays decide what time it is. */
export interface Clock {
  /** The present instant. */
  now(): Temporal.Instant;
  /** The calendar day that it is now in the given IANA time zone. */
  today(timeZone: string): Temporal.PlainDate;
}

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  today: (timeZone) => Temporal.Now.plainDateISO(timeZone),
};

/** A clock that stands still until it is told to move. */
export interface FixedClock extends Clock {
  /** Moves to the given ISO instant, e.g. `2026-09-01T06:00:00Z`. */
  set(instant: string): void;
  /** Moves forward, e.g. `{ hours: 2 }`. Days are 24 hours. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

/** @param start ISO instant, e.g. `2026-11-20T09:00:00Z`. */
export function createFixedClock(start: string): FixedClock {
  let current = Temporal.Instant.from(start);
  return {
    now: () => current,
    today: (timeZone) => current.toZonedDateTimeISO(timeZone).toPlainDate(),
    set: (instant) => {
      current = Temporal.Instant.from(instant);
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      current = current.add({ hours: hours + days * 24, minutes, seconds });
    },
  };
}
