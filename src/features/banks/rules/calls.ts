import { CODE_SIGNS } from '#src/lib/code-signs.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { ageOn } from '#src/features/people/rules/kinds.ts';

/** An open call for candidates of one side. Days are ISO. */
export interface Call {
  readonly id: string;
  readonly organizationId: string;
  readonly side: Side;
  readonly title: string;
  readonly invitation: string;
  /** Forms that are meant; none: any. */
  readonly forms: readonly string[];
  /** Who is asked to apply, as kinds of people; none: anybody. */
  readonly kinds: readonly string[];
  readonly opensOn: string;
  readonly closesOn: string;
  readonly isClosed: boolean;
  /** How many applications it takes. */
  readonly answerLimit: number;
  readonly received: number;
  readonly waiting: number;
  readonly version: number;
}

/** `early`: not begun · `full`: as many as it takes · `over`: its last day has passed · `closed`: by the curator. */
export type CallState = 'early' | 'open' | 'full' | 'over' | 'closed';

export function callState(
  call: Pick<Call, 'opensOn' | 'closesOn' | 'isClosed'> & { readonly isFull: boolean },
  today: string,
): CallState {
  if (call.isClosed) return 'closed';
  if (today > call.closesOn) return 'over';
  if (today < call.opensOn) return 'early';
  return call.isFull ? 'full' : 'open';
}

/** The longest that a call stays open, days. */
export const CALL_DAYS = 366;
/** Words of applicants whom nobody answered are forgotten so many days after the call ended; the text of the consent says it. */
export const FORGET_DAYS = 60;

export const APPLICATION_STATES = ['waiting', 'accepted', 'entered', 'declined', 'forgotten'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export function isApplicationState(text: string): text is ApplicationState {
  return (APPLICATION_STATES as readonly string[]).includes(text);
}

/** Kinds of people whom a side may ask to apply: an employee of a partner is nobody's mentee. */
export const CALL_KINDS: Readonly<Record<Side, readonly string[]>> = {
  mentor: ['pupil', 'staff', 'student', 'graduate', 'partner', 'guardian'],
  mentee: ['pupil', 'staff', 'student'],
};

/** Under fourteen the application is a guardian's affair (ГК РФ art. 28; 152-ФЗ art. 9 p. 6). */
export function needsGuardian(birthDate: string, today: string): boolean {
  const age = ageOn({ birthDate, birthYear: null }, today);
  return age !== null && age < 14;
}

const SIGNS = CODE_SIGNS.toLowerCase();
const LENGTH = 14;

/** The word of a link out of bytes (fourteen at least): 58 bits, short enough to be typed off a poster. */
export function linkWord(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, LENGTH), (byte) => SIGNS.charAt(byte % SIGNS.length)).join('');
}

/** What stands in an address, as a word of a link; null when it cannot be one. */
export function readLinkWord(typed: string): string | null {
  const word = typed.toLowerCase();
  return word.length === LENGTH && Array.from(word).every((sign) => SIGNS.includes(sign)) ? word : null;
}
