import { data } from 'react-router';
import { z } from 'zod';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { toImportPreview } from '#src/features/people/pages/import-preview.ts';
import type { StaffRow } from '#src/features/people/rules/staff-rows.ts';
import { importPeopleForm } from '#src/features/people/schema.ts';
import { ImportPreview } from '#src/features/people/ui/import-preview.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { FileField, TextAreaField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/import';

const labels = { text: 'Список', file: 'Файл' };
const sourceForm = z.object({
  text: z.string().max(2_000_000, 'список слишком длинный: разделите его на части').default(''),
});

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.people.list(signedIn, {
    organizationId,
    search: '',
    withLeft: false,
    page: 1,
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { can: abilityTexts(found.value.can) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const sent = await request.formData();
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(
      { state: refuseForm(values, refusal, peopleRefusalText(refusal), labels), preview: null },
      { status: statusOf(refusal) },
    );
  const show = async (rows: readonly StaffRow[], status: number, values: FormState['values'] = {}) => {
    const checked = await people.checkImport(signedIn, organizationId, rows);
    if (!checked.ok) return refused(values, checked.refusal);
    return data({ state: null, preview: toImportPreview(checked.value) }, { status });
  };

  if (sent.get('intent') !== 'add') {
    const form = parseForm(sent, sourceForm, { labels });
    if (!form.ok) return data({ state: form, preview: null }, { status: 422 });
    const file = sent.get('file');
    const isFile = file instanceof File && file.name !== '';
    if (!isFile && form.value.text.trim() === '') {
      return refused(form.values, { code: 'people.choose_source', field: 'text' });
    }
    const read = await people.readImport(
      signedIn,
      organizationId,
      isFile
        ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
        : { text: form.value.text },
    );
    if (!read.ok) return refused(form.values, { ...read.refusal, field: isFile ? 'file' : 'text' });
    return show(read.value, 200, form.values);
  }

  const form = parseForm(sent, importPeopleForm);
  if (!form.ok) return data({ state: form, preview: null }, { status: 422 });
  const rows = [...form.value.ready, ...form.value.rows].toSorted((a, b) => a.order - b.order);
  const done = await people.importPeople(signedIn, organizationId, form.value.submission, rows);
  if (done.ok) {
    const { added, skipped } = done.value;
    const rest = skipped === 0 ? '' : ` Не внесено по вашему выбору: ${skipped}.`;
    return redirectWith('/people', `Внесено: ${plural(added, 'человек', 'человека', 'человек')}.${rest}`);
  }
  return done.refusal.code === 'people.import_errors' ? show(rows, 422) : refused({}, done.refusal);
}

export default function Import({ loaderData, actionData }: Route.ComponentProps) {
  const { can } = loaderData;
  const preview = actionData?.preview ?? null;
  const mayImport = can['people.import'] === true;
  return (
    <Page
      title="Внести людей списком"
      lead={
        preview === null
          ? 'Вставьте список или загрузите файл. Ничего не сохранится, пока вы не проверите.'
          : 'Проверьте, как прочитан список. Внесены будут все строки сразу или ни одной.'
      }
      width={preview === null ? 'narrow' : 'full'}
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
    >
      {can['people.import'] !== true && <NoRight reason={can['people.import']} />}
      {mayImport && preview !== null && <ImportPreview {...preview} />}
      {mayImport && preview === null && (
        <Form state={actionData?.state} intent="read" upload>
          <TextAreaField
            name="text"
            label={labels.text}
            description="По одному человеку в строке: «Иванова Мария Петровна, учитель физики» – или столбцы, скопированные из таблицы"
            rows={12}
          />
          <FileField
            name="file"
            label={labels.file}
            description="Вместо вставки: XLSX или CSV со столбцами «ФИО» (или «Фамилия», «Имя», «Отчество»), «Должность», «Почта», «Телефон»; до 5 000 строк"
            accept=".xlsx,.csv,.docx,.txt,.pdf"
          />
          <FormButtons>
            <SubmitButton pendingLabel="Читаем список…">Проверить список</SubmitButton>
            <ButtonLink to="/people">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
