import { z } from 'zod';
import { accept } from '#src/lib/result.ts';
import { defineTask, type TaskKind } from '#src/platform/tasks/model.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { AIMS } from '#src/features/matching/rules/settings.ts';
import { admit, type MatchingDeps } from '#src/features/matching/service.server/deps.ts';
import { makeDraft, MAKE_DRAFT_TASK } from '#src/features/matching/service.server/make-draft.ts';

/** Long work of this room: a draft of banks with more than three hundred thousand possible pairs. */
export function matchingTasks(deps: Pick<MatchingDeps, 'clock' | 'timeZone'>): TaskKind[] {
  return [
    defineTask({
      kind: MAKE_DRAFT_TASK,
      payload: z.strictObject({
        title: z.string(),
        programmeId: z.uuid().nullable(),
        forms: z.array(z.string()),
        aim: z.enum(AIMS),
        withOtherSchools: z.literal('on').optional(),
      }),
      describeRefusal: matchingRefusalText,
      again: { to: '/matching/new', label: 'Подобрать ещё раз' },
      run: async ({ payload, organizationId, report, signal, store }) =>
        store('matching.create', async (tx) => {
          const admitted = await admit(tx, organizationId, 'matching.edit');
          if (!admitted.ok) return admitted;
          report('Читаем базы', 0, 0);
          const made = await makeDraft(tx, deps, organizationId, payload, { signal, report });
          if (!made.ok) return made;
          return accept({
            next: `/matching/${made.value.draftId}`,
            message: 'Пары подобраны. Посмотрите и поправьте, что нужно.',
          });
        }),
    }),
  ];
}
