import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, readSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { addTeamForm } from '#src/features/people/schema.ts';
import { TeamFields, teamFieldLabels } from '#src/features/people/ui/team-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Row } from '#src/ui/layout.tsx';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-team';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const found = await people.teams(signedIn, { organizationId, schoolYear: null });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { currentYear, can } = found.value;
  const year = readSchoolYear(url.searchParams.get('year'), currentYear);
  const before = await people.teams(signedIn, { organizationId, schoolYear: year - 1 });
  const earlier = before.ok ? before.value.teams : [];
  const source = earlier.find(({ id }) => id === url.searchParams.get('from')) ?? null;
  return {
    can: abilityTexts(can),
    submission: newSubmission(),
    year,
    yearBefore: formatSchoolYear(year - 1),
    earlier: earlier.map(({ id, name }) => ({ id, name })),
    sourceId: source?.id ?? null,
    team: {
      name: source?.name ?? '',
      kind: source?.kind ?? ('organizers' as const),
      schoolYear: year,
      // Who has left is not taken over.
      memberIds: source?.members.filter(({ hasLeft }) => !hasLeft).map(({ id }) => id) ?? [],
      members: source?.members.filter(({ hasLeft }) => !hasLeft) ?? [],
    },
    people: found.value.people.map(({ id, name, posts }) => ({
      value: id,
      label: name,
      description: posts.join(', '),
    })),
    years: schoolYearsAround(currentYear).map((one) => ({
      value: String(one),
      label: formatSchoolYear(one),
    })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addTeamForm, {
    labels: teamFieldLabels,
    lists: ['memberIds'],
  });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.people.addTeam(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), teamFieldLabels), {
      status: statusOf(done.refusal),
    });
  }
  return redirectWith(`/people/teams?year=${form.value.schoolYear}`, 'Группа создана.');
}

export default function NewTeam({ loaderData, actionData }: Route.ComponentProps) {
  const { can, submission, team, people, years, earlier, sourceId, year, yearBefore } = loaderData;
  return (
    <Page
      title="Новая группа"
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: '/people/teams', label: 'Рабочие группы' },
      ]}
    >
      {can['people.edit_teams'] === true ? (
        <>
          {earlier.length > 0 && (
            <Notice title={`Взять состав из группы ${yearBefore} учебного года`}>
              <Row>
                {earlier.map(({ id, name }) => (
                  <ButtonLink key={id} size="small" to={`/people/teams/new?year=${year}&from=${id}`}>
                    {id === sourceId ? `Взято: ${name}` : name}
                  </ButtonLink>
                ))}
              </Row>
            </Notice>
          )}
          {/* Another source is another form: boxes ticked before must not stay. */}
          <Form key={sourceId ?? 'empty'} state={actionData} submission={submission}>
            <TeamFields team={team} people={people} years={years} />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Создать группу</SubmitButton>
              <ButtonLink to={`/people/teams?year=${year}`}>Отменить</ButtonLink>
            </FormButtons>
          </Form>
        </>
      ) : (
        <NoRight reason={can['people.edit_teams']} />
      )}
    </Page>
  );
}
