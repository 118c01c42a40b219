import { lookAtMentee, type Look, type Looked } from '#src/features/matching/rules/look.ts';

/** What the thread of `lookAt` runs. */
export function lookInThread(look: Look): Looked {
  return lookAtMentee(look);
}
