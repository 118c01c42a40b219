import { formatTimes } from '#src/features/banks/rules/times.ts';
import type { Offer, Request } from '#src/features/banks/rules/entries.ts';

/** What the members of a pair or group told the banks, as its plan needs it; empty: nobody said it. */
export interface PairWishes {
  /** In the words of the mentee; of a group nobody's words are shown to the others. */
  readonly request: string;
  readonly topics: readonly string[];
  readonly help: readonly string[];
  /** Slots that suit everybody who named any. */
  readonly times: string;
  readonly places: readonly string[];
}

type Mentor = Pick<Offer, 'competences' | 'times' | 'places'>;
type Mentee = Pick<Request, 'mainRequest' | 'tags' | 'times' | 'places'>;

export function pairWishes(
  mentors: readonly Mentor[],
  mentees: readonly Mentee[],
  isGroup: boolean,
): PairWishes {
  const all = [...mentors, ...mentees];
  const [only] = mentees;
  const topics = [...new Set(mentees.flatMap(({ tags }) => tags))];
  const help = [...new Set(mentors.flatMap(({ competences }) => competences))];
  const wanted = help.filter((word) => topics.includes(word));
  return {
    request: isGroup || mentees.length !== 1 ? '' : (only?.mainRequest ?? '').trim().replace(/\.$/u, ''),
    topics,
    // What was asked for, when the mentor offers it; else everything that the mentor offers.
    help: wanted.length > 0 ? wanted : help,
    times: formatTimes(common(all.map(({ times }) => times))),
    places: common(all.map(({ places }) => places)),
  };
}

/** What stands in each of the lists that hold anything. */
function common<T>(lists: readonly (readonly T[])[]): T[] {
  const [first = [], ...rest] = lists.filter(({ length }) => length > 0);
  return first.filter((one) => rest.every((list) => list.includes(one)));
}
