import { Link, useLocation } from 'react-router';
import css from '#src/ui/data-table.module.css';
import { pagesToOffer, withQuery } from '#src/ui/table-query.ts';

/** Pages of a long list as links; nothing when all fits on one. `total` and `pageSize` in rows. */
export function Pagination({ page, pageSize, total }: { page: number; pageSize: number; total: number }) {
  const location = useLocation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  const hrefOf = (one: number): string => withQuery(location, { page: one === 1 ? null : String(one) });
  const first = Math.min(total, (page - 1) * pageSize + 1);
  const last = Math.min(total, page * pageSize);
  return (
    <nav className={css.pagination} aria-label="Страницы списка" data-no-print>
      <span>
        {first}–{last} из {total}
      </span>
      <ul className={css.pages}>
        {page > 1 && (
          <li>
            <Link className={css.pageLink} to={hrefOf(page - 1)} rel="prev">
              Назад
            </Link>
          </li>
        )}
        {pagesToOffer(page, pages).map((one, position) =>
          one === 0 ? (
            <li key={`gap-${position}`} aria-hidden="true">
              …
            </li>
          ) : (
            <li key={one}>
              <Link
                className={css.pageLink}
                to={hrefOf(one)}
                aria-label={`Страница ${one}`}
                {...(one === page ? { 'aria-current': 'page' } : {})}
              >
                {one}
              </Link>
            </li>
          ),
        )}
        {page < pages && (
          <li>
            <Link className={css.pageLink} to={hrefOf(page + 1)} rel="next">
              Вперёд
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
