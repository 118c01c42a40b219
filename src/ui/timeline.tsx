import type { CSSProperties } from 'react';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { Tone } from '#src/ui/badge.tsx';
import { monthsBetween, placeOnScale } from '#src/ui/calendar-grid.ts';
import { formatDays, formatMonth } from '#src/ui/days.ts';
import css from '#src/ui/timeline.module.css';

/** Days from `from` to `to`, both included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface TimelineRow {
  readonly id: string;
  readonly label: string;
  readonly to?: string;
  /** When it should happen; several for recurring ones. */
  readonly plan: readonly Span[];
  /** When it did. */
  readonly fact?: readonly Span[];
  /** Colour of the fact; `state` says the same in words. */
  readonly tone?: Tone;
  readonly state?: string;
}

export interface TimelineGroup {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly TimelineRow[];
}

/**
 * Plan and fact over months, as a real table: bars for the eye, the same days in words for a screen reader. It scrolls
 * sideways by finger, wheel and arrow keys.
 */
export function Timeline({
  caption,
  from,
  to,
  today,
  groups,
}: {
  caption: string;
  from: string;
  to: string;
  today: string;
  groups: readonly TimelineGroup[];
}) {
  const months = monthsBetween(from, to);
  const now = placeOnScale({ from: today, to: today }, months);
  return (
    <div>
      <div className={css.legend} aria-hidden="true">
        <span>
          <span className={`${css.plan} ${css.sample}`} />
          план
        </span>
        <span>
          <span className={`${css.fact} ${css.sample}`} />
          факт
        </span>
        {now !== null && <span>┆ сегодня</span>}
      </div>
      {/* Focusable, so that it can be scrolled from the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={css.region} aria-label={caption} tabIndex={0} data-scroll-region>
        <table className={css.table} style={{ '--months': months.length } as CSSProperties}>
          <caption className={css.caption}>{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className={css.labelColumn}>
                Мероприятие
              </th>
              {months.map((month) => (
                <th scope="col" className={css.month} key={month}>
                  {shortMonth(month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Fragment key={group.id}>
                {group.label !== '' && (
                  <tr>
                    <th scope="colgroup" colSpan={months.length + 1} className={css.group}>
                      {group.label}
                    </th>
                  </tr>
                )}
                {group.rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row" className={css.rowLabel}>
                      {row.to === undefined ? row.label : <Link to={row.to}>{row.label}</Link>}
                    </th>
                    <td colSpan={months.length} className={css.track}>
                      <span className="visually-hidden">{describe(row)}</span>
                      <Bars spans={row.plan} months={months} className={css.plan ?? ''} />
                      <Bars
                        spans={row.fact ?? []}
                        months={months}
                        className={`${css.fact} ${row.tone === undefined ? '' : (css[row.tone] ?? '')}`}
                      />
                      {now !== null && (
                        <span
                          className={css.today}
                          style={{ '--start': now.start } as CSSProperties}
                          aria-hidden="true"
                        />
                      )}
                    </td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Bars({
  spans,
  months,
  className,
}: {
  spans: readonly Span[];
  months: readonly string[];
  className: string;
}) {
  return spans.map((span) => {
    const place = placeOnScale(span, months);
    if (place === null) return null;
    return (
      <span
        key={`${span.from}/${span.to}`}
        className={className}
        style={{ '--start': place.start, '--width': place.width } as CSSProperties}
        title={formatDays(span.from, span.to)}
        aria-hidden="true"
      />
    );
  });
}

function describe(row: TimelineRow): string {
  const words = [
    row.plan.length === 0 ? 'план: срок не указан' : `план: ${row.plan.map(inWords).join(', ')}`,
    row.fact === undefined || row.fact.length === 0 ? '' : `факт: ${row.fact.map(inWords).join(', ')}`,
    row.state ?? '',
  ];
  return words.filter(Boolean).join('; ');
}

function inWords(span: Span): string {
  return formatDays(span.from, span.to);
}

/** «сен 22»; Intl would say «сент.» here and «мая» there. */
function shortMonth(month: string): string {
  const [name = '', year = ''] = formatMonth(month).split(' ');
  return `${name.slice(0, 3)} ${year.slice(2)}`;
}
