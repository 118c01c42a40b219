/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   a table that CSS turns into cards on a phone loses its own roles in some browsers, so they are said out loud */
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import css from '#src/ui/data-table.module.css';
import { withQuery, type TableQuery } from '#src/ui/table-query.ts';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures: to the right, of equal width. */
  readonly numeric?: boolean;
  /** The header becomes a link that sorts by `key` (name it in `readTableQuery`). */
  readonly sortable?: boolean;
  /** Names the row: the headline of its card on a phone, its header for a screen reader. One column at most. */
  readonly isTitle?: boolean;
  /** Only something to press: left out on paper. */
  readonly screenOnly?: boolean;
}

function classOf<Row>(column: Column<Row>): string | undefined {
  const classes = [column.numeric === true && css.numeric, column.screenOnly === true && css.screenOnly];
  return classes.filter(Boolean).join(' ') || undefined;
}

/**
 * A table that stays readable: cards on a phone, whole on paper. Sorting goes through the address; paging is
 * `<Pagination>` below it. With `select` each row gets a box (put the table into a `Form wide`).
 */
export function DataTable<Row>({
  caption,
  isCaptionHidden = false,
  columns,
  rows,
  rowKey,
  sort,
  select,
  empty,
}: {
  /** What the table holds; also how many: «Сотрудники: 40». */
  caption: string;
  /** The heading above says the same: told to screen readers only. */
  isCaptionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Pick<TableQuery<string>, 'sort' | 'direction'>;
  select?: {
    name: string;
    value: (row: Row) => string;
    label: (row: Row) => string;
    /** Ticked until somebody unticks it. */
    isChosen?: boolean;
  };
  /** Instead of a table without rows: `<EmptyState …>`. */
  empty: ReactNode;
}) {
  if (rows.length === 0) return empty;
  return (
    <div className={css.region} data-scroll-region>
      <table className={css.table} role="table">
        <caption className={isCaptionHidden ? 'visually-hidden' : css.caption}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {select !== undefined && (
              <th role="columnheader" scope="col" className={css.select}>
                <span className="visually-hidden">Выбор</span>
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={rowKey(row)}>
              {select !== undefined && (
                <td role="cell" className={css.select}>
                  <input
                    type="checkbox"
                    name={select.name}
                    value={select.value(row)}
                    aria-label={select.label(row)}
                    defaultChecked={select.isChosen ?? false}
                  />
                </td>
              )}
              {columns.map((column) =>
                column.isTitle === true ? (
                  <th role="rowheader" scope="row" key={column.key}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td role="cell" key={column.key} data-label={column.header} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeaderCell<Row>({
  column,
  sort,
}: {
  column: Column<Row>;
  sort: Pick<TableQuery<string>, 'sort' | 'direction'> | undefined;
}) {
  const location = useLocation();
  const className = classOf(column);
  if (column.sortable !== true || sort === undefined) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {column.header}
      </th>
    );
  }
  const current = sort.sort === column.key;
  const ascending = current && sort.direction === 'asc';
  const next = withQuery(location, { sort: column.key, direction: ascending ? 'desc' : 'asc', page: null });
  return (
    <th
      role="columnheader"
      scope="col"
      className={className}
      aria-sort={current ? (ascending ? 'ascending' : 'descending') : 'none'}
    >
      <Link to={next} className={css.sort} preventScrollReset>
        {column.header}
        {current && <span aria-hidden="true">{ascending ? ' ↑' : ' ↓'}</span>}
      </Link>
    </th>
  );
}
