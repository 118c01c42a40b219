import { data } from 'react-router';
import { accountsRefusalText, roleLabels, roleMeanings } from '#src/features/accounts/labels.ts';
import { inviteForm } from '#src/features/accounts/schema.ts';
import { PrintedCode } from '#src/features/accounts/ui/printed-code.tsx';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-account';

const labels = {
  name: 'Фамилия, имя, отчество',
  userName: 'Имя для входа',
  email: 'Электронная почта',
  roles: 'Роли',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const listed = await site(context).services.accounts.list(signedIn, {
    organizationId,
    search: '',
    page: 1,
  });
  if (!listed.ok) return throwRefusal(listed.refusal, accountsRefusalText(listed.refusal));
  return {
    organization: listed.value.organization,
    givable: listed.value.givable,
    name: url.searchParams.get('name') ?? '',
    submission: newSubmission(),
    of,
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const parsed = parseForm(await request.formData(), inviteForm, { labels, lists: ['roles'] });
  if (!parsed.ok) return data({ state: parsed, printed: null }, { status: 422 });
  const invited = await site(context).services.accounts.invite(signedIn, parsed.value);
  if (invited.ok) return data({ state: null, printed: invited.value });
  const { refusal } = invited;
  return data(
    { state: refuseForm(parsed.values, refusal, accountsRefusalText(refusal), labels), printed: null },
    { status: statusOf(refusal) },
  );
}

export default function NewAccount({ loaderData, actionData }: Route.ComponentProps) {
  const { organization, givable, name, submission, of } = loaderData;
  const printed = actionData?.printed ?? null;
  const breadcrumbs = [{ to: `/accounts${of}`, label: 'Доступ' }];
  if (printed !== null) {
    return (
      <Page title="Приглашение готово" width="narrow" breadcrumbs={breadcrumbs}>
        <PrintedCode printed={printed} timeZone={organization.timeZone} />
        <FormButtons>
          <ButtonLink to={`/accounts${of}`}>К списку</ButtonLink>
        </FormButtons>
      </Page>
    );
  }
  return (
    <Page
      title="Пригласить человека"
      lead={`В ${organization.shortName}. Программа напечатает одноразовый код, по которому он задаст пароль.`}
      width="narrow"
      breadcrumbs={breadcrumbs}
    >
      <Form state={actionData?.state} submission={submission}>
        <HiddenField name="organizationId" value={organization.id} />
        <TextField name="name" label={labels.name} defaultValue={name} required />
        <FieldColumns>
          <TextField
            name="userName"
            label={labels.userName}
            description="Оставьте пустым: составим из фамилии"
          />
          <TextField name="email" kind="email" label={labels.email} description="Не обязательно" />
        </FieldColumns>
        <CheckboxGroupField
          name="roles"
          label={labels.roles}
          description="Можно несколько"
          options={givable.map((role) => ({
            value: role,
            label: roleLabels[role],
            description: roleMeanings[role],
          }))}
          required
        />
        <FormButtons>
          <SubmitButton>Выдать приглашение</SubmitButton>
          <ButtonLink to={`/accounts${of}`}>Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
