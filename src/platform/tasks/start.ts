import { accept, refuse } from '#src/lib/result.ts';
import { jobs } from '#src/platform/jobs.ts';
import type { TaskStarter } from './model.ts';
import { countUnfinished, findBySubmission, insertTask, lockStarts } from './store.ts';

/** Unfinished tasks that one person may have: enough for several documents in a row, too few to fill the queue. */
const MOST_UNFINISHED = 3;

/** The job that does a task; see `run.ts`. */
export const RUN_JOB = 'tasks.run';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const tasks: TaskStarter = {
  start: async (tx, task) => {
    if (tx.actor.kind !== 'person') throw new Error('A task belongs to a person');
    const { accountId } = tx.actor;
    const { submission } = task;
    if (submission !== undefined && !uuid.test(submission)) {
      return refuse('submission.malformed', {}, 'submission');
    }
    await lockStarts(tx, accountId);
    const earlier = submission === undefined ? null : await findBySubmission(tx, accountId, submission);
    if (earlier !== null) return accept({ taskId: earlier });
    if ((await countUnfinished(tx, accountId)) >= MOST_UNFINISHED) {
      return refuse('tasks.too_many', { limit: MOST_UNFINISHED });
    }
    const taskId = await insertTask(tx, accountId, task);
    await jobs.add(tx, RUN_JOB, { taskId, accountId });
    return accept({ taskId });
  },
};
