import file from '#data/languages.json' with { type: 'json' };
import type { TimeSlot } from '#src/features/banks/rules/times.ts';

export const PLACES = ['school', 'partner', 'distance'] as const;
export type Place = (typeof PLACES)[number];
/** Languages in which a pair may meet. */
export const languages: readonly { readonly id: string; readonly title: string }[] = file.languages;
/** By whom an offer or a request was entered. */
export type EntrySource = 'self' | 'curator' | 'paper' | 'import';

/** What a mentor offers. Days are ISO, ages full years, hours a month. */
export interface Offer {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly enteredOn: string;
  readonly competences: readonly string[];
  readonly interests: readonly string[];
  readonly achievements: string;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly ageWords: string;
  readonly hoursAMonth: number | null;
  readonly timeWords: string;
  readonly times: readonly TimeSlot[];
  readonly places: readonly string[];
  /** Keys of data/languages.json. */
  readonly languages: readonly string[];
  readonly forms: readonly string[];
  readonly menteeLimit: number;
  readonly note: string;
  readonly source: EntrySource;
  readonly endedOn: string | null;
  readonly endReason: string;
  readonly version: number;
}

/** What the form of an offer holds: of a kept one, or of a draft. */
export type OfferDraft = Pick<
  Offer,
  | 'competences'
  | 'interests'
  | 'achievements'
  | 'ageFrom'
  | 'ageTo'
  | 'hoursAMonth'
  | 'menteeLimit'
  | 'timeWords'
  | 'times'
  | 'places'
  | 'languages'
  | 'forms'
  | 'note'
>;
/** What the form of a request holds. */
export type RequestDraft = Pick<
  Request,
  'mainRequest' | 'tags' | 'wishes' | 'urgency' | 'times' | 'places' | 'languages' | 'forms'
>;

export const REQUEST_STATES = [
  'in_bank',
  'searching',
  'in_mentorship',
  'finished',
  'ended_early',
  'withdrawn',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Whether nobody mentors the person of a request in this state yet. */
export function isUnpaired(state: RequestState): boolean {
  return state === 'in_bank' || state === 'searching';
}

export function isRequestState(text: string): text is RequestState {
  return (REQUEST_STATES as readonly string[]).includes(text);
}

/** What a mentee asks for. */
export interface Request {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly enteredOn: string;
  readonly mainRequest: string;
  readonly tags: readonly string[];
  readonly wishes: string;
  /** 1 can wait, 2 usual, 3 soon. */
  readonly urgency: number;
  readonly times: readonly TimeSlot[];
  readonly places: readonly string[];
  /** Keys of data/languages.json. */
  readonly languages: readonly string[];
  readonly forms: readonly string[];
  readonly state: RequestState;
  readonly supporterId: string | null;
  readonly source: EntrySource;
  readonly endedOn: string | null;
  readonly version: number;
}

/** «12–15 лет», «с 12 лет», «до 15 лет», or the words of a bank of another year. */
export function formatAges(offer: Pick<Offer, 'ageFrom' | 'ageTo' | 'ageWords'>): string {
  const { ageFrom, ageTo, ageWords } = offer;
  if (ageFrom !== null && ageTo !== null)
    return ageFrom === ageTo ? `${ageFrom} лет` : `${ageFrom}–${ageTo} лет`;
  if (ageFrom !== null) return `с ${ageFrom} лет`;
  if (ageTo !== null) return `до ${ageTo} лет`;
  return ageWords;
}

/** «8 ч в месяц; пн вечером», as «ресурс времени» of the canonical bank. */
export function formatTimeResource(hoursAMonth: number | null, times: string, timeWords: string): string {
  return [hoursAMonth === null ? '' : `${hoursAMonth} ч в месяц`, times, timeWords]
    .filter((part) => part !== '')
    .join('; ');
}
