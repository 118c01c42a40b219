import { useEffect, useRef } from 'react';
import css from '#src/features/roadmap/ui/source-pane.module.css';
import type { SourceLine } from '#src/features/roadmap/rules/review-view.ts';

/**
 * The text of the source with the numbers of its lines; those of the open row are marked and brought into sight
 * without moving the page.
 */
export function SourcePane({
  lines,
  total,
  selected,
}: {
  lines: readonly SourceLine[];
  total: number;
  /** Numbers of the first and the last line of the open row. */
  selected: { readonly from: number; readonly to: number } | null;
}) {
  const pane = useRef<HTMLElement>(null);
  const from = selected?.from;
  useEffect(() => {
    const box = pane.current;
    if (from === undefined) return;
    const line = box?.querySelector<HTMLElement>('[data-first]');
    if (box === null || line === null || line === undefined) return;
    box.scrollTop = Math.max(0, line.offsetTop - box.clientHeight / 4);
  }, [from]);
  return (
    // A region that scrolls must be reachable by the keyboard.
    <section
      className={css.pane}
      ref={pane}
      aria-label={`Текст документа, строк: ${total}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled with the arrow keys
      tabIndex={0}
      data-scroll-region
    >
      <ol className={css.lines}>
        {lines.map((line) => {
          const isSelected = selected !== null && line.number >= selected.from && line.number <= selected.to;
          const isFirst = line.number === from;
          return (
            <li
              key={line.number}
              className={isSelected ? `${css.line} ${css.selected}` : css.line}
              {...(isFirst ? { id: 'source-of-row', 'data-first': '' } : {})}
            >
              <span className={css.number}>{line.number}</span>
              <span className={css.text}>
                {isFirst && <span className="visually-hidden">Начало открытой строки: </span>}
                {/* Cells of a table row stand between tabs. */}
                {line.text.split(/\t+/).join(' │ ')}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
