import type { TimeSlot } from '#src/features/banks/rules/times.ts';

/** What the banks know of somebody who may be paired. Ages are full years, days ISO. */
export interface Matchable {
  readonly personId: string;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly age: number | null;
  /** Under 18, or a pupil whose birthday is not known. */
  readonly isMinor: boolean;
  readonly className: string;
  readonly grade: number | null;
  /** Posts of staff, the main one first. */
  readonly posts: readonly string[];
  readonly interests: readonly string[];
  readonly times: readonly TimeSlot[];
  /** school, partner, distance; none said: anywhere. */
  readonly places: readonly string[];
  /** Keys of data/languages.json; none said: any. */
  readonly languages: readonly string[];
  /** Keys of data/forms.json; none said: any that fits the kinds of both. */
  readonly forms: readonly string[];
}
export interface MatchableMentee extends Matchable {
  readonly mainRequest: string;
  readonly tags: readonly string[];
  readonly urgency: number;
  readonly enteredOn: string;
}
export interface MatchableOffer extends Matchable {
  readonly competences: readonly string[];
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly limit: number;
  /** Mentees now, proposed ones too. */
  readonly taken: number;
  readonly finished: number;
  readonly isLabourCode: boolean;
}
