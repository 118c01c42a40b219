import type { Refusal } from '#src/lib/result.ts';
import type { SentFile } from '#src/platform/kept-files.ts';

/** The file of the field `file`, or null when none was chosen. */
export async function readSentFile(form: FormData): Promise<SentFile | null> {
  const file = form.get('file');
  // A browser sends an empty nameless file for an empty field; an empty file with a name is refused by the store.
  if (!(file instanceof File) || file.name === '') return null;
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** A refusal of the file store shown at the field `file`; any other as it is. */
export const atFileField = (refusal: Refusal): Refusal =>
  refusal.code.startsWith('file.') ? { ...refusal, field: 'file' } : refusal;
