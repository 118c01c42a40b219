import { plural } from '#src/lib/russian/plural.ts';
import type { ActivitySource } from '#src/features/orgs/activities.server.ts';
import { isInForce } from '#src/features/programmes/rules.ts';
import { countForPlan } from '#src/features/programmes/store.server.ts';
import { listAgreements } from '#src/features/programmes/store.server/agreements.ts';

/** The plan's work that is done here: forms chosen, the programme corrected, agreements signed. */
export const programmesActivities: ActivitySource = {
  kinds: ['programmes.forms', 'programmes.correct', 'acts.partners'],

  place: (kind) =>
    kind === 'acts.partners'
      ? { path: '/programmes/agreements', label: 'Открыть соглашения' }
      : { path: '/programmes', label: 'Открыть программы' },

  progress: async (tx, { organizationId, kind, startsOn, dueOn, today }) => {
    if (kind === 'acts.partners') {
      const agreements = await listAgreements(tx, { organizationId });
      const count = agreements.filter((one) => isInForce(one, today)).length;
      const words = plural(count, 'соглашение действует', 'соглашения действуют', 'соглашений действует');
      return { done: count, total: null, words, isDone: count > 0 };
    }
    const found = await countForPlan(tx, { organizationId, from: startsOn, to: dueOn });
    if (kind === 'programmes.forms') {
      const words = `выбрано форм: ${found.forms}, программ: ${found.programmes}`;
      return { done: found.forms, total: null, words, isDone: found.forms > 0 };
    }
    const { corrections } = found;
    return {
      done: corrections,
      total: null,
      words: `записано изменений за этот срок: ${corrections}`,
      isDone: corrections > 0,
    };
  },
};
