import type { ActivityProgress, ActivitySource } from '#src/features/orgs/activities.server.ts';
import { countConcerned, countMentees, countOffersByKind } from '#src/features/banks/store.server/counts.ts';
import { countMentors } from '#src/features/banks/store.server/mentors.ts';

const kindWords: Readonly<Record<string, string>> = {
  staff: 'педагоги',
  pupil: 'ученики',
  student: 'студенты',
  partner: 'от партнёров',
  graduate: 'выпускники',
  guardian: 'родители',
};
const inBank = (organizationId: string, state: 'admitted' | null) =>
  ({ organizationId, words: '', className: '', form: null, state, tag: '', place: null }) as const;

function wordsByKind(counts: ReadonlyMap<string, number>): string {
  return Object.entries(kindWords)
    .filter(([kind]) => (counts.get(kind) ?? 0) > 0)
    .map(([kind, words]) => `${words} ${counts.get(kind)}`)
    .join(', ');
}

/** The two banks as work of the plan: counted from who is in them with a consent in force. */
export const bankActivities: ActivitySource = {
  kinds: ['people.mentees', 'people.mentors', 'people.both', 'people.selection', 'mentorships.support'],
  place: (kind) => {
    if (kind === 'people.mentors') return { path: '/banks/mentors', label: 'База наставников' };
    if (kind === 'people.selection') return { path: '/banks/admission', label: 'Допуск наставников' };
    if (kind === 'mentorships.support') {
      return { path: '/banks/mentees?state=unpaired', label: 'Кто без наставника' };
    }
    return { path: '/banks/mentees', label: 'База наставляемых' };
  },
  progress: async (tx, { organizationId, kind }): Promise<ActivityProgress | null> => {
    const mentees = await countMentees(tx, organizationId);
    if (kind === 'mentorships.support') {
      // Everybody whom nobody mentors yet has somebody who supports them; nobody is left without a mentor is better still.
      const { requests, unpaired, supported } = mentees;
      return {
        done: supported,
        total: unpaired,
        words:
          unpaired === 0 && requests > 0
            ? 'наставник есть у всех, кто просил'
            : `без наставника ${unpaired}, у ${supported} из них есть поддержка`,
        isDone: requests > 0 && supported === unpaired,
      };
    }
    const byKind = await countOffersByKind(tx, organizationId);
    const mentors = [...byKind.values()].reduce((sum, count) => sum + count, 0);
    const mentorWords = `наставников ${mentors}${mentors === 0 ? '' : ` (${wordsByKind(byKind)})`}`;
    switch (kind) {
      case 'people.mentees': {
        const total = await countConcerned(tx, organizationId, 'mentee');
        const words = `запрос в базе у ${mentees.requests} из ${total}, кого это касается`;
        return { done: mentees.requests, total, words, isDone: total > 0 && mentees.requests === total };
      }
      case 'people.mentors': {
        const total = await countConcerned(tx, organizationId, 'mentor');
        return {
          done: mentors,
          total,
          words: `в базе ${mentorWords}`,
          isDone: total > 0 && mentors === total,
        };
      }
      case 'people.both': {
        const total =
          (await countConcerned(tx, organizationId, 'mentee')) +
          (await countConcerned(tx, organizationId, 'mentor'));
        return {
          done: mentees.requests + mentors,
          total,
          words: `в базах наставляемых ${mentees.requests}, ${mentorWords}`,
          isDone: total > 0 && mentees.requests + mentors === total,
        };
      }
      case 'people.selection': {
        const admitted = await countMentors(tx, inBank(organizationId, 'admitted'));
        return {
          done: admitted,
          total: mentors,
          words: `допущено ${admitted} из ${mentors}`,
          isDone: mentors > 0 && admitted === mentors,
        };
      }
      default:
        return null;
    }
  },
};
