import { useId } from 'react';
import css from '#src/ui/bars.module.css';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

/**
 * Shares as bars, to look at and to print: drawn as SVG for the eye, told as a table for everybody else. Bars differ by
 * length and figure, never by colour.
 */
export function Bars({ caption, bars, total }: { caption: string; bars: readonly Bar[]; total: number }) {
  const captionId = useId();
  const longest = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <table className={css.bars} aria-labelledby={captionId}>
      <caption id={captionId} className="visually-hidden">
        {caption}
      </caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Ответ</th>
          <th scope="col">Доля</th>
          <th scope="col">Сколько</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, label, count }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- a cell is no control; its figure stands beside it */}
            <td className={css.drawing}>
              <svg width="100%" height="16" aria-hidden="true" focusable="false">
                <rect className={css.ground} width="100%" height="16" rx="3" />
                <rect className={css.bar} width={`${(count / longest) * 100}%`} height="16" rx="3" />
              </svg>
            </td>
            <td className={css.figure}>
              {count}
              <span className={css.quiet}>
                {total === 0 ? '' : ` · ${Math.round((count / total) * 100)} %`}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
