import { data } from 'react-router';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import {
  requestChannelLabels,
  requestKindLabels,
  requestStateLabels,
} from '#src/features/consents/labels/duties.ts';
import {
  answerRequestForm,
  attachLetterForm,
  extendRequestForm,
} from '#src/features/consents/schema/duties.ts';
import type { SubjectRequest } from '#src/features/consents/service.server.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDay, formatDue } from '#src/ui/days.ts';
import { FileField, HiddenField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure, Menu, MenuLink } from '#src/ui/menu.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import type { Refusal } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';
import type { Route } from './+types/request';

const labels = {
  state: 'Чем кончилось',
  answer: 'Что ответили',
  reason: 'Почему нужно больше времени',
  file: 'Скан письма',
};

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.consents.requests.view(
    signedIn,
    organizationId,
    params.requestId,
  );
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return { ...found.value, submissions: [newSubmission(), newSubmission(), newSubmission()] as const };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { requests } = site(context).services.consents;
  const sent = await request.formData();
  sent.set('requestId', params.requestId);
  const here = `/consents/requests/${params.requestId}`;
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(refuseForm(values, refusal, consentsRefusalText(refusal), labels), { status: statusOf(refusal) });
  if (sent.get('intent') === 'attach') {
    const form = parseForm(sent, attachLetterForm, { labels });
    if (!form.ok) return data(form, { status: 422 });
    const done = await requests.attach(signedIn, organizationId, form.value, await readSentFile(sent));
    return done.ok
      ? redirectWith(here, 'Скан письма сохранён.')
      : refused(form.values, atFileField(done.refusal));
  }
  if (sent.get('intent') === 'extend') {
    const form = parseForm(sent, extendRequestForm, { labels });
    if (!form.ok) return data(form, { status: 422 });
    const done = await requests.extend(signedIn, organizationId, form.value);
    return done.ok
      ? redirectWith(here, 'Срок продлён на 5 рабочих дней. Сообщите человеку причину.')
      : refused(form.values, done.refusal);
  }
  const form = parseForm(sent, answerRequestForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await requests.answer(signedIn, organizationId, form.value);
  return done.ok ? redirectWith(here, 'Ответ записан.') : refused(form.values, done.refusal);
}

export default function RequestPage({ loaderData, actionData }: Route.ComponentProps) {
  const { request, personName, longerDueOn, today, submissions } = loaderData;
  const isOpen = request.state === 'open';
  const copy = request.personId === null ? null : `/consents/people/${request.personId}/copy`;
  return (
    <Page
      title={request.applicant}
      lead={`Обращение о персональных данных: ${requestKindLabels[request.kind]}`}
      width="narrow"
      breadcrumbs={[
        { to: '/consents', label: 'Согласия' },
        { to: '/consents/requests', label: 'Обращения' },
      ]}
      actions={
        copy !== null && personName !== '' ? (
          <Menu label="Копия данных" framed>
            <MenuLink to={copy} download>
              PDF
            </MenuLink>
            <MenuLink to={`${copy}?format=docx`} download>
              DOCX
            </MenuLink>
            <MenuLink to={`${copy}?format=json`} download>
              JSON, для другой программы
            </MenuLink>
          </Menu>
        ) : undefined
      }
    >
      <KeyValue
        items={[
          {
            key: 'Чьи данные',
            value:
              request.personId === null || personName === '' ? (
                'не выбран человек из списка школы'
              ) : (
                <TextLink to={`/consents/people/${request.personId}`}>{personName}</TextLink>
              ),
          },
          {
            key: 'Получено',
            value: `${formatDay(request.receivedOn)}, ${requestChannelLabels[request.channel]}`,
          },
          {
            key: 'Ответить до',
            value: isOpen
              ? `${formatDay(request.dueOn)}, ${formatDue(request.dueOn, today)}`
              : formatDay(request.dueOn),
          },
          ...(request.extendedReason === '' ? [] : [{ key: 'Срок продлён', value: request.extendedReason }]),
          { key: 'Состояние', value: requestStateLabels[request.state] },
          ...(request.fileId === null
            ? []
            : [
                {
                  key: 'Письмо',
                  value: (
                    <TextLink to={`/files/${request.fileId}`} download>
                      скачать скан
                    </TextLink>
                  ),
                },
              ]),
        ]}
      />
      {request.words !== '' && (
        <Section title="Содержание">
          <Text verbatim>{request.words}</Text>
        </Section>
      )}
      {request.channel === 'paper' && (
        <Disclosure
          title={request.fileId === null ? 'Приложить скан письма' : 'Заменить скан письма'}
          open={actionData?.values['intent'] === 'attach'}
        >
          <Form state={actionData} intent="attach" submission={submissions[2]} upload>
            <HiddenField name="version" value={request.version} />
            <FileField
              name="file"
              label={labels.file}
              description="Увидят только директор и куратор."
              accept=".pdf,.jpg,.jpeg,.png"
              required
            />
            <SubmitButton look="plain">Сохранить скан</SubmitButton>
          </Form>
        </Disclosure>
      )}
      {isOpen ? (
        <>
          <NextStep request={request} />
          <Section title="Ответ">
            <Form state={actionData} intent="answer" submission={submissions[0]}>
              <HiddenField name="version" value={request.version} />
              <RadioField
                name="state"
                label={labels.state}
                defaultValue="answered"
                options={[
                  {
                    value: 'answered',
                    label: 'Выполнено',
                    description: 'Копия выдана, исправлено, обработка прекращена',
                  },
                  { value: 'refused', label: 'Отказано', description: 'Со ссылкой на закон, письменно' },
                ]}
              />
              <TextAreaField
                name="answer"
                label={labels.answer}
                description={
                  request.channel === 'own'
                    ? 'Человек прочтёт это на своей странице'
                    : 'Например: копия передана лично 25.11.2026'
                }
                required
                maxLength={5000}
              />
              <FormButtons>
                <SubmitButton>Записать ответ</SubmitButton>
              </FormButtons>
            </Form>
            {request.extendedReason === '' && (
              <ConfirmButton
                label="Взять ещё 5 рабочих дней"
                question={`Новый последний день — ${formatDay(longerDueOn)}. Причину нужно сообщить человеку. Продлить можно один раз.`}
                confirmLabel="Продлить срок"
                intent="extend"
                submission={submissions[1]}
                state={actionData}
                fields={{ version: String(request.version) }}
              >
                <TextField name="reason" label={labels.reason} required maxLength={1000} />
              </ConfirmButton>
            )}
          </Section>
        </>
      ) : (
        <Section title="Ответ">
          <Text tone="quiet">{request.answeredOn === null ? '' : formatDay(request.answeredOn)}</Text>
          <Text verbatim>{request.answer}</Text>
        </Section>
      )}
    </Page>
  );
}

/** What to do for a request of this kind, with the way there. */
function NextStep({ request }: { request: SubjectRequest }) {
  const { personId, kind } = request;
  if (personId === null) {
    return (
      <Notice title="Что сделать">
        Проверьте, есть ли этот человек в программе. Если данных о нём нет, так и ответьте.
      </Notice>
    );
  }
  switch (kind) {
    case 'copy':
      return (
        <Notice title="Что сделать">
          Скачайте копию данных (кнопка вверху), проверьте, что она о том человеке, и передайте её лично или
          отправьте письмом. Потом запишите ответ.
        </Notice>
      );
    case 'correction':
      return (
        <Notice title="Что сделать">
          Исправьте данные <TextLink to={`/people/${personId}`}>в карточке человека</TextLink> и запишите, что
          исправлено.
        </Notice>
      );
    case 'stop':
      return (
        <Notice title="Что сделать">
          Внесите отзыв согласия или назначьте уничтожение{' '}
          <TextLink to={`/consents/people/${personId}`}>на странице согласий человека</TextLink>, потом
          запишите ответ. Прекратить обработку нужно не позднее 10 рабочих дней.
        </Notice>
      );
    case 'explanation':
      return (
        <Notice title="Что сделать">
          Объясните, какие данные хранятся, зачем и до какого дня. Опереться можно на копию данных и на{' '}
          <TextLink to="/consents/retention">сроки хранения</TextLink>.
        </Notice>
      );
  }
}
