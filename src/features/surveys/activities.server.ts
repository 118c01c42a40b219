import type { ActivitySource } from '#src/features/orgs/activities.server.ts';
import { ACTIVITY_KINDS, responseRate } from '#src/features/surveys/rules.ts';
import { listWavesOfKind } from '#src/features/surveys/store.server/waves.ts';

/**
 * Asking, as the roadmap sees it: the response rate over all waves of the kind whose days meet the span of the occurrence.
 * Done in itself when every one of them is closed.
 */
export const surveyActivities: ActivitySource = {
  kinds: ACTIVITY_KINDS,
  place: (kind) => ({
    path: '/surveys',
    label: kind === 'surveys.preferences' ? 'Спросить о предпочтениях' : 'Провести анкетирование',
  }),
  progress: async (tx, moment) => {
    const waves = await listWavesOfKind(tx, moment.organizationId, moment.kind, {
      from: moment.startsOn,
      to: moment.dueOn,
    });
    if (waves.length === 0) return null;
    const invited = waves.reduce((sum, wave) => sum + wave.invited, 0);
    const answered = waves.reduce((sum, wave) => sum + wave.answered, 0);
    const closed = waves.filter(({ state }) => state === 'closed').length;
    return {
      done: responseRate(answered, invited),
      total: 100,
      words: `ответили ${answered} из ${invited} приглашённых, завершено опросов: ${closed} из ${waves.length}`,
      isDone: closed === waves.length,
    };
  },
};
