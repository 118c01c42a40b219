/**
 * The answer of every command: what was asked for, or a refusal as a value. Only bugs throw.
 *
 * A refusal carries a dotted code («roadmap.stale»), the facts that its Russian text needs, and, when one
 * form field is to blame, that field's name. The text itself is found by code in the feature's `labels.ts`.
 */
export type Result<T = undefined> = Accepted<T> | Refused;

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

export interface Refusal {
  /** Dotted, stable, lower case: `room.reason`. */
  readonly code: string;
  /** Facts for the message: names, dates (ISO), counts. Never personal data of others. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** Name of the form field to point at. */
  readonly field?: string;
}

/** `accept()` for a command that answers nothing, `accept(value)` for one that does. */
export function accept(): Accepted<undefined>;
export function accept<T>(value: T): Accepted<T>;
export function accept<T>(value?: T): Accepted<T | undefined> {
  return { ok: true, value };
}

/** `refuse('roadmap.stale', { by: 'Иванова М. П.' })`. */
export function refuse(code: string, facts?: Refusal['facts'], field?: string): Refused {
  return {
    ok: false,
    refusal: { code, ...(facts === undefined ? {} : { facts }), ...(field === undefined ? {} : { field }) },
  };
}

/** True for any refused result, whatever its accepted type: what `withActor` rolls back. */
export function isRefused(value: unknown): value is Refused {
  return (
    typeof value === 'object' && value !== null && 'ok' in value && value.ok === false && 'refusal' in value
  );
}
