import { data } from 'react-router';
import { SIDES } from '#src/features/programmes/rules/sides.ts';
import { formTitle, mentoringForms } from '#src/features/programmes/rules/forms.ts';
import {
  itemKindLabels,
  momentLabels,
  sidesLabels,
  surveysRefusalText,
} from '#src/features/surveys/labels.ts';
import { freeItemId, readOptions } from '#src/features/surveys/rules/edit.ts';
import { allItems, ITEM_KINDS, MOMENTS, type Item } from '#src/features/surveys/rules/model.ts';
import { itemForm, type ItemInput } from '#src/features/surveys/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField, CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { HiddenField, NumberField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Disclosure } from '#src/ui/menu.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { forbidden, notFound, statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/item';

const labels = {
  text: 'Вопрос',
  options: 'Варианты',
  ends: 'Подписи оценок',
  min: 'Не меньше',
  max: 'Не больше',
  pair: 'Ключ пары',
  indicator: 'Ключ показателя',
};

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.surveys.editor.view(signedIn, params.surveyId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { model, survey, can } = found.value;
  if (can['surveys.edit'] !== true) return forbidden(surveysRefusalText(can['surveys.edit']));
  const items = allItems(model);
  const item = items.find(({ id }) => id === params.itemId) ?? null;
  if (params.itemId !== 'new' && item === null) return notFound('Такого вопроса в анкете нет');
  const asked = url.searchParams.get('kind');
  const place = item === null ? items.length : items.indexOf(item);
  return {
    survey: { id: survey.id, title: model.title, version: survey.version },
    item,
    kind: item?.kind ?? ITEM_KINDS.find((kind) => kind === asked) ?? 'scale',
    page: Number(url.searchParams.get('page') ?? 0) || 0,
    earlier: items
      .slice(0, place)
      .filter(({ kind }) => ['scale', 'level', 'number', 'yes_no', 'single', 'many'].includes(kind))
      .map(({ id, text, kind, options = [] }) => ({
        value: id,
        label: text,
        values: kind === 'yes_no' ? ['да', 'нет'] : options.map((one) => one.text),
      })),
  };
}

export async function action({ context, request, params, url }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { editor } = site(context).services.surveys;
  const form = parseForm(await request.formData(), itemForm, {
    labels,
    lists: ['sides', 'forms', 'moments'],
  });
  if (!form.ok) return data(form, { status: 422 });
  const found = await editor.view(signedIn, params.surveyId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { model } = found.value;
  const before = allItems(model).find(({ id }) => id === params.itemId);
  const made = toItem(form.value, before, before?.id ?? freeItemId(model), allItems(model));
  const done = await editor.edit(signedIn, {
    surveyId: params.surveyId,
    version: form.value.version,
    edit:
      before === undefined
        ? {
            do: 'add',
            page: Math.min(Number(url.searchParams.get('page') ?? 0) || 0, model.pages.length - 1),
            item: made,
          }
        : { do: 'change', item: made },
  });
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, surveysRefusalText(done.refusal), labels), {
      status: statusOf(done.refusal),
    });
  }
  return redirectWith(`/surveys/questionnaires/${params.surveyId}#item-${made.id}`, 'Вопрос сохранён.');
}

/** The item as the form has it; only what its kind uses is kept. */
function toItem(input: ItemInput, before: Item | undefined, id: string, items: readonly Item[]): Item {
  const { kind } = input;
  const asked = items.find((one) => one.id === input.whenItem);
  const only = { sides: input.sides, forms: input.forms, moments: input.moments };
  const hasOnly = Object.values(only).some((list) => list.length > 0);
  return {
    id,
    kind,
    text: input.text,
    ...(input.hint === '' ? {} : { hint: input.hint }),
    ...(input.required ? { required: true } : {}),
    ...(kind === 'single' || kind === 'many' ? { options: readOptions(input.options, before?.options) } : {}),
    ...((kind === 'scale' || kind === 'level') && input.ends.length > 0 ? { ends: input.ends } : {}),
    ...(kind === 'number' && input.min !== undefined ? { min: input.min } : {}),
    ...(['number', 'many', 'ranking'].includes(kind) && input.max !== undefined ? { max: input.max } : {}),
    ...(kind === 'ranking' ? { of: input.of ?? 'mentor' } : {}),
    ...(asked === undefined ? {} : { when: [conditionOn(asked, input)] }),
    ...(hasOnly ? { only } : {}),
    ...(input.pair === undefined || input.pair === '' ? {} : { pair: input.pair }),
    ...(input.indicator === undefined || input.indicator === '' ? {} : { indicator: input.indicator }),
  };
}

function conditionOn(asked: Item, { whenValues, whenAtLeast, whenAtMost }: ItemInput) {
  const words = whenValues
    .split(';')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  const keys = words.map((word) => {
    if (asked.kind === 'yes_no') return word === 'да' ? 'yes' : word === 'нет' ? 'no' : word;
    return asked.options?.find(({ text, key }) => text.toLowerCase() === word || key === word)?.key ?? word;
  });
  return {
    item: asked.id,
    ...(keys.length > 0 ? { in: keys } : {}),
    ...(whenAtLeast === undefined ? {} : { atLeast: whenAtLeast }),
    ...(whenAtMost === undefined ? {} : { atMost: whenAtMost }),
  };
}

export default function ItemPage({ loaderData, actionData }: Route.ComponentProps) {
  const { survey, item, kind, earlier } = loaderData;
  const here = `/surveys/questionnaires/${survey.id}`;
  const [condition] = item?.when ?? [];
  const asked = earlier.find(({ value }) => value === condition?.item);
  const conditionWords = (condition?.in ?? [])
    .map((key) => ({ yes: 'да', no: 'нет' })[key] ?? key)
    .join('; ');
  return (
    <Page
      title={item === null ? 'Новый вопрос' : 'Вопрос'}
      width="narrow"
      breadcrumbs={[
        { to: '/surveys/questionnaires', label: 'Анкеты' },
        { to: here, label: survey.title },
      ]}
    >
      <Form state={actionData}>
        <HiddenField name="version" value={survey.version} />
        <SelectField
          name="kind"
          label="Вид ответа"
          options={ITEM_KINDS.map((one) => ({ value: one, label: itemKindLabels[one] }))}
          defaultValue={kind}
        />
        <TextAreaField
          name="text"
          label={labels.text}
          required
          rows={2}
          defaultValue={item?.text}
          maxLength={1_000}
        />
        <TextField name="hint" label="Пояснение" defaultValue={item?.hint} maxLength={500} />
        <CheckboxField name="required" label="Ответ обязателен" defaultChecked={item?.required === true} />
        <TextAreaField
          name="options"
          label={labels.options}
          description="По одному в строке. Нужны, если отвечают одним или несколькими вариантами."
          defaultValue={(item?.options ?? []).map(({ text }) => text).join('\n')}
        />
        <TextAreaField
          name="ends"
          label={labels.ends}
          rows={3}
          description="Для оценки от 1 до 10: первая строка — что значит 1, вторая — что значит 10. Для оценки 0, 1, 2: три строки."
          defaultValue={(item?.ends ?? []).join('\n')}
        />
        <FieldColumns>
          <NumberField name="min" label={labels.min} description="Для числа." defaultValue={item?.min} />
          <NumberField
            name="max"
            label={labels.max}
            description="Для числа; сколько вариантов или людей."
            defaultValue={item?.max}
          />
        </FieldColumns>
        <SelectField
          name="of"
          label="Кого выбирают по порядку"
          empty="Не выбирают людей"
          options={SIDES.map((side) => ({ value: side, label: sidesLabels[side] }))}
          defaultValue={item?.of}
        />
        {earlier.length > 0 && (
          <Disclosure title="Показывать только при некоторых ответах" open={condition !== undefined}>
            <SelectField
              name="whenItem"
              label="По ответу на вопрос"
              empty="Показывать всегда"
              options={earlier}
              defaultValue={condition?.item}
            />
            <TextField
              name="whenValues"
              label="Если ответили"
              description={
                asked !== undefined && asked.values.length > 0
                  ? `Через точку с запятой: ${asked.values.join('; ')}`
                  : 'Например: да. Несколько — через точку с запятой.'
              }
              defaultValue={conditionWords}
            />
            <FieldColumns>
              <NumberField
                name="whenAtLeast"
                label="Или оценка не меньше"
                defaultValue={condition?.atLeast}
              />
              <NumberField name="whenAtMost" label="Или оценка не больше" defaultValue={condition?.atMost} />
            </FieldColumns>
          </Disclosure>
        )}
        <Disclosure title="Для кого и когда" open={item?.only !== undefined}>
          <CheckboxGroupField
            name="sides"
            label="Стороны"
            description="Ничего не отмечено — обе."
            options={SIDES.map((side) => ({ value: side, label: sidesLabels[side] }))}
            defaultValue={item?.only?.sides ?? []}
          />
          <CheckboxGroupField
            name="moments"
            label="Моменты"
            description="Ничего не отмечено — любой."
            options={MOMENTS.map((moment) => ({ value: moment, label: momentLabels[moment] }))}
            defaultValue={item?.only?.moments ?? []}
          />
          <CheckboxGroupField
            name="forms"
            label="Формы наставничества"
            description="Ничего не отмечено — все."
            options={mentoringForms.map(({ id }) => ({ value: id, label: formTitle(id) }))}
            defaultValue={item?.only?.forms ?? []}
          />
        </Disclosure>
        <Disclosure title="Сравнение и показатели" open={item?.pair !== undefined}>
          <TextField
            name="pair"
            label={labels.pair}
            description="Одинаковый у вопросов «до» и «после», которые сравнивают. Например, mentee.comfort."
            defaultValue={item?.pair}
          />
          <TextField
            name="indicator"
            label={labels.indicator}
            description="Например, satisfaction.mentee."
            defaultValue={item?.indicator}
          />
        </Disclosure>
        <FormButtons>
          <SubmitButton>Сохранить вопрос</SubmitButton>
          <ButtonLink to={here}>Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
