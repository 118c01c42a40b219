import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import css from '#src/ui/page.module.css';

/** A step of the way here; the page itself is not repeated. */
export interface Breadcrumb {
  readonly to: string;
  readonly label: string;
}

/**
 * A page: the only `h1`, the title of the window, the way here and the main actions.
 * Put it outermost in every page component.
 */
export function Page({
  title,
  lead,
  actions,
  breadcrumbs = [],
  width = 'full',
  children,
}: {
  title: string;
  /** One sentence under the title: what this page is for. */
  lead?: ReactNode;
  /** ButtonLink, ConfirmButton or Menu; the main one first. */
  actions?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
  /** `narrow` for forms and texts, `full` for tables. */
  width?: 'narrow' | 'full';
  children?: ReactNode;
}) {
  return (
    <div className={width === 'narrow' ? `${css.page} ${css.narrow}` : css.page}>
      <title>{`${title} — Наставник`}</title>
      <div className={css.head}>
        {breadcrumbs.length > 0 && (
          <nav className={css.crumbs} aria-label="Путь" data-no-print>
            <ol>
              {breadcrumbs.map((one) => (
                <li key={one.to}>
                  <Link to={one.to}>{one.label}</Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className={css.titleRow}>
          {/* Focused by the frame after a move within the site, so that a screen reader says where one is. */}
          <h1 className={css.title} tabIndex={-1} id="page-title">
            {title}
          </h1>
          {actions !== undefined && (
            <div className={css.actions} data-no-print>
              {actions}
            </div>
          )}
        </div>
        {lead !== undefined && <p className={css.lead}>{lead}</p>}
      </div>
      {children}
    </div>
  );
}

/** A part of a page under its own heading; `level` 3 inside another section. `id` makes it a target of links. */
export function Section({
  title,
  level = 2,
  id,
  actions,
  children,
}: {
  title: string;
  level?: 2 | 3;
  id?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const headingId = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={css.section} aria-labelledby={headingId} id={id}>
      <div className={css.titleRow}>
        <Heading id={headingId} className={level === 2 ? css.sectionTitle : css.subTitle}>
          {title}
        </Heading>
        {actions !== undefined && (
          <div className={css.actions} data-no-print>
            {actions}
          </div>
        )}
      </div>
      {children}
    </section>
  );
}
