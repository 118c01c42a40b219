import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText, paperStateLabels } from '#src/features/documents/labels.ts';
import { PAPER_STATES, type Paper } from '#src/features/documents/rules.ts';
import { findPaperKind, paperKinds } from '#src/features/documents/rules/kinds.ts';
import { paperFilter } from '#src/features/documents/schema.ts';
import { printAgainPath } from '#src/features/documents/schema/print-again.ts';
import { PaperStateBadge } from '#src/features/documents/ui/paper-state-badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/papers';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = paperFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.documents.list(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  const { papers, can, ...list } = found.value;
  const asked = new URLSearchParams(url.searchParams);
  asked.delete('page');
  return {
    ...list,
    rows: papers.map((paper) => ({ ...paper, kindTitle: findPaperKind(paper.kind)?.title ?? paper.kind })),
    can: abilityTexts(can),
    kinds: paperKinds.map(({ id, title }) => ({ value: id, label: title })),
    isFiltered: (filter.q ?? '') !== '' || filter.kind !== undefined || filter.state !== undefined,
    printTo: printAgainPath({ kind: filter.kind ?? '', q: filter.q, on: '' }),
    exportTo: asked.size === 0 ? '/documents/export' : `/documents/export?${asked.toString()}`,
  };
}

const columns: readonly Column<Paper & { kindTitle: string }>[] = [
  {
    key: 'title',
    header: 'Заголовок',
    isTitle: true,
    cell: (row) => <TextLink to={`/documents/${row.id}`}>{row.title}</TextLink>,
  },
  { key: 'kind', header: 'Вид', cell: (row) => row.kindTitle },
  { key: 'number', header: 'Номер', cell: (row) => (row.number === '' ? 'нет' : row.number) },
  {
    key: 'issuedOn',
    header: 'Дата',
    cell: (row) => (row.issuedOn === null ? 'нет' : formatDayShort(row.issuedOn)),
  },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => <PaperStateBadge state={row.state} />,
  },
  {
    key: 'file',
    header: 'Файл',
    cell: (row) =>
      row.fileId === null ? (
        'нет'
      ) : (
        <TextLink to={`/files/${row.fileId}`} download>
          {row.fileName ?? 'скачать'}
        </TextLink>
      ),
  },
];

export default function Papers({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, can, kinds, isFiltered, exportTo, printTo } = loaderData;
  const mayAdd = can['documents.register'] === true;
  return (
    <Page
      title="Документы"
      lead="Реестр приказов и других бумаг, которыми подтверждают мероприятия дорожной карты."
      actions={
        <>
          {can['documents.draft'] === true && (
            <ButtonLink look="main" to="/documents/draft">
              Подготовить документ
            </ButtonLink>
          )}
          {can['documents.draft'] === true && (
            <ButtonLink to="/documents/bulk">Подготовить на многих</ButtonLink>
          )}
          {can['documents.draft'] === true && total > 0 && (
            <ButtonLink to={printTo}>Напечатать из реестра</ButtonLink>
          )}
          {mayAdd && <ButtonLink to="/documents/new">Внести готовый</ButtonLink>}
          {mayAdd && <ButtonLink to="/documents/many">Внести списком</ButtonLink>}
          {mayAdd && <ButtonLink to="/plan/folder">Папка для проверки</ButtonLink>}
          <ButtonLink to="/documents/templates">Образцы</ButtonLink>
          <ButtonLink to="/documents/numbering">Нумерация</ButtonLink>
          {total > 0 && (
            <ButtonLink to={exportTo} download>
              Скачать XLSX
            </ButtonLink>
          )}
        </>
      }
    >
      {can['documents.register'] !== true && <NoRight reason={can['documents.register']} />}
      <FilterBar>
        <SearchField name="q" label="Слова, номер или кем издан" />
        <SelectField name="kind" label="Вид" empty="Любой" options={kinds} />
        <SelectField
          name="state"
          label="Состояние"
          empty="Любое"
          options={PAPER_STATES.map((state) => ({ value: state, label: paperStateLabels[state] }))}
        />
      </FilterBar>
      <DataTable
        caption={`Документов: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered || page > 1 ? (
            <EmptyState
              title="Ничего не нашлось"
              action={<ButtonLink to="/documents">Показать весь реестр</ButtonLink>}
            >
              Измените слова или снимите отбор.
            </EmptyState>
          ) : (
            <EmptyState
              title="В реестре пока пусто"
              action={
                mayAdd ? (
                  <ButtonLink look="main" to="/documents/many">
                    Внести приказы списком
                  </ButtonLink>
                ) : undefined
              }
            >
              Внесите приказы, которые у школы уже есть: достаточно вставить их список, по одному в строке.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
