import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText, shiftLabels } from '#src/features/roadmap/labels.ts';
import { roadmapLayoutOptions } from '#src/features/roadmap/papers/layouts.ts';
import { SHIFTS, type Shift } from '#src/features/roadmap/rules/model.ts';
import { sectionHeading } from '#src/features/roadmap/rules/review-view.ts';
import { headerSchema, newSectionSchema, sectionSchema } from '#src/features/roadmap/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDay } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState, type NewerValues } from '#src/ui/form-state.ts';
import { Stack, Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { forbidden, statusOf, throwProblem, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/header';

const labels = {
  title: 'Название',
  periodStart: 'Начало периода',
  periodEnd: 'Конец периода',
  layout: 'Графы таблицы',
  shift: 'Срок выпал на выходной или праздник',
  aim: 'Цель',
  tasks: 'Задачи',
  number: 'Номер раздела',
};
const sectionLabels = { ...labels, title: 'Название раздела' };

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getReview(signedIn, params.id);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, sections, rows, can } = found.value;
  const may = abilityTexts(can)['roadmap.review'];
  if (may !== true) return forbidden(may);
  if (roadmap.state !== 'review' && roadmap.state !== 'draft') {
    return throwProblem({
      status: 422,
      title: 'Карта уже утверждена',
      text: 'Название и период утверждённой карты не меняют: на них ссылается приказ.',
      link: { to: `/roadmaps/${roadmap.id}`, label: 'К обзору карты' },
    });
  }
  const { id, version, title, periodStart, periodEnd, periodWords, layout, shift, aim, tasks } = roadmap;
  return {
    roadmap: { id, version, title, periodStart, periodEnd, periodWords, layout, shift, aim, tasks },
    sections: sections.map((section) => ({
      id: section.id,
      number: section.number,
      title: section.title,
      count: rows.filter((row) => row.sectionId === section.id).length,
    })),
  };
}

function refused(values: FormState['values'], refusal: Refusal, names: Readonly<Record<string, string>>) {
  const state = refuseForm(values, refusal, roadmapRefusalText(refusal), names);
  return data<FormState>(state, { status: statusOf(refusal) });
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const form = await request.formData();
  const sent = form.get('intent');
  const intent = typeof sent === 'string' ? sent : '';
  const here = `/roadmaps/${params.id}/header`;
  if (intent === 'addSection') {
    const parsed = parseForm(form, newSectionSchema, { labels: sectionLabels });
    if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
    const done = await roadmap.addSection(signedIn, params.id, parsed.value);
    return done.ok
      ? redirectWith(`${here}#sections`, 'Раздел добавлен')
      : refused(parsed.values, done.refusal, sectionLabels);
  }
  if (intent.startsWith('editSection') || intent.startsWith('dropSection')) {
    const parsed = parseForm(form, sectionSchema, { labels: sectionLabels });
    if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
    const isDrop = intent.startsWith('dropSection');
    const done = isDrop
      ? await roadmap.dropSection(signedIn, params.id, parsed.value.sectionId)
      : await roadmap.editSection(signedIn, params.id, parsed.value);
    return done.ok
      ? redirectWith(`${here}#sections`, isDrop ? 'Раздел удалён' : 'Раздел сохранён')
      : refused(parsed.values, done.refusal, sectionLabels);
  }
  const parsed = parseForm(form, headerSchema, { labels });
  if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
  const done = await roadmap.editHeader(signedIn, params.id, parsed.value);
  if (!done.ok) return refused(parsed.values, done.refusal, labels);
  const { reread } = done.value;
  return redirectWith(
    `/roadmaps/${params.id}/review`,
    reread === 0
      ? 'Сохранено'
      : `Сохранено. По новому периоду прочитано заново: ${plural(reread, 'срок', 'срока', 'сроков')}.`,
  );
}

export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: {
  actionStatus?: number;
  defaultShouldRevalidate: boolean;
}): boolean {
  return actionStatus === 409 || defaultShouldRevalidate;
}

/** The header as it is saved now, by the names of its fields. */
function newerOf(roadmap: Route.ComponentProps['loaderData']['roadmap']): NewerValues {
  const { title, periodStart, periodEnd, layout, shift, aim, tasks } = roadmap;
  return { title, periodStart, periodEnd, layout, shift, aim, tasks: tasks.join('\n') };
}

function wordOf(name: string, value: string): string {
  switch (name) {
    case 'periodStart':
    case 'periodEnd':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDay(value) : value;
    case 'layout':
      return roadmapLayoutOptions.find((one) => one.value === value)?.label ?? value;
    case 'shift':
      return SHIFTS.includes(value as Shift) ? shiftLabels[value as Shift] : value;
    default:
      return value;
  }
}

export default function Header({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, sections } = loaderData;
  return (
    <Page
      title="Название, период, разделы"
      lead={roadmap.title}
      width="narrow"
      breadcrumbs={[
        { to: `/roadmaps/${roadmap.id}`, label: 'Обзор карты' },
        { to: `/roadmaps/${roadmap.id}/review`, label: 'Проверка' },
      ]}
    >
      <Form state={actionData} intent="header" newer={newerOf(roadmap)} wordOf={wordOf}>
        <HiddenField name="version" value={roadmap.version} />
        <TextAreaField name="title" label={labels.title} rows={3} required defaultValue={roadmap.title} />
        <FieldColumns>
          <DateField name="periodStart" label={labels.periodStart} defaultValue={roadmap.periodStart} />
          <DateField name="periodEnd" label={labels.periodEnd} defaultValue={roadmap.periodEnd} />
        </FieldColumns>
        <Text tone="quiet" size="small">
          {roadmap.periodWords === ''
            ? 'В документе период не назван. Учебный год – с 1 сентября по 31 августа.'
            : `В документе сказано: «${roadmap.periodWords}». Когда период меняется, сроки без года читаются заново.`}
        </Text>
        <SelectField
          name="layout"
          label={labels.layout}
          description="Как печатать карту и отчёт о ней"
          options={roadmapLayoutOptions}
          defaultValue={roadmap.layout}
        />
        <RadioField
          name="shift"
          label={labels.shift}
          options={SHIFTS.map((value) => ({ value, label: shiftLabels[value] }))}
          defaultValue={roadmap.shift}
        />
        <TextAreaField name="aim" label={labels.aim} rows={3} defaultValue={roadmap.aim} />
        <TextAreaField
          name="tasks"
          label={labels.tasks}
          description="Каждая с новой строки"
          rows={5}
          defaultValue={roadmap.tasks.join('\n')}
        />
        <FormButtons>
          <SubmitButton>Сохранить</SubmitButton>
          <ButtonLink to={`/roadmaps/${roadmap.id}/review`}>Отменить</ButtonLink>
        </FormButtons>
      </Form>
      <Section title="Разделы" id="sections">
        {sections.length === 0 && (
          <EmptyState title="Разделов нет">Добавьте первый раздел, затем его строки.</EmptyState>
        )}
        <Stack gap="small">
          {sections.map((section) => {
            const intent = `editSection-${section.id}`;
            const isRefused = actionData?.values['intent'] === intent;
            return (
              <Disclosure
                key={section.id}
                title={`${sectionHeading(section)} (${section.count === 0 ? 'строк нет' : plural(section.count, 'строка', 'строки', 'строк')})`}
                open={isRefused}
              >
                <Form intent={intent} state={actionData}>
                  <HiddenField name="sectionId" value={section.id} />
                  <FieldColumns>
                    <TextField
                      name="number"
                      label={sectionLabels.number}
                      maxLength={40}
                      defaultValue={section.number}
                    />
                  </FieldColumns>
                  <TextAreaField
                    name="title"
                    label={sectionLabels.title}
                    rows={2}
                    defaultValue={section.title}
                  />
                  <FormButtons>
                    <SubmitButton look="plain">Сохранить раздел</SubmitButton>
                    <ButtonLink to={`/roadmaps/${roadmap.id}/rows/new?section=${section.id}`}>
                      Добавить строку
                    </ButtonLink>
                  </FormButtons>
                </Form>
                {section.count === 0 && (
                  <ConfirmButton
                    label="Удалить раздел"
                    question={`Удалить пустой раздел «${sectionHeading(section)}»?`}
                    confirmLabel="Удалить раздел"
                    intent={`dropSection-${section.id}`}
                    danger
                    fields={{ sectionId: section.id }}
                    state={actionData}
                  />
                )}
              </Disclosure>
            );
          })}
        </Stack>
      </Section>
      <Section title="Добавить раздел" level={2}>
        <Form intent="addSection" state={actionData}>
          <SelectField
            name="position"
            label="Где"
            options={[
              ...sections.map((section, index) => ({
                value: String(index),
                label: `Перед «${clip(sectionHeading(section))}»`,
              })),
              { value: String(sections.length), label: 'В конце' },
            ]}
            defaultValue={String(sections.length)}
          />
          <FieldColumns>
            <TextField name="number" label={sectionLabels.number} maxLength={40} />
          </FieldColumns>
          <TextField name="title" label={sectionLabels.title} required />
          <FormButtons>
            <SubmitButton look="plain">Добавить раздел</SubmitButton>
          </FormButtons>
        </Form>
      </Section>
    </Page>
  );
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
