import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { partnerKindLabels, peopleRefusalText } from '#src/features/people/labels.ts';
import { editPartnerForm } from '#src/features/people/schema/partners.ts';
import {
  PartnerFields,
  partnerFieldLabels,
  type PartnerCard,
} from '#src/features/people/ui/partner-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/partner';

/** A refused form; after a clash also the card as it stands now, so that the next try carries its version. */
interface Refused extends FormState {
  readonly newer: PartnerCard | null;
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.partners.view(signedIn, params.partnerId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { partner: found.value.partner, can: abilityTexts(found.value.can) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { partners } = site(context).services.people;
  const sent = await request.formData();
  sent.set('partnerId', params.partnerId);
  const form = parseForm(sent, editPartnerForm, { labels: partnerFieldLabels });
  if (!form.ok) return data({ ...form, newer: null } satisfies Refused, { status: 422 });
  const done = await partners.edit(signedIn, form.value);
  if (done.ok) return redirectWith(`/people/partners/${params.partnerId}`, 'Изменения сохранены.');
  const now =
    done.refusal.code === 'people.partner_stale' ? await partners.view(signedIn, params.partnerId) : null;
  const state: Refused = {
    ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), partnerFieldLabels),
    newer: now?.ok === true ? now.value.partner : null,
  };
  return data(state, { status: statusOf(done.refusal) });
}

export default function Partner({ loaderData, actionData }: Route.ComponentProps) {
  const { can } = loaderData;
  const partner = actionData?.newer ?? loaderData.partner;
  const contact = [partner.contactName, partner.contactPost].filter((part) => part !== '').join(', ');
  return (
    <Page
      title={partner.name}
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: '/people/partners', label: 'Партнёры' },
      ]}
    >
      {can['people.edit_partners'] !== true && <NoRight reason={can['people.edit_partners']} />}
      <KeyValue
        items={[
          { key: 'Что это', value: partnerKindLabels[partner.kind] },
          { key: 'ИНН', value: partner.inn },
          { key: 'Адрес', value: partner.address },
          { key: 'С кем на связи', value: contact },
          { key: 'Почта', value: partner.email },
          { key: 'Телефон', value: partner.phone },
          ...(partner.note === '' ? [] : [{ key: 'Заметка', value: <Text verbatim>{partner.note}</Text> }]),
          ...(partner.endedOn === null
            ? []
            : [{ key: 'Сотрудничество закончилось', value: formatDay(partner.endedOn) }]),
        ]}
      />
      <Row>
        {can['people.list_everyone'] === true && (
          <ButtonLink to={`/people?list=outsiders&partner=${partner.id}`}>Люди от этого партнёра</ButtonLink>
        )}
        {can['people.edit_partners'] === true && partner.contactName !== '' && (
          <ButtonLink to={`/people/partners/${partner.id}/name-forms`}>
            Как склоняется имя представителя
          </ButtonLink>
        )}
      </Row>
      {can['people.edit_partners'] === true && (
        <Section title="Изменить" id="edit">
          <Form state={actionData}>
            <HiddenField name="version" value={partner.version} />
            <PartnerFields partner={partner} />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
              <ButtonLink to="/people/partners">К списку</ButtonLink>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
