import { meaningByLabels, type RowDetail } from '#src/features/roadmap/rules/review-view.ts';
import { FindingList } from '#src/features/roadmap/ui/finding-list.tsx';
import css from '#src/features/roadmap/ui/review.module.css';
import { Badge, StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink, type ButtonLook } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDays } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { plural } from '#src/lib/russian/plural.ts';

/** The open row: its reading in words, its part of the course of the document, and what its kinds are called. */
export interface OpenRow extends Omit<RowDetail, 'parts'> {
  readonly parts: readonly {
    readonly id: string;
    readonly kindBy: 'rules' | 'person';
    /** Words of the source by which the kind was found. */
    readonly words: string;
    readonly kind: string | null;
  }[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** One row of the review, open: what was said, what it was taken to mean, what is doubtful, and what to do with it. */
export function RowCard({
  roadmapId,
  row,
  unclear,
  next,
  mayEdit,
  actionData,
}: {
  roadmapId: string;
  row: OpenRow;
  unclear: boolean;
  next: string | null;
  mayEdit: boolean;
  actionData: FormState | undefined;
}) {
  const mine = actionData?.values['activityId'] === row.id ? actionData : undefined;
  const { deadline } = row;
  const hasChoice = deadline.question !== null && deadline.choices.length > 1;
  return (
    <article
      className={css.card}
      data-review-row
      tabIndex={-1}
      aria-label={`Открыта строка ${row.number === '' ? 'без номера' : row.number}`}
    >
      <Stack gap="small">
        <Row>
          {unclear ? (
            <StateBadge tone="warning" label="неясно" />
          ) : (
            <StateBadge tone="success" label={row.isReviewed ? 'подтверждено' : 'понято уверенно'} />
          )}
          {row.isGroup && <Badge>заголовок: сам не выполняется</Badge>}
        </Row>
        <Text as="div" size="large" verbatim>
          {row.number !== '' && <strong>{row.number} </strong>}
          {row.title}
        </Text>
        {row.subPoints.length > 0 && (
          <ul className={css.points}>
            {row.subPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        )}
      </Stack>
      {row.sourceText !== null && (
        <div className={css.excerpt}>
          <Text size="small" tone="quiet">
            В документе:
          </Text>
          <Text as="div" size="small" verbatim>
            {row.sourceText}
          </Text>
        </div>
      )}
      {row.doubts.length > 0 && (
        <ul className={css.doubts}>
          {row.doubts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <KeyValue
        items={[
          { key: 'Срок', value: <Deadline deadline={deadline} isGroup={row.isGroup} /> },
          { key: 'Ответственный', value: <Responsibles roadmapId={roadmapId} row={row} /> },
          ...(row.activitiesText === ''
            ? []
            : [
                {
                  key: 'Мероприятия',
                  value: (
                    <Text as="div" verbatim>
                      {row.activitiesText}
                    </Text>
                  ),
                },
              ]),
          ...(row.resultText === ''
            ? []
            : [
                {
                  key: 'Результат',
                  value: (
                    <Text as="div" verbatim>
                      {row.resultText}
                    </Text>
                  ),
                },
              ]),
          ...(row.isGroup ? [] : [{ key: 'Виды работ', value: <Parts parts={row.parts} /> }]),
        ]}
      />
      <FindingList findings={row.findings} version={row.version} mayFix={mayEdit} />
      {mayEdit && (
        <>
          {hasChoice ? (
            <div data-review-confirm>
              <Form intent="choose" state={mine}>
                <RowRef row={row} next={next} />
                <RadioField
                  name="meaning"
                  label="Какое прочтение срока верно?"
                  description={deadline.question}
                  options={deadline.choices}
                  defaultValue={deadline.choices[0]?.value}
                />
                <Row>
                  <SubmitButton>Подтвердить выбранное</SubmitButton>
                  <EditLink roadmapId={roadmapId} row={row} label="Ни одно: исправить срок" />
                </Row>
              </Form>
            </div>
          ) : (
            <ConfirmReading roadmapId={roadmapId} row={row} unclear={unclear} next={next} state={mine} />
          )}
          <MoreActions roadmapId={roadmapId} row={row} next={next} state={mine} />
        </>
      )}
    </article>
  );
}

/**
 * «Всё верно». A deadline that nobody understood is corrected first: leaving it without a date is the other way, and
 * no key does it.
 */
function ConfirmReading({
  roadmapId,
  row,
  unclear,
  next,
  state,
}: {
  roadmapId: string;
  row: OpenRow;
  unclear: boolean;
  next: string | null;
  state: FormState | undefined;
}) {
  const { question, meaning } = row.deadline;
  const isUnread = question !== null && meaning === null;
  const form = (
    <Form intent="confirm" state={state}>
      <RowRef row={row} next={next} />
      {question !== null && <Text strong={isUnread}>{question}</Text>}
      <Row>
        {isUnread && <EditLink roadmapId={roadmapId} row={row} label="Исправить срок" look="main" />}
        <SubmitButton look={unclear && !isUnread ? 'main' : 'plain'}>
          {isUnread ? 'Оставить без даты' : row.isReviewed && !unclear ? 'Подтвердить ещё раз' : 'Всё верно'}
        </SubmitButton>
        {!isUnread && <EditLink roadmapId={roadmapId} row={row} label="Изменить" />}
      </Row>
    </Form>
  );
  return isUnread ? form : <div data-review-confirm>{form}</div>;
}

function RowRef({ row, next }: { row: OpenRow; next: string | null }) {
  return (
    <>
      <HiddenField name="activityId" value={row.id} />
      <HiddenField name="version" value={row.version} />
      <HiddenField name="next" value={next ?? ''} />
    </>
  );
}

function EditLink({
  roadmapId,
  row,
  label,
  look = 'plain',
}: {
  roadmapId: string;
  row: OpenRow;
  label: string;
  look?: ButtonLook;
}) {
  return (
    <span data-review-edit>
      <ButtonLink look={look} to={`/roadmaps/${roadmapId}/rows/${row.id}`}>
        {label}
      </ButtonLink>
    </span>
  );
}

function Deadline({ deadline, isGroup }: { deadline: OpenRow['deadline']; isGroup: boolean }) {
  if (deadline.said === '' && deadline.meaning === null) {
    return isGroup ? 'у заголовка своего срока нет' : 'не указан';
  }
  const { first, last, count } = deadline;
  return (
    <Stack gap="none">
      {deadline.said !== '' && <span>«{deadline.said}»</span>}
      <span>
        {deadline.meaning === null ? (
          <Text as="span" tone="danger">
            не понят
          </Text>
        ) : (
          <>
            <Text as="span" strong>
              {deadline.meaning}
            </Text>{' '}
            <Text as="span" tone="quiet" size="small">
              ({meaningByLabels[deadline.by]})
            </Text>
          </>
        )}
      </span>
      {first !== null && last !== null && (
        <Text as="span" tone="quiet" size="small">
          {count === 1
            ? formatDays(first.start, first.end)
            : `${plural(count, 'раз', 'раза', 'раз')}: с ${formatDays(first.start, first.start)} по ${formatDays(last.end, last.end)}`}
        </Text>
      )}
    </Stack>
  );
}

function Responsibles({ roadmapId, row }: { roadmapId: string; row: OpenRow }) {
  if (row.responsibles.length === 0) return row.isGroup ? 'у заголовка не нужен' : 'не указан';
  return (
    <ul className={css.plain}>
      {row.responsibles.map((one) => (
        <li key={one.words}>
          {one.words}{' '}
          {one.means === null ? (
            <TextLink to={`/roadmaps/${roadmapId}/responsibles`}>указать, кто это</TextLink>
          ) : (
            <Text as="span" tone="quiet">
              → {one.means}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

function Parts({ parts }: { parts: OpenRow['parts'] }) {
  if (parts.length === 0) return 'не определены – выберите сами, нажав «Изменить»';
  return (
    <ol className={css.plain}>
      {parts.map((part) => (
        <li key={part.id}>
          {part.kind ?? 'вид не определён'}
          {part.kindBy === 'person' && (
            <Text as="span" tone="quiet" size="small">
              {' '}
              (указано вами)
            </Text>
          )}
        </li>
      ))}
    </ol>
  );
}

function MoreActions({
  roadmapId,
  row,
  next,
  state,
}: {
  roadmapId: string;
  row: OpenRow;
  next: string | null;
  state: FormState | undefined;
}) {
  const ref = { activityId: row.id, version: String(row.version), next: next ?? '' };
  return (
    <div className={css.more}>
      <ButtonLink size="small" look="quiet" to={`/roadmaps/${roadmapId}/rows/${row.id}#split`}>
        Разделить
      </ButtonLink>
      <ButtonLink size="small" look="quiet" to={`/roadmaps/${roadmapId}/rows/new?after=${row.id}`}>
        Добавить после
      </ButtonLink>
      {!row.isFirst && <SmallForm intent="up" row={row} label="Выше" state={state} />}
      {!row.isLast && <SmallForm intent="down" row={row} label="Ниже" state={state} />}
      {!row.isLast && <SmallForm intent="join" row={row} label="Присоединить следующую" state={state} />}
      <ConfirmButton
        label="Удалить"
        question="Удалить строку из карты? В исходном документе она останется, но вернуть её сюда можно будет только вручную."
        confirmLabel="Удалить строку"
        intent="drop"
        danger
        fields={ref}
        state={state}
      />
    </div>
  );
}

function SmallForm({
  intent,
  row,
  label,
  state,
}: {
  intent: string;
  row: OpenRow;
  label: string;
  state: FormState | undefined;
}) {
  return (
    <Form intent={intent} state={state}>
      <HiddenField name="activityId" value={row.id} />
      <HiddenField name="version" value={row.version} />
      <SubmitButton look="quiet" size="small">
        {label}
      </SubmitButton>
    </Form>
  );
}
