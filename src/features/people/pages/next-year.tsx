import { data } from 'react-router';
import type { Services } from '#src/compose.ts';
import type { Refusal } from '#src/lib/result.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { classFateLabels, peopleRefusalText } from '#src/features/people/labels.ts';
import { className } from '#src/features/people/rules/classes.ts';
import { rollOverForm } from '#src/features/people/schema/classes.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { HiddenField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Grid, Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { WizardSteps } from '#src/ui/wizard.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/next-year';

type Preview = Extract<
  Awaited<ReturnType<Services['people']['rollOvers']['preview']>>,
  { ok: true }
>['value'];

function toRows({ classes }: Preview) {
  return classes.map(({ from, fate, to }) => ({
    id: from.id,
    name: className(from),
    count: from.memberCount,
    fate,
    next: to === null ? '' : className(to),
    exists: to?.exists ?? false,
  }));
}

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = url.searchParams.get('year') ?? '';
  const found = await site(context).services.people.rollOvers.preview(signedIn, {
    organizationId,
    fromYear: /^20\d\d$/.test(asked) ? Number(asked) : null,
    fates: {},
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { fromYear, last, timeZone, offeredYears } = found.value;
  return {
    fromYear,
    rows: toRows(found.value),
    years: offeredYears.map((one) => ({ value: String(one), label: formatSchoolYear(one) })),
    last,
    timeZone,
    submission: newSubmission(),
  };
}

function refused(values: FormState['values'], refusal: Refusal) {
  return data(
    { state: refuseForm(values, refusal, peopleRefusalText(refusal)), preview: null },
    { status: statusOf(refusal) },
  );
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { rollOvers } = site(context).services.people;
  const sent = await request.formData();
  if (sent.get('intent') === 'take-back') {
    const year = Number(sent.get('fromYear'));
    const done = await rollOvers.takeBack(signedIn, organizationId, Number.isSafeInteger(year) ? year : 0);
    if (done.ok) {
      return redirectWith(`/people/classes/next-year?year=${year}`, 'Перевод отменён: всё как было.');
    }
    return refused({ intent: 'take-back' }, done.refusal);
  }
  const form = parseForm(sent, rollOverForm);
  if (!form.ok) return data({ state: form, preview: null }, { status: 422 });
  if (sent.get('intent') === 'preview') {
    const found = await rollOvers.preview(signedIn, { organizationId, ...form.value });
    if (!found.ok) return refused(form.values, found.refusal);
    return data({
      state: null,
      preview: { rows: toRows(found.value), withoutTeacher: found.value.withoutTeacher },
    });
  }
  const done = await rollOvers.carryOut(signedIn, organizationId, form.value);
  if (!done.ok) return refused(form.values, done.refusal);
  const { moved, graduated, classes } = done.value;
  return redirectWith(
    `/people/classes?year=${form.value.fromYear + 1}`,
    `Переведено: ${plural(moved, 'ученик', 'ученика', 'учеников')}. Выпускников: ${graduated}. Новых классов: ${classes}.`,
  );
}

type FateRow = Route.ComponentProps['loaderData']['rows'][number];

const previewColumns: readonly Column<FateRow>[] = [
  { key: 'name', header: 'Класс', isTitle: true, cell: (row) => row.name },
  { key: 'count', header: 'Учеников', numeric: true, cell: (row) => row.count },
  {
    key: 'next',
    header: 'Станет',
    cell: (row) => {
      if (row.fate === 'graduate') return 'выпускники';
      if (row.fate === 'stay_out') return 'не переводится';
      return row.exists ? `${row.next} (уже есть)` : `${row.next} (будет создан)`;
    },
  },
];

export default function NextYear({ loaderData, actionData }: Route.ComponentProps) {
  const { fromYear, years, last, timeZone, submission } = loaderData;
  const preview = actionData?.preview ?? null;
  const state = actionData?.state;
  const { rows } = preview ?? loaderData;
  const here = `/people/classes/next-year?year=${fromYear}`;
  const countOf = (fate: FateRow['fate']) =>
    rows.filter((row) => row.fate === fate).reduce((sum, { count }) => sum + count, 0);
  return (
    <Page
      title={`Перевод на ${formatSchoolYear(fromYear + 1)} учебный год`}
      lead="Классы переходят дальше вместе с учениками и классными руководителями, выпускные становятся выпускниками. Пары и история наставников остаются."
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: '/people/classes', label: 'Классы' },
      ]}
    >
      <WizardSteps
        steps={[{ label: 'Решить', to: here }, { label: 'Проверить и перевести' }]}
        current={preview === null ? 0 : 1}
      />
      {last !== null && preview === null && (
        <Notice kind="info" title="Из этого учебного года уже переводили">
          <Text>
            {formatInstant(last.doneAt, timeZone)}
            {last.doneBy === '' ? '' : `, ${last.doneBy}`}:{' '}
            {plural(last.moved, 'ученик', 'ученика', 'учеников')},{' '}
            {plural(last.graduated, 'выпускник', 'выпускника', 'выпускников')}. Если с тех пор кого-то
            добавили, переведите ещё раз: затронуты будут только они.
          </Text>
          <ConfirmButton
            label="Отменить перевод"
            question="Классы нового года и записи в них исчезнут, выпускники снова станут учениками. Можно, пока состав новых классов не меняли."
            confirmLabel="Отменить перевод"
            intent="take-back"
            fields={{ fromYear: String(fromYear) }}
            state={state}
            danger
          />
        </Notice>
      )}
      {preview === null && years.length > 1 && (
        <FilterBar>
          <SelectField name="year" label="Из учебного года" options={years} defaultValue={String(fromYear)} />
        </FilterBar>
      )}
      {rows.length === 0 && (
        <EmptyState
          title={`В ${formatSchoolYear(fromYear)} учебном году классов нет`}
          action={<ButtonLink to="/people/classes">К классам</ButtonLink>}
        >
          Переводить некого. Создайте классы или выберите другой год.
        </EmptyState>
      )}
      {rows.length > 0 && preview === null && (
        <Form state={state} intent="preview" submission={submission} wide>
          <HiddenField name="fromYear" value={fromYear} />
          <Grid column={15}>
            {rows.map((row) => (
              <SelectField
                key={row.id}
                name={`fates.${row.id}`}
                label={`${row.name}: ${plural(row.count, 'ученик', 'ученика', 'учеников')}`}
                options={Object.entries(classFateLabels).map(([value, label]) => ({ value, label }))}
                defaultValue={row.fate}
              />
            ))}
          </Grid>
          <Text tone="quiet">
            Считаются те, у кого ещё нет класса в новом учебном году. Кто уходит после девятого, удобнее
            отметить после перевода на странице класса.
          </Text>
          <FormButtons>
            <SubmitButton>Дальше: посмотреть, что будет</SubmitButton>
          </FormButtons>
        </Form>
      )}
      {preview !== null && (
        <>
          {preview.withoutTeacher.length > 0 && (
            <Notice kind="warning" title="Останутся без классного руководителя">
              {preview.withoutTeacher.join(', ')}: прежний здесь уже не работает. Назначьте нового после
              перевода.
            </Notice>
          )}
          <DataTable
            caption={`Перейдёт дальше: ${countOf('up')}, выпустится: ${countOf('graduate')}, останется: ${countOf('stay_out')}`}
            columns={previewColumns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={null}
          />
          <Form intent="carry-out" submission={submission}>
            <HiddenField name="fromYear" value={fromYear} />
            {rows.map((row) => (
              <HiddenField key={row.id} name={`fates.${row.id}`} value={row.fate} />
            ))}
            <FormButtons>
              <SubmitButton pendingLabel="Переводим…">Перевести</SubmitButton>
              <ButtonLink to={here}>Назад</ButtonLink>
            </FormButtons>
          </Form>
        </>
      )}
    </Page>
  );
}
