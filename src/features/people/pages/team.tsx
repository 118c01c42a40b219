import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText, teamKindLabels } from '#src/features/people/labels.ts';
import { editTeamForm } from '#src/features/people/schema.ts';
import { TeamFields, teamFieldLabels } from '#src/features/people/ui/team-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/team';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.team(signedIn, params.teamId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { team, people, can } = found.value;
  const years = new Set([...schoolYearsAround(team.schoolYear, 1), team.schoolYear]);
  const choices = people.map(({ id, name, posts }) => ({
    value: id,
    label: name,
    description: posts.join(', '),
  }));
  const left = team.members.filter(({ hasLeft }) => hasLeft);
  return {
    team,
    can: abilityTexts(can),
    year: formatSchoolYear(team.schoolYear),
    people: [
      ...choices,
      ...left.map(({ id, name }) => ({ value: id, label: name, description: 'не работает' })),
    ],
    years: [...years]
      .toSorted((a, b) => b - a)
      .map((year) => ({ value: String(year), label: formatSchoolYear(year) })),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { people } = site(context).services;
  const sent = await request.formData();
  // Which team it is says the address, never a field.
  sent.set('teamId', params.teamId);
  const form = parseForm(sent, editTeamForm, { labels: teamFieldLabels, lists: ['memberIds'] });
  if (!form.ok) return data({ ...form, newer: null }, { status: 422 });
  const done = await people.editTeam(signedIn, form.value);
  if (done.ok) return redirectWith(`/people/teams?year=${form.value.schoolYear}`, 'Изменения сохранены.');
  const isStale = done.refusal.code === 'people.team_stale';
  const now = isStale ? await people.team(signedIn, params.teamId) : null;
  return data(
    {
      ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), teamFieldLabels),
      newer: now?.ok === true ? now.value.team : null,
    },
    { status: isStale ? 409 : statusOf(done.refusal) },
  );
}

export default function Team({ loaderData, actionData }: Route.ComponentProps) {
  const { people, years, year, can } = loaderData;
  const team = actionData?.newer ?? loaderData.team;
  const names = team.members.map(({ name, duty, hasLeft }) =>
    [hasLeft ? `${name} (не работает)` : name, duty].filter((part) => part !== '').join(' – '),
  );
  return (
    <Page
      title={team.name}
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: '/people/teams', label: 'Рабочие группы' },
      ]}
    >
      {can['people.edit_teams'] !== true && <NoRight reason={can['people.edit_teams']} />}
      <KeyValue
        items={[
          { key: 'Учебный год', value: year },
          { key: 'Какая это группа', value: teamKindLabels[team.kind] },
          { key: 'Кто входит', value: names.length === 0 ? null : <Text verbatim>{names.join('\n')}</Text> },
        ]}
      />
      {can['people.edit_teams'] === true && (
        <Section title="Изменить" id="edit">
          <Form state={actionData}>
            <HiddenField name="version" value={team.version} />
            <TeamFields team={team} people={people} years={years} />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
              <ButtonLink to={`/people/teams?year=${team.schoolYear}`}>К группам</ButtonLink>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
