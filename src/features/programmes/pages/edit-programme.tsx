import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { programmesRefusalText } from '#src/features/programmes/labels.ts';
import { editProgrammeForm } from '#src/features/programmes/schema.ts';
import { ProgrammeFields, programmeFieldLabels } from '#src/features/programmes/ui/programme-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/edit-programme';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.programmes.view(signedIn, params.programmeId);
  if (!found.ok) return throwRefusal(found.refusal, programmesRefusalText(found.refusal));
  const { programme, forms, can } = found.value;
  return { programme: { ...programme, forms }, can: abilityTexts(can) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { programmes } = site(context).services;
  const sent = await request.formData();
  // Which programme it is says the address, never a field.
  sent.set('programmeId', params.programmeId);
  const form = parseForm(sent, editProgrammeForm, {
    labels: programmeFieldLabels,
    lists: ['forms', 'roleModels'],
  });
  if (!form.ok) return data({ ...form, version: null }, { status: 422 });
  const done = await programmes.edit(signedIn, form.value);
  if (done.ok) return redirectWith(`/programmes/${params.programmeId}`, 'Изменения сохранены.');
  const isStale = done.refusal.code === 'programmes.stale';
  const now = isStale ? await programmes.view(signedIn, params.programmeId) : null;
  return data(
    {
      ...refuseForm(form.values, done.refusal, programmesRefusalText(done.refusal), programmeFieldLabels),
      // The next try carries the version that the person has now been told of.
      version: now?.ok === true ? now.value.programme.version : null,
    },
    { status: isStale ? 409 : statusOf(done.refusal) },
  );
}

export default function EditProgramme({ loaderData, actionData }: Route.ComponentProps) {
  const { programme, can } = loaderData;
  return (
    <Page
      title="Изменить программу"
      width="narrow"
      breadcrumbs={[
        { to: '/programmes', label: 'Программы' },
        { to: `/programmes/${programme.id}`, label: programme.title },
      ]}
    >
      {can['programmes.edit'] === true ? (
        <Form state={actionData}>
          <HiddenField name="version" value={actionData?.version ?? programme.version} />
          <ProgrammeFields programme={programme} />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to={`/programmes/${programme.id}`}>Отменить</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={can['programmes.edit']} />
      )}
    </Page>
  );
}
