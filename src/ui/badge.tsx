import type { ReactNode } from 'react';
import css from '#src/ui/notice.module.css';

/** What a state means for the reader; never the only sign, the word stands inside. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A short mark: «из 3», «черновик». */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${css.badge} ${css[tone]}`}>{children}</span>;
}

const signs: Record<Tone, string> = { neutral: '○', info: '◐', success: '✓', warning: '!', danger: '✕' };

/** A state with a sign before the word, so that it reads without colour. */
export function StateBadge({ tone, label }: { tone: Tone; label: string }) {
  return (
    <span className={`${css.badge} ${css[tone]}`}>
      <span aria-hidden="true">{signs[tone]}</span>
      {label}
    </span>
  );
}
