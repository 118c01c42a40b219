import { z } from 'zod';
import { accept } from '#src/lib/result.ts';
import { defineTask, type TaskKind } from '#src/platform/tasks/model.ts';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { carryOutDestruction, DESTROY_TASK } from '#src/features/consents/service.server/destroy.ts';
import type { ConsentSequel } from '#src/features/consents/service.server/sequels.ts';

/** Long work of this room: the audit of many years is searched for whoever is destroyed. */
export function consentWork(deps: { readonly sequels: readonly ConsentSequel[] }): TaskKind[] {
  return [
    defineTask({
      kind: DESTROY_TASK,
      payload: z.strictObject({ destructionId: z.uuid(), version: z.number(), actNumber: z.string() }),
      describeRefusal: consentsRefusalText,
      again: { to: '/consents/destruction', label: 'К списку' },
      run: async ({ payload, organizationId, report, store }) =>
        store(DESTROY_TASK, async (tx) => {
          const done = await carryOutDestruction(tx, deps.sequels, organizationId, payload, report);
          if (!done.ok) return done;
          return accept({
            next: `/consents/destruction/${payload.destructionId}`,
            message: 'Данные уничтожены. Напечатайте акт и подпишите его.',
          });
        }),
    }),
  ];
}
