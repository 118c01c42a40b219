import type { Side } from '#src/features/programmes/rules/sides.ts';
import reasonsFile from '#data/end-reasons.json' with { type: 'json' };

/** The way of a mentorship; the last two are its ends. */
export const MENTORSHIP_STATES = [
  'proposed',
  'met',
  'trial',
  'agreed',
  'ordered',
  'planned',
  'working',
  'paused',
  'final',
  'closed',
  'ended_early',
] as const;
export type MentorshipState = (typeof MENTORSHIP_STATES)[number];
/** Who asked to end a mentorship early. */
export const ENDED_BY = ['mentor', 'mentee', 'guardian', 'school'] as const;
export type EndedBy = (typeof ENDED_BY)[number];

/** States in which a mentorship may be entered by hand: what was agreed before it came here. */
export const FIRST_STATES = ['proposed', 'met', 'trial', 'agreed', 'ordered', 'planned', 'working'] as const;

export function isMentorshipState(text: string): text is MentorshipState {
  return (MENTORSHIP_STATES as readonly string[]).includes(text);
}

/** Whether it takes a mentor's time and a mentee's place: everything that has not ended. */
export function isOpen(state: MentorshipState): boolean {
  return state !== 'closed' && state !== 'ended_early';
}

export interface EndReason {
  readonly id: string;
  readonly title: string;
  /** Of an end before the aims or the term were reached. */
  readonly isEarly: boolean;
}

export const endReasons: readonly EndReason[] = reasonsFile.reasons;

export function endReasonTitle(id: string): string {
  return endReasons.find((reason) => reason.id === id)?.title ?? id;
}

/** One person's time in a mentorship; days are ISO. */
export interface Member {
  readonly id: string;
  readonly personId: string;
  /** Empty when whoever asks may not see the person. */
  readonly name: string;
  readonly side: Side;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly endReason: string;
}

export interface Mentorship {
  readonly id: string;
  readonly organizationId: string;
  readonly programmeId: string | null;
  readonly schoolYear: number;
  readonly form: string;
  readonly roleModel: string;
  readonly isGroup: boolean;
  readonly regime: 'pupils' | 'teachers';
  readonly labourCode: boolean;
  readonly labourReason: string;
  readonly state: MentorshipState;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly endedOn: string | null;
  readonly endReasonKey: string;
  readonly endReason: string;
  readonly endedBy: EndedBy | null;
  readonly results: string;
  readonly caseUrl: string;
  readonly isCompleted: boolean | null;
  readonly pausedReason: string;
  readonly source: 'hand' | 'import' | 'matching';
  /** The order that fixed it. */
  readonly orderPaperId: string | null;
  readonly version: number;
}

/** What deserves a second look and forbids nothing. */
export type MentorshipWarning =
  | 'relative'
  | 'class_teacher'
  | 'other_kinds'
  | 'large_group'
  | 'many_mentees'
  | 'declined'
  | 'not_admitted';

/** Facts about two people who are to be together, as the store knows them. */
export interface Closeness {
  readonly isRelative: boolean;
  readonly isClassTeacher: boolean;
}

/** More mentees than this for one mentor, outside groups, is looked at twice. */
const MANY_MENTEES = 3;

function fits(kinds: readonly string[], usual: readonly string[]): boolean {
  return kinds.some((kind) => usual.includes(kind));
}

/**
 * @param people kinds of those who join, and how close they stand to each other.
 * @param limits usual sizes of the form; null for a form that the dictionary no longer knows.
 */
export function warningsOf(
  people: {
    readonly mentorKinds: readonly (readonly string[])[];
    readonly menteeKinds: readonly (readonly string[])[];
    readonly closeness: readonly Closeness[];
    /** Somebody of them did not want somebody else of them this year. */
    readonly isDeclined: boolean;
    /** A mentor lacks a check of their admission. */
    readonly isUnadmitted: boolean;
    /** Mentees of the busiest mentor, this mentorship included. */
    readonly mostMentees: number;
  },
  form: {
    readonly mentorKinds: readonly string[];
    readonly menteeKinds: readonly string[];
    readonly groupLimit: number;
  } | null,
  isGroup: boolean,
): MentorshipWarning[] {
  const warnings: MentorshipWarning[] = [];
  if (people.closeness.some(({ isRelative }) => isRelative)) warnings.push('relative');
  if (people.closeness.some(({ isClassTeacher }) => isClassTeacher)) warnings.push('class_teacher');
  if (people.isDeclined) warnings.push('declined');
  if (people.isUnadmitted) warnings.push('not_admitted');
  if (form !== null) {
    const isUsual =
      people.mentorKinds.every((kinds) => fits(kinds, form.mentorKinds)) &&
      people.menteeKinds.every((kinds) => fits(kinds, form.menteeKinds));
    if (!isUsual) warnings.push('other_kinds');
    if (isGroup && people.menteeKinds.length > form.groupLimit) warnings.push('large_group');
  }
  if (!isGroup && people.mostMentees > MANY_MENTEES) warnings.push('many_mentees');
  return warnings;
}
