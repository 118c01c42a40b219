import { data } from 'react-router';
import { z } from 'zod';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { importedText, roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { roadmapTemplates } from '#src/features/roadmap/rules/templates/library.ts';
import { pasteSchema, templateSchema } from '#src/features/roadmap/schema.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDaysShort } from '#src/ui/days.ts';
import { FileField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Card, Row, Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Tabs } from '#src/ui/tabs.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site, type SignedIn } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { followTask } from '#src/web/tasks.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/begin';

const WAYS = ['file', 'text', 'template', 'rollover'] as const;
type Way = (typeof WAYS)[number];

const pathOf = (way: Way): string => (way === 'file' ? '/roadmaps/new' : `/roadmaps/new?way=${way}`);

const labels = {
  file: 'Документ',
  title: 'Название',
  text: 'Текст дорожной карты',
  templateId: 'Шаблон',
  startYear: 'Учебный год',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const may = await site(context).services.roadmap.mayImport(signedIn, organizationId);
  if (!may.ok) return throwRefusal(may.refusal, roadmapRefusalText(may.refusal));
  const way = WAYS.find((one) => one === url.searchParams.get('way')) ?? 'file';
  return {
    way,
    approved: way === 'rollover' ? await listApproved(context, signedIn, organizationId) : [],
    submission: newSubmission(),
    startYear: may.value.schoolYear,
    years: schoolYearsAround(may.value.schoolYear).map((year) => ({
      value: String(year),
      label: formatSchoolYear(year),
    })),
    templates: roadmapTemplates.map(({ id, name, description }) => ({ value: id, label: name, description })),
  };
}

/** Roadmaps whose year may be repeated: approved ones, newest first. */
async function listApproved(
  context: Route.LoaderArgs['context'],
  signedIn: SignedIn,
  organizationId: string,
): Promise<{ id: string; title: string; period: string }[]> {
  const found = await site(context).services.roadmap.list(signedIn, organizationId, 1);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  return found.value.rows
    .filter((row) => row.state === 'approved' || row.state === 'closed')
    .map(({ id, title, periodStart, periodEnd }) => ({
      id,
      title,
      period: periodStart === null || periodEnd === null ? '' : formatDaysShort(periodStart, periodEnd),
    }));
}

/** On to the review of what was just read. */
function begun(roadmapId: string): Promise<Response> {
  return redirectWith(`/roadmaps/${roadmapId}/review`, importedText);
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const form = await request.formData();
  const { submission } = z
    .object({ submission: z.uuid().optional() })
    .catch({})
    .parse({ submission: form.get('submission') ?? undefined });
  const sent = { organizationId, ...(submission === undefined ? {} : { submission }) };
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(refuseForm(values, refusal, platformRefusalText(refusal) ?? roadmapRefusalText(refusal), labels), {
      status: statusOf(refusal),
    });
  switch (form.get('intent')) {
    case 'text': {
      const parsed = parseForm(form, pasteSchema, { labels });
      if (!parsed.ok) return data(parsed, { status: 422 });
      const started = await roadmap.startImportOfText(signedIn, { ...sent, ...parsed.value });
      if (!started.ok) return refused(parsed.values, started.refusal);
      return followTask(context, started.value.taskId, (refusal) => refused(parsed.values, refusal));
    }
    case 'template': {
      const parsed = parseForm(form, templateSchema, { labels });
      if (!parsed.ok) return data(parsed, { status: 422 });
      const made = await roadmap.beginFromTemplate(signedIn, { ...sent, ...parsed.value });
      return made.ok ? begun(made.value.roadmapId) : refused(parsed.values, made.refusal);
    }
    default: {
      const parsed = parseForm(form, z.object({ intent: z.string().optional() }), { labels });
      if (!parsed.ok) return data(parsed, { status: 422 });
      const file = form.get('file');
      if (!(file instanceof File) || file.size === 0) {
        return refused(parsed.values, { code: 'roadmap.choose_file', field: 'file' });
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const refusedFile = (refusal: Refusal) => refused(parsed.values, { field: 'file', ...refusal });
      const started = await roadmap.startImportOfDocument(signedIn, { ...sent, name: file.name, bytes });
      return started.ok
        ? followTask(context, started.value.taskId, refusedFile)
        : refusedFile(started.refusal);
    }
  }
}

export default function Begin({ loaderData, actionData }: Route.ComponentProps) {
  const { way, submission, templates, startYear, years, approved } = loaderData;
  return (
    <Page
      title="Новая дорожная карта"
      lead="Начните с документа, который у школы уже есть. Ничего не будет утверждено, пока вы не проверите каждую строку."
      breadcrumbs={[{ to: '/roadmaps', label: 'Дорожные карты' }]}
      width="narrow"
    >
      <Tabs
        label="Откуда взять карту"
        tabs={[
          { to: pathOf('file'), label: 'Документ школы' },
          { to: pathOf('text'), label: 'Вставить текст' },
          { to: pathOf('template'), label: 'Шаблон' },
          { to: pathOf('rollover'), label: 'Карта прошлого года' },
        ]}
        current={pathOf(way)}
      />
      {way === 'file' && (
        <Section title="Загрузить документ">
          <Form state={actionData} upload submission={submission} intent="file">
            <FileField
              name="file"
              label={labels.file}
              description="DOCX, PDF с текстом, XLSX, CSV или TXT, до 20 МБ. Старый DOC сохраните как DOCX. Скан без текста программа прочитать не может: вставьте текст."
              accept=".docx,.pdf,.xlsx,.ods,.csv,.txt"
              required
            />
            <FormButtons>
              <SubmitButton pendingLabel="Читаем документ…">Прочитать документ</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
      {way === 'text' && (
        <Section title="Вставить текст">
          <Form state={actionData} submission={submission} intent="text">
            <TextField
              name="title"
              label={labels.title}
              description="Можно не заполнять: название возьмём из текста"
            />
            <TextAreaField
              name="text"
              label={labels.text}
              description="Выделите таблицу в документе, скопируйте и вставьте сюда. Столбцы распознаются сами."
              rows={14}
              required
            />
            <FormButtons>
              <SubmitButton pendingLabel="Читаем текст…">Прочитать текст</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
      {way === 'template' && (
        <Section title="Начать с шаблона">
          <Notice title="Шаблон – это заготовка">
            Сроки будут поставлены на выбранный учебный год. Всё можно изменить до утверждения.
          </Notice>
          <Form state={actionData} submission={submission} intent="template">
            <RadioField name="templateId" label={labels.templateId} options={templates} required />
            <SelectField
              name="startYear"
              label={labels.startYear}
              options={years}
              defaultValue={startYear}
              required
            />
            <FormButtons>
              <SubmitButton>Создать по шаблону</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
      {way === 'rollover' && (
        <Section title="Взять карту прошлого года">
          {approved.length === 0 ? (
            <EmptyState
              title="Утверждённых карт пока нет"
              action={<ButtonLink to={pathOf('file')}>Загрузить документ</ButtonLink>}
            >
              Перенести на новый учебный год можно карту, которая уже утверждена в программе.
            </EmptyState>
          ) : (
            <Stack>
              <Text>Сроки перейдут на новый год по календарю, а что не сделано – будет отмечено.</Text>
              {approved.map((one) => (
                <Card key={one.id}>
                  <Row spread>
                    <div>
                      <Text strong>{one.title}</Text>
                      <Text tone="quiet">{one.period}</Text>
                    </div>
                    <ButtonLink to={`/roadmaps/${one.id}/next-year`}>Перенести на новый год</ButtonLink>
                  </Row>
                </Card>
              ))}
            </Stack>
          )}
        </Section>
      )}
    </Page>
  );
}
