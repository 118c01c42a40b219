import texts from '#data/consents.json' with { type: 'json' };
import { ageOn } from '#src/features/people/rules/kinds.ts';

/** One document per purpose (152-ФЗ art. 9 p. 1, in force since 01.09.2025); none of them depends on another. */
export const PURPOSES = ['processing', 'publication', 'transfer', 'messages', 'photo'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What somebody is to the school, as lists are narrowed by it. */
export const PERSON_KINDS = ['staff', 'pupil', 'student', 'partner', 'graduate'] as const;

export type Signer = 'self' | 'guardian';
export type TeenSigners = 'both' | 'guardian' | 'self';
/** Under 14 a guardian signs; 14 to 17 as the school's setting says; from 18 the person alone (ГК РФ art. 21, 26, 28). */
export type AgeGroup = 'child' | 'teen' | 'adult';

export function isPurpose(text: string): text is Purpose {
  return (PURPOSES as readonly string[]).includes(text);
}

/** The library's wording of a purpose, before a school writes its own. */
export interface ConsentWording {
  readonly title: string;
  /** What the person signs for themselves. */
  readonly body: string;
  /** What a guardian signs for a child. */
  readonly guardianBody: string;
  /** How long a consent to it holds, months; null: until withdrawn. */
  readonly months: number | null;
}

export function libraryWording(purpose: Purpose): ConsentWording {
  const found = texts.texts.find((text) => text.purpose === purpose);
  if (found === undefined) throw new RangeError(`data/consents.json has no text for ${purpose}`);
  const { title, months } = found;
  return { title, months, body: found.self.join('\n\n'), guardianBody: found.guardian.join('\n\n') };
}

export interface Subject {
  /** ISO day; null when unknown. */
  readonly birthDate: string | null;
  readonly kinds: readonly string[];
}

/** The age that decides on a day who signs. Somebody whose birth date is unknown is a child if a pupil, else of age. */
export function ageGroupOn(subject: Subject, day: string): AgeGroup {
  const age = ageOn({ birthDate: subject.birthDate, birthYear: null }, day);
  if (age === null) return subject.kinds.includes('pupil') ? 'child' : 'adult';
  if (age >= 18) return 'adult';
  return age >= 14 ? 'teen' : 'child';
}

/** Whose signatures make a consent of somebody of this age. */
export function neededSigners(age: AgeGroup, teenSigners: TeenSigners): readonly Signer[] {
  if (age === 'adult') return ['self'];
  if (age === 'child') return ['guardian'];
  return teenSigners === 'both' ? ['guardian', 'self'] : [teenSigners];
}

/** Whether a signature can count at all: a child's own cannot before 14, a guardian's cannot from 18. */
export function maySign(age: AgeGroup, signer: Signer): boolean {
  return signer === 'self' ? age !== 'child' : age !== 'adult';
}

/** The last day of a consent signed on a day: `months` later less a day; null when it holds until withdrawn. */
export function validUntil(signedOn: string, months: number | null): string | null {
  if (months === null) return null;
  const [year = 0, month = 1, day = 1] = signedOn.split('-').map(Number);
  const target = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(target / 12), (target % 12) + 1];
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const end = new Date(Date.UTC(toYear, toMonth - 1, Math.min(day, lastDay)) - 86_400_000);
  return end.toISOString().slice(0, 10);
}
