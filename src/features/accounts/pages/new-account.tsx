import { data } from 'react-router';
import { accountsRefusalText, roleLabels, roleMeanings } from '#src/features/accounts/labels.ts';
import { inviteForm } from '#src/features/accounts/schema.ts';
import { PrintedCode } from '#src/features/accounts/ui/printed-code.tsx';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { HiddenField, SelectField, TextField } from '#src/ui/fields.tsx';
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
  person: 'Кто это в списках школы',
  post: 'Должность',
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
  const wanted = url.searchParams.get('person');
  const staff = await site(context).services.people.listWithoutAccount(signedIn, organizationId, wanted);
  const people = staff.ok ? staff.value : null;
  const asked = people?.find(({ id }) => id === wanted);
  return {
    organization: listed.value.organization,
    givable: listed.value.givable,
    /** Whom of the staff it may be; null where the list of staff is not the person's to change. */
    people,
    person: asked?.id ?? '',
    name: asked?.name ?? '',
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
  const { organization, givable, people, person, name, submission, of } = loaderData;
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
        {people !== null && (
          <FieldColumns>
            <SelectField
              name="person"
              label={labels.person}
              description="Тогда его мероприятия будут видны ему как «мои»"
              empty="Нет в списках"
              options={[
                { value: 'new', label: 'Нового сотрудника внести в список' },
                ...people.map((one) => ({ value: one.id, label: one.label })),
              ]}
              defaultValue={person}
            />
            <TextField
              name="post"
              label={labels.post}
              description="Для нового сотрудника, например учитель физики"
            />
          </FieldColumns>
        )}
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
