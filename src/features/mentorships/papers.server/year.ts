import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { listClassLabels } from '#src/features/people/service.server.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { isOpen, type Member } from '#src/features/mentorships/rules.ts';
import { lastMembers, type ListedMentorship } from '#src/features/mentorships/service.server/load.ts';
import { listMembers } from '#src/features/mentorships/store.server/members.ts';
import { listMentorships } from '#src/features/mentorships/store.server/mentorships.ts';

/** A school has far fewer in a year. */
const YEAR_LIMIT = 1_000;

/** Every mentorship of the year with its members, as far as the actor sees them. */
export async function mentorshipsOfYear(
  tx: ScopedTx,
  { organizationId, schoolYear }: Pick<PaperMoment, 'organizationId' | 'schoolYear'>,
): Promise<ListedMentorship[]> {
  const { mentorships } = await listMentorships(
    tx,
    { organizationId, schoolYear, state: null, form: null, words: '' },
    { offset: 0, limit: YEAR_LIMIT },
  );
  const members = await listMembers(
    tx,
    mentorships.map(({ id }) => id),
  );
  return mentorships.map((one) => ({ ...one, members: members.get(one.id) ?? [] }));
}

const namesOf = (members: readonly Member[]) =>
  members.map(({ name }) => name || 'имя не показывается').join(', ') || 'имя не показывается';

/** «Соколова Анна – Белов Лев (ученик – ученик)». */
export function labelOf(one: ListedMentorship): string {
  const mentees = lastMembers(one, 'mentee');
  const shown = mentees.length > 4 ? `наставляемых: ${mentees.length}` : namesOf(mentees);
  return `${namesOf(lastMembers(one, 'mentor'))} – ${shown} (${formTitle(one.form)})`;
}

/** One pair or group; those at work first and, of them, the newest is the usual one. */
export function oneMentorship(
  fits: (one: ListedMentorship) => boolean = ({ state }) => isOpen(state),
): PaperSubjects {
  return {
    label: 'Пара или группа',
    takes: 'one',
    list: async (tx, moment) => {
      const all = (await mentorshipsOfYear(tx, moment)).filter(fits);
      const classOf = await classesIn(tx, all);
      return all.map((one) => ({ id: one.id, label: labelOf(one), isUsual: true, ...classOf(one) }));
    },
  };
}

/** The class of a pair or group: that of its first mentee who is in one. */
export async function classesIn(
  tx: ScopedTx,
  all: readonly ListedMentorship[],
): Promise<(one: ListedMentorship) => { className?: string }> {
  const people = all.flatMap((one) => lastMembers(one, 'mentee').map(({ personId }) => personId));
  const classes = await listClassLabels(tx, [...new Set(people)]);
  return (one) => {
    const className = lastMembers(one, 'mentee')
      .map(({ personId }) => classes.get(personId))
      .find((label) => label !== undefined);
    return className === undefined ? {} : { className };
  };
}
