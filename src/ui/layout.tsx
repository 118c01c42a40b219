import type { CSSProperties, ReactNode } from 'react';
import { Link } from 'react-router';
import css from '#src/ui/layout.module.css';

type Gap = 'none' | 'small' | 'medium' | 'large';

const gaps: Record<Gap, string> = { none: '0', small: '0.5rem', medium: '1rem', large: '1.75rem' };

/** Things below each other. */
export function Stack({ gap = 'medium', children }: { gap?: Gap; children: ReactNode }) {
  return (
    <div className={css.stack} style={{ '--gap': gaps[gap] } as CSSProperties}>
      {children}
    </div>
  );
}

/** Things beside each other; they wrap on a phone. `spread` pushes them to both ends. */
export function Row({
  gap = 'small',
  spread = false,
  children,
}: {
  gap?: Gap;
  spread?: boolean;
  children: ReactNode;
}) {
  const style: CSSProperties = { justifyContent: spread ? 'space-between' : undefined };
  return (
    <div className={css.row} style={{ ...style, '--gap': gaps[gap] } as CSSProperties}>
      {children}
    </div>
  );
}

/** Equal columns, as many as fit; `column` is the least width of one in rem. */
export function Grid({
  column = 16,
  gap = 'medium',
  children,
}: {
  column?: number;
  gap?: Gap;
  children: ReactNode;
}) {
  return (
    <div className={css.grid} style={{ '--gap': gaps[gap], '--column': `${column}rem` } as CSSProperties}>
      {children}
    </div>
  );
}

/** A framed block. */
export function Card({ soft = false, children }: { soft?: boolean; children: ReactNode }) {
  return <div className={soft ? `${css.card} ${css.soft}` : css.card}>{children}</div>;
}

/** A paragraph (or `as="span"` inside a line). `verbatim` keeps the line breaks of what people typed. */
export function Text({
  as: Tag = 'p',
  tone,
  size,
  strong = false,
  verbatim = false,
  children,
}: {
  as?: 'p' | 'span' | 'div';
  tone?: 'quiet' | 'danger';
  size?: 'small' | 'large';
  strong?: boolean;
  verbatim?: boolean;
  children: ReactNode;
}) {
  const names = [
    Tag === 'span' ? '' : css.text,
    tone === undefined ? '' : css[tone],
    size === undefined ? '' : css[size],
    strong ? css.strong : '',
    verbatim ? css.verbatim : '',
  ];
  return <Tag className={names.filter(Boolean).join(' ')}>{children}</Tag>;
}

/** A link inside the site. Files and feeds that scripts must not open get `download` or `reloadDocument`. */
export function TextLink({
  to,
  children,
  download,
  reloadDocument,
}: {
  to: string;
  children: ReactNode;
  download?: boolean;
  reloadDocument?: boolean;
}) {
  if (download === true) {
    return (
      <a href={to} download>
        {children}
      </a>
    );
  }
  return (
    <Link to={to} reloadDocument={reloadDocument ?? false}>
      {children}
    </Link>
  );
}

/** Read aloud, not shown: the noun behind a lone number or icon. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>;
}
