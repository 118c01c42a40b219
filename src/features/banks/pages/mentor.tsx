import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import {
  absenceLabels,
  banksRefusalText,
  mentorStateLabels,
  offerLabels,
} from '#src/features/banks/labels.ts';
import { formatAges, formatTimeResource } from '#src/features/banks/rules/entries.ts';
import { formatTimes } from '#src/features/banks/rules/times.ts';
import {
  absenceForm,
  checkForm,
  editOfferForm,
  endOfferForm,
  ENTRY_LISTS,
} from '#src/features/banks/schema.ts';
import { CheckForm, Checklist, checkLabels } from '#src/features/banks/ui/checklist.tsx';
import { answerOutside } from '#src/features/banks/pages/outside.ts';
import { OutsideOfferSection } from '#src/features/banks/ui/outside-offer.tsx';
import { PrintEntry } from '#src/features/banks/ui/print-entry.tsx';
import { OfferFields } from '#src/features/banks/ui/entry-fields.tsx';
import type { Result } from '#src/lib/result.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { readSentFile } from '#src/web/sent-file.ts';
import type { Route } from './+types/mentor';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { banks } = site(context).services;
  const found = await banks.admission.mentor(signedIn, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const can = abilityTexts(found.value.can);
  const outside = can['banks.admit'] === true ? await banks.outside.view(signedIn, params.personId) : null;
  return {
    ...found.value,
    can,
    outside: outside?.ok === true ? outside.value : null,
    submission: newSubmission(),
    words: can['banks.edit'] === true ? await banks.words.suggest(signedIn, organizationId) : [],
  };
}

const absenceFieldLabels = {
  kind: 'Что',
  startsOn: 'С какого дня',
  endsOn: 'По какой день',
  reason: 'Причина',
};

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { admission, entries, outside } = site(context).services.banks;
  const { personId } = params;
  const sent = await request.formData();
  const answer = (values: FormState['values'], done: Result, message: string, labels: FormState['labels']) =>
    done.ok
      ? redirectWith(`/banks/mentors/${personId}`, message)
      : data(refuseForm(values, done.refusal, banksRefusalText(done.refusal), labels), {
          status: statusOf(done.refusal),
        });

  const answered = await answerOutside(outside, signedIn, personId, sent, `/banks/mentors/${personId}`);
  if (answered !== null) return answered;
  switch (sent.get('intent')) {
    case 'check': {
      const form = parseForm(sent, checkForm, { labels: checkLabels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await admission.enterCheck(signedIn, personId, form.value, await readSentFile(sent));
      return answer(form.values, done, 'Отмечено.', checkLabels);
    }
    case 'withdraw-check': {
      const sentId = sent.get('entryId');
      const entryId = typeof sentId === 'string' ? sentId : '';
      const done = await admission.withdrawCheck(signedIn, personId, entryId);
      return answer({ intent: 'withdraw-check' }, done, 'Отметка убрана.', {});
    }
    case 'absence': {
      const form = parseForm(sent, absenceForm, { labels: absenceFieldLabels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await admission.enterAbsence(signedIn, personId, form.value);
      return answer(form.values, done, 'Сохранено.', absenceFieldLabels);
    }
    case 'back':
      return answer(
        { intent: 'back' },
        await admission.endAbsence(signedIn, personId),
        'Наставник снова с нами.',
        {},
      );
  }
  const found = await admission.mentor(signedIn, personId);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const offerId = found.value.offer?.id ?? '';
  if (sent.get('intent') === 'end') {
    const form = parseForm(sent, endOfferForm, { labels: { reason: 'Причина' } });
    if (!form.ok) return data(form, { status: 422 });
    const done = await entries.endOffer(signedIn, offerId, form.value);
    return answer(form.values, done, 'Наставник теперь в архиве.', { reason: 'Причина' });
  }
  const form = parseForm(sent, editOfferForm, { labels: offerLabels, lists: ENTRY_LISTS });
  if (!form.ok) return data(form, { status: 422 });
  const done = await entries.editOffer(signedIn, offerId, form.value);
  return answer(form.values, done, 'Изменения сохранены.', offerLabels);
}

export default function Mentor({ loaderData, actionData }: Route.ComponentProps) {
  const { person, mentor, offer, checks, absences, can, outside, submission, today, words } = loaderData;
  const crumbs = [{ to: '/banks/mentors', label: 'База наставников' }];
  if (mentor === null || offer === null) {
    return (
      <Page title={person.name} width="narrow" breadcrumbs={crumbs}>
        <EmptyState
          title={person.hasConsent ? 'Предложения нет' : 'Нет действующего согласия'}
          action={
            person.hasConsent && can['banks.edit'] === true ? (
              <ButtonLink look="main" to={`/banks/mentors/new?person=${person.id}`}>
                Внести предложение
              </ButtonLink>
            ) : undefined
          }
        >
          {person.hasConsent
            ? 'Этот человек пока не предлагал себя в наставники.'
            : 'Пока согласия на обработку данных нет, предложение и проверки не показываются.'}
        </EmptyState>
      </Page>
    );
  }
  const mayAdmit = can['banks.admit'] === true;
  const isOpen = offer.endedOn === null;
  const isAway = mentor.state === 'paused' || mentor.state === 'on_leave';
  return (
    <Page
      title={person.name}
      width="narrow"
      breadcrumbs={crumbs}
      actions={
        mayAdmit && mentor.state === 'free' ? (
          <ButtonLink look="main" to={`/mentorships/new?mentor=${person.id}`}>
            Дать наставляемого
          </ButtonLink>
        ) : undefined
      }
    >
      <KeyValue
        items={[
          { key: 'Состояние', value: mentorStateLabels[mentor.state] },
          ...(offer.endReason === '' ? [] : [{ key: 'Почему в архиве', value: offer.endReason }]),
          { key: 'Наставляемых', value: `${mentor.mentees} из ${mentor.menteeLimit}` },
          { key: 'В чём помогает', value: offer.competences.join(', ') },
          { key: 'Формы', value: offer.forms.map(formTitle).join('; ') || 'любые' },
          { key: 'Возраст наставляемых', value: formatAges(offer) || 'любой' },
          {
            key: 'Время',
            value: formatTimeResource(offer.hoursAMonth, formatTimes(offer.times), offer.timeWords),
          },
          { key: 'В базе с', value: formatDayShort(offer.enteredOn) },
        ]}
      />
      {can['banks.edit'] === true && isOpen && <PrintEntry side="mentor" personId={person.id} />}
      <Section title="Допуск">
        <Checklist checks={checks} mayAdmit={mayAdmit && isOpen} />
        {mayAdmit && isOpen && (
          <CheckForm
            key={submission}
            checks={checks}
            today={today}
            submission={submission}
            state={actionData}
          />
        )}
      </Section>
      {can['banks.edit'] === true && isOpen && (
        <Section title="Предложение">
          <Disclosure title="Изменить предложение" open={actionData?.values['intent'] === 'edit'}>
            <Form state={actionData} intent="edit">
              <HiddenField name="version" value={offer.version} />
              <OfferFields offer={offer} words={words} />
              <FormButtons>
                <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
              </FormButtons>
            </Form>
          </Disclosure>
        </Section>
      )}
      {mayAdmit && (
        <Section title="Паузы и отпуска">
          {absences.length > 0 && (
            <ul>
              {absences.map((absence) => (
                <li key={absence.id}>
                  {absenceLabels[absence.kind]} с {formatDayShort(absence.startsOn)}
                  {absence.endsOn === null ? '' : ` по ${formatDayShort(absence.endsOn)}`}
                  {absence.reason === '' ? '' : `: ${absence.reason}`}
                </li>
              ))}
            </ul>
          )}
          {isAway ? (
            <Form state={actionData} intent="back">
              <FormButtons>
                <SubmitButton look="plain">Вернулся раньше</SubmitButton>
              </FormButtons>
            </Form>
          ) : (
            <Disclosure title="Отметить паузу или отпуск" open={actionData?.values['intent'] === 'absence'}>
              <Form key={submission} state={actionData} intent="absence" submission={submission}>
                <SelectField
                  name="kind"
                  label={absenceFieldLabels.kind}
                  options={Object.entries(absenceLabels).map(([value, label]) => ({ value, label }))}
                />
                <FieldColumns>
                  <DateField
                    name="startsOn"
                    label={absenceFieldLabels.startsOn}
                    required
                    defaultValue={today}
                  />
                  <DateField name="endsOn" label={absenceFieldLabels.endsOn} />
                </FieldColumns>
                <TextField name="reason" label={absenceFieldLabels.reason} maxLength={500} />
                <FormButtons>
                  <SubmitButton look="plain">Сохранить</SubmitButton>
                </FormButtons>
              </Form>
            </Disclosure>
          )}
        </Section>
      )}
      {mayAdmit && isOpen && outside !== null && (
        <OutsideOfferSection card={outside} state={actionData} isOwn={false} />
      )}
      {mayAdmit && isOpen && (
        <ConfirmButton
          label="Отправить в архив"
          question="Наставник больше не предлагается для новых пар; история остаётся."
          confirmLabel="Отправить в архив"
          intent="end"
          danger
          state={actionData}
          fields={{ version: String(offer.version) }}
        >
          <TextField name="reason" label="Причина" required maxLength={500} />
        </ConfirmButton>
      )}
    </Page>
  );
}
