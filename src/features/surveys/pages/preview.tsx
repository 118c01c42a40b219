import { SIDES } from '#src/features/programmes/rules/sides.ts';
import { momentLabels, sidesLabels, surveysRefusalText } from '#src/features/surveys/labels.ts';
import { MOMENTS, modelFor } from '#src/features/surveys/rules/model.ts';
import { PhonePreview } from '#src/features/surveys/ui/item-field.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Grid, Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/preview';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.surveys.editor.view(signedIn, params.surveyId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const side = SIDES.find((one) => one === url.searchParams.get('side')) ?? null;
  const used = new Set(
    found.value.model.pages.flatMap(({ items }) => items.flatMap(({ only }) => only?.moments ?? [])),
  );
  const asked = url.searchParams.get('moment');
  const moment = MOMENTS.find((one) => one === asked) ?? MOMENTS.find((one) => used.has(one)) ?? 'once';
  const withSides = found.value.model.pages.some(({ items }) =>
    items.some(({ only }) => (only?.sides ?? []).length > 0),
  );
  return {
    id: params.surveyId,
    title: found.value.model.title,
    model: modelFor(found.value.model, { side: side ?? (withSides ? 'mentee' : null), form: null, moment }),
    side: side ?? (withSides ? 'mentee' : ''),
    moment,
  };
}

export default function Preview({ loaderData }: Route.ComponentProps) {
  const { id, title, model, side, moment } = loaderData;
  return (
    <Page
      title="Как увидят на телефоне"
      lead={`Страницы анкеты «${title}» одна за другой. Отсюда ничего не отправляется.`}
      breadcrumbs={[
        { to: '/surveys/questionnaires', label: 'Анкеты' },
        { to: `/surveys/questionnaires/${id}`, label: title },
      ]}
    >
      <FilterBar>
        <SelectField
          name="side"
          label="Кто отвечает"
          empty="Без стороны"
          options={SIDES.map((one) => ({ value: one, label: sidesLabels[one] }))}
          defaultValue={side}
        />
        <SelectField
          name="moment"
          label="Когда"
          options={MOMENTS.map((one) => ({ value: one, label: momentLabels[one] }))}
          defaultValue={moment}
        />
      </FilterBar>
      {model.intro !== '' && <Text>{model.intro}</Text>}
      {model.pages.length === 0 ? (
        <EmptyState title="Для такого выбора вопросов нет">
          Выберите другую сторону или другой момент.
        </EmptyState>
      ) : (
        <Grid column={22}>
          {model.pages.map((page, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- pages have no names of their own
            <Section key={index} level={2} title={`Экран ${index + 1}`}>
              <PhonePreview title={page.title} items={page.items} />
            </Section>
          ))}
        </Grid>
      )}
    </Page>
  );
}
