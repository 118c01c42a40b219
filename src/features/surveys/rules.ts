import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { Moment } from '#src/features/surveys/rules/model.ts';

export const SURVEY_STATES = ['draft', 'published', 'retired'] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];
export const WAVE_STATES = ['draft', 'scheduled', 'open', 'closed'] as const;
export type WaveState = (typeof WAVE_STATES)[number];
export const ANSWER_STATES = ['waiting', 'begun', 'answered', 'declined'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** Kinds of the roadmap that a wave may fulfil. */
export const ACTIVITY_KINDS = ['surveys.candidates', 'surveys.preferences', 'surveys.satisfaction'] as const;
export type SurveyActivityKind = (typeof ACTIVITY_KINDS)[number];

export const PERSON_KINDS = ['staff', 'pupil', 'student', 'partner', 'graduate', 'guardian'] as const;

/** Whom a wave asks. */
export interface Audience {
  /** People by kind and class, members of mentorships, or those in the two banks; `picked`: only those picked by hand. */
  readonly source: 'people' | 'mentorships' | 'banks' | 'picked';
  /** Of `people`; guardians of pupils of the classes, when classes are given. */
  readonly kinds: readonly string[];
  readonly classIds: readonly string[];
  /** Of `mentorships` and `banks`; none: both sides. */
  readonly sides: readonly Side[];
  readonly forms: readonly string[];
  /** Always added. */
  readonly personIds: readonly string[];
}

/** Somebody to invite, with the labels under which their answers are counted. */
export interface Invitee {
  readonly personId: string;
  readonly classLabel: string;
  readonly side: Side | null;
  readonly form: string | null;
}

/** Whether answers are taken now: the days decide, whatever the nightly job has got round to. */
export function takesAnswers(
  wave: { readonly state: WaveState; readonly opensOn: string; readonly closesOn: string },
  today: string,
): 'yes' | 'not_yet' | 'closed' {
  if (wave.state === 'closed' || today > wave.closesOn) return 'closed';
  if (wave.state === 'draft' || today < wave.opensOn) return 'not_yet';
  return 'yes';
}

/** What the clock asks of a wave today. */
export function dueStep(
  wave: { readonly state: WaveState; readonly opensOn: string; readonly closesOn: string },
  today: string,
): 'open' | 'close' | null {
  if (wave.state !== 'scheduled' && wave.state !== 'open') return null;
  if (today > wave.closesOn) return 'close';
  return wave.state === 'scheduled' && today >= wave.opensOn ? 'open' : null;
}

/** Nobody of `before` is missing in `after`: what a ranking that has begun may be changed to. */
export function losesNobody(before: readonly string[], after: readonly string[]): boolean {
  const kept = new Set(after);
  return before.every((id) => kept.has(id));
}

/** In an anonymous family each moment comes once: a third wave beside two would let single answers be told by subtraction. */
export function mayJoinFamily(
  family: readonly { readonly moment: Moment; readonly isAnonymous: boolean }[],
  wave: { readonly moment: Moment; readonly isAnonymous: boolean },
): boolean {
  if (family.length === 0) return true;
  if (family.some(({ isAnonymous }) => isAnonymous !== wave.isAnonymous)) return false;
  if (family.some(({ moment }) => moment === wave.moment)) return false;
  return !wave.isAnonymous || ((wave.moment === 'before' || wave.moment === 'after') && family.length < 2);
}

/** Whole percent; 0 of nobody. */
export function responseRate(answered: number, invited: number): number {
  return invited === 0 ? 0 : Math.min(100, Math.round((answered / invited) * 100));
}
