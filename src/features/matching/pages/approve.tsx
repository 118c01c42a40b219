import { data } from 'react-router';
import { plural } from '#src/lib/russian/plural.ts';
import { matchingRefusalText, troubleWords } from '#src/features/matching/labels.ts';
import { approveForm } from '#src/features/matching/schema.ts';
import { DRAFT_CRUMBS, DraftTabs } from '#src/features/matching/ui/draft-head.tsx';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { DateField, HiddenField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/approve';

const labels = { menteeIds: 'Пары', startsOn: 'Начало', dueOn: 'Окончание по плану' };

export { shouldRevalidate } from '#src/features/matching/ui/after-conflict.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.matching.review(signedIn, params.draftId);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  return { ...found.value, submission: newSubmission() };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const sent = await request.formData();
  // A box stands for a pair or a whole group: ids of its mentees in one value.
  const chosen = sent
    .getAll('menteeIds')
    .flatMap((value) => (typeof value === 'string' ? value.split(' ') : []));
  sent.delete('menteeIds');
  for (const id of chosen) sent.append('menteeIds', id);
  const form = parseForm(sent, approveForm, { labels, lists: ['menteeIds'] });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.matching.approve(signedIn, params.draftId, form.value);
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, matchingRefusalText(done.refusal), labels), {
      status: statusOf(done.refusal),
    });
  }
  const { made, refused } = done.value;
  const said = `Предложено участникам: ${plural(made, 'пара или группа', 'пары и группы', 'пар и групп')}.`;
  return refused.length === 0
    ? redirectWith('/mentorships?state=proposed', `${said} Теперь они отвечают, согласны ли.`)
    : redirectWith(
        '/mentorships?state=proposed',
        `${said} Не получилось: ${refused.map(({ names, why }) => `${names} – ${why}`).join(' ')}`,
        'warning',
      );
}

type Line = Awaited<ReturnType<typeof loader>>['lines'][number];

function stateWords({ trouble, isProposed }: Line): string {
  if (isProposed) return 'уже предложено';
  return trouble === null ? 'можно предлагать' : troubleWords(trouble);
}

const columns: readonly Column<Line>[] = [
  {
    key: 'mentor',
    header: 'Наставник',
    isTitle: true,
    cell: ({ mentor }) => (
      <>
        {mentor.name}
        <Text size="small" tone="quiet">
          {mentor.where}
        </Text>
      </>
    ),
  },
  {
    key: 'mentees',
    header: 'Наставляемые',
    cell: ({ mentees }) =>
      mentees.map(({ name, where }) => (where === '' ? name : `${name}, ${where}`)).join('; '),
  },
  {
    key: 'form',
    header: 'Форма',
    cell: ({ form, isGroup }) => `${formTitle(form)}${isGroup ? ', группа' : ''}`,
  },
  { key: 'trouble', header: 'На сегодня', cell: stateWords },
];

export default function Approve({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, lines, unmatched, programme, today, submission } = loaderData;
  const ready = lines.filter(({ trouble, isProposed }) => trouble === null && !isProposed);
  const others = lines.filter(({ trouble, isProposed }) => trouble !== null || isProposed);
  return (
    <Page
      title={draft.title}
      lead="Отмеченные пары и группы станут предложениями: участники ответят, согласны ли, согласившиеся войдут в приказ."
      breadcrumbs={DRAFT_CRUMBS}
    >
      <DraftTabs draftId={draft.id} current="/approve" />
      {ready.length === 0 ? (
        <EmptyState
          title="Предлагать нечего"
          action={
            <ButtonLink
              to={draft.state === 'approved' ? '/mentorships?state=proposed' : `/matching/${draft.id}`}
            >
              {draft.state === 'approved' ? 'Открыть предложения' : 'К таблице'}
            </ButtonLink>
          }
        >
          {draft.state === 'approved'
            ? 'Пары этого подбора уже предложены участникам.'
            : 'В подборе нет пар, которые можно предложить сегодня.'}
        </EmptyState>
      ) : (
        <Form state={actionData} submission={submission} wide>
          <HiddenField name="version" value={draft.version} />
          <DataTable
            caption={`Можно предложить: ${ready.length}`}
            columns={columns}
            rows={ready}
            rowKey={({ mentor, mentees }) => `${mentor.personId} ${mentees[0]?.personId ?? ''}`}
            select={{
              name: 'menteeIds',
              value: ({ mentees }) => mentees.map(({ personId }) => personId).join(' '),
              label: ({ mentor, mentees }) =>
                `${mentor.name} – ${mentees.map(({ name }) => name).join(', ')}`,
              isChosen: true,
            }}
            empty={null}
          />
          <FieldColumns>
            <DateField name="startsOn" label={labels.startsOn} required defaultValue={today} />
            <DateField name="dueOn" label={labels.dueOn} defaultValue={programme?.endsOn ?? ''} />
          </FieldColumns>
          <FormButtons>
            <SubmitButton pendingLabel="Предлагаем…">Предложить отмеченным</SubmitButton>
            <ButtonLink to={`/matching/${draft.id}`}>Вернуться к таблице</ButtonLink>
          </FormButtons>
        </Form>
      )}
      {others.length > 0 && (
        <Section title="Остальные пары">
          {draft.state === 'open' && (
            <Notice kind="warning" title="За это время что-то изменилось">
              Перечитайте базы в таблице подбора: программа найдёт этим людям другие пары.
            </Notice>
          )}
          <DataTable
            caption={`Таких: ${others.length}`}
            columns={columns}
            rows={others}
            rowKey={({ mentor, mentees }) => `${mentor.personId} ${mentees[0]?.personId ?? ''}`}
            empty={null}
          />
        </Section>
      )}
      {unmatched.length > 0 && (
        <Section title={`Пока без пары: ${unmatched.length}`}>
          <Text>
            Назначьте каждому, кто его поддержит, пока пары нет: в карточке запроса в{' '}
            <TextLink to="/banks/mentees">базе наставляемых</TextLink>.
          </Text>
          <ul>
            {unmatched.map(({ personId, name, where }) => (
              <li key={personId}>
                <TextLink to={`/banks/mentees/${personId}`}>
                  {where === '' ? name : `${name}, ${where}`}
                </TextLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
