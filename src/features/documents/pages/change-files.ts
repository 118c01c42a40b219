import type { Refusal } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { attachForm, removeFileForm } from '#src/features/documents/schema/files.ts';
import type { Documents } from '#src/features/documents/service.server.ts';
import { parseForm, type FormState } from '#src/ui/form-state.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';

export type FileIntent = 'attach' | 'remove-file';

type Changed =
  | { ok: true; message: string }
  | { ok: false; state: FormState }
  | { ok: false; values: FormState['values']; refusal: Refusal };

const messages = {
  scan: 'Скан приложен.',
  signature: 'Файл подписи приложен.',
  annex: 'Приложение добавлено.',
} as const;

/** What the forms of the files of a paper do. The file of `attach` comes in the field `attached`. */
export async function changeFiles(
  { paperFiles }: Documents,
  actor: PersonActor,
  intent: FileIntent,
  sent: FormData,
): Promise<Changed> {
  if (intent === 'remove-file') {
    const form = parseForm(sent, removeFileForm);
    if (!form.ok) return { ok: false, state: form };
    const done = await paperFiles.remove(actor, form.value);
    return done.ok
      ? { ok: true, message: 'Файл убран.' }
      : { ok: false, values: form.values, refusal: done.refusal };
  }
  const attached = sent.get('attached');
  sent.delete('attached');
  const form = parseForm(sent, attachForm, { labels: { role: 'Что это', attached: 'Файл' } });
  if (!form.ok) return { ok: false, state: form };
  if (attached !== null) sent.set('file', attached);
  const file = await readSentFile(sent);
  const { role, ...paper } = form.value;
  const done =
    role === 'scan'
      ? await paperFiles.replaceScan(actor, paper, file)
      : await paperFiles.attach(actor, { ...paper, role }, file);
  if (done.ok) return { ok: true, message: messages[role] };
  const { field, ...refusal } = atFileField(done.refusal);
  return {
    ok: false,
    values: form.values,
    refusal: field === undefined ? refusal : { ...refusal, field: field === 'file' ? 'attached' : field },
  };
}
