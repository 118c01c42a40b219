import { data } from 'react-router';
import type { Result } from '#src/lib/result.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { copyForm, markForm, renameForm, swapForm, versionForm } from '#src/features/matching/schema.ts';
import type { Matching } from '#src/features/matching/service.server.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { redirectWith } from '#src/web/cookies.ts';
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
  matching: Matching,
  actor: PersonActor,
  draftId: string,
  sent: FormData,
  here: string,
): Promise<Response | ReturnType<typeof data<FormState>>> {
  const answer = (values: FormState['values'], done: Result<unknown>, message: string, to = here) =>
    done.ok
      ? redirectWith(to, message)
      : data(refuseForm(values, done.refusal, matchingRefusalText(done.refusal), labels), {
          status: statusOf(done.refusal),
        });
  switch (sent.get('intent')) {
    case 'mark': {
      const form = parseForm(withPressed(sent), markForm, { labels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await matching.mark(actor, draftId, form.value);
      const said = { pin: 'Пара закреплена.', ban: 'Пара исключена.', free: 'Отметка снята.' };
      return answer(form.values, done, `${said[form.value.kind]} Остальные подобраны заново.`);
    }
    case 'swap': {
      const form = parseForm(sent, swapForm, { labels });
      if (!form.ok) return data(form, { status: 422 });
      return answer(form.values, await matching.swap(actor, draftId, form.value), 'Наставники поменялись.');
    }
    case 'undo': {
      const form = parseForm(sent, versionForm);
      if (!form.ok) return data(form, { status: 422 });
      return answer(
        form.values,
        await matching.undo(actor, draftId, form.value),
        'Последнее изменение отменено.',
      );
    }
    case 'retake': {
      const form = parseForm(sent, versionForm);
      if (!form.ok) return data(form, { status: 422 });
      const done = await matching.retake(actor, draftId, form.value);
      return answer(form.values, done, 'Базы и анкеты перечитаны, пары подобраны заново.');
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
      const to = done.ok ? `/matching/${done.value.draftId}` : here;
      return answer(form.values, done, 'Копия сделана: меняйте её, прежний вариант останется.', to);
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
