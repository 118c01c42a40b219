import { shortDay } from '#src/lib/russian/short-day.ts';

export const PAPER_STATES = ['draft', 'approved', 'registered', 'replaced', 'cancelled'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

/** A paper of the register. Days are ISO. */
export interface Paper {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: string;
  readonly direction: 'issued' | 'incoming';
  readonly number: string;
  readonly issuedOn: string | null;
  readonly title: string;
  /** Who issued an incoming paper. */
  readonly issuer: string;
  readonly note: string;
  readonly state: PaperState;
  readonly stateReason: string;
  /** The paper that took its place. */
  readonly replacedBy: string | null;
  readonly fileId: string | null;
  readonly fileName: string | null;
  readonly version: number;
}

/** «№ 259-од от 12.09.2022», «от 12.09.2022» or an empty text. */
export function numberAndDate(paper: Pick<Paper, 'number' | 'issuedOn'>): string {
  const date = paper.issuedOn === null ? '' : `от ${shortDay(paper.issuedOn)}`;
  return [paper.number === '' ? '' : `№ ${paper.number}`, date].filter((part) => part !== '').join(' ');
}
