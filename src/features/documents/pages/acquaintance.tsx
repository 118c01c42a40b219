import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { numberAndDate } from '#src/features/documents/rules.ts';
import { askToKnowForm, noteKnownForm } from '#src/features/documents/schema/acquaintance.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/acquaintance';

const labels = { personIds: 'Кто', on: 'Когда расписались' };
const LISTS = ['personIds'];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.documents.acquaintance.view(signedIn, params.paperId);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return { ...found.value, can: abilityTexts(found.value.can) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { acquaintance } = site(context).services.documents;
  const sent = await request.formData();
  sent.set('paperId', params.paperId);
  const here = `/documents/${params.paperId}/acquaintance`;
  if (sent.get('intent') === 'note') {
    const form = parseForm(sent, noteKnownForm, { lists: LISTS, labels });
    if (!form.ok) return data(form, { status: 422 });
    const done = await acquaintance.noteOnPaper(signedIn, form.value);
    if (done.ok) return redirectWith(here, `Отмечено по листу: ${done.value.count}.`);
    const text = documentsRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
  }
  const form = parseForm(sent, askToKnowForm, { lists: LISTS, labels });
  if (!form.ok) return data(form, { status: 422 });
  const isStop = sent.get('intent') === 'stop';
  const done = isStop
    ? await acquaintance.stop(signedIn, form.value)
    : await acquaintance.ask(signedIn, form.value);
  if (!done.ok) {
    const text = documentsRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
  }
  return redirectWith(
    here,
    isStop
      ? 'Ознакомление отменено для тех, кто ещё не прочитал.'
      : 'Документ появился у них на странице «Моё».',
  );
}

type Row = Route.ComponentProps['loaderData']['rows'][number];

const columns: readonly Column<Row>[] = [
  { key: 'name', header: 'Кто', isTitle: true, cell: ({ name }) => name },
  { key: 'post', header: 'Должность', cell: ({ post }) => post || '–' },
  {
    key: 'done',
    header: 'Ознакомление',
    cell: ({ doneOn, channel }) =>
      doneOn === null ? (
        <StateBadge tone="warning" label="ещё нет" />
      ) : (
        `${formatDayShort(doneOn)}, ${channel === 'paper' ? 'по листу' : 'в системе'}`
      ),
  },
];

export default function AcquaintancePage({ loaderData, actionData }: Route.ComponentProps) {
  const { paper, rows, choices, today, can } = loaderData;
  const waiting = rows.filter(({ doneOn }) => doneOn === null);
  const named = choices.filter(({ isNamed }) => isNamed);
  const people = waiting.map(({ personId, name }) => ({ value: personId, label: name }));
  if (can['documents.acquaint'] !== true) return <NoRight reason={can['documents.acquaint']} />;
  return (
    <Page
      title="Лист ознакомления"
      lead={`${paper.title} ${numberAndDate(paper)}`}
      width="narrow"
      breadcrumbs={[
        { to: '/documents', label: 'Документы' },
        { to: `/documents/${paper.id}`, label: paper.title },
      ]}
    >
      <DataTable
        caption={`В листе: ${rows.length}, ознакомились: ${rows.length - waiting.length}`}
        columns={columns}
        rows={rows}
        rowKey={({ personId }) => personId}
        empty={
          <EmptyState title="В листе пока никого">
            Отметьте ниже тех, кто должен знать документ: он появится у них на странице «Моё», а их имена – в
            листе на печать.
          </EmptyState>
        }
      />
      {waiting.length > 0 && (
        <Disclosure
          title="Отметить тех, кто расписался на бумаге"
          open={actionData?.values['intent'] === 'note'}
        >
          <Form state={actionData} intent="note">
            <CheckboxGroupField name="personIds" label={labels.personIds} options={people} />
            <DateField name="on" label={labels.on} required max={today} defaultValue={today} />
            <FormButtons>
              <SubmitButton pendingLabel="Отмечаем…">Отметить</SubmitButton>
            </FormButtons>
          </Form>
        </Disclosure>
      )}
      {waiting.length > 0 && (
        <Disclosure
          title="Убрать из листа тех, кто ещё не прочитал"
          open={actionData?.values['intent'] === 'stop'}
        >
          <Form state={actionData} intent="stop">
            <CheckboxGroupField name="personIds" label={labels.personIds} options={people} />
            <FormButtons>
              <SubmitButton look="plain" pendingLabel="Убираем…">
                Убрать из листа
              </SubmitButton>
            </FormButtons>
          </Form>
        </Disclosure>
      )}
      {choices.length > 0 && (
        <Section title="Кого ознакомить">
          <Form state={actionData} intent="ask">
            <CheckboxGroupField
              name="personIds"
              label={labels.personIds}
              description={named.length > 0 ? 'Отмечены те, кого называет документ' : undefined}
              options={[...named, ...choices.filter(({ isNamed }) => !isNamed)].map(({ id, name }) => ({
                value: id,
                label: name,
              }))}
              defaultValue={named.map(({ id }) => id)}
            />
            <FormButtons>
              <SubmitButton look="main" pendingLabel="Отправляем…">
                Попросить ознакомиться
              </SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
