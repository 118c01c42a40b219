import { data } from 'react-router';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { bulkCloseSchema } from '#src/features/roadmap/schema.ts';
import { PlanTable } from '#src/features/roadmap/ui/plan-table.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { TextAreaField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { notFound, statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/past';

const labels = { occurrenceIds: 'Прошедшие строки', state: 'Итог', reason: 'Основание' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const roadmapId = url.searchParams.get('roadmap') ?? '';
  const found = await site(context).services.roadmap.getPast(signedIn, roadmapId);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { can, ...past } = found.value;
  return { ...past, can: abilityTexts(can) };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const roadmapId = url.searchParams.get('roadmap') ?? notFound();
  const form = parseForm(await request.formData(), bulkCloseSchema, { labels, lists: ['occurrenceIds'] });
  if (!form.ok) return data<FormState>(form, { status: 422 });
  const done = await site(context).services.roadmap.closePast(signedIn, roadmapId, form.value);
  if (!done.ok) {
    const state = refuseForm(form.values, done.refusal, roadmapRefusalText(done.refusal), labels);
    return data<FormState>(state, { status: statusOf(done.refusal) });
  }
  const { count } = done.value;
  return redirectWith(
    `/plan/past?roadmap=${encodeURIComponent(roadmapId)}`,
    `Закрыто: ${plural(count, 'строка', 'строки', 'строк')}.`,
  );
}

export default function Past({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, lines, today, can } = loaderData;
  const mayClose = can['roadmap.close_any'];
  return (
    <Page
      title="Закрыть прошедшее"
      lead="Карта началась раньше, чем вы стали вести её здесь: отметьте, что уже сделано, и укажите, откуда это известно."
      breadcrumbs={[
        { to: '/plan', label: 'План' },
        { to: `/roadmaps/${roadmap.id}`, label: roadmap.title },
      ]}
    >
      {mayClose !== true && <NoRight reason={mayClose} />}
      {lines.length === 0 ? (
        <EmptyState
          title="Прошедших открытых строк нет"
          action={<ButtonLink to="/plan">Открыть план</ButtonLink>}
        >
          Все мероприятия, срок которых прошёл, уже закрыты.
        </EmptyState>
      ) : (
        <Form wide state={actionData}>
          <PlanTable
            caption={`Открытых строк с прошедшим сроком: ${lines.length}`}
            lines={lines}
            today={today}
            {...(mayClose === true ? { select: { name: 'occurrenceIds' } } : {})}
          />
          {mayClose === true && (
            <>
              <RadioField
                name="state"
                label={labels.state}
                required
                defaultValue="done"
                options={[
                  { value: 'done', label: 'Выполнено' },
                  { value: 'done_in_part', label: 'Выполнено частично' },
                  { value: 'not_done', label: 'Не выполнено' },
                ]}
              />
              <TextAreaField
                name="reason"
                label={labels.reason}
                description="Например: «сделано до начала работы в программе, документы в папке куратора». Войдёт в отчёт"
                rows={3}
                maxLength={1000}
                required
              />
              <FormButtons>
                <SubmitButton pendingLabel="Закрываем…">Закрыть отмеченные</SubmitButton>
                <ButtonLink to="/plan?state=overdue">Отменить</ButtonLink>
              </FormButtons>
            </>
          )}
        </Form>
      )}
    </Page>
  );
}
