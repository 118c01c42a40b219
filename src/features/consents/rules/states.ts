import { turnsOn } from '#src/features/people/rules/kinds.ts';
import type { Purpose } from '#src/features/consents/rules/purposes.ts';

/**
 * in_force: holds for longer than `SOON_DAYS` · expiring: ends within them · second: one signature of two is there ·
 * ended: its term is over · withdrawn · missing: nobody has signed.
 */
export const CONSENT_STATES = ['in_force', 'expiring', 'second', 'ended', 'withdrawn', 'missing'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** Consents that end within so many days are asked for again. */
export const SOON_DAYS = 60;
/** What stands for «without end» in the database. */
export const NO_END = '2999-12-31';

export interface ConsentFacts {
  readonly purpose: Purpose;
  /** Until which day all needed signatures are in force; null: not. ISO. */
  readonly until: string | null;
  /** A signature that is neither withdrawn nor over. */
  readonly hasSignature: boolean;
  readonly lastWithdrawnOn: string | null;
  readonly lastEndedOn: string | null;
}

export interface ConsentCell {
  readonly purpose: Purpose;
  readonly state: ConsentState;
  /** The last day in force; null: none, or without end. */
  readonly until: string | null;
  /** The term ends because the person comes of age and must be asked themselves. */
  readonly isAskedAtEighteen: boolean;
  readonly withdrawnOn: string | null;
}

export function addDays(iso: string, days: number): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

export function isInForce(cell: Pick<ConsentCell, 'state'>): boolean {
  return cell.state === 'in_force' || cell.state === 'expiring';
}

/** How a consent of a person to a purpose stands on a day. */
export function cellOn(facts: ConsentFacts, birthDate: string | null, today: string): ConsentCell {
  const { purpose, until } = facts;
  const isHeld = until !== null && until >= today;
  const comesOfAge = birthDate === null ? null : addDays(turnsOn(birthDate, 18), -1);
  const state: ConsentState = isHeld
    ? until <= addDays(today, SOON_DAYS)
      ? 'expiring'
      : 'in_force'
    : facts.hasSignature
      ? 'second'
      : facts.lastWithdrawnOn !== null && facts.lastWithdrawnOn >= (facts.lastEndedOn ?? '')
        ? 'withdrawn'
        : facts.lastEndedOn !== null
          ? 'ended'
          : 'missing';
  return {
    purpose,
    state,
    until: isHeld && until !== NO_END ? until : null,
    isAskedAtEighteen: isHeld && until === comesOfAge,
    withdrawnOn: state === 'withdrawn' ? facts.lastWithdrawnOn : null,
  };
}
