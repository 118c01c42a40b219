/** What a person is to the school; one may be several things at once. The order is that of the tabs. */
export const PERSON_KINDS = ['staff', 'pupil', 'graduate', 'student', 'partner', 'guardian'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** The lists of people: one kind each, but outsiders of any sort together. */
export const PEOPLE_LISTS = {
  staff: ['staff'],
  pupils: ['pupil'],
  graduates: ['graduate'],
  outsiders: ['student', 'partner'],
  guardians: ['guardian'],
} as const satisfies Readonly<Record<string, readonly PersonKind[]>>;
export type PeopleList = keyof typeof PEOPLE_LISTS;

export function isPersonKind(text: string): text is PersonKind {
  return (PERSON_KINDS as readonly string[]).includes(text);
}

export function isPeopleList(text: string): text is PeopleList {
  return Object.hasOwn(PEOPLE_LISTS, text);
}

/** Each once, in the order of `PERSON_KINDS`. */
export function orderKinds(kinds: readonly string[]): PersonKind[] {
  return PERSON_KINDS.filter((kind) => kinds.includes(kind));
}

/**
 * Whole years on a day, or null when no date is known; by the year alone it is the age that is surely reached.
 * Days are ISO. Somebody born on 29 February reaches an age with 1 March of a common year: a term of years ends with its
 * last day (ГК РФ art. 190-192), and the anniversary that this year lacks is over when 28 February is. `app.turns_on` says
 * the same in the database.
 */
export function ageOn(
  person: { readonly birthDate: string | null; readonly birthYear: number | null },
  day: string,
): number | null {
  const year = Number(day.slice(0, 4));
  if (person.birthDate !== null) {
    const hadBirthday = person.birthDate.slice(5) <= day.slice(5);
    return year - Number(person.birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
  }
  return person.birthYear === null ? null : year - person.birthYear - 1;
}

/** The day with which somebody is so many years old, as `ageOn` counts: 1 March for 29 February in a common year. ISO. */
export function turnsOn(birthDate: string, years: number): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const turned = Number(year) + years;
  const isLeap = (turned % 4 === 0 && turned % 100 !== 0) || turned % 400 === 0;
  return `${turned}-${month === '02' && day === '29' && !isLeap ? '03-01' : `${month}-${day}`}`;
}

/** Most years that anybody lives; a birth day before that is a slip of the pen. */
const OLDEST = 110;

/** Why a birth date cannot be true on a day, or null. */
export function birthSlip(birthDate: string | null, today: string): 'future' | 'too_old' | null {
  if (birthDate === null) return null;
  if (birthDate > today) return 'future';
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > OLDEST ? 'too_old' : null;
}
