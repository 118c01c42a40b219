import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import css from '#src/ui/menu.module.css';

/**
 * A menu of further actions: `details`, so that it opens without scripts; with them it also closes on Escape, on a
 * press elsewhere and after a move. Put MenuLink and small forms into it.
 */
export function Menu({
  label,
  align = 'end',
  framed = false,
  children,
}: {
  label: ReactNode;
  align?: 'start' | 'end';
  /** With a border, beside other buttons. */
  framed?: boolean;
  children: ReactNode;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  const location = useLocation();
  useEffect(() => {
    const close = (event: Event): void => {
      const menu = details.current;
      if (menu === null || !menu.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        if (menu.contains(document.activeElement)) menu.querySelector('summary')?.focus();
        menu.open = false;
      } else if (event.target instanceof Node && !menu.contains(event.target)) {
        menu.open = false;
      }
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, []);
  return (
    // A new key after a move closes the menu.
    <details className={css.menu} ref={details} key={location.key} data-no-print>
      <summary className={framed ? `${css.summary} ${css.framed}` : css.summary}>
        <span className={typeof label === 'string' ? `${css.label} ${css.short}` : css.label}>{label}</span>
        <IconChevronDown size={16} aria-hidden className={css.chevron} />
      </summary>
      <div className={`${css.panel} ${css[align]}`}>{children}</div>
    </details>
  );
}

/** A line of a menu that goes somewhere. `download` for files. */
export function MenuLink({
  to,
  download = false,
  children,
}: {
  to: string;
  download?: boolean;
  children: ReactNode;
}) {
  if (download) {
    return (
      <a className={css.item} href={to} download>
        {children}
      </a>
    );
  }
  return (
    <Link className={css.item} to={to}>
      {children}
    </Link>
  );
}

/** Further content behind one line, closed at first. */
export function Disclosure({
  title,
  open = false,
  children,
}: {
  title: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={css.details} open={open}>
      <summary className={css.detailsSummary}>{title}</summary>
      <div className={css.detailsBody}>{children}</div>
    </details>
  );
}
