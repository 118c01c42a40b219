import { z } from 'zod';
import { accept } from '#src/lib/result.ts';
import { defineTask, type TaskKind } from '#src/platform/tasks/model.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { AIMS } from '#src/features/matching/rules/settings.ts';
import {
  admit,
  openDraft,
  openToChange,
  type MatchingDeps,
} from '#src/features/matching/service.server/deps.ts';
import { changeOfDraft, reshape, RESHAPE_TASK } from '#src/features/matching/service.server/reshape.ts';
import { makeDraft, MAKE_DRAFT_TASK } from '#src/features/matching/service.server/make-draft.ts';

/** Long work of this room: drafts of banks with more than three hundred thousand possible pairs, made and changed. */
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
    defineTask({
      kind: RESHAPE_TASK,
      payload: z.strictObject({ draftId: z.uuid(), version: z.int(), change: changeOfDraft }),
      describeRefusal: matchingRefusalText,
      again: { to: '/matching', label: 'К подборам' },
      run: async ({ payload: { draftId, version, change }, report, signal, store }) =>
        store('matching.reshape', async (tx) => {
          const opened =
            change.kind === 'copy'
              ? await openDraft(tx, draftId, 'matching.edit')
              : await openToChange(tx, draftId, version);
          if (!opened.ok) return opened;
          report('Читаем подбор', 0, 0);
          const done = await reshape(tx, opened.value.draft, change, { signal, report });
          if (!done.ok) return done;
          return accept({
            next: `/matching/${done.value.draftId}`,
            message: change.kind === 'copy' ? 'Копия сделана.' : 'Готово: пары подобраны заново.',
          });
        }),
    }),
  ];
}
