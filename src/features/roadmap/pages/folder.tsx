import { data } from 'react-router';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { missingOnly } from '#src/features/roadmap/rules/folder/compile.ts';
import { FOLDER_PAGE_SIZE, showPage } from '#src/features/roadmap/rules/folder/shown-page.ts';
import { folderSchema, startFolderSchema } from '#src/features/roadmap/schema/folder.ts';
import { FolderTable } from '#src/features/roadmap/ui/folder-table.tsx';
import { shorten } from '#src/features/roadmap/ui/plan-frame.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { Tabs } from '#src/ui/tabs.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { followTask } from '#src/web/tasks.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/folder';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = folderSchema.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.roadmap.getFolder(signedIn, organizationId, {
    schoolYear: asked.year ?? null,
    roadmapId: asked.roadmap ?? null,
  });
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { folder, roadmap, roadmaps, schoolYear, currentYear } = found.value;
  return {
    counts: folder.counts,
    submission: newSubmission(),
    isEmpty: folder.sections.length === 0,
    isOnlyMissing: asked.only === 'missing',
    ...showPage(asked.only === 'missing' ? missingOnly(folder) : folder.sections, asked.page),
    roadmap,
    roadmaps,
    schoolYear,
    years: schoolYearsAround(currentYear).map((year) => ({
      value: String(year),
      label: formatSchoolYear(year),
    })),
  };
}

const refused = (refusal: Refusal) =>
  data(refuseForm({}, refusal, platformRefusalText(refusal) ?? roadmapRefusalText(refusal)), {
    status: statusOf(refusal),
  });

/** Starts making the files; the page of the task offers them. */
export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = folderSchema.parse(Object.fromEntries(url.searchParams));
  const parsed = parseForm(await request.formData(), startFolderSchema);
  if (!parsed.ok) return data(parsed, { status: 422 });
  const started = await site(context).services.roadmap.startFolder(signedIn, organizationId, {
    schoolYear: asked.year ?? null,
    roadmapId: asked.roadmap ?? null,
    submission: parsed.value.submission,
  });
  return started.ok ? followTask(context, started.value.taskId, refused) : refused(started.refusal);
}

export default function Folder({ loaderData, actionData }: Route.ComponentProps) {
  const { submission, page, total } = loaderData;
  const { counts, sections, roadmap, roadmaps, schoolYear, years, isEmpty, isOnlyMissing } = loaderData;
  const all = `/plan/folder?${new URLSearchParams({
    year: String(schoolYear),
    ...(roadmap === null ? {} : { roadmap: roadmap.id }),
  }).toString()}`;
  const missing = `${all}&only=missing`;
  return (
    <Page
      title="Папка для проверки"
      lead={`${formatSchoolYear(schoolYear)} учебный год: бумаги, которых требует план, и чего в них не хватает.`}
      breadcrumbs={[{ to: '/plan', label: 'План' }]}
    >
      <FilterBar label="Какую папку показать" keep={['only']}>
        <SelectField name="year" label="Учебный год" options={years} defaultValue={String(schoolYear)} />
        {roadmaps.length > 1 && (
          <SelectField
            name="roadmap"
            label="Карта"
            empty="Все карты года"
            options={roadmaps.map((one) => ({ value: one.id, label: shorten(one.title, 60) }))}
          />
        )}
      </FilterBar>
      {isEmpty ? (
        <EmptyState
          title="В этом году папку собирать не из чего"
          action={
            <ButtonLink look="main" to="/roadmaps">
              Открыть дорожные карты
            </ButtonLink>
          }
        >
          Папка складывается из мероприятий утверждённой дорожной карты и документов реестра. Утвердите карту
          или выберите другой год.
        </EmptyState>
      ) : (
        <>
          <Text strong>
            {`Есть ${counts.present} из ${counts.required}. Не хватает: ${counts.missing}. Ещё не срок: ${counts.notDue}.`}
          </Text>
          {counts.withoutFile > 0 && (
            <Text tone="quiet">
              {`Документов без скана: ${counts.withoutFile}. В файлы войдёт только строка о каждом: приложите сканы на страницах документов.`}
            </Text>
          )}
          <div data-no-print>
            <Form action={all} state={actionData} submission={submission}>
              <FormButtons>
                <SubmitButton pendingLabel="Начинаем…">Собрать папку: PDF и ZIP</SubmitButton>
              </FormButtons>
            </Form>
          </div>
          <Tabs
            label="Что показать"
            current={isOnlyMissing ? missing : all}
            tabs={[
              { to: all, label: 'Всё содержание' },
              { to: missing, label: 'Только недостающие', count: counts.missing },
            ]}
          />
          {sections.map((section) => (
            <Section
              key={section.number}
              title={`${section.number}. ${section.title}${section.isContinued ? ' (продолжение)' : ''}`}
            >
              <FolderTable lines={section.lines} />
            </Section>
          ))}
          <Pagination page={page} pageSize={FOLDER_PAGE_SIZE} total={total} />
          {sections.length === 0 && (
            <EmptyState title="Всё, чему пришёл срок, на месте">
              Недостающих бумаг нет. Когда подойдут новые сроки, они появятся здесь.
            </EmptyState>
          )}
        </>
      )}
    </Page>
  );
}
