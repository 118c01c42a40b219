import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSource } from '#src/features/orgs/papers.server.ts';
import { lastMembers, loadMentorships } from '#src/features/mentorships/service.server.ts';
import { placeLabels } from '#src/features/banks/labels.ts';
import { PLACES } from '#src/features/banks/rules/entries.ts';
import { pairWishes } from '#src/features/banks/rules/pair-wishes.ts';
import { listOffersOf } from '#src/features/banks/store.server/offers.ts';
import { listRequestsOf } from '#src/features/banks/store.server/requests.ts';

const wish = (name: string, description: string): Field => ({ name, kind: 'text', description });

const WISHES: readonly Field[] = [
  wish('запрос наставляемого', 'словами из базы; в группе не показывается'),
  wish('темы запроса', 'слова словаря, через запятую'),
  wish('чем поможет наставник', 'его компетенции: те, о которых просят, или все'),
  wish('когда встречаться', 'время, удобное всем, кто его указал'),
  wish('где встречаться', 'где согласны встречаться все'),
];

const text = (words: string) => ({ kind: 'text', text: words }) as const;

async function wishesOf(tx: ScopedTx, moment: PaperMoment): Promise<ReadonlyMap<string, Facts>> {
  const all = (await loadMentorships(tx, moment.subjectIds)).filter(
    ({ organizationId }) => organizationId === moment.organizationId,
  );
  const ids = (side: 'mentor' | 'mentee') => (one: (typeof all)[number]) =>
    lastMembers(one, side).map(({ personId }) => personId);
  const offers = await listOffersOf(tx, all.flatMap(ids('mentor')));
  const requests = await listRequestsOf(tx, all.flatMap(ids('mentee')));
  return new Map(
    all.map((one): [string, Facts] => {
      const { request, topics, help, times, places } = pairWishes(
        ids('mentor')(one).flatMap((id) => offers.get(id) ?? []),
        ids('mentee')(one).flatMap((id) => requests.get(id) ?? []),
        one.isGroup,
      );
      return [
        one.id,
        {
          'запрос наставляемого': text(request),
          'темы запроса': text(topics.join(', ')),
          'чем поможет наставник': text(help.join(', ')),
          'когда встречаться': text(times),
          'где встречаться': text(
            PLACES.filter((place) => places.includes(place))
              .map((place) => placeLabels[place])
              .join(', '),
          ),
        },
      ];
    }),
  );
}

/** What the plan of a pair and its journal take from the banks; the rest of them is known with the pairs. */
export const wishPapers: PaperSource = {
  kinds: ['individual-plan', 'meeting-journal'],
  fields: () => WISHES,
  gather: async (tx, moment) => (await wishesOf(tx, moment)).get(moment.subjectIds[0] ?? '') ?? {},
  gatherMany: wishesOf,
};
