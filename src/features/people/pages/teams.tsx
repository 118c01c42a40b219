import { abilityTexts } from '#src/features/accounts/labels.ts';
import {
  FIRST_SCHOOL_YEAR,
  formatSchoolYear,
  schoolYearsAround,
} from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText, teamKindLabels } from '#src/features/people/labels.ts';
import { PeopleTabs } from '#src/features/people/ui/people-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Card, Grid, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/teams';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = Number(url.searchParams.get('year') ?? '');
  const found = await site(context).services.people.teams(signedIn, {
    organizationId,
    schoolYear: Number.isSafeInteger(asked) && asked >= FIRST_SCHOOL_YEAR && asked <= 2100 ? asked : null,
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { teams, schoolYear, currentYear, can } = found.value;
  const years = new Set([schoolYear, ...schoolYearsAround(currentYear)]);
  return {
    teams,
    schoolYear,
    can: abilityTexts(can),
    years: [...years]
      .toSorted((a, b) => b - a)
      .map((year) => ({ value: String(year), label: formatSchoolYear(year) })),
  };
}

export default function Teams({ loaderData }: Route.ComponentProps) {
  const { teams, schoolYear, years, can } = loaderData;
  const title = years.find(({ value }) => value === String(schoolYear))?.label ?? '';
  const mayEdit = can['people.edit_teams'] === true;
  const addButton = (
    <ButtonLink look="main" to={`/people/teams/new?year=${schoolYear}`}>
      Создать группу
    </ButtonLink>
  );
  return (
    <Page
      title="Рабочие группы"
      lead="Кто вместе отвечает за программу в учебном году. Группу можно назначить ответственной за мероприятие."
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
      actions={mayEdit && teams.length > 0 ? addButton : undefined}
    >
      <PeopleTabs current="teams" seesEveryone={can['people.list_everyone'] === true} />
      {can['people.edit_teams'] !== true && <NoRight reason={can['people.edit_teams']} />}
      <FilterBar>
        <SelectField name="year" label="Учебный год" options={years} defaultValue={String(schoolYear)} />
      </FilterBar>
      <Section title={`Группы ${title} учебного года`}>
        {teams.length === 0 ? (
          <EmptyState title="В этом учебном году групп пока нет" action={mayEdit ? addButton : undefined}>
            Создайте группу и отметьте, кто в неё входит. Состав можно взять из прошлогодней группы.
          </EmptyState>
        ) : (
          <Grid column={20}>
            {teams.map((team) => (
              <Card key={team.id}>
                <Text strong>
                  <TextLink to={`/people/teams/${team.id}`}>{team.name}</TextLink>
                </Text>
                <Text tone="quiet" size="small">
                  {teamKindLabels[team.kind]}, {plural(team.members.length, 'человек', 'человека', 'человек')}
                </Text>
                {team.members.length > 0 && (
                  <ul>
                    {team.members.map((member) => (
                      <li key={member.id}>
                        <TextLink to={`/people/${member.id}`}>{member.name}</TextLink>
                        {member.hasLeft && ' (не работает)'}
                        {member.duty !== '' && ` – ${member.duty}`}
                      </li>
                    ))}
                  </ul>
                )}
              </Card>
            ))}
          </Grid>
        )}
      </Section>
    </Page>
  );
}
