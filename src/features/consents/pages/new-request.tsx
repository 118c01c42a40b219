import { data } from 'react-router';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { requestKindLabels } from '#src/features/consents/labels/duties.ts';
import { REQUEST_KINDS } from '#src/features/consents/rules/requests.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import { addRequestForm } from '#src/features/consents/schema/duties.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import {
  DateField,
  FileField,
  HiddenField,
  SearchField,
  SelectField,
  TextAreaField,
  TextField,
} from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';
import type { Route } from './+types/new-request';

const labels = {
  personId: 'Чьи данные',
  applicant: 'Кто обратился',
  kind: 'О чём просят',
  receivedOn: 'Получено',
  words: 'Содержание',
  file: 'Скан письма',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { consents } = site(context).services;
  // Asks for the right, and for the day of the school.
  const list = await consents.requests.list(signedIn, organizationId, { state: 'open', page: 1 });
  if (!list.ok) return throwRefusal(list.refusal, consentsRefusalText(list.refusal));
  const shared = { today: list.value.today, submission: newSubmission() };
  const personId = url.searchParams.get('personId');
  if (personId !== null) {
    const found = await consents.person(signedIn, personId);
    if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
    const { id, name } = found.value.person;
    return { ...shared, person: { id, name }, found: [] };
  }
  const words = url.searchParams.get('words') ?? '';
  if (words.trim() === '') return { ...shared, person: null, found: null };
  const found = await consents.matrix(signedIn, organizationId, matrixFilter.parse({ words }));
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  const rows = found.value.rows.slice(0, 20).map(({ id, name, classLabel }) => ({ id, name, classLabel }));
  return { ...shared, person: null, found: rows };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const sent = await request.formData();
  const form = parseForm(sent, addRequestForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const { requests } = site(context).services.consents;
  const done = await requests.add(signedIn, organizationId, form.value, await readSentFile(sent));
  if (done.ok)
    return redirectWith(
      `/consents/requests/${done.value.requestId}`,
      'Обращение внесено, срок ответа посчитан.',
    );
  const refusal = atFileField(done.refusal);
  return data(refuseForm(form.values, refusal, consentsRefusalText(refusal), labels), {
    status: statusOf(refusal),
  });
}

export default function NewRequest({ loaderData, actionData }: Route.ComponentProps) {
  const { person, found, today, submission } = loaderData;
  return (
    <Page
      title="Внести письмо"
      lead="Обращение о персональных данных, которое пришло на бумаге или по почте."
      width="narrow"
      breadcrumbs={[
        { to: '/consents', label: 'Согласия' },
        { to: '/consents/requests', label: 'Обращения' },
      ]}
    >
      {person === null ? (
        <Section title="Чьи данные">
          <Text tone="quiet">Найдите человека. Если его в списке школы нет, заполните форму без него.</Text>
          <FilterBar label="Поиск человека">
            <SearchField name="words" label="Имя" />
          </FilterBar>
          {found !== null && (
            <Stack gap="small">
              {found.length === 0 && <Text>Никого не нашлось: проверьте имя.</Text>}
              {found.map((one) => (
                <Text key={one.id}>
                  <TextLink to={`/consents/requests/new?personId=${one.id}`}>{one.name}</TextLink>
                  {one.classLabel === '' ? '' : `, ${one.classLabel}`}
                </Text>
              ))}
            </Stack>
          )}
        </Section>
      ) : (
        <KeyValue items={[{ key: labels.personId, value: person.name }]} />
      )}
      <Section title="Обращение">
        <Form state={actionData} submission={submission} upload>
          {person !== null && <HiddenField name="personId" value={person.id} />}
          <TextField
            name="applicant"
            label={labels.applicant}
            description="Сам человек или представитель: имя, как в письме"
            required
            defaultValue={person?.name ?? ''}
            maxLength={300}
          />
          <FieldColumns>
            <SelectField
              name="kind"
              label={labels.kind}
              options={REQUEST_KINDS.map((kind) => ({ value: kind, label: requestKindLabels[kind] }))}
            />
            <DateField
              name="receivedOn"
              label={labels.receivedOn}
              required
              defaultValue={today}
              max={today}
            />
          </FieldColumns>
          <TextAreaField
            name="words"
            label={labels.words}
            description="Коротко, своими словами"
            maxLength={5000}
          />
          <FileField
            name="file"
            label={labels.file}
            description="Можно приложить и позже. Увидят только директор и куратор."
            accept=".pdf,.jpg,.jpeg,.png"
          />
          <FormButtons>
            <SubmitButton>Внести</SubmitButton>
            <ButtonLink to="/consents/requests">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      </Section>
    </Page>
  );
}
