import type { BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { createEntries, type Entries } from '#src/features/banks/service.server/entries.ts';

export {
  bringInMentorships,
  bringInOffers,
  bringInRequests,
  mentorshipBank,
} from '#src/features/banks/service.server/bring-in.ts';
export type { GivenOffer, GivenRequest } from '#src/features/banks/service.server/bring-in.ts';
export type { BanksDeps };

export interface Banks {
  /** Offers and requests, one at a time. */
  readonly entries: Entries;
}

export function createBanks(deps: BanksDeps): Banks {
  return { entries: createEntries(deps) };
}
