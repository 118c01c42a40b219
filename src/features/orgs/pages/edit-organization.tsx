import { data } from 'react-router';
import { declineOrganization } from '#src/lib/russian/organizations.ts';
import { orgsRefusalText, timeZoneOptions } from '#src/features/orgs/labels.ts';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { editOrganizationForm } from '#src/features/orgs/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { HiddenField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { forbidden, statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/edit-organization';

const labels = {
  fullName: 'Полное название',
  shortName: 'Короткое название',
  fullNameGenitive: 'Полное название в родительном падеже',
  inn: 'ИНН',
  address: 'Адрес',
  city: 'Город, посёлок, село',
  directorName: 'Руководитель: фамилия, имя, отчество',
  directorPost: 'Должность руководителя',
  schoolWeek: 'Учебная неделя',
  timeZone: 'Часовой пояс',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const found = await site(context).services.orgs.view(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, orgsRefusalText(found.refusal) ?? '');
  const may = found.value.can['orgs.edit'];
  if (may !== true) return forbidden(orgsRefusalText(may) ?? '');
  const { organization } = found.value;
  return { organization, byRules: declineOrganization(organization.fullName, 'genitive'), of };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { of } = shownOrganization(url, current);
  const parsed = parseForm(await request.formData(), editOrganizationForm, { labels });
  if (!parsed.ok) return data({ state: parsed, isStale: false }, { status: 422 });
  const saved = await site(context).services.orgs.edit(signedIn, parsed.value);
  if (saved.ok) return redirectWith(`/organization${of}`, 'Данные организации сохранены');
  const { refusal } = saved;
  return data(
    {
      state: refuseForm(parsed.values, refusal, orgsRefusalText(refusal) ?? '', labels),
      isStale: refusal.code === 'orgs.stale',
    },
    { status: statusOf(refusal) },
  );
}

export default function EditOrganization({ loaderData, actionData }: Route.ComponentProps) {
  const { organization, byRules, of } = loaderData;
  const zones = timeZoneOptions.some(({ value }) => value === organization.timeZone)
    ? timeZoneOptions
    : [...timeZoneOptions, { value: organization.timeZone, label: organization.timeZone }];
  return (
    <Page
      title="Данные организации"
      lead="Встанут в дорожную карту, отчёты и приказы."
      width="narrow"
      breadcrumbs={[{ to: `/organization${of}`, label: organization.shortName }]}
    >
      {actionData?.isStale === true && (
        <Section title="Сейчас записано">
          <KeyValue
            items={[
              { key: labels.fullName, value: organization.fullName },
              { key: labels.shortName, value: organization.shortName },
              { key: labels.fullNameGenitive, value: organization.fullNameGenitive },
              { key: labels.inn, value: organization.inn },
              { key: labels.city, value: organization.city },
              { key: labels.address, value: organization.address },
              { key: labels.directorName, value: organization.directorName },
              { key: labels.directorPost, value: organization.directorPost },
              { key: labels.schoolWeek, value: `${organization.schoolWeek} дней` },
            ]}
          />
        </Section>
      )}
      <Form state={actionData?.state}>
        <HiddenField name="organizationId" value={organization.id} />
        {/* After a refused save this is the newer version: sending again is a decision made with both in sight. */}
        <HiddenField name="version" value={organization.version} />
        <TextAreaField
          name="fullName"
          label={labels.fullName}
          description="Как в уставе"
          rows={2}
          defaultValue={organization.fullName}
          required
        />
        <TextField
          name="shortName"
          label={labels.shortName}
          description="Например, МБОУ СОШ № 5"
          defaultValue={organization.shortName}
          required
        />
        <TextAreaField
          name="fullNameGenitive"
          label={labels.fullNameGenitive}
          description={`Заполните, если по правилам получилось неверно: «директор ${byRules}»`}
          rows={2}
          defaultValue={organization.fullNameGenitive}
        />
        <FieldColumns>
          <TextField name="inn" label={labels.inn} description="10 цифр" defaultValue={organization.inn} />
          <TextField name="city" label={labels.city} defaultValue={organization.city} />
        </FieldColumns>
        <TextField name="address" label={labels.address} defaultValue={organization.address} />
        <FieldColumns>
          <TextField
            name="directorName"
            label={labels.directorName}
            defaultValue={organization.directorName}
          />
          <TextField
            name="directorPost"
            label={labels.directorPost}
            defaultValue={organization.directorPost}
            required
          />
        </FieldColumns>
        <RadioField
          name="schoolWeek"
          label={labels.schoolWeek}
          description="От неё зависит, рабочий ли день суббота"
          defaultValue={String(organization.schoolWeek)}
          options={[
            { value: '5', label: 'пятидневная' },
            { value: '6', label: 'шестидневная' },
          ]}
        />
        <SelectField
          name="timeZone"
          label={labels.timeZone}
          options={zones}
          defaultValue={organization.timeZone}
          required
        />
        <FormButtons>
          <SubmitButton>Сохранить</SubmitButton>
          <ButtonLink to={`/organization${of}`}>Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
