import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { proposeSplit } from '#src/features/roadmap/rules/correct.ts';
import { activityKinds } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { sectionHeading } from '#src/features/roadmap/rules/review-view.ts';
import { newRowSchema, rowSchema, splitSchema } from '#src/features/roadmap/schema.ts';
import { KindFields, RowFields, rowLabels, type RowValues } from '#src/features/roadmap/ui/row-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField, SelectField, TextAreaField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState, type NewerValues } from '#src/ui/form-state.ts';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { forbidden, notFound, statusOf, throwProblem, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/row';

const splitLabels = { first: 'Первая строка', second: 'Вторая строка' };
const labels = { ...rowLabels, ...splitLabels };

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getReview(signedIn, params.id);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, sections, rows } = found.value;
  const can = abilityTexts(found.value.can)['roadmap.review'];
  if (can !== true) return forbidden(can);
  if (roadmap.state !== 'review' && roadmap.state !== 'draft') {
    return throwProblem({
      status: 422,
      title: 'Карта уже утверждена',
      text: 'Строки утверждённой карты не переписывают: у них сроки и подтверждения.',
      todo: 'Сроки переносят на странице мероприятия, с причиной.',
      link: { to: `/roadmaps/${roadmap.id}`, label: 'К обзору карты' },
    });
  }
  const isNew = params.rowId === 'new';
  const asked = isNew ? url.searchParams.get('after') : params.rowId;
  const known = rows.find((row) => row.activity.id === asked)?.activity;
  if (!isNew && known === undefined) return notFound('Такой строки нет');
  const sectionId = isNew
    ? (known?.sectionId ?? url.searchParams.get('section'))
    : (known?.sectionId ?? null);
  if (isNew && !sections.some((section) => section.id === sectionId)) return notFound('Такого раздела нет');
  return {
    roadmap: { id: roadmap.id, title: roadmap.title },
    after: isNew && known !== undefined ? { id: known.id, number: known.number, title: known.title } : null,
    sectionId: sectionId ?? '',
    row:
      isNew || known === undefined
        ? null
        : {
            id: known.id,
            version: known.version,
            number: known.number,
            title: known.title,
            deadlineText: known.deadlineText,
            responsibleText: known.responsibleText,
            resultText: known.resultText,
            activitiesText: known.activitiesText,
            isGroup: known.isGroup,
            kinds: known.parts.map((part) => part.kind ?? ''),
            sourceText: known.source?.text ?? null,
          },
    split: known === undefined ? null : proposeSplit(known.title),
    sections: sections.map((section) => ({ value: section.id, label: sectionHeading(section) })),
    kinds: activityKinds.map(({ id, title }) => ({ value: id, label: title })),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const form = await request.formData();
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(refuseForm(values, refusal, roadmapRefusalText(refusal), labels), { status: statusOf(refusal) });
  const back = (rowId: string, text: string) =>
    redirectWith(`/roadmaps/${params.id}/review?show=all&row=${rowId}#row-${rowId}`, text);

  if (form.get('intent') === 'split') {
    const parsed = parseForm(form, splitSchema, { labels });
    if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
    const done = await roadmap.splitRow(signedIn, parsed.value);
    return done.ok
      ? back(params.rowId, 'Строка разделена: у обеих те же срок, ответственный и результат. Проверьте их.')
      : refused(parsed.values, done.refusal);
  }
  if (params.rowId === 'new') {
    const parsed = parseForm(form, newRowSchema, { labels });
    if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
    const done = await roadmap.addRow(signedIn, params.id, parsed.value);
    return done.ok ? back(done.value.activityId, 'Строка добавлена') : refused(parsed.values, done.refusal);
  }
  const parsed = parseForm(form, rowSchema, { labels });
  if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
  const done = await roadmap.editRow(signedIn, parsed.value);
  return done.ok ? back(params.rowId, 'Строка сохранена') : refused(parsed.values, done.refusal);
}

/** After a refusal because of somebody else's change the newer row is shown, the typed text stays. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: {
  actionStatus?: number;
  defaultShouldRevalidate: boolean;
}): boolean {
  return actionStatus === 409 || defaultShouldRevalidate;
}

/** The texts of the row as they are saved now, by the names of their fields. */
function newerOf(row: RowValues, sectionId: string): NewerValues {
  const { number, title, deadlineText, responsibleText, resultText, activitiesText } = row;
  return { title, number, deadlineText, responsibleText, resultText, activitiesText, sectionId };
}

export default function RowPage({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, row, after, sectionId, sections, kinds, split } = loaderData;
  const review = `/roadmaps/${roadmap.id}/review`;
  const back = row === null ? review : `${review}?show=all&row=${row.id}#row-${row.id}`;
  return (
    <Page
      title={row === null ? 'Новая строка' : `Строка ${row.number === '' ? 'без номера' : row.number}`}
      lead={
        after === null
          ? roadmap.title
          : `Встанет после строки ${after.number} «${after.title.length > 90 ? `${after.title.slice(0, 87)}…` : after.title}»`
      }
      width="narrow"
      breadcrumbs={[
        { to: `/roadmaps/${roadmap.id}`, label: 'Обзор карты' },
        { to: review, label: 'Проверка' },
      ]}
    >
      {row !== null && row.sourceText !== null && (
        <Card soft>
          <Stack gap="small">
            <Text tone="quiet" size="small">
              В документе:
            </Text>
            <Text as="div" verbatim>
              {row.sourceText}
            </Text>
          </Stack>
        </Card>
      )}
      <Form
        state={actionData}
        intent={row === null ? 'add' : 'edit'}
        {...(row === null ? {} : { newer: newerOf(row, sectionId) })}
        wordOf={(name, value) =>
          name === 'sectionId' ? (sections.find((one) => one.value === value)?.label ?? value) : value
        }
      >
        {row === null ? (
          <>
            <HiddenField name="sectionId" value={sectionId} />
            <HiddenField name="afterId" value={after?.id ?? ''} />
          </>
        ) : (
          <>
            <HiddenField name="activityId" value={row.id} />
            <HiddenField name="version" value={row.version} />
          </>
        )}
        <RowFields row={row} />
        {row !== null && sections.length > 1 && (
          <SelectField
            name="sectionId"
            label={rowLabels.sectionId}
            description="Строка из другого раздела встанет в его конец"
            options={sections}
            defaultValue={sectionId}
          />
        )}
        <KindFields kinds={kinds} chosen={row?.kinds ?? []} isNew={row === null} />
        <FormButtons>
          <SubmitButton>{row === null ? 'Добавить строку' : 'Сохранить'}</SubmitButton>
          <ButtonLink to={back}>Отменить</ButtonLink>
        </FormButtons>
      </Form>
      {row !== null && split !== null && (
        <Section title="Разделить на две строки" id="split">
          <Text tone="quiet">
            Срок, ответственный и результат останутся у обеих строк, виды работ определятся заново.
          </Text>
          <Form state={actionData} intent="split">
            <HiddenField name="activityId" value={row.id} />
            <HiddenField name="version" value={row.version} />
            <TextAreaField
              name="first"
              label={splitLabels.first}
              rows={3}
              required
              defaultValue={split.first}
            />
            <TextAreaField
              name="second"
              label={splitLabels.second}
              rows={3}
              required
              defaultValue={split.second}
            />
            <FormButtons>
              <SubmitButton look="plain">Разделить</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
