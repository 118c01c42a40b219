import type { ActivitySource } from '#src/features/orgs/activities.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { countByState } from '#src/features/mentorships/store.server/mentorships.ts';

/** Pairs and groups as work of the plan, counted from those of the school year of the activity. */
export const mentorshipActivities: ActivitySource = {
  kinds: ['mentorships.form', 'acts.pairs', 'mentorships.close'],
  place: () => ({ path: '/mentorships', label: 'Пары и группы' }),
  progress: async (tx, { organizationId, kind, startsOn, dueOn, today }) => {
    const day = Temporal.PlainDate.from(startsOn ?? dueOn ?? today);
    const states = await countByState(tx, organizationId, schoolYearOf(day));
    const of = (...names: string[]) => names.reduce((sum, name) => sum + (states.get(name) ?? 0), 0);
    const all = [...states.values()].reduce((sum, count) => sum + count, 0);
    if (kind === 'mentorships.close') {
      const done = of('closed', 'ended_early');
      return { done, total: all, words: `завершено ${done} из ${all}`, isDone: all > 0 && done === all };
    }
    const forming = of('proposed', 'met', 'trial');
    const agreed = all - forming;
    if (kind === 'acts.pairs') {
      const ordered = agreed - of('agreed');
      return {
        done: ordered,
        total: agreed,
        words: `закреплено ${ordered} из ${agreed}`,
        isDone: agreed > 0 && ordered === agreed,
      };
    }
    return {
      done: agreed,
      total: all,
      words: `договорились ${agreed}${forming === 0 ? '' : `, ещё складывается ${forming}`}`,
      isDone: agreed > 0 && forming === 0,
    };
  },
};
