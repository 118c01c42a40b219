import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { programmesRefusalText } from '#src/features/programmes/labels.ts';
import { addProgrammeForm } from '#src/features/programmes/schema.ts';
import { ProgrammeFields, programmeFieldLabels } from '#src/features/programmes/ui/programme-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-programme';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.programmes.list(signedIn, { organizationId, schoolYear: null });
  if (!found.ok) return throwRefusal(found.refusal, programmesRefusalText(found.refusal));
  const year = periodOfSchoolYear(found.value.currentYear);
  return {
    can: abilityTexts(found.value.can),
    submission: newSubmission(),
    programme: {
      title: '',
      regime: 'pupils' as const,
      labourCode: false,
      startsOn: year.from,
      endsOn: year.to,
      ageFrom: null,
      ageTo: null,
      meetingsAMonth: null,
      aim: '',
      elsewhereNote: '',
      forms: [],
    },
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addProgrammeForm, {
    labels: programmeFieldLabels,
    lists: ['forms', 'roleModels'],
  });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.programmes.add(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(
      refuseForm(form.values, done.refusal, programmesRefusalText(done.refusal), programmeFieldLabels),
      { status: statusOf(done.refusal) },
    );
  }
  return redirectWith(
    `/programmes/${done.value.programmeId}`,
    'Программа создана. Отметьте, на каком она этапе.',
  );
}

export default function NewProgramme({ loaderData, actionData }: Route.ComponentProps) {
  const { can, submission, programme } = loaderData;
  return (
    <Page title="Новая программа" width="narrow" breadcrumbs={[{ to: '/programmes', label: 'Программы' }]}>
      {can['programmes.edit'] === true ? (
        <Form state={actionData} submission={submission}>
          <ProgrammeFields programme={programme} />
          <FormButtons>
            <SubmitButton pendingLabel="Создаём…">Создать программу</SubmitButton>
            <ButtonLink to="/programmes">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={can['programmes.edit']} />
      )}
    </Page>
  );
}
