import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import css from '#src/features/roadmap/ui/review.module.css';
import { Kbd } from '#src/ui/kbd.tsx';
import { Row, Text } from '#src/ui/layout.tsx';

/** Attribute of the element whose button «Enter» presses, and of the link that «E» follows. */
export const confirmMark = 'data-review-confirm';
export const editMark = 'data-review-edit';

/**
 * Keys of the review: J and K (also on the Russian layout) and, on a row, the arrows go between rows; Enter says
 * «Всё верно»; E edits. Nothing is taken from fields, buttons and links. Comfort only: the same is done by pressing.
 */
export function ReviewKeys({ previous, next }: { previous: string | null; next: string | null }) {
  const navigate = useNavigate();
  useEffect(() => {
    const go = (to: string | null): void => {
      if (to !== null) void navigate(to);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('input, textarea, select, summary, [contenteditable]')) return;
      const isOnControl = target?.closest('a, button') != null;
      const isOnRow = target?.closest('[data-review-row]') != null;
      if (event.code === 'KeyJ' || (event.code === 'ArrowDown' && isOnRow)) go(next);
      else if (event.code === 'KeyK' || (event.code === 'ArrowUp' && isOnRow)) go(previous);
      else if (event.code === 'KeyE') document.querySelector<HTMLElement>(`[${editMark}] a`)?.click();
      else if (event.key === 'Enter' && !isOnControl) {
        document.querySelector<HTMLElement>(`[${confirmMark}] button[type="submit"]`)?.click();
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, previous, next]);
  return (
    <div className={css.keys} data-no-print>
      <Row>
        <Text as="span" tone="quiet" size="small">
          Клавиши:
        </Text>
        <Hint keys={['J', 'K']} text="следующая и предыдущая строка" />
        <Hint keys={['Enter']} text="всё верно" />
        <Hint keys={['E']} text="изменить" />
      </Row>
    </div>
  );
}

function Hint({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <Text as="span" tone="quiet" size="small">
      {keys.map((key) => (
        <span key={key}>
          <Kbd>{key}</Kbd>{' '}
        </span>
      ))}
      {text}
    </Text>
  );
}
