import { data } from 'react-router';
import { importKindLabels } from '#src/features/people/labels/import.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { startImportForm } from '#src/features/people/schema/import.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { FileField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { formatDay } from '#src/ui/days.ts';
import type { Refusal } from '#src/lib/result.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { readSentFile } from '#src/web/sent-file.ts';
import { followTask } from '#src/web/tasks.ts';
import type { Route } from './+types/import';

const labels = {
  text: 'Список',
  file: 'Файл',
  kind: 'Кто эти люди',
  className: 'Класс, если в списке его нет',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const may = await site(context).services.people.imports.mayStart(signedIn, organizationId);
  if (!may.ok) return throwRefusal(may.refusal, peopleRefusalText(may.refusal));
  const { kinds, begun } = may.value;
  const asked = url.searchParams.get('kind');
  return { submission: newSubmission(), kinds, begun, kind: kinds.find((kind) => kind === asked) ?? '' };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  // The right before the file is taken in.
  const may = await site(context).services.people.imports.mayStart(signedIn, organizationId);
  if (!may.ok) return throwRefusal(may.refusal, peopleRefusalText(may.refusal));
  const sent = await request.formData();
  const form = parseForm(sent, startImportForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const refused = (values: FormState['values'], refusal: Refusal, text: string) =>
    data(refuseForm(values, refusal, text, labels), { status: statusOf(refusal) });
  const file = await readSentFile(sent);
  const { kind, className, submission, text } = form.value;
  if (file === null && text.trim() === '') {
    const refusal = { code: 'people.choose_source', field: 'text' };
    return refused(form.values, refusal, peopleRefusalText(refusal));
  }
  const source =
    file === null
      ? { name: 'Вставленный список', bytes: new TextEncoder().encode(text), origin: 'text' as const }
      : { name: file.name.slice(-200), bytes: file.bytes, origin: 'file' as const };
  const started = await site(context).services.people.imports.start(signedIn, {
    organizationId,
    ...source,
    kind,
    className,
    submission,
  });
  if (!started.ok) return refused(form.values, started.refusal, peopleRefusalText(started.refusal));
  return followTask(context, started.value.taskId, (refusal, said) =>
    refused(form.values, { ...refusal, field: file === null ? 'text' : 'file' }, said),
  );
}

export default function Import({ loaderData, actionData }: Route.ComponentProps) {
  const { kinds, kind, begun } = loaderData;
  return (
    <Page
      title="Внести людей списком"
      lead="Загрузите файл, который у школы есть, или вставьте список. Базы прошлых лет и списки пар программа узнаёт по столбцам. Ничего не сохранится, пока вы не проверите."
      width="narrow"
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
    >
      {begun.length > 0 && (
        <Section title="Начатые списки">
          <ul>
            {begun.map((one) => (
              <li key={one.id}>
                <TextLink to={`/people/import/${one.id}`}>{one.name}</TextLink>
                {`: ${importKindLabels[one.kind].toLocaleLowerCase('ru')}, ${formatDay(one.createdAt.slice(0, 10))}`}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Form state={actionData} submission={loaderData.submission} upload>
        <RadioField
          name="kind"
          label={labels.kind}
          required
          defaultValue={kind}
          options={kinds.map((one) => ({ value: one, label: importKindLabels[one] }))}
        />
        <FileField
          name="file"
          label={labels.file}
          description="XLSX, ODS, CSV, DOCX, PDF с текстом или TXT, до 20 000 человек. Паспорта, СНИЛС, сведения о здоровье программа не берёт, даже если они в файле есть."
          accept=".xlsx,.ods,.csv,.tsv,.docx,.txt,.pdf"
        />
        <TextAreaField
          name="text"
          label={labels.text}
          description="Вместо файла: по одному человеку в строке («Иванова Мария Петровна, учитель физики», «1. Иванов Пётр Сергеевич 12.03.2012») или столбцы, скопированные из таблицы; класс может стоять отдельной строкой"
          rows={10}
        />
        <TextField
          name="className"
          label={labels.className}
          description="Для учеников: например, 7А. Класс из столбца, строки-заголовка или названия листа важнее"
          maxLength={30}
        />
        <FormButtons>
          <SubmitButton pendingLabel="Читаем список…">Прочитать список</SubmitButton>
          <ButtonLink to="/people">Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
