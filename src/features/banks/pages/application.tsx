import { data } from 'react-router';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { fullName } from '#src/features/people/rules.ts';
import {
  applicantLabels,
  applicationStateLabels,
  banksRefusalText,
  sideLabels,
} from '#src/features/banks/labels.ts';
import { acceptApplicationForm, declineApplicationForm } from '#src/features/banks/schema/calls.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDay, formatDayShort, formatInstant } from '#src/ui/days.ts';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/application';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.banks.applications.view(signedIn, params.applicationId);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const { can: _, ...card } = found.value;
  return card;
}

const labels = { person: 'Кто это', reason: 'Причина' };

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { applications } = site(context).services.banks;
  const sent = await request.formData();
  const here = `/banks/applications/${params.applicationId}`;
  if (sent.get('intent') === 'decline') {
    const form = parseForm(sent, declineApplicationForm, { labels });
    if (!form.ok) return data(form, { status: 422 });
    const done = await applications.decline(signedIn, params.applicationId, form.value);
    if (done.ok) return redirectWith(here, 'Заявка отклонена, написанное в ней удалено.');
    const text = banksRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
  }
  const form = parseForm(sent, acceptApplicationForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await applications.accept(signedIn, params.applicationId, form.value);
  if (done.ok) return redirectWith(here, 'Заявка принята.');
  const text = banksRefusalText(done.refusal);
  return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
}

export default function ApplicationPage({ loaderData, actionData }: Route.ComponentProps) {
  const { application, lookAlikes, twins, person, differences, timeZone } = loaderData;
  const { answers, state, side } = application;
  const isMentor = side === 'mentor';
  return (
    <Page
      title={answers === null ? 'Заявка' : fullName(answers)}
      width="narrow"
      breadcrumbs={[
        { to: '/banks/calls', label: 'Наборы и заявки' },
        { to: `/banks/calls/${application.callId}`, label: application.callTitle },
      ]}
    >
      <KeyValue
        items={[
          { key: 'Набор', value: `${application.callTitle} (${sideLabels[side]})` },
          { key: 'Состояние', value: applicationStateLabels[state] },
          { key: 'Пришла', value: formatInstant(application.receivedAt, timeZone) },
          { key: 'Согласие на обработку заявки', value: `дано, версия текста ${application.consentVersion}` },
          ...(application.declineReason === '' ? [] : [{ key: 'Почему', value: application.declineReason }]),
        ]}
      />
      {answers === null ? (
        <Notice kind="info" title="Написанное в заявке удалено">
          {state === 'entered'
            ? 'Оно уже в базе.'
            : 'После решения или по сроку школа не хранит слова того, кто не стал участником.'}
        </Notice>
      ) : (
        <Section title="Что написано">
          <KeyValue
            items={[
              { key: 'Дата рождения', value: formatDay(answers.birthDate) },
              { key: 'Кто', value: applicantLabels[answers.kind] ?? answers.kind },
              { key: 'Класс, место учёбы или работы', value: answers.place },
              { key: 'Телефон', value: answers.phone },
              { key: 'Почта', value: answers.email },
              ...(answers.guardianName === '' ? [] : [{ key: 'Представитель', value: answers.guardianName }]),
              { key: 'Формы', value: answers.forms.map(formTitle).join('; ') || 'любые' },
              ...(isMentor
                ? [
                    { key: 'В чём может помочь', value: answers.competences.join(', ') },
                    { key: 'Интересы', value: answers.interests.join(', ') },
                    { key: 'Достижения', value: verbatim(answers.achievements) },
                    {
                      key: 'Часов в месяц',
                      value: answers.hoursAMonth === null ? '' : String(answers.hoursAMonth),
                    },
                  ]
                : [
                    { key: 'С чем нужна помощь', value: verbatim(answers.mainRequest) },
                    { key: 'Главное словами', value: answers.tags.join(', ') },
                  ]),
              { key: 'Когда удобно', value: answers.timeWords },
              { key: 'Пожелания', value: verbatim(answers.wishes) },
            ]}
          />
        </Section>
      )}
      {twins.length > 0 && (
        <Notice kind="warning" title="Похоже на повтор">
          С этой датой рождения ждут ещё заявки:{' '}
          {twins.map((twin, index) => (
            <span key={twin.id}>
              {index > 0 && '; '}
              <TextLink to={`/banks/applications/${twin.id}`}>{twin.name}</TextLink>
            </span>
          ))}
          . Лишнюю отклоните.
        </Notice>
      )}
      {state === 'waiting' && answers !== null && (
        <Section title="Принять">
          <Form state={actionData} intent="accept">
            <HiddenField name="version" value={application.version} />
            <RadioField
              name="person"
              label={labels.person}
              description="Искали по имени и дате рождения среди людей школы"
              required
              defaultValue={
                lookAlikes.find(({ isSure }) => isSure)?.id ?? (lookAlikes.length === 0 ? 'new' : '')
              }
              options={[
                ...lookAlikes.map((one) => ({
                  value: one.id,
                  label: one.name,
                  description: [
                    one.isSure ? 'имя и дата рождения совпали' : 'похоже, проверьте',
                    one.birthDate === null ? 'дата рождения не записана' : formatDayShort(one.birthDate),
                  ].join(', '),
                })),
                {
                  value: 'new',
                  label: 'Новый человек',
                  description:
                    'Появится в списке людей школы; ученик – в своём классе, если он есть в программе',
                },
              ]}
            />
            <FormButtons>
              <SubmitButton pendingLabel="Принимаем…">Принять заявку</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
      <Differences differences={differences} />
      {person !== null && <NextStep application={application} person={person} />}
      {answers !== null && (
        <ConfirmButton
          label="Отклонить"
          question="Сначала ответьте кандидату: его телефон и почта удалятся вместе с заявкой."
          confirmLabel="Отклонить и удалить написанное"
          intent="decline"
          danger
          state={actionData}
          fields={{ version: String(application.version) }}
        >
          <TextField
            name="reason"
            label={labels.reason}
            description="Останется в списке: не пишите здесь имён"
            required
            maxLength={500}
          />
        </ConfirmButton>
      )}
    </Page>
  );
}

const verbatim = (words: string) => (words === '' ? '' : <Text verbatim>{words}</Text>);

type Card = Awaited<ReturnType<typeof loader>>;

const fieldLabels = { phone: 'Телефон', email: 'Почта', guardian: 'Представитель' };

/** Nothing of the application is lost and nothing of the card is replaced unasked. */
function Differences({ differences }: Pick<Card, 'differences'>) {
  if (differences.length === 0) return null;
  return (
    <Notice kind="warning" title="В карточке записано другое">
      {differences.map((one) => (
        <Text key={one.field}>
          {fieldLabels[one.field]} ({one.name}): в карточке {one.onCard}, в заявке {one.inApplication}.{' '}
          <TextLink
            to={
              one.field === 'guardian' ? `/people/${one.personId}/guardians` : `/people/${one.personId}/edit`
            }
          >
            {one.field === 'guardian' ? 'Добавить представителя' : 'Исправить карточку'}
          </TextLink>
        </Text>
      ))}
      <Text>Уточните у человека, что верно: после внесения в базу слова заявки удалятся.</Text>
    </Notice>
  );
}

/** What stands between an accepted application and the bank. */
function NextStep({
  application,
  person,
}: Pick<Card, 'application'> & { person: NonNullable<Card['person']> }) {
  const bank = application.side === 'mentor' ? '/banks/mentors' : '/banks/mentees';
  const who = <TextLink to={`/people/${person.id}`}>{person.name}</TextLink>;
  if (application.state === 'entered' || person.hasEntry) {
    return (
      <Section title="В базе">
        <Text>
          {who} уже в базе: <TextLink to={`${bank}/${person.id}`}>открыть карточку</TextLink>.
          {application.state === 'accepted' && ' Черновик из заявки больше не нужен: отклоните его.'}
        </Text>
      </Section>
    );
  }
  if (application.state !== 'accepted') return null;
  return (
    <Section title="Что дальше">
      {person.hasConsent ? (
        <>
          <Text>{who}: согласие на обработку данных действует. Проверьте черновик и внесите в базу.</Text>
          <Row>
            <ButtonLink look="main" to={`${bank}/new?application=${application.id}`}>
              Внести в базу
            </ButtonLink>
          </Row>
        </>
      ) : (
        <>
          <Text>
            {who}: нужно согласие на обработку данных. Пока его нет, написанное остаётся черновиком заявки.
          </Text>
          <Row>
            <ButtonLink look="main" to={`/consents/print?personId=${person.id}`}>
              Напечатать согласие
            </ButtonLink>
            <ButtonLink to={`/consents/people/${person.id}`}>Внести подписанное</ButtonLink>
          </Row>
        </>
      )}
    </Section>
  );
}
