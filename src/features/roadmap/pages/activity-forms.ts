import { data } from 'react-router';
import type { z } from 'zod';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import {
  commentSchema,
  draftSchema,
  dropEvidenceSchema,
  evidenceSchema,
  moveSchema,
  openConditionalSchema,
  progressSchema,
  reopenSchema,
  setResponsibleSchema,
  stepCloseSchema,
} from '#src/features/roadmap/schema.ts';
import type { EvidenceInput } from '#src/features/roadmap/service.server/attach.ts';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { redirectWith, safePath } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';
import type { Route } from './+types/activity';

/** Names of the fields of every form of the page, for the summaries of errors. */
export const activityFormLabels = {
  reason: 'Причина',
  fact: 'Что сделано',
  state: 'Итог',
  dueOn: 'Последний день',
  startsOn: 'Первый день',
  progress: 'Сделано на сегодня',
  paperId: 'Документ из реестра',
  file: 'Файл',
  url: 'Ссылка',
  note: 'Заметка',
  happenedOn: 'Когда это было',
  who: 'Кто отвечает',
  text: 'Комментарий',
};

/** Answers every form of the page of one activity; `intent` tells them apart. */
export async function answerActivityForm({ context, request, params, url }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const { activityId } = params;
  const form = await request.formData();
  const occurrence = url.searchParams.get('occurrence');
  const page = `/plan/activities/${activityId}${occurrence === null ? '' : `?occurrence=${encodeURIComponent(occurrence)}`}`;
  const next = safePath(form.get('next'), page);

  /** Reads a form, lets the service do it, and goes back with a message or shows the form again. */
  async function serve<S extends z.ZodType, T>(
    schema: S,
    work: (input: z.output<S>) => Promise<Result<T>>,
    message: (input: z.output<S>) => string,
  ) {
    const parsed = parseForm(form, schema, { labels: activityFormLabels });
    if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
    const done = await work(parsed.value);
    if (done.ok) return redirectWith(next, message(parsed.value));
    const state = refuseForm(parsed.values, done.refusal, refusalText(done.refusal), activityFormLabels);
    return data<FormState>(state, { status: statusOf(done.refusal) });
  }

  switch (form.get('intent')) {
    case 'close':
      return serve(
        stepCloseSchema,
        (input) => roadmap.closeStep(signedIn, input),
        (input) => closedMessages[input.state],
      );
    case 'attach':
      return serve(
        evidenceSchema,
        async (input) => {
          const evidence = await readEvidence(form, activityId, input);
          if (!evidence.ok) return evidence;
          if (input.closeStepId === null || form.get('then') !== 'close') {
            return roadmap.addEvidence(signedIn, { ...evidence.value, submission: input.submission });
          }
          const close = {
            stepId: input.closeStepId,
            version: input.closeVersion,
            state: 'done' as const,
            reason: '',
            fact: '',
          };
          return roadmap.attachAndClose(signedIn, {
            evidence: evidence.value,
            close,
            submission: input.submission,
          });
        },
        () =>
          form.get('then') === 'close' ? 'Приложено и закрыто.' : 'Приложено. Теперь это видно в отчёте.',
      );
    case 'draft': {
      const parsed = parseForm(form, draftSchema, { labels: activityFormLabels });
      if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
      const done = await roadmap.draftFor(signedIn, parsed.value);
      if (done.ok) {
        return redirectWith(
          `/documents/${done.value.paperId}`,
          'Черновик готов. Когда документ будет зарегистрирован, работа в плане закроется сама.',
        );
      }
      const state = refuseForm(parsed.values, done.refusal, refusalText(done.refusal), activityFormLabels);
      return data<FormState>(state, { status: statusOf(done.refusal) });
    }
    case 'drop':
      return serve(
        dropEvidenceSchema,
        ({ evidenceId }) => roadmap.dropEvidence(signedIn, evidenceId),
        () => 'Подтверждение отозвано. В истории оно осталось.',
      );
    case 'progress':
      return serve(
        progressSchema,
        (input) => roadmap.setProgress(signedIn, input),
        () => 'Число обновлено.',
      );
    case 'move':
      return serve(
        moveSchema,
        (input) => roadmap.moveOccurrence(signedIn, activityId, input),
        () => 'Срок перенесён. Прежний день остался в плане.',
      );
    case 'reopen':
      return serve(
        reopenSchema,
        (input) => roadmap.reopenStep(signedIn, input),
        () => 'Открыто снова.',
      );
    case 'open':
      return serve(
        openConditionalSchema,
        (input) => roadmap.openConditional(signedIn, { ...input, activityId }),
        () => 'Мероприятие открыто: у него есть срок.',
      );
    case 'responsible':
      return serve(
        setResponsibleSchema,
        (input) => roadmap.setResponsible(signedIn, { ...input, activityId }),
        () => 'Ответственный указан.',
      );
    default:
      return serve(
        commentSchema,
        (input) => roadmap.addComment(signedIn, { ...input, activityId }),
        () => 'Комментарий добавлен.',
      );
  }
}

const closedMessages = {
  done: 'Закрыто: выполнено.',
  done_in_part: 'Закрыто: выполнено частично.',
  not_done: 'Закрыто: не выполнено. Причина войдёт в отчёт.',
} as const;

function refusalText(refusal: Refusal): string {
  return platformRefusalText(refusal) ?? roadmapRefusalText(refusal);
}

type EvidenceForm = z.output<typeof evidenceSchema>;

/** What kind of evidence was meant is told by what is filled in; a note may stand beside any of the others. */
async function readEvidence(
  form: FormData,
  activityId: string,
  input: EvidenceForm,
): Promise<Result<EvidenceInput>> {
  const uploaded = form.get('file');
  const file =
    uploaded instanceof File && uploaded.size > 0
      ? { name: uploaded.name, bytes: new Uint8Array(await uploaded.arrayBuffer()) }
      : null;
  const filled = [
    ...(input.paperId === null ? [] : (['paper'] as const)),
    ...(file === null ? [] : (['file'] as const)),
    ...(input.url === '' ? [] : (['link'] as const)),
  ];
  if (filled.length > 1) return refuse('roadmap.one_at_a_time');
  const [kind = 'note'] = filled;
  if (kind === 'note' && input.note === '') return refuse('roadmap.nothing_attached');
  const { occurrenceId, partId, paperId, url, note, happenedOn } = input;
  return accept({ activityId, occurrenceId, partId, kind, paperId, url, note, happenedOn, file });
}
