import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import {
  channelLabels,
  consentsRefusalText,
  purposeBlocks,
  purposeLabels,
  signerLabels,
  withdrawnByLabels,
} from '#src/features/consents/labels.ts';
import { ageGroupOn, PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { enterPaperForm, withdrawForm } from '#src/features/consents/schema.ts';
import { beginDestructionForm } from '#src/features/consents/schema/duties.ts';
import type { PersonConsents } from '#src/features/consents/service.server.ts';
import { ConsentBadge } from '#src/features/consents/ui/consent-badge.tsx';
import { PaperFields, paperLabels } from '#src/features/consents/ui/paper-fields.tsx';
import { PersonRights } from '#src/features/consents/ui/person-rights.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, FileField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import type { Refusal } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';
import type { Route } from './+types/person';

const withdrawLabels = {
  purpose: 'Какое согласие',
  on: 'Дата заявления',
  by: 'Кто отозвал',
  reason: 'Что сказано',
  file: 'Скан заявления',
};

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.consents.person(signedIn, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return {
    ...found.value,
    can: abilityTexts(found.value.can),
    age: ageGroupOn(found.value.person, found.value.today),
    submissions: [newSubmission(), newSubmission(), newSubmission()] as const,
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { consents } = site(context).services;
  const here = `/consents/people/${params.personId}`;
  const sent = await request.formData();
  const refused = (values: FormState['values'], refusal: Refusal) => {
    const named = atFileField(refusal);
    return data(
      refuseForm(values, named, consentsRefusalText(named), { ...paperLabels, ...withdrawLabels }),
      {
        status: statusOf(named),
      },
    );
  };
  if (sent.get('intent') === 'withdraw') {
    sent.set('personId', params.personId);
    const form = parseForm(sent, withdrawForm, { labels: withdrawLabels });
    if (!form.ok) return data(form, { status: 422 });
    const done = await consents.withdraw(signedIn, form.value, await readSentFile(sent));
    return done.ok
      ? redirectWith(here, 'Отзыв внесён: обработка прекращена сразу.', 'warning')
      : refused(form.values, done.refusal);
  }
  if (sent.get('intent') === 'destroy') {
    sent.set('personId', params.personId);
    const form = parseForm(sent, beginDestructionForm, { labels: { note: 'Основание' } });
    if (!form.ok) return data(form, { status: 422 });
    const done = await consents.destructions.begin(signedIn, form.value);
    return done.ok
      ? redirectWith('/consents/destruction', 'Уничтожение назначено: подтвердите его в течение 30 дней.')
      : refused(form.values, done.refusal);
  }
  const card = await consents.person(signedIn, params.personId);
  if (!card.ok) return throwRefusal(card.refusal, consentsRefusalText(card.refusal));
  sent.set('personIds', params.personId);
  const form = parseForm(sent, enterPaperForm, { labels: paperLabels, lists: ['personIds', 'purposes'] });
  if (!form.ok) return data(form, { status: 422 });
  const { organizationId } = card.value.person;
  const done = await consents.enterPaper(signedIn, organizationId, form.value, await readSentFile(sent));
  return done.ok
    ? redirectWith(here, `Внесено: ${plural(done.value.recorded, 'подпись', 'подписи', 'подписей')}.`)
    : refused(form.values, done.refusal);
}

const signatureColumns: readonly Column<PersonConsents['signatures'][number]>[] = [
  { key: 'purpose', header: 'Согласие', isTitle: true, cell: (row) => purposeLabels[row.purpose] },
  {
    key: 'signer',
    header: 'Кто подписал',
    cell: (row) =>
      row.signerName === '' ? signerLabels[row.signer] : `${row.signerName} (${signerLabels[row.signer]})`,
  },
  {
    key: 'on',
    header: 'Когда',
    cell: (row) => `${formatDayShort(row.signedOn)}, ${channelLabels[row.channel]}`,
  },
  {
    key: 'until',
    header: 'Срок',
    cell: (row) => (row.validUntil === null ? 'до отзыва' : `до ${formatDayShort(row.validUntil)}`),
  },
  {
    key: 'text',
    header: 'Текст',
    cell: (row) => (
      <TextLink to={`/consents/texts/${row.purpose}?version=${row.textNumber}`}>№ {row.textNumber}</TextLink>
    ),
  },
  {
    key: 'paper',
    header: 'Бумага',
    cell: (row) =>
      row.fileId === null ? (
        row.basis === '' ? (
          'без скана'
        ) : (
          row.basis
        )
      ) : (
        <TextLink to={`/files/${row.fileId}`} download>
          скан
        </TextLink>
      ),
  },
  {
    key: 'withdrawn',
    header: 'Отзыв',
    cell: (row) =>
      row.withdrawnOn === null
        ? 'нет'
        : `${formatDayShort(row.withdrawnOn)}, ${row.withdrawnBy === null ? '' : withdrawnByLabels[row.withdrawnBy]}`,
  },
];

export default function Person({ loaderData, actionData }: Route.ComponentProps) {
  const { person, cells, signatures, guardians, can, age, today, submissions } = loaderData;
  const held = PURPOSES.filter((purpose) =>
    signatures.some((one) => one.purpose === purpose && one.withdrawnOn === null),
  );
  const mayEnter = can['consents.enter'] === true;
  return (
    <Page
      title={person.name}
      lead={[
        person.classLabel === '' ? '' : `${person.classLabel} класс`,
        person.birthDate === null
          ? 'дата рождения не указана'
          : `родился(ась) ${formatDayShort(person.birthDate)}`,
      ]
        .filter(Boolean)
        .join(', ')}
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
      actions={
        mayEnter ? (
          <ButtonLink to={`/consents/print?personId=${person.id}`}>Напечатать бланки</ButtonLink>
        ) : undefined
      }
    >
      {!mayEnter && <NoRight reason={String(can['consents.enter'])} />}
      {person.birthDate === null && person.kinds.includes('pupil') && (
        <Notice kind="warning" title="Возраст неизвестен">
          Без даты рождения ученик считается младше 14 лет: нужна подпись родителя или представителя.
        </Notice>
      )}
      <KeyValue
        items={cells.map((cell) => ({
          key: purposeLabels[cell.purpose],
          value: (
            <>
              <ConsentBadge cell={cell} />
              {cell.isAskedAtEighteen && (
                <Text tone="quiet" size="small">
                  С 18 лет подписывает сам(а): попросите заново.
                </Text>
              )}
            </>
          ),
        }))}
      />
      {mayEnter && (
        <Section title="Внести подписанное на бумаге" id="enter">
          <Form state={actionData} intent="enter" submission={submissions[0]} upload>
            <SelectField
              name="signer"
              label={paperLabels.signer}
              defaultValue="by_age"
              options={[
                {
                  value: 'by_age',
                  label: age === 'teen' ? 'Все, чьи подписи нужны' : 'Тот, чья подпись нужна по возрасту',
                },
                ...(age === 'adult' ? [] : [{ value: 'guardian', label: 'Родитель (представитель)' }]),
                ...(age === 'child' ? [] : [{ value: 'self', label: 'Сам человек' }]),
              ]}
            />
            {age !== 'adult' && (
              <FieldColumns>
                <SelectField
                  name="guardianId"
                  label={paperLabels.guardianId}
                  empty="Не выбран"
                  options={guardians.map(({ id, name, relation }) => ({
                    value: id,
                    label: relation === '' ? name : `${name}, ${relation}`,
                  }))}
                />
                <TextField name="signerName" label={paperLabels.signerName} maxLength={300} />
              </FieldColumns>
            )}
            <PaperFields today={today} file="Увидят только директор, куратор и тот, кто внёс." />
            <FormButtons>
              <SubmitButton pendingLabel="Вносим…">Внести</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
      <Section title="Все подписи">
        <DataTable
          caption={`Подписей: ${signatures.length}`}
          columns={signatureColumns}
          rows={signatures}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="Подписей пока нет">
              Напечатайте бланки, дайте подписать и внесите их здесь.
            </EmptyState>
          }
        />
      </Section>
      {can['consents.withdraw'] === true && held.length > 0 && (
        <Disclosure title="Внести отзыв согласия" open={actionData?.values['intent'] === 'withdraw'}>
          <Notice kind="warning" title="Отзыв действует сразу">
            {purposeBlocks.processing} После отзыва согласия на обработку наставничества приостанавливаются, а
            данные наставничества нужно уничтожить за 30 дней.
          </Notice>
          <Form state={actionData} intent="withdraw" submission={submissions[1]} upload>
            <SelectField
              name="purpose"
              label={withdrawLabels.purpose}
              options={held.map((purpose) => ({ value: purpose, label: purposeLabels[purpose] }))}
            />
            <FieldColumns>
              <DateField name="on" label={withdrawLabels.on} required defaultValue={today} />
              <SelectField
                name="by"
                label={withdrawLabels.by}
                defaultValue={age === 'child' ? 'guardian' : 'self'}
                options={Object.entries(withdrawnByLabels).map(([value, label]) => ({ value, label }))}
              />
            </FieldColumns>
            <TextField name="reason" label={withdrawLabels.reason} maxLength={1000} />
            <FileField name="file" label={withdrawLabels.file} accept=".pdf,.jpg,.jpeg,.png" />
            <FormButtons>
              <SubmitButton pendingLabel="Вносим…">Внести отзыв</SubmitButton>
            </FormButtons>
          </Form>
        </Disclosure>
      )}
      {can['consents.destroy'] === true && (
        <PersonRights personId={person.id} state={actionData} submission={submissions[2]} />
      )}
    </Page>
  );
}
