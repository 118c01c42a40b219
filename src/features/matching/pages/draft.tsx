import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatScore, matchingRefusalText, showLabels } from '#src/features/matching/labels.ts';
import { tableFilter } from '#src/features/matching/schema.ts';
import { shapeDraft } from '#src/features/matching/pages/shape.ts';
import { DRAFT_CRUMBS, DraftSummary, DraftTabs } from '#src/features/matching/ui/draft-head.tsx';
import { MarkButton } from '#src/features/matching/ui/mark-button.tsx';
import { RefusedChange } from '#src/features/matching/ui/refused-change.tsx';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { HiddenField, SearchField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { ConfirmButton, Form, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission } from '#src/ui/form-state.ts';
import { Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/draft';

export { shouldRevalidate } from '#src/features/matching/ui/after-conflict.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { services } = site(context);
  const filter = tableFilter.parse(Object.fromEntries(url.searchParams));
  const found = await services.matching.table(signedIn, params.draftId, filter);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  const isFiltered = filter.q !== '' || filter.show !== 'all' || filter.form !== undefined || filter.page > 1;
  return { ...found.value, can: abilityTexts(found.value.can), isFiltered, submission: newSubmission() };
}

export async function action({ context, request, params, url }: Route.ActionArgs) {
  const here = `/matching/${params.draftId}${url.search}`;
  return shapeDraft(context, params.draftId, await request.formData(), here);
}

type Line = Awaited<ReturnType<typeof loader>>['rows'][number];

function columnsOf(draftId: string, mayShape: boolean): readonly Column<Line>[] {
  const columns: Column<Line>[] = [
    {
      key: 'mentee',
      header: 'Наставляемый',
      isTitle: true,
      cell: ({ mentee }) => (
        <>
          <TextLink to={`/matching/${draftId}/mentees/${mentee.personId}`}>{mentee.name}</TextLink>
          <Text size="small" tone="quiet">
            {[mentee.where, mentee.tags.join(', ') || mentee.mainRequest]
              .filter((part) => part !== '')
              .join(' · ')}
          </Text>
        </>
      ),
    },
    {
      key: 'mentor',
      header: 'Наставник',
      cell: ({ mentor, pair }) =>
        mentor === null ? (
          <Text as="span" tone="danger">
            {pair === null ? 'без пары' : 'имя не показывается'}
          </Text>
        ) : (
          <>
            {mentor.name}
            <Text size="small" tone="quiet">
              {[mentor.where, mentor.competences.join(', ')].filter((part) => part !== '').join(' · ')}
            </Text>
          </>
        ),
    },
    { key: 'score', header: 'Подходят', numeric: true, cell: ({ pair }) => formatScore(pair?.score ?? null) },
    {
      key: 'words',
      header: 'Почему',
      cell: ({ words, pair }) => (
        <>
          <Text size="small">{words}</Text>
          {pair !== null && (
            <Row>
              {pair.isPinned && <Badge tone="info">закреплена</Badge>}
              {pair.isMutual && <Badge tone="success">взаимно</Badge>}
              {pair.isGroup && <Badge>группа</Badge>}
              {pair.warnings.length > 0 && <Badge tone="warning">проверьте</Badge>}
            </Row>
          )}
        </>
      ),
    },
  ];
  if (mayShape) {
    columns.push({
      key: 'marks',
      header: 'Решение',
      screenOnly: true,
      cell: ({ mentee, mentor, pair }) =>
        pair === null || mentor === null ? (
          <ButtonLink look="quiet" size="small" to={`/matching/${draftId}/mentees/${mentee.personId}`}>
            Что поможет
          </ButtonLink>
        ) : (
          <Row gap="none">
            <MarkButton
              kind={pair.isPinned ? 'free' : 'pin'}
              menteeId={mentee.personId}
              mentorId={mentor.personId}
            >
              {pair.isPinned ? 'Открепить' : 'Закрепить'}
            </MarkButton>
            <MarkButton kind="ban" menteeId={mentee.personId} mentorId={mentor.personId}>
              Исключить
            </MarkButton>
          </Row>
        ),
    });
  }
  return columns;
}

export default function DraftTable({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, rows, total, page, pageSize, steps, canUndo, can, isFiltered, timeZone, submission } =
    loaderData;
  const mayEdit = can['matching.edit'] === true;
  const mayShape = mayEdit && draft.state === 'open';
  const version = String(draft.version);
  return (
    <Page
      title={draft.title}
      breadcrumbs={DRAFT_CRUMBS}
      actions={
        <>
          {mayShape && draft.outcome !== null && draft.outcome.served > 0 && (
            <ButtonLink look="main" to={`/matching/${draft.id}/approve`}>
              Предложить участникам
            </ButtonLink>
          )}
          <ButtonLink download to={`/matching/${draft.id}/file`}>
            Скачать XLSX
          </ButtonLink>
        </>
      }
    >
      <DraftTabs draftId={draft.id} current="" />
      {can['matching.edit'] !== true && <NoRight reason={can['matching.edit']} />}
      <RefusedChange state={actionData} steps={steps} timeZone={timeZone} />
      <DraftSummary draft={draft} />
      {mayEdit && (
        <Row>
          {mayShape && (
            <>
              {canUndo && (
                <Form intent="undo">
                  <HiddenField name="version" value={version} />
                  <SubmitButton look="plain" pendingLabel="Отменяем…">
                    Отменить последнее
                  </SubmitButton>
                </Form>
              )}
              <Form intent="retake">
                <HiddenField name="version" value={version} />
                <SubmitButton look="plain" pendingLabel="Перечитываем…">
                  Перечитать базы
                </SubmitButton>
              </Form>
            </>
          )}
          <ConfirmButton
            label="Сделать копию"
            question="Копия возьмёт тех же людей, условия и отметки: в ней можно попробовать иначе и сравнить."
            confirmLabel="Сделать копию"
            intent="copy"
            submission={submission}
            state={actionData}
          >
            <TextField
              name="title"
              label="Название копии"
              required
              defaultValue={`${draft.title}, вариант`}
            />
          </ConfirmButton>
          {mayShape && (
            <ConfirmButton
              label="Удалить"
              question="Подбор исчезнет из списка. Пары, уже предложенные участникам, это не затронет."
              confirmLabel="Удалить"
              intent="discard"
              danger
              fields={{ version }}
              state={actionData}
            />
          )}
        </Row>
      )}
      <FilterBar>
        <SearchField name="q" label="Имя или класс" />
        <SelectField
          name="show"
          label="Какие"
          options={Object.entries(showLabels).map(([value, label]) => ({ value, label }))}
        />
        {draft.settings.forms.length > 1 && (
          <SelectField
            name="form"
            label="Форма"
            empty="Любая"
            options={draft.settings.forms.map(({ form }) => ({ value: form, label: formTitle(form) }))}
          />
        )}
      </FilterBar>
      <Form intent="mark" wide>
        <HiddenField name="version" value={version} />
        <DataTable
          caption={`Наставляемых: ${total}. Сначала те, кто без пары, и слабые пары`}
          columns={columnsOf(draft.id, mayShape)}
          rows={rows}
          rowKey={({ mentee }) => mentee.personId}
          empty={
            <EmptyState
              title={isFiltered ? 'Ничего не нашлось' : 'В подборе никого нет'}
              action={
                isFiltered ? <ButtonLink to={`/matching/${draft.id}`}>Показать всех</ButtonLink> : undefined
              }
            >
              {isFiltered
                ? 'Измените имя или снимите отбор.'
                : 'Перечитайте базы: возможно, согласия отозваны.'}
            </EmptyState>
          }
        />
      </Form>
      <Pagination page={page} pageSize={pageSize} total={total} />
      <Disclosure title="Что меняли">
        <Stack gap="small">
          {steps.map((step) => (
            <Text key={step.number} size="small" tone={step.undone ? 'quiet' : undefined}>
              {formatInstant(step.madeAt, timeZone)}, {step.who || 'программа'}: {step.words}
              {step.undone && ' (отменено)'}
            </Text>
          ))}
        </Stack>
      </Disclosure>
    </Page>
  );
}
