import { kindLabels, orgsRefusalText, timeZoneOptions } from '#src/features/orgs/labels.ts';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { formatSchoolYear, schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/organization';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const found = await site(context).services.orgs.view(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, orgsRefusalText(found.refusal) ?? '');
  const { organization, ancestors, can, today } = found.value;
  const refusal = can['orgs.edit'];
  return {
    organization,
    ancestors,
    of,
    schoolYear: formatSchoolYear(schoolYearOf(Temporal.PlainDate.from(today))),
    mayEdit: refusal === true ? (true as const) : (orgsRefusalText(refusal) ?? ''),
    mayListBelow: can['orgs.list_below'] === true,
  };
}

export default function OrganizationPage({ loaderData }: Route.ComponentProps) {
  const { organization, ancestors, of, schoolYear, mayEdit, mayListBelow } = loaderData;
  const zone = timeZoneOptions.find(({ value }) => value === organization.timeZone);
  return (
    <Page
      title={organization.shortName}
      lead={kindLabels[organization.kind]}
      width="narrow"
      actions={
        mayEdit === true ? (
          <ButtonLink look="main" to={`/organization/edit${of}`}>
            Изменить
          </ButtonLink>
        ) : undefined
      }
    >
      {mayEdit !== true && <NoRight reason={mayEdit} />}
      <Section title="Реквизиты">
        <KeyValue
          items={[
            { key: 'Полное название', value: organization.fullName },
            { key: 'Короткое название', value: organization.shortName },
            { key: 'ИНН', value: organization.inn },
            { key: 'Населённый пункт', value: organization.city },
            { key: 'Адрес', value: organization.address },
            { key: 'Руководитель', value: organization.directorName },
            { key: 'Должность руководителя', value: organization.directorPost },
            { key: 'Входит в', value: ancestors.map((one) => one.shortName).join(' → ') || 'никуда' },
          ]}
        />
      </Section>
      <Section title="Учебный год и дни">
        <KeyValue
          items={[
            { key: 'Сейчас идёт', value: `${schoolYear} учебный год` },
            { key: 'Учебная неделя', value: organization.schoolWeek === 5 ? 'пятидневная' : 'шестидневная' },
            { key: 'Часовой пояс', value: zone?.label ?? organization.timeZone },
          ]}
        />
      </Section>
      <Row>
        <ButtonLink to={`/organization/days${of}`}>Свои рабочие и выходные дни</ButtonLink>
        {mayEdit === true && organization.directorName !== '' && (
          <ButtonLink to={`/organization/name-forms${of}`}>Как склоняется имя руководителя</ButtonLink>
        )}
        {mayEdit === true && <ButtonLink to={`/accounts${of}`}>Доступ и роли</ButtonLink>}
        {mayListBelow && <ButtonLink to={`/organizations${of}`}>Организации ниже</ButtonLink>}
      </Row>
    </Page>
  );
}
