import { z } from 'zod';

/** The address of the folder for an inspection. Anything unknown is dropped, so that an old link still opens. */
export const folderSchema = z.object({
  /** The school year by its first calendar year. */
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  roadmap: z.uuid().optional().catch(undefined),
  only: z.literal('missing').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export const startFolderSchema = z.object({ submission: z.uuid().optional() });
