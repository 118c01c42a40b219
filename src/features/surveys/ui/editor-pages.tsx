import { itemKindLabels, momentLabels, sidesLabels } from '#src/features/surveys/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import type { ModelFault } from '#src/features/surveys/rules/check-model.ts';
import type { Item, SurveyModel } from '#src/features/surveys/rules/model.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Row, Stack, Text, VisuallyHidden } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

/** Pages and their items; each with the forms that move, change and remove it, which need no scripts and no mouse. */
export function EditorPages({
  model,
  surveyId,
  version,
  faults,
  mayEdit,
  state,
}: {
  model: SurveyModel;
  surveyId: string;
  version: string;
  faults: readonly ModelFault[];
  mayEdit: boolean;
  state: FormState | null | undefined;
}) {
  const here = `/surveys/questionnaires/${surveyId}`;
  return (
    <Stack gap="large">
      {model.pages.map((page, index) => (
        // Pages have no names of their own; their place is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <Section
          key={index}
          level={3}
          title={`Страница ${index + 1}${page.title === '' ? '' : `. ${page.title}`}`}
        >
          <Stack>
            {page.items.map((item) => (
              <ItemCard
                key={item.id}
                item={item}
                model={model}
                here={here}
                version={version}
                mayEdit={mayEdit}
                faults={faults.filter(({ itemId }) => itemId === item.id)}
              />
            ))}
            {mayEdit && (
              <Row>
                <ButtonLink to={`${here}/items/new?page=${index}`}>Добавить вопрос</ButtonLink>
                <Disclosure title="Страница">
                  <Stack gap="small">
                    <Form intent="rename-page" state={state}>
                      <HiddenField name="version" value={version} />
                      <HiddenField name="page" value={index} />
                      <TextField
                        name="title"
                        label="Заголовок страницы"
                        defaultValue={page.title}
                        maxLength={200}
                      />
                      <SubmitButton look="plain">Сохранить заголовок</SubmitButton>
                    </Form>
                    {model.pages.length > 1 && (
                      <Form intent="remove-page">
                        <HiddenField name="version" value={version} />
                        <HiddenField name="page" value={index} />
                        <SubmitButton look="plain">Соединить с соседней страницей</SubmitButton>
                      </Form>
                    )}
                  </Stack>
                </Disclosure>
              </Row>
            )}
          </Stack>
        </Section>
      ))}
      {mayEdit && (
        <Form intent="add-page">
          <HiddenField name="version" value={version} />
          <SubmitButton look="plain">Добавить страницу</SubmitButton>
        </Form>
      )}
    </Stack>
  );
}

function ItemCard({
  item,
  model,
  here,
  version,
  mayEdit,
  faults,
}: {
  item: Item;
  model: SurveyModel;
  here: string;
  version: string;
  mayEdit: boolean;
  faults: readonly ModelFault[];
}) {
  const facts = factsOf(item, model);
  return (
    <Card>
      <div id={`item-${item.id}`}>
        <Text strong>{item.text}</Text>
        <Text tone="quiet" size="small">
          {facts.join('; ')}
        </Text>
        {item.options !== undefined && item.options.length > 0 && (
          <Text size="small">{item.options.map(({ text }) => text).join(' · ')}</Text>
        )}
        {faults.map(({ text }) => (
          <Text key={text} tone="danger" size="small">
            {text}
          </Text>
        ))}
        {mayEdit && (
          <Row>
            <ButtonLink size="small" look="quiet" to={`${here}/items/${item.id}`}>
              Изменить<VisuallyHidden> вопрос «{item.text}»</VisuallyHidden>
            </ButtonLink>
            {(['-1', '1'] as const).map((by) => (
              <Form key={by} intent="move" wide>
                <HiddenField name="version" value={version} />
                <HiddenField name="itemId" value={item.id} />
                <HiddenField name="by" value={by} />
                <SubmitButton size="small" look="quiet">
                  {by === '1' ? 'Ниже' : 'Выше'}
                  <VisuallyHidden>: вопрос «{item.text}»</VisuallyHidden>
                </SubmitButton>
              </Form>
            ))}
            <Form intent="remove" wide>
              <HiddenField name="version" value={version} />
              <HiddenField name="itemId" value={item.id} />
              <SubmitButton size="small" look="quiet">
                Убрать<VisuallyHidden> вопрос «{item.text}»</VisuallyHidden>
              </SubmitButton>
            </Form>
          </Row>
        )}
      </div>
    </Card>
  );
}

function factsOf(item: Item, model: SurveyModel): string[] {
  const { sides = [], forms = [], moments = [] } = item.only ?? {};
  const named = (id: string): string =>
    model.pages.flatMap(({ items }) => items).find((one) => one.id === id)?.text ?? id;
  return [
    itemKindLabels[item.kind],
    item.required === true ? 'обязательный' : 'можно пропустить',
    ...(sides.length > 0 ? [sides.map((side) => sidesLabels[side].toLowerCase()).join(', ')] : []),
    ...(moments.length > 0 ? [moments.map((moment) => momentLabels[moment]).join(', ')] : []),
    ...(forms.length > 0 ? [forms.map(formTitle).join(', ')] : []),
    ...(item.when ?? []).map(({ item: id }) => `по ответу на «${named(id)}»`),
    ...(item.pair === undefined ? [] : [`пара ${item.pair}`]),
  ];
}
