import type { OwnTask, OwnTaskSource } from '#src/features/people/service.server/own-tasks.ts';
import { listOwnInvitations } from '#src/features/surveys/store.server/own.ts';

/** Questionnaires that wait for somebody, or were answered and may still be changed. Never those of their children. */
export const ownSurveys: OwnTaskSource = async (tx, people): Promise<readonly OwnTask[]> => {
  const selves = people.filter(({ isSelf }) => isSelf).map(({ id }) => id);
  const found = await listOwnInvitations(tx, selves);
  return found.map((one) => ({
    title: one.title,
    forName: '',
    path: `/my/surveys/${one.id}`,
    dueOn: one.closesOn,
    state: one.state === 'answered' ? 'done' : one.state === 'begun' ? 'begun' : 'waiting',
  }));
};
