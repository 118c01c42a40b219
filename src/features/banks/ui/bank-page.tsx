import type { Side } from '#src/features/programmes/rules/sides.ts';
import { BankFilters } from '#src/features/banks/ui/bank-filters.tsx';
import { BanksTabs } from '#src/features/banks/ui/banks-tabs.tsx';
import { entrySides } from '#src/features/banks/ui/entry-sides.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import type { Option } from '#src/ui/fields.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';

/** Either bank as a list: the same frame around the columns of its side. */
export function BankPage<Row extends { readonly id: string }>({
  side,
  lead,
  addLabel,
  firstLabel,
  countLabel,
  emptyWords,
  standing,
  states,
  columns,
  found,
}: {
  side: Side;
  lead: string;
  addLabel: string;
  firstLabel: string;
  countLabel: string;
  emptyWords: string;
  /** What an empty choice of state means. */
  standing: string;
  states: readonly Option[];
  columns: readonly Column<Row>[];
  found: {
    readonly rows: readonly Row[];
    readonly total: number;
    readonly page: number;
    readonly pageSize: number;
    readonly can: Readonly<Record<string, true | string>>;
    readonly words: readonly string[];
    readonly isFiltered: boolean;
    readonly exportTo: string;
  };
}) {
  const { rows, total, page, pageSize, can, words, isFiltered, exportTo } = found;
  const { bank, bankTitle } = entrySides[side];
  const mayEdit = can['banks.edit'] === true;
  return (
    <Page
      title={bankTitle}
      lead={lead}
      actions={
        <>
          {mayEdit && (
            <ButtonLink look="main" to={`${bank}/new`}>
              {addLabel}
            </ButtonLink>
          )}
          {mayEdit && <ButtonLink to={`${bank}/new?from=paper`}>Внести с бумаги</ButtonLink>}
          {can['banks.import'] === true && (
            <ButtonLink look="quiet" to="/people/import?kind=pupil">
              Внести базу из файла
            </ButtonLink>
          )}
          {can['banks.export'] === true && total > 0 && (
            <ButtonLink to={exportTo} download>
              Скачать XLSX
            </ButtonLink>
          )}
        </>
      }
    >
      <BanksTabs current={bank} mayAdmit={can['banks.admit'] === true} mayEdit={mayEdit} />
      <BankFilters words={words} standing={standing} states={states} />
      <DataTable
        caption={`${countLabel}: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered ? (
            <EmptyState
              title="Никого не нашлось"
              action={<ButtonLink to={bank}>Показать всю базу</ButtonLink>}
            >
              Измените слова или снимите отбор.
            </EmptyState>
          ) : (
            <EmptyState
              title="В базе пока никого"
              action={
                mayEdit ? (
                  <ButtonLink look="main" to={`${bank}/new`}>
                    {firstLabel}
                  </ButtonLink>
                ) : undefined
              }
            >
              {emptyWords}
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
