import { z } from 'zod';
import { version } from '#src/features/orgs/schema.ts';
import { MERGE_FIELDS } from '#src/features/people/rules/merge/fields.ts';

const side = z.enum(['kept', 'merged'], 'выберите, какое значение верно');

export const mergeForm = z.object({
  submission: z.uuid(),
  keptId: z.uuid(),
  mergedId: z.uuid('выберите вторую запись'),
  version,
  mergedVersion: version,
  take: z.object(Object.fromEntries(MERGE_FIELDS.map((field) => [field, side.optional()]))).default({}),
});
export type MergePeople = z.output<typeof mergeForm>;

export const distinctForm = z.object({ oneId: z.uuid(), otherId: z.uuid() });
export const partForm = z.object({ mergeId: z.uuid() });
