import type { ReviewFilter } from '#src/features/roadmap/rules/review-view.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Row, Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { plural } from '#src/lib/russian/plural.ts';

/** What the whole roadmap lacks before its rows can have dates. */
export function Lacking({
  roadmapId,
  hasPeriod,
  withoutDeadline,
}: {
  roadmapId: string;
  hasPeriod: boolean;
  withoutDeadline: number;
}) {
  return (
    <>
      {!hasPeriod && (
        <Notice kind="warning" title="Не указан период карты">
          <Stack gap="small">
            <Text>
              Без начала и конца периода нельзя дать даты срокам вроде «до 15 октября» или «ежеквартально».
            </Text>
            <div>
              <ButtonLink size="small" to={`/roadmaps/${roadmapId}/header`}>
                Указать период
              </ButtonLink>
            </div>
          </Stack>
        </Notice>
      )}
      {withoutDeadline > 0 && (
        <Notice title={`Срок не указан: ${plural(withoutDeadline, 'строка', 'строки', 'строк')}`}>
          <Stack gap="small">
            <Text>
              Программа может предложить сроки по обычному ходу семи этапов. Вы выберете, какие взять.
            </Text>
            <div>
              <ButtonLink size="small" to={`/roadmaps/${roadmapId}/dates`}>
                Предложить сроки
              </ButtonLink>
            </div>
          </Stack>
        </Notice>
      )}
    </>
  );
}

/** What to do when no row is unclear any more: settle the review, or go on to the approval. */
export function Settled({
  roadmap,
  unclear,
  mayEdit,
  hasRows,
  actionData,
}: {
  roadmap: { id: string; state: string; version: number; hasPeriod: boolean };
  unclear: number;
  mayEdit: boolean;
  hasRows: boolean;
  actionData: FormState | undefined;
}) {
  if (unclear > 0 || !hasRows || !mayEdit) return null;
  if (roadmap.state === 'draft') {
    return (
      <Notice kind="success" title="Проверка принята">
        <Row gap="medium">
          <span>Строки ещё можно менять – до утверждения карты.</span>
          <ButtonLink look="main" to={`/roadmaps/${roadmap.id}/approve`}>
            К утверждению
          </ButtonLink>
        </Row>
      </Notice>
    );
  }
  if (!roadmap.hasPeriod) return null;
  return (
    <Notice kind="success" title="Неясных строк не осталось">
      <Form intent="accept" state={actionData}>
        <HiddenField name="version" value={roadmap.version} />
        <Text>Примите проверку: карта станет проектом, и её можно будет утвердить.</Text>
        <div>
          <SubmitButton>Принять проверку</SubmitButton>
        </div>
      </Form>
    </Notice>
  );
}

/** No row under this filter. */
export function NothingHere({ filter, base }: { filter: ReviewFilter; base: string }) {
  if (filter === 'all') {
    return (
      <EmptyState
        title="В карте нет ни одной строки"
        action={
          <ButtonLink look="main" to={`${base.replace(/\/review$/, '')}/header`}>
            К разделам
          </ButtonLink>
        }
      >
        Добавьте раздел и строки, или удалите карту и загрузите документ заново.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={filter === 'unclear' ? 'Неясных строк нет' : 'Строк с замечаниями нет'}
      action={<ButtonLink to={`${base}?show=all`}>Показать все строки</ButtonLink>}
    >
      {filter === 'unclear'
        ? 'Каждая строка понята уверенно или подтверждена вами. Остальные можно просмотреть на вкладке «Все».'
        : 'Проверка карты ничего не нашла.'}
    </EmptyState>
  );
}
