import { z } from 'zod';
import { version } from '#src/features/orgs/schema.ts';

export const removeFileForm = z.object({ paperId: z.uuid(), fileId: z.uuid() });
export const attachForm = z.object({
  paperId: z.uuid(),
  version,
  role: z.enum(['scan', 'signature', 'annex'], 'выберите, что это за файл'),
});
