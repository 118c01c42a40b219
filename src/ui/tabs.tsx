import { Link } from 'react-router';
import css from '#src/ui/tabs.module.css';

export interface Tab {
  readonly to: string;
  readonly label: string;
  /** Shown beside the label. */
  readonly count?: number;
}

/** Views of one thing, each with its own address. `current` is the `to` of the open one. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav aria-label={label} data-no-print>
      <ul className={css.tabs}>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              className={css.tab}
              {...(tab.to === current ? { 'aria-current': 'page' } : {})}
              preventScrollReset
            >
              {tab.label}
              {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
