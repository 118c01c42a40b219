import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { programmesRefusalText } from '#src/features/programmes/labels.ts';
import { readAgreementChoices } from '#src/features/programmes/pages/agreement-choices.ts';
import { editAgreementForm } from '#src/features/programmes/schema.ts';
import { AgreementFields, agreementFieldLabels } from '#src/features/programmes/ui/agreement-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/agreement';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { services } = site(context);
  const found = await services.programmes.agreement(signedIn, params.agreementId);
  if (!found.ok) return throwRefusal(found.refusal, programmesRefusalText(found.refusal));
  const { agreement, partners, can } = found.value;
  return {
    ...(await readAgreementChoices(services, signedIn, organizationId)),
    agreement,
    partners: partners.map(({ id, name }) => ({ value: id, label: name })),
    can: abilityTexts(can),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { programmes } = site(context).services;
  const sent = await request.formData();
  sent.set('agreementId', params.agreementId);
  const form = parseForm(sent, editAgreementForm, { labels: agreementFieldLabels });
  if (!form.ok) return data({ ...form, version: null }, { status: 422 });
  const done = await programmes.editAgreement(signedIn, form.value);
  if (done.ok) return redirectWith('/programmes/agreements', 'Изменения сохранены.');
  const isStale = done.refusal.code === 'programmes.stale';
  const now = isStale ? await programmes.agreement(signedIn, params.agreementId) : null;
  return data(
    {
      ...refuseForm(form.values, done.refusal, programmesRefusalText(done.refusal), agreementFieldLabels),
      version: now?.ok === true ? now.value.agreement.version : null,
    },
    { status: isStale ? 409 : statusOf(done.refusal) },
  );
}

export default function AgreementPage({ loaderData, actionData }: Route.ComponentProps) {
  const { agreement, partners, programmes, papers, can } = loaderData;
  const mayEdit = can['programmes.edit_partners'] === true;
  return (
    <Page
      title={`Соглашение: ${agreement.partnerName}`}
      width="narrow"
      breadcrumbs={[
        { to: '/programmes', label: 'Программы' },
        { to: '/programmes/agreements', label: 'Соглашения с партнёрами' },
      ]}
    >
      {can['programmes.edit_partners'] !== true && <NoRight reason={can['programmes.edit_partners']} />}
      <KeyValue
        items={[
          { key: 'Номер', value: agreement.number },
          { key: 'Подписано', value: agreement.signedOn === null ? null : formatDay(agreement.signedOn) },
          {
            key: 'Действует до',
            value: agreement.endsOn === null ? 'без срока' : formatDay(agreement.endsOn),
          },
          {
            key: 'О чём',
            value: agreement.subject === '' ? null : <Text verbatim>{agreement.subject}</Text>,
          },
          {
            key: 'Документ',
            value:
              agreement.paperId === null ? null : (
                <TextLink to={`/documents/${agreement.paperId}`}>Открыть в реестре</TextLink>
              ),
          },
        ]}
      />
      {mayEdit && (
        <Section title="Изменить" id="edit">
          <Form state={actionData}>
            <HiddenField name="version" value={actionData?.version ?? agreement.version} />
            <AgreementFields
              agreement={agreement}
              partners={partners}
              programmes={programmes}
              papers={papers}
            />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
              <ButtonLink to="/programmes/agreements">К соглашениям</ButtonLink>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
