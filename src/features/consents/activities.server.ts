import type { ActivitySource } from '#src/features/orgs/activities.server.ts';
import { countConcerned } from '#src/features/consents/store.server/concerned.ts';

/** Collecting consents, as the roadmap sees it: the share of those concerned whose consent to processing is in force today. */
export const consentActivities: ActivitySource = {
  kinds: ['consents.collect'],
  place: () => ({ path: '/consents?state=wanted', label: 'Собрать согласия' }),
  progress: async (tx, { organizationId }) => {
    const { concerned, held } = await countConcerned(tx, organizationId);
    if (concerned === 0) return null;
    return {
      done: Math.floor((held * 100) / concerned),
      total: 100,
      words: `согласие на обработку действует у ${held} из ${concerned}, кого это касается`,
      isDone: held === concerned,
    };
  },
};
