/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- dragging is a second way: the buttons inside do the same */
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { useSubmit } from 'react-router';
import { formatScore } from '#src/features/matching/labels.ts';
import type { BoardCard, BoardColumn } from '#src/features/matching/service.server.ts';
import css from '#src/features/matching/ui/board.module.css';
import { Badge } from '#src/ui/badge.tsx';
import { ScriptButton } from '#src/ui/button.tsx';
import { Row, Text, TextLink, VisuallyHidden } from '#src/ui/layout.tsx';

const KEY = 'text/x-mentee';
const moverOf = (personId: string): string => `move-${personId}`;

/**
 * Mentors with the mentees proposed to them. A card is dragged to another mentor, or taken and put down by keyboard; before
 * scripts load its link leads to the page where the same is done.
 */
export function Board({
  draftId,
  version,
  columns,
  unmatched,
  unmatchedCount,
  mayShape,
}: {
  draftId: string;
  version: number;
  columns: readonly BoardColumn[];
  unmatched: readonly BoardCard[];
  /** More than are shown, in a large draft. */
  unmatchedCount: number;
  mayShape: boolean;
}) {
  const submit = useSubmit();
  const [taken, setTaken] = useState<BoardCard | null>(null);
  const [over, setOver] = useState('');
  const moved = useRef<{ readonly menteeId: string; readonly before: number } | null>(null);
  // «Сюда» goes when the card has been put down: whoever works by keyboard goes on from the card, wherever it stands now.
  useEffect(() => {
    if (moved.current === null || moved.current.before === version) return;
    document.getElementById(moverOf(moved.current.menteeId))?.focus();
    moved.current = null;
  }, [version]);
  const put = (menteeId: string, mentorId: string) => {
    setTaken(null);
    setOver('');
    moved.current = { menteeId, before: version };
    void submit(
      { intent: 'mark', version: String(version), kind: 'pin', menteeId, mentorId },
      { method: 'post', preventScrollReset: true },
    );
  };
  const card = (one: BoardCard) => (
    <li
      key={one.personId}
      className={taken?.personId === one.personId ? `${css.card} ${css.taken}` : css.card}
      draggable={mayShape}
      onDragStart={(event: DragEvent) => event.dataTransfer.setData(KEY, one.personId)}
    >
      <Row spread>
        <TextLink to={`/matching/${draftId}/mentees/${one.personId}`}>{one.name}</TextLink>
        <Text as="span" size="small">
          {formatScore(one.score)}
        </Text>
      </Row>
      <Text size="small" tone="quiet">
        {[one.where, one.wants].filter((part) => part !== '').join(' · ')}
      </Text>
      {one.isPinned && <Badge tone="info">закреплена</Badge>}
      {mayShape && (
        <ScriptButton
          look="quiet"
          size="small"
          id={moverOf(one.personId)}
          onPress={() => setTaken(taken?.personId === one.personId ? null : one)}
        >
          {taken?.personId === one.personId ? 'Оставить' : 'Перенести'}
          <VisuallyHidden> – {one.name}</VisuallyHidden>
        </ScriptButton>
      )}
    </li>
  );
  return (
    <>
      <div aria-live="polite">
        {taken !== null && (
          <Text strong>
            Переносим: {taken.name}. Выберите наставника, можно и на другой странице, и нажмите «Сюда».
          </Text>
        )}
      </div>
      {unmatched.length > 0 && (
        <section aria-label="Без пары">
          <Text strong>Без пары: {unmatchedCount}</Text>
          {unmatchedCount > unmatched.length && (
            <Text size="small" tone="quiet">
              Здесь первые {unmatched.length}.{' '}
              <TextLink to={`/matching/${draftId}?show=unmatched`}>Все без пары – в таблице</TextLink>
            </Text>
          )}
          <ul className={`${css.columns} ${css.cards}`}>{unmatched.map(card)}</ul>
        </section>
      )}
      <ul className={css.columns}>
        {columns.map((column) => (
          <li
            key={column.personId}
            className={over === column.personId ? `${css.column} ${css.over}` : css.column}
            onDragOver={(event) => {
              if (!mayShape) return;
              event.preventDefault();
              setOver(column.personId);
            }}
            onDragLeave={() => setOver('')}
            onDrop={(event) => {
              event.preventDefault();
              const menteeId = event.dataTransfer.getData(KEY);
              if (menteeId !== '') put(menteeId, column.personId);
            }}
          >
            <Row spread>
              <Text as="span" strong>
                {column.name}
              </Text>
              <Text as="span" size="small" tone={column.cards.length > column.places ? 'danger' : 'quiet'}>
                {column.cards.length} из {column.places}
              </Text>
            </Row>
            <Text size="small" tone="quiet">
              {[column.where, column.offers].filter((part) => part !== '').join(' · ')}
            </Text>
            {taken !== null && (
              <ScriptButton size="small" onPress={() => put(taken.personId, column.personId)}>
                Сюда
                <VisuallyHidden> – {column.name}</VisuallyHidden>
              </ScriptButton>
            )}
            {column.cards.length > 0 && <ul className={css.cards}>{column.cards.map(card)}</ul>}
          </li>
        ))}
      </ul>
    </>
  );
}
