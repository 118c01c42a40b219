import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { programmesRefusalText } from '#src/features/programmes/labels.ts';
import { readAgreementChoices } from '#src/features/programmes/pages/agreement-choices.ts';
import { addAgreementForm } from '#src/features/programmes/schema.ts';
import { AgreementFields, agreementFieldLabels } from '#src/features/programmes/ui/agreement-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-agreement';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { services } = site(context);
  const found = await services.programmes.agreements(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, programmesRefusalText(found.refusal));
  const choices = await readAgreementChoices(services, signedIn, organizationId);
  const asked = url.searchParams.get('programme');
  return {
    ...choices,
    partners: found.value.partners.map(({ id, name }) => ({ value: id, label: name })),
    can: abilityTexts(found.value.can),
    submission: newSubmission(),
    programmeId: choices.programmes.find(({ value }) => value === asked)?.value ?? null,
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addAgreementForm, { labels: agreementFieldLabels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.programmes.addAgreement(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(
      refuseForm(form.values, done.refusal, programmesRefusalText(done.refusal), agreementFieldLabels),
      { status: statusOf(done.refusal) },
    );
  }
  const { programmeId } = form.value;
  return redirectWith(
    programmeId === null ? '/programmes/agreements' : `/programmes/${programmeId}`,
    'Соглашение записано.',
  );
}

export default function NewAgreement({ loaderData, actionData }: Route.ComponentProps) {
  const { can, submission, partners, programmes, papers, programmeId } = loaderData;
  const empty = {
    partnerId: '',
    programmeId,
    number: '',
    signedOn: null,
    endsOn: null,
    endedOn: null,
    subject: '',
    paperId: null,
  };
  return (
    <Page
      title="Новое соглашение"
      width="narrow"
      breadcrumbs={[
        { to: '/programmes', label: 'Программы' },
        { to: '/programmes/agreements', label: 'Соглашения с партнёрами' },
      ]}
    >
      {can['programmes.edit_partners'] !== true ? (
        <NoRight reason={can['programmes.edit_partners']} />
      ) : partners.length === 0 ? (
        <EmptyState
          title="Партнёров пока нет"
          action={
            <ButtonLink look="main" to="/people/partners/new">
              Добавить партнёра
            </ButtonLink>
          }
        >
          Сначала внесите предприятие, колледж или вуз, с которым подписывается соглашение.
        </EmptyState>
      ) : (
        <Form state={actionData} submission={submission}>
          <AgreementFields agreement={empty} partners={partners} programmes={programmes} papers={papers} />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to="/programmes/agreements">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
