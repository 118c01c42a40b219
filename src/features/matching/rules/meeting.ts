import { findForm, mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { formsBetween } from '#src/features/matching/rules/settings.ts';

/** Somebody who may be asked to the group meeting, as the banks have them. */
export interface Invitable {
  readonly personId: string;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly className: string;
  readonly posts: readonly string[];
  /** Keys of data/forms.json that they named; none: any. */
  readonly forms: readonly string[];
}

export interface Invited {
  readonly personId: string;
  readonly name: string;
  /** Class, or the main post. */
  readonly where: string;
}

/** Those of a form who are asked to come: mentors and mentees, each by name. */
export interface MeetingSection {
  /** Key of data/forms.json; null: no form has both sides for them. */
  readonly form: string | null;
  readonly mentors: readonly Invited[];
  readonly mentees: readonly Invited[];
}

interface Banks {
  readonly mentors: readonly (Invitable & { readonly isAdmitted: boolean })[];
  readonly mentees: readonly Invitable[];
}

function fits(person: Invitable, form: string, side: 'mentorKinds' | 'menteeKinds'): boolean {
  const isNamed = person.forms.length === 0 || person.forms.includes(form);
  return isNamed && findForm(form)?.[side].some((kind) => person.kinds.includes(kind)) === true;
}

/**
 * Admitted mentors and waiting mentees by forms, in the order of data/forms.json. Everybody stands once, under the first form
 * that they named (or are fit for, having named none) and that has somebody on both sides; the rest come last. With `only` everybody
 * who is fit for that form.
 */
export function meetingSections({ mentors, mentees }: Banks, only: string | null = null): MeetingSection[] {
  const admitted = mentors.filter(({ isAdmitted }) => isAdmitted);
  const offered = only === null ? formsBetween(mentees, admitted) : [only];
  const place = (person: Invitable, side: 'mentorKinds' | 'menteeKinds'): string | null =>
    offered.find((form) => fits(person, form, side)) ?? null;
  const keys = only === null ? [...mentoringForms.map(({ id }) => id), null] : [only];
  return keys
    .map((form): MeetingSection => ({
      form,
      mentors: namesOf(admitted.filter((person) => place(person, 'mentorKinds') === form)),
      mentees: namesOf(mentees.filter((person) => place(person, 'menteeKinds') === form)),
    }))
    .filter((section) => section.mentors.length + section.mentees.length > 0);
}

function namesOf(people: readonly Invitable[]): Invited[] {
  return people
    .map(({ personId, name, className, posts }) => ({ personId, name, where: className || (posts[0] ?? '') }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ru'));
}
