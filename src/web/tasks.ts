import { redirect, type RouterContextProvider } from 'react-router';
import type { Refusal } from '#src/lib/result.ts';
import { requireSignedIn, site } from '#src/web/context.ts';
import { redirectWith } from '#src/web/cookies.ts';

/**
 * Where an action goes that has just started a task: quick work (about two seconds) straight to its result or, when it
 * was refused, to what `refused` makes of it (the form again); longer work to the page with its progress.
 */
export async function followTask<Answer>(
  context: Readonly<RouterContextProvider>,
  taskId: string,
  refused: (refusal: Refusal, text: string) => Answer,
): Promise<Response | Answer> {
  const found = await site(context).services.tasks.waitBriefly(requireSignedIn(context), taskId);
  if (found.ok && found.value.result !== null && (found.value.result.files ?? []).length === 0) {
    return redirectWith(found.value.result.next, found.value.result.message);
  }
  if (found.ok && found.value.refusal !== null) return refused(found.value.refusal, found.value.refusalText);
  return redirect(`/tasks/${taskId}`);
}
