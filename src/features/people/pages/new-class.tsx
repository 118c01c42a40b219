import { data } from 'react-router';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { addClassForm } from '#src/features/people/schema/classes.ts';
import { ClassFields, classFieldLabels } from '#src/features/people/ui/class-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-class';

const labels = { ...classFieldLabels, schoolYear: 'Учебный год' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.people.classes.openNew(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { staff, currentYear } = found.value;
  const asked = url.searchParams.get('year') ?? '';
  const years = new Set(schoolYearsAround(currentYear, 1));
  if (/^20\d\d$/.test(asked)) years.add(Number(asked));
  return {
    staff: staff.map(({ id, name }) => ({ value: id, label: name })),
    years: [...years]
      .toSorted((a, b) => b - a)
      .map((year) => ({ value: String(year), label: formatSchoolYear(year) })),
    schoolYear: years.has(Number(asked)) ? asked : String(currentYear),
    submission: newSubmission(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addClassForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.people.classes.add(signedIn, organizationId, form.value);
  if (done.ok) return redirectWith(`/people/classes/${done.value.classId}`, 'Класс создан.');
  return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), labels), {
    status: statusOf(done.refusal),
  });
}

export default function NewClass({ loaderData, actionData }: Route.ComponentProps) {
  const { staff, years, schoolYear, submission } = loaderData;
  return (
    <Page
      title="Новый класс"
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: '/people/classes', label: 'Классы' },
      ]}
    >
      <Form state={actionData} submission={submission}>
        <SelectField
          name="schoolYear"
          label={labels.schoolYear}
          options={years}
          defaultValue={schoolYear}
          required
        />
        <ClassFields staff={staff} />
        <FormButtons>
          <SubmitButton pendingLabel="Создаём…">Создать класс</SubmitButton>
          <ButtonLink to={`/people/classes?year=${schoolYear}`}>Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
