import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import {
  sectionHeading,
  type ReviewFilter,
  type ReviewLine,
} from '#src/features/roadmap/rules/review-view.ts';
import { RowCard, type OpenRow } from '#src/features/roadmap/ui/row-card.tsx';
import css from '#src/features/roadmap/ui/review.module.css';
import { Badge, StateBadge } from '#src/ui/badge.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { plural } from '#src/lib/russian/plural.ts';

/** The rows of a page as a list; one is open with everything about it, the others are links that open them. */
export function ReviewRows({
  roadmapId,
  sections,
  lines,
  detail,
  filter,
  next,
  mayEdit,
  actionData,
}: {
  roadmapId: string;
  sections: readonly { id: string; number: string; title: string }[];
  lines: readonly ReviewLine[];
  detail: OpenRow | null;
  filter: ReviewFilter;
  /** Where the work goes on after the open row. */
  next: string | null;
  mayEdit: boolean;
  actionData: FormState | undefined;
}) {
  const headings = new Map(sections.map((section) => [section.id, sectionHeading(section)]));
  const list = useRef<HTMLDivElement>(null);
  const openId = detail?.id;
  const last = useRef(openId);
  useEffect(() => {
    if (last.current === openId) return;
    last.current = openId;
    // The focus follows the open row, so that the keys and a screen reader go on from there.
    list.current?.querySelector<HTMLElement>('[data-review-row]')?.focus({ preventScroll: true });
  }, [openId]);
  return (
    <div ref={list}>
      <ol className={css.rows}>
        {lines.map((line, index) => {
          const isFirstOfSection = lines[index - 1]?.sectionId !== line.sectionId;
          return (
            <li key={line.id} id={`row-${line.id}`} className={css.item}>
              {isFirstOfSection && <p className={css.section}>{headings.get(line.sectionId)}</p>}
              {detail !== null && detail.id === line.id ? (
                <RowCard
                  roadmapId={roadmapId}
                  row={detail}
                  unclear={line.unclear}
                  next={next}
                  mayEdit={mayEdit}
                  actionData={actionData}
                />
              ) : (
                <Link
                  className={css.row}
                  to={`/roadmaps/${roadmapId}/review?show=${filter}&row=${line.id}#row-${line.id}`}
                  preventScrollReset
                >
                  <span className={css.rowTitle}>
                    {line.number !== '' && <span className={css.number}>{line.number}</span>}
                    {line.title}
                  </span>
                  <span className={css.rowFacts}>
                    {line.unclear && <StateBadge tone="warning" label="неясно" />}
                    {!line.unclear && line.isReviewed && <StateBadge tone="success" label="подтверждено" />}
                    {line.isGroup && <Badge>заголовок</Badge>}
                    {line.doubts > 0 && (
                      <Badge tone="info">{plural(line.doubts, 'замечание', 'замечания', 'замечаний')}</Badge>
                    )}
                    <span>
                      {line.meaning ?? (line.deadlineText === '' ? 'без срока' : line.deadlineText)}
                    </span>
                    {line.responsible !== '' && <span>{line.responsible}</span>}
                  </span>
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
