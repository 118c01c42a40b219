import { accept, type Result } from '#src/lib/result.ts';
import type { FileStore } from '#src/platform/files.ts';
import type { TaskFile } from './model.ts';

/** A thousand papers of several pages; bytes. */
const USUAL_LARGEST = 200 * 1024 * 1024;

/**
 * Puts what long work has made where its page offers it for a day. Refuses as `FileStore.put` does.
 * @param made its name without what no file system takes, and what stands on the button.
 */
export async function keepTaskFile(
  files: FileStore,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  made: Pick<TaskFile, 'name' | 'label' | 'mediaType'>,
  maxBytes = USUAL_LARGEST,
): Promise<Result<TaskFile>> {
  const name = made.name.replaceAll('/', ' ');
  const kept = await files.put(content, { name, maxBytes });
  if (!kept.ok) return kept;
  const { sha256, sizeBytes } = kept.value;
  return accept({ ...made, name, sha256, sizeBytes });
}
