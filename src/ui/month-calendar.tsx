/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   a table that CSS turns into cards on a phone loses its own roles in some browsers, so they are said out loud */
import { Link } from 'react-router';
import type { Tone } from '#src/ui/badge.tsx';
import { weeksOf } from '#src/ui/calendar-grid.ts';
import { addMonths, formatDay, formatMonth, weekdayOf } from '#src/ui/days.ts';
import css from '#src/ui/month-calendar.module.css';

export interface CalendarItem {
  readonly id: string;
  readonly day: string;
  readonly label: string;
  readonly to: string;
  readonly tone?: Tone;
}

const weekdays = ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'];
const weekdaysInFull = ['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье'];

/**
 * A month on a page; on a phone only the days that have something, one below the other.
 * `hrefOfMonth('2022-10')` makes the links to the neighbours.
 */
export function MonthCalendar({
  month,
  today,
  items,
  daysOff = [],
  hrefOfMonth,
}: {
  month: string;
  today: string;
  items: readonly CalendarItem[];
  /** Days on which the school does not work. */
  daysOff?: readonly string[];
  hrefOfMonth: (month: string) => string;
}) {
  const byDay = Map.groupBy(items, (item) => item.day);
  const off = new Set(daysOff);
  const isShownOnPhone = (day: string): boolean => day.startsWith(month) && (day === today || byDay.has(day));
  return (
    <div>
      <div className={css.head}>
        <Link to={hrefOfMonth(addMonths(month, -1))} data-no-print>
          ← {formatMonth(addMonths(month, -1))}
        </Link>
        <span className={css.month}>{formatMonth(month)}</span>
        <Link to={hrefOfMonth(addMonths(month, 1))} data-no-print>
          {formatMonth(addMonths(month, 1))} →
        </Link>
      </div>
      <table className={css.table} role="table" aria-label={`Календарь: ${formatMonth(month)}`}>
        <thead role="rowgroup">
          <tr role="row">
            {weekdays.map((name, position) => (
              <th scope="col" role="columnheader" key={name} abbr={weekdaysInFull[position]}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {weeksOf(month).map((week) => (
            <tr role="row" key={week[0]} className={week.some(isShownOnPhone) ? undefined : css.empty}>
              {week.map((day) => (
                <DayCell
                  key={day}
                  day={day}
                  inside={day.startsWith(month)}
                  isToday={day === today}
                  isOff={off.has(day)}
                  items={byDay.get(day) ?? []}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayCell({
  day,
  inside,
  isToday,
  isOff,
  items,
}: {
  day: string;
  inside: boolean;
  isToday: boolean;
  isOff: boolean;
  items: readonly CalendarItem[];
}) {
  const shown = inside ? items : [];
  const names = [
    inside ? '' : css.outside,
    isToday ? css.today : '',
    isOff && inside ? css.off : '',
    shown.length === 0 && !isToday ? css.empty : '',
  ];
  if (!inside) return <td role="cell" className={names.filter(Boolean).join(' ')} aria-hidden="true" />;
  const weekday = weekdaysInFull[(weekdayOf(day) ?? 1) - 1] ?? '';
  return (
    <td role="cell" className={names.filter(Boolean).join(' ')}>
      <div className={css.date}>
        <span aria-hidden="true">{Number(day.slice(8))}</span>
        <span className="visually-hidden">
          {formatDay(day)}, {weekday}
          {isToday ? ', сегодня' : ''}
          {isOff ? ', нерабочий день' : ''}
        </span>
      </div>
      {shown.length > 0 && (
        <ul className={css.items}>
          {shown.map((item) => (
            <li
              key={item.id}
              className={`${css.item} ${item.tone === undefined ? '' : (css[item.tone] ?? '')}`}
            >
              <Link to={item.to}>{item.label}</Link>
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}
