import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import {
  banksRefusalText,
  requestLabels,
  requestStateLabels,
  sourceLabels,
} from '#src/features/banks/labels.ts';
import {
  editRequestForm,
  ENTRY_LISTS,
  noteForm,
  supporterForm,
  withdrawRequestForm,
} from '#src/features/banks/schema.ts';
import { PrintEntry } from '#src/features/banks/ui/print-entry.tsx';
import { RequestFields } from '#src/features/banks/ui/entry-fields.tsx';
import type { Refusal, Result } from '#src/lib/result.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField, TextAreaField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentee';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { banks, mentorships } = site(context).services;
  const found = await banks.lists.mentee(signedIn, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const can = abilityTexts(found.value.can);
  const choices =
    can['banks.admit'] === true ? await mentorships.listChoices(signedIn, organizationId) : null;
  return {
    ...found.value,
    can,
    submission: newSubmission(),
    words: can['banks.edit'] === true ? await banks.words.suggest(signedIn, organizationId) : [],
    staff: choices?.ok === true ? choices.value.filter(({ kinds }) => kinds.includes('staff')) : [],
  };
}

const triedLabels = {
  mentor: 'отказался наставник',
  mentee: 'отказался наставляемый',
  both: 'отказались оба',
};
const noteLabels = { notedOn: 'День', note: 'Заметка' };

function refused(values: FormState['values'], refusal: Refusal, labels: FormState['labels']) {
  return data(refuseForm(values, refusal, banksRefusalText(refusal), labels), { status: statusOf(refusal) });
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { entries, lists } = site(context).services.banks;
  const { personId } = params;
  const sent = await request.formData();
  const intent = sent.get('intent');
  const answer = (
    values: FormState['values'],
    done: Result,
    message: string,
    labels: FormState['labels'] = {},
  ) =>
    done.ok ? redirectWith(`/banks/mentees/${personId}`, message) : refused(values, done.refusal, labels);

  if (intent === 'note') {
    const form = parseForm(sent, noteForm, { labels: noteLabels });
    if (!form.ok) return data(form, { status: 422 });
    return answer(
      form.values,
      await lists.addNote(signedIn, personId, form.value),
      'Заметка сохранена.',
      noteLabels,
    );
  }
  const found = await lists.mentee(signedIn, personId);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const requestId = found.value.request?.id ?? '';
  if (intent === 'supporter') {
    const form = parseForm(sent, supporterForm, { labels: { supporterId: 'Кто поддерживает' } });
    if (!form.ok) return data(form, { status: 422 });
    const done = await entries.chooseSupporter(signedIn, requestId, form.value);
    return answer(form.values, done, 'Сохранено.', { supporterId: 'Кто поддерживает' });
  }
  if (intent === 'withdraw') {
    const form = parseForm(sent, withdrawRequestForm);
    if (!form.ok) return data(form, { status: 422 });
    return answer(
      form.values,
      await entries.withdrawRequest(signedIn, requestId, form.value),
      'Запрос снят.',
    );
  }
  const form = parseForm(sent, editRequestForm, { labels: requestLabels, lists: ENTRY_LISTS });
  if (!form.ok) return data(form, { status: 422 });
  const done = await entries.editRequest(signedIn, requestId, form.value);
  return answer(form.values, done, 'Изменения сохранены.', requestLabels);
}

export default function Mentee({ loaderData, actionData }: Route.ComponentProps) {
  const { person, request, tried, notes, can, words, staff, submission, today } = loaderData;
  const mayEdit = can['banks.edit'] === true;
  return (
    <Page
      title={person.name}
      width="narrow"
      breadcrumbs={[{ to: '/banks/mentees', label: 'База наставляемых' }]}
      actions={
        request !== null &&
        can['banks.admit'] === true &&
        (request.state === 'in_bank' || request.state === 'searching') ? (
          <ButtonLink look="main" to={`/mentorships/new?mentee=${person.id}`}>
            Дать наставника
          </ButtonLink>
        ) : undefined
      }
    >
      {request === null ? (
        <EmptyState
          title={person.hasConsent ? 'Запроса нет' : 'Нет действующего согласия'}
          action={
            person.hasConsent && mayEdit ? (
              <ButtonLink look="main" to={`/banks/mentees/new?person=${person.id}`}>
                Внести запрос
              </ButtonLink>
            ) : undefined
          }
        >
          {person.hasConsent
            ? 'У этого человека сейчас нет запроса в базе.'
            : 'Пока согласия на обработку данных нет, запрос не показывается и не хранится.'}
        </EmptyState>
      ) : (
        <>
          <KeyValue
            items={[
              { key: 'Класс', value: person.className },
              { key: 'Состояние', value: requestStateLabels[request.state] },
              { key: 'В базе с', value: formatDayShort(request.enteredOn) },
              { key: 'Кто внёс', value: sourceLabels[request.source] },
            ]}
          />
          {mayEdit ? (
            <Section title="Запрос">
              <Form state={actionData} intent="edit">
                <HiddenField name="version" value={request.version} />
                <RequestFields request={request} words={words} />
                <FormButtons>
                  <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
                </FormButtons>
              </Form>
            </Section>
          ) : (
            <Section title="Запрос">
              <Text verbatim>{request.mainRequest}</Text>
              {request.tags.length > 0 && <Text tone="quiet">{request.tags.join(', ')}</Text>}
              {request.wishes !== '' && <Text verbatim>{request.wishes}</Text>}
            </Section>
          )}
          {mayEdit && <PrintEntry side="mentee" personId={person.id} />}
          {can['banks.admit'] === true && request.state !== 'in_mentorship' && (
            <Section title="Пока наставника нет">
              {tried.length > 0 && (
                <>
                  <Text>Уже пробовали:</Text>
                  <ul>
                    {tried.map((pair) => (
                      <li key={`${pair.mentorId} ${pair.declinedOn}`}>
                        {pair.mentorName}: {triedLabels[pair.declinedBy]}, {formatDayShort(pair.declinedOn)}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <Form state={actionData} intent="supporter">
                <HiddenField name="version" value={request.version} />
                <SelectField
                  name="supporterId"
                  label="Кто поддерживает"
                  description="Психолог или педагог, который рядом, пока идёт поиск. В списке сотрудники с согласием"
                  empty="Никто"
                  options={staff.map(({ id, name }) => ({ value: id, label: name }))}
                  defaultValue={request.supporterId}
                />
                <FormButtons>
                  <SubmitButton look="plain">Сохранить</SubmitButton>
                </FormButtons>
              </Form>
            </Section>
          )}
          {mayEdit && (request.state === 'in_bank' || request.state === 'searching') && (
            <ConfirmButton
              label="Снять запрос"
              question="Запрос останется в истории, но искать наставника по нему больше не будут."
              confirmLabel="Снять запрос"
              intent="withdraw"
              danger
              state={actionData}
              fields={{ version: String(request.version) }}
            />
          )}
        </>
      )}
      {notes !== null && (
        <Section title="Заметки психолога">
          <Text tone="quiet">Видят только психологи школы: ни директор, ни куратор.</Text>
          {notes.map((note) => (
            <div key={note.id}>
              <Text strong>{formatDayShort(note.notedOn)}</Text>
              <Text verbatim>{note.note}</Text>
            </div>
          ))}
          <Form key={submission} state={actionData} intent="note" submission={submission}>
            <DateField name="notedOn" label={noteLabels.notedOn} required max={today} defaultValue={today} />
            <TextAreaField name="note" label={noteLabels.note} required maxLength={10_000} />
            <FormButtons>
              <SubmitButton look="plain">Добавить заметку</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
