import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { outcomeOf, summarize, summaryDefinition } from '#src/features/roadmap/papers/report-document.ts';
import { isHeadingRow } from '#src/features/roadmap/papers/view.ts';
import { reportSchema } from '#src/features/roadmap/schema.ts';
import { lineTitle } from '#src/features/roadmap/ui/plan-words.ts';
import { Badge, type Tone } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDays } from '#src/ui/days.ts';
import { DateField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Row, Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Tabs } from '#src/ui/tabs.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/report';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const periods = await roadmap.getReportPeriods(signedIn, params.roadmapId);
  if (!periods.ok) return throwRefusal(periods.refusal, roadmapRefusalText(periods.refusal));
  const { presets, today } = periods.value;
  const parsed = reportSchema.safeParse(Object.fromEntries(url.searchParams));
  const usual = presets.find((one) => one.id === 'quarter') ?? presets[0] ?? { from: today, to: today };
  const span = parsed.success ? parsed.data : { from: usual.from, to: usual.to };
  const found = await roadmap.getReport(signedIn, params.roadmapId, span);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { view } = found.value;
  return {
    roadmap: { id: found.value.roadmap.id, title: found.value.roadmap.title },
    presets,
    span,
    // Somebody typed days that are none, or the end before the beginning: said, and the usual quarter shown.
    wasWrong: !parsed.success && url.searchParams.has('from'),
    sections: view.sections.map((section, position) => ({
      id: String(position),
      title: lineTitle({ number: section.number ?? '', title: section.title ?? '' }),
      rows: section.rows
        .filter((row) => !isHeadingRow(row))
        .map((row, at) => ({
          id: `${position}-${at}`,
          title: lineTitle({ number: row.number ?? '', title: row.title }),
          deadline: row.deadline,
          outcome: outcomeOf(row),
          tone: row.outcome === undefined ? ('neutral' as const) : tones[row.outcome],
          fact: row.fact ?? '',
          documents: [...(row.documents ?? [])],
          comment: row.comment ?? '',
        })),
    })),
    summary: [...summarize(view)],
    definition: summaryDefinition,
    folderYear: found.value.mayFolder ? schoolYearOf(Temporal.PlainDate.from(span.to)) : null,
  };
}

const tones = {
  done: 'success',
  partly: 'warning',
  not_done: 'danger',
  in_progress: 'info',
  planned: 'neutral',
  moved: 'warning',
} as const satisfies Record<string, Tone>;

type ReportRow = Route.ComponentProps['loaderData']['sections'][number]['rows'][number];
type SummaryRow = Route.ComponentProps['loaderData']['summary'][number];

export default function Report({ loaderData }: Route.ComponentProps) {
  const { roadmap, presets, span, sections, summary, definition, wasWrong, folderYear } = loaderData;
  const path = `/roadmaps/${roadmap.id}/report`;
  const query = `?from=${span.from}&to=${span.to}`;
  const hasRows = sections.some((section) => section.rows.length > 0);
  return (
    <Page
      title="Отчёт о реализации дорожной карты"
      lead={roadmap.title}
      breadcrumbs={[
        { to: '/roadmaps', label: 'Дорожные карты' },
        { to: `/roadmaps/${roadmap.id}`, label: 'Карта' },
      ]}
    >
      <Tabs
        label="Период отчёта"
        current={`${path}${query}`}
        tabs={presets.map((one) => ({ to: `${path}?from=${one.from}&to=${one.to}`, label: one.label }))}
      />
      <FilterBar label="Другой период">
        <DateField name="from" label="С какого дня" defaultValue={span.from} />
        <DateField name="to" label="По какой день" defaultValue={span.to} />
      </FilterBar>
      {wasWrong && (
        <Notice kind="warning" title="Период указан неверно">
          Конец не может быть раньше начала. Показан текущий квартал.
        </Notice>
      )}
      <Section title={`За период ${formatDays(span.from, span.to)}`}>
        <Stack>
          <Row>
            <ButtonLink look="main" download to={`${path}/docx${query}`}>
              Скачать DOCX
            </ButtonLink>
            <ButtonLink download to={`${path}/pdf${query}`}>
              Скачать PDF
            </ButtonLink>
            <ButtonLink download to={`${path}/xlsx${query}`}>
              Скачать XLSX
            </ButtonLink>
            {folderYear !== null && (
              <ButtonLink to={`/plan/folder?year=${folderYear}&roadmap=${roadmap.id}`}>
                Папка для проверки
              </ButtonLink>
            )}
          </Row>
          <Summary rows={summary} definition={definition} />
        </Stack>
      </Section>
      {hasRows ? (
        sections.map((section) => (
          <Section key={section.id} title={section.title === '' ? 'Мероприятия' : section.title}>
            <ReportTable rows={section.rows} />
          </Section>
        ))
      ) : (
        <EmptyState title="В этом периоде мероприятий нет">
          Выберите другой период: квартал, полугодие или учебный год.
        </EmptyState>
      )}
    </Page>
  );
}

const summaryColumns: readonly Column<SummaryRow>[] = [
  { key: 'label', header: 'Итог', isTitle: true, cell: (row) => row.label },
  { key: 'count', header: 'Мероприятий', numeric: true, cell: (row) => row.count },
  {
    key: 'share',
    header: 'Доля',
    numeric: true,
    cell: (row) => (row.share === null ? 'нет' : `${Math.round(row.share * 100)} %`),
  },
];

function Summary({ rows, definition }: { rows: readonly SummaryRow[]; definition: string }) {
  return (
    <Stack gap="small">
      <DataTable
        caption="Итоги"
        columns={summaryColumns}
        rows={rows}
        rowKey={(row) => row.label}
        empty={null}
      />
      <Text size="small" tone="quiet">
        {definition}
      </Text>
    </Stack>
  );
}

const reportColumns: readonly Column<ReportRow>[] = [
  { key: 'title', header: 'Мероприятие', isTitle: true, cell: (row) => row.title },
  { key: 'deadline', header: 'Срок', cell: (row) => row.deadline },
  {
    key: 'outcome',
    header: 'Отметка о выполнении',
    cell: (row) => <Badge tone={row.tone}>{row.outcome}</Badge>,
  },
  { key: 'fact', header: 'Факт', cell: (row) => row.fact },
  { key: 'documents', header: 'Документ', cell: (row) => row.documents.join('; ') },
  { key: 'comment', header: 'Комментарий', cell: (row) => row.comment },
];

function ReportTable({ rows }: { rows: readonly ReportRow[] }) {
  return (
    <DataTable
      caption={`Строк: ${rows.length}`}
      columns={reportColumns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={null}
    />
  );
}
