import { shortDay } from '#src/lib/russian/short-day.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { formatAges, formatTimeResource } from '#src/features/banks/rules/entries.ts';
import { formatTimes } from '#src/features/banks/rules/times.ts';

/** «База наставляемых», letter by letter as the canonical form has its columns. */
export const MENTEE_COLUMNS = [
  '№',
  'ФИО',
  'контактные данные (представителя)',
  'год рождения',
  'основной запрос',
  'дата вхождения в программу',
  'ФИО наставника',
  'форма наставничества',
  'место работы/учёбы наставника',
  'дата завершения',
  'результаты программы',
  'ссылка на кейс/отзыв',
  'отметка о прохождении',
] as const;

/** «База наставников». */
export const MENTOR_COLUMNS = [
  '№',
  'ФИО',
  'контактные данные',
  'место работы/учёбы',
  'основные компетенции',
  'важные для программы достижения',
  'интересы',
  'желаемый возраст наставляемых',
  'ресурс времени',
  'дата вхождения',
  'ФИО наставляемых',
  'форма',
  'место работы/учёбы наставляемого',
  'дата завершения',
  'результаты',
  'ссылка на кейс/отзыв',
] as const;

interface Mentorship {
  readonly form: string;
  readonly names: readonly string[];
  readonly places: readonly string[];
  readonly endedOn: string | null;
  readonly results: string;
  readonly caseUrl: string;
  readonly isCompleted: boolean | null;
}
interface Contacts {
  readonly isMinor: boolean;
  readonly phone: string;
  readonly email: string;
  readonly guardians: readonly string[];
}

/** Of somebody under age the guardian is reached; of anybody else the person. */
export function contactsOf(person: Contacts): string {
  if (person.isMinor && person.guardians.length > 0) return person.guardians.join('; ');
  return [person.phone, person.email].filter((part) => part !== '').join(', ');
}

function each(mentorships: readonly Mentorship[], pick: (one: Mentorship) => string): string {
  return [...new Set(mentorships.map(pick).filter((words) => words !== ''))].join('; ');
}
const day = (iso: string | null) => (iso === null ? '' : shortDay(iso));
const completed = (one: Mentorship) =>
  one.isCompleted === null ? '' : one.isCompleted ? 'прошёл' : 'не прошёл';

/** Cells of a line of the bank of mentees, in the order of `MENTEE_COLUMNS`; `number` from 1. */
export function menteeCells(
  line: Contacts & {
    readonly name: string;
    readonly birthYear: number | null;
    readonly mainRequest: string;
    readonly enteredOn: string;
    readonly mentorships: readonly Mentorship[];
  },
  number: number,
): (string | number | null)[] {
  const { mentorships } = line;
  return [
    number,
    line.name,
    contactsOf(line),
    line.birthYear,
    line.mainRequest,
    day(line.enteredOn),
    each(mentorships, ({ names }) => names.join(', ')),
    each(mentorships, ({ form }) => formTitle(form)),
    each(mentorships, ({ places }) => places.filter((place) => place !== '').join(', ')),
    each(mentorships, ({ endedOn }) => day(endedOn)),
    each(mentorships, ({ results }) => results),
    each(mentorships, ({ caseUrl }) => caseUrl),
    each(mentorships, completed),
  ];
}

/** Cells of a line of the bank of mentors, in the order of `MENTOR_COLUMNS`. */
export function mentorCells(
  line: Contacts &
    Parameters<typeof formatAges>[0] & {
      readonly name: string;
      readonly workplace: string;
      readonly competences: readonly string[];
      readonly achievements: string;
      readonly interests: readonly string[];
      readonly hoursAMonth: number | null;
      readonly times: readonly string[];
      readonly timeWords: string;
      readonly enteredOn: string;
      readonly forms: readonly string[];
      readonly mentorships: readonly Mentorship[];
    },
  number: number,
): (string | number | null)[] {
  const { mentorships } = line;
  return [
    number,
    line.name,
    contactsOf(line),
    line.workplace,
    line.competences.join(', '),
    line.achievements,
    line.interests.join(', '),
    formatAges(line),
    formatTimeResource(line.hoursAMonth, formatTimes(line.times), line.timeWords),
    day(line.enteredOn),
    each(mentorships, ({ names }) => names.join(', ')),
    // Before there is a mentorship: the forms that the mentor is ready for.
    mentorships.length > 0
      ? each(mentorships, ({ form }) => formTitle(form))
      : line.forms.map(formTitle).join('; '),
    each(mentorships, ({ places }) => places.filter((place) => place !== '').join(', ')),
    each(mentorships, ({ endedOn }) => day(endedOn)),
    each(mentorships, ({ results }) => results),
    each(mentorships, ({ caseUrl }) => caseUrl),
  ];
}
