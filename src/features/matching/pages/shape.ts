import { data, type RouterContextProvider } from 'react-router';
import type { Refusal, Result } from '#src/lib/result.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { copyForm, markForm, renameForm, swapForm, versionForm } from '#src/features/matching/schema.ts';
import type { Changed } from '#src/features/matching/service.server.ts';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { followTask } from '#src/web/tasks.ts';
import { statusOf } from '#src/web/problems.ts';

const labels = { title: 'Название', withId: 'С кем поменять' };

/** «pin 018f… 018f…»: the value of a button of a table, as the fields of the form of a mark. */
function withPressed(sent: FormData): FormData {
  const pressed = sent.get('mark');
  if (typeof pressed !== 'string') return sent;
  const [kind = '', menteeId = '', mentorId = ''] = pressed.split(' ');
  sent.set('kind', kind);
  sent.set('menteeId', menteeId);
  sent.set('mentorId', mentorId);
  return sent;
}

/**
 * What the forms of a draft do, whichever of its pages they stand on: mark, swap, undo, retake, rename, copy, discard. Goes back
 * to `here` with a message, or answers the refused form.
 */
export async function shapeDraft(
  context: Readonly<RouterContextProvider>,
  draftId: string,
  sent: FormData,
  here: string,
): Promise<Response | ReturnType<typeof data<FormState>>> {
  const { signedIn: actor } = requireOrganization(context);
  const { matching } = site(context).services;
  const refused = (values: FormState['values'], refusal: Refusal, text: string) =>
    data(refuseForm(values, refusal, text, labels), { status: statusOf(refusal) });
  // A large draft is solved by a task: to its bar, or straight back when it was quick.
  const follow = (values: FormState['values'], done: Result<Changed>, message: string, to = here) =>
    done.ok && 'taskId' in done.value
      ? followTask(context, done.value.taskId, (refusal, text) => refused(values, refusal, text))
      : answer(values, done, message, to);
  const answer = (values: FormState['values'], done: Result<unknown>, message: string, to = here) =>
    done.ok ? redirectWith(to, message) : refused(values, done.refusal, matchingRefusalText(done.refusal));
  switch (sent.get('intent')) {
    case 'mark': {
      const form = parseForm(withPressed(sent), markForm, { labels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await matching.mark(actor, draftId, form.value);
      const said = { pin: 'Пара закреплена.', ban: 'Пара исключена.', free: 'Отметка снята.' };
      return follow(form.values, done, `${said[form.value.kind]} Остальные подобраны заново.`);
    }
    case 'swap': {
      const form = parseForm(sent, swapForm, { labels });
      if (!form.ok) return data(form, { status: 422 });
      return follow(form.values, await matching.swap(actor, draftId, form.value), 'Наставники поменялись.');
    }
    case 'undo': {
      const form = parseForm(sent, versionForm);
      if (!form.ok) return data(form, { status: 422 });
      return follow(
        form.values,
        await matching.undo(actor, draftId, form.value),
        'Последнее изменение отменено.',
      );
    }
    case 'retake': {
      const form = parseForm(sent, versionForm);
      if (!form.ok) return data(form, { status: 422 });
      const done = await matching.retake(actor, draftId, form.value);
      return follow(form.values, done, 'Базы и анкеты перечитаны, пары подобраны заново.');
    }
    case 'rename': {
      const form = parseForm(sent, renameForm, { labels });
      if (!form.ok) return data(form, { status: 422 });
      return answer(form.values, await matching.rename(actor, draftId, form.value), 'Название изменено.');
    }
    case 'copy': {
      const form = parseForm(sent, copyForm, { labels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await matching.copy(actor, draftId, form.value);
      const to = done.ok && 'draftId' in done.value ? `/matching/${done.value.draftId}` : here;
      return follow(form.values, done, 'Копия сделана: меняйте её, прежний вариант останется.', to);
    }
    case 'discard': {
      const form = parseForm(sent, versionForm);
      if (!form.ok) return data(form, { status: 422 });
      return answer(
        form.values,
        await matching.discard(actor, draftId, form.value),
        'Подбор удалён.',
        '/matching',
      );
    }
    default:
      return redirectWith(here, 'Такого действия здесь нет. Откройте страницу заново.', 'warning');
  }
}
