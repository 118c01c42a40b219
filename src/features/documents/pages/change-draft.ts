import type { Refusal } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { cancelPaperForm } from '#src/features/documents/schema.ts';
import { answersForm, registerForm } from '#src/features/documents/schema/drafts.ts';
import type { Documents } from '#src/features/documents/service.server.ts';
import { parseForm, type FormState } from '#src/ui/form-state.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';

export type DraftIntent = 'answers' | 'approve' | 'reopen' | 'register';

type Changed =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly state: FormState }
  | { readonly ok: false; readonly values: FormState['values']; readonly refusal: Refusal };

const stepForm = cancelPaperForm.omit({ reason: true });

const labels = { number: 'Номер', issuedOn: 'Дата', replacesId: 'Взамен документа', file: 'Скан с подписью' };

/** One of the forms of a drafted paper, as its page was sent it. */
export async function changeDraft(
  documents: Documents,
  actor: PersonActor,
  intent: DraftIntent,
  sent: FormData,
): Promise<Changed> {
  if (intent === 'answers') {
    const form = parseForm(sent, answersForm, { lists: ['subjectIds', 'baseIds'] });
    if (!form.ok) return { ok: false, state: form };
    const done = await documents.drafts.saveAnswers(actor, form.value);
    if (!done.ok) return { ok: false, values: form.values, refusal: done.refusal };
    return { ok: true, message: 'Сведения сохранены, документ собран заново.' };
  }
  if (intent === 'register') {
    const form = parseForm(sent, registerForm, { labels });
    if (!form.ok) return { ok: false, state: form };
    const done = await documents.registerDraft(actor, form.value, await readSentFile(sent));
    if (!done.ok) return { ok: false, values: form.values, refusal: atFileField(done.refusal) };
    return { ok: true, message: `Документ зарегистрирован: № ${done.value.number}.` };
  }
  const form = parseForm(sent, stepForm);
  if (!form.ok) return { ok: false, state: form };
  const done =
    intent === 'approve'
      ? await documents.drafts.approve(actor, form.value)
      : await documents.drafts.reopen(actor, form.value);
  if (!done.ok) return { ok: false, values: form.values, refusal: done.refusal };
  return {
    ok: true,
    message: intent === 'approve' ? 'Текст утверждён и больше не меняется.' : 'Документ снова черновик.',
  };
}
