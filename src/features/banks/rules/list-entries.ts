import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import type { ListEntry, ListSort } from '#src/features/people/rules/import/entries.ts';
import { readForm } from '#src/features/programmes/rules/forms.ts';
import type { MentorshipState } from '#src/features/mentorships/rules.ts';
import type { RequestState } from '#src/features/banks/rules/entries.ts';
import { splitTags } from '#src/features/banks/rules/tags.ts';

/** What is known of the people of a list already. */
export interface KnownEntries {
  readonly requests: readonly { personId: string; enteredOn: string; mainRequest: string; isOpen: boolean }[];
  readonly offers: readonly { personId: string; enteredOn: string; isOpen: boolean }[];
  readonly pairs: readonly { mentorId: string; menteeId: string; endedOn: string | null }[];
}

export interface PlannedRequest {
  readonly who: string;
  readonly enteredOn: string;
  readonly mainRequest: string;
  readonly forms: readonly string[];
  readonly state: RequestState;
  readonly endedOn: string | null;
}
export interface PlannedOffer {
  readonly who: string;
  readonly enteredOn: string;
  readonly endedOn: string | null;
  readonly competences: readonly string[];
  readonly interests: readonly string[];
  readonly achievements: string;
  readonly ageWords: string;
  readonly timeWords: string;
  readonly forms: readonly string[];
}
export interface PlannedMentorship {
  readonly mentor: string;
  readonly mentee: string;
  readonly form: string;
  readonly schoolYear: number;
  readonly state: MentorshipState;
  readonly startsOn: string;
  readonly endedOn: string | null;
  readonly results: string;
  readonly caseUrl: string;
  readonly isCompleted: boolean | null;
  /** The list names no last day, so it is that of the school year. */
  readonly isUndated: boolean;
}
export interface EntriesPlan {
  readonly requests: PlannedRequest[];
  readonly offers: PlannedOffer[];
  readonly mentorships: PlannedMentorship[];
  /** Rows that bring nothing new. */
  readonly known: number;
}

const cut = (text: string, length: number): string => Array.from(text).slice(0, length).join('');
const key = (text: string): string =>
  text.toLocaleLowerCase('ru').replaceAll('ё', 'е').replaceAll(/\s+/g, ' ').trim();

/** «прошёл», «да», «+» and their contraries; null: nothing of the kind is said. */
function readCompleted(text: string): boolean | null {
  const word = key(text);
  if (/^(?:не|нет|-|–)(?:\s|$)|досрочно|прервал/u.test(word)) return false;
  return /прош|заверш|да(?:\s|$)|\+|выполн|пройден/u.test(word) ? true : null;
}

/**
 * Requests, offers and mentorships that the rows of a list make, beside what is known. `who` names people: ids, or anything
 * else for those who have none yet. A list of a past year makes what is over; one of this year what goes on, unless the row says that
 * it ended.
 */
export function planEntries(
  list: {
    readonly sort: Exclude<ListSort, 'people'>;
    readonly schoolYear: number;
    readonly currentYear: number;
    readonly form: string;
    readonly entries: readonly ListEntry[];
  },
  who: (index: number) => string,
  known: KnownEntries,
): EntriesPlan {
  const plan = {
    requests: [] as PlannedRequest[],
    offers: [] as PlannedOffer[],
    mentorships: [] as PlannedMentorship[],
  };
  let repeated = 0;
  const isPast = list.schoolYear < list.currentYear;
  const lastDay = `${list.schoolYear + 1}-05-31`;
  for (const entry of list.entries) {
    const { facts } = entry;
    const form = readForm(facts.form ?? '')?.id ?? readFirstForm(facts.form ?? '') ?? list.form;
    const enteredOn = entry.enteredOn ?? `${list.schoolYear}-09-01`;
    const isCompleted = readCompleted(facts.completed ?? '');
    const isOver = isPast || entry.endedOn !== null || isCompleted !== null;
    const endedOn = isOver ? latest(entry.endedOn ?? lastDay, enteredOn) : null;
    const before = plan.requests.length + plan.offers.length + plan.mentorships.length;
    const pairs =
      form === ''
        ? []
        : entry.mentors.flatMap((mentor) =>
            entry.mentees.map((mentee) => [who(mentor), who(mentee)] as const),
          );
    const fresh = pairs.filter(
      ([mentor, mentee]) => !isPaired(known, plan.mentorships, mentor, mentee, facts.ended ?? '', endedOn),
    );
    for (const [mentor, mentee] of fresh) {
      if (mentor === mentee) continue;
      plan.mentorships.push({
        mentor,
        mentee,
        form,
        schoolYear:
          entry.enteredOn === null ? list.schoolYear : schoolYearOf(Temporal.PlainDate.from(enteredOn)),
        state: isOver
          ? isCompleted === false
            ? 'ended_early'
            : 'closed'
          : list.sort === 'pairs'
            ? 'agreed'
            : 'working',
        startsOn: enteredOn,
        endedOn,
        results: cut(facts.results ?? '', 5000),
        caseUrl: cut(facts.caseUrl ?? '', 2000),
        isCompleted,
        isUndated: isOver && entry.endedOn === null,
      });
    }
    const forms = form === '' ? [] : [form];
    if (list.sort === 'mentees')
      planRequest(entry, { forms, enteredOn, endedOn, isPaired: pairs.length > 0, isCompleted });
    if (list.sort === 'mentors') planOffer(entry, { forms, enteredOn, endedOn: isPast ? endedOn : null });
    if (plan.requests.length + plan.offers.length + plan.mentorships.length === before) repeated += 1;
  }
  return { ...plan, known: repeated };

  function planRequest(
    entry: ListEntry,
    facts: {
      forms: string[];
      enteredOn: string;
      endedOn: string | null;
      isPaired: boolean;
      isCompleted: boolean | null;
    },
  ): void {
    const person = who(entry.mentees[0] ?? -1);
    const mainRequest = cut(entry.facts.request ?? '', 2000) || 'В базе запрос не назван';
    const isThere = [
      ...known.requests.filter((one) => one.personId === person),
      ...plan.requests.filter((one) => one.who === person),
    ].some(
      (one) =>
        one.enteredOn === facts.enteredOn ||
        key(one.mainRequest) === key(mainRequest) ||
        // Nobody has two requests in force.
        (facts.endedOn === null && ('isOpen' in one ? one.isOpen : one.endedOn === null)),
    );
    if (isThere) return;
    const open: RequestState = facts.isPaired ? 'in_mentorship' : 'in_bank';
    const over: RequestState = !facts.isPaired
      ? 'withdrawn'
      : facts.isCompleted === false
        ? 'ended_early'
        : 'finished';
    const { forms, enteredOn, endedOn } = facts;
    plan.requests.push({
      who: person,
      enteredOn,
      mainRequest,
      forms,
      endedOn,
      state: endedOn === null ? open : over,
    });
  }

  function planOffer(
    entry: ListEntry,
    facts: { forms: string[]; enteredOn: string; endedOn: string | null },
  ): void {
    const person = who(entry.mentors[0] ?? -1);
    const isThere = [
      ...known.offers.filter((one) => one.personId === person),
      ...plan.offers.filter((one) => one.who === person),
    ].some(
      (one) =>
        one.enteredOn === facts.enteredOn ||
        (facts.endedOn === null && ('isOpen' in one ? one.isOpen : one.endedOn === null)),
    );
    if (isThere) return;
    const { competences = '', interests = '', achievements = '', ages = '', time = '' } = entry.facts;
    plan.offers.push({
      who: person,
      ...facts,
      competences: splitTags(competences),
      interests: splitTags(interests),
      achievements: cut(achievements, 5000),
      ageWords: cut(ages, 300),
      timeWords: cut(time, 300),
    });
  }
}

/** Of several forms in a cell («ученик – ученик; студент – ученик») the first that is one. */
function readFirstForm(text: string): string | undefined {
  return text
    .split(/[;\n]/)
    .map((part) => readForm(part)?.id)
    .find((id) => id !== undefined);
}

function latest(one: string, other: string): string {
  return one < other ? other : one;
}

/** The two are together already: now, or until one of the days that the row names. */
function isPaired(
  known: KnownEntries,
  planned: readonly PlannedMentorship[],
  mentor: string,
  mentee: string,
  ends: string,
  endedOn: string | null,
): boolean {
  const days = ends.split(';').map((day) => day.trim().split('.').toReversed().join('-'));
  return (
    planned.some((one) => one.mentor === mentor && one.mentee === mentee && one.endedOn === endedOn) ||
    known.pairs.some(
      (one) =>
        one.mentorId === mentor &&
        one.menteeId === mentee &&
        (one.endedOn === null || one.endedOn === endedOn || days.includes(one.endedOn)),
    )
  );
}
