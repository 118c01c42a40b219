import { data } from 'react-router';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { signForm } from '#src/features/consents/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/sign';

const labels = { agreed: 'Согласие' };

export async function loader({ context, params }: Route.LoaderArgs) {
  const { actor } = requireOwnPerson(context);
  const read = await site(context).services.consents.readOwn(actor, params);
  if (!read.ok) return throwRefusal(read.refusal, consentsRefusalText(read.refusal));
  return { ...read.value, submission: newSubmission() };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { actor, isVisitor } = requireOwnPerson(context);
  const { services, clientAddress } = site(context);
  const sent = await request.formData();
  // What is signed says the address that was read, never a field.
  sent.set('personId', params.personId);
  sent.set('textId', params.textId);
  const form = parseForm(sent, signForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await services.consents.sign(actor, form.value, {
    clientAddress,
    signInWay: isVisitor ? 'code' : 'account',
  });
  return done.ok
    ? redirectWith('/my/consents', 'Подписано. Согласие можно отозвать в любой день на этой странице.')
    : data(refuseForm(form.values, done.refusal, consentsRefusalText(done.refusal), labels), {
        status: statusOf(done.refusal),
      });
}

export default function SignPage({ loaderData, actionData }: Route.ComponentProps) {
  const { title, number, filled, name, isSelf, submission } = loaderData;
  return (
    <Page
      title={title}
      lead={
        isSelf
          ? 'Прочитайте документ. Подписывать не обязательно.'
          : `За ребёнка: ${name}. Прочитайте документ. Подписывать не обязательно.`
      }
      width="narrow"
      breadcrumbs={[{ to: '/my/consents', label: 'Согласия' }]}
    >
      <Card>
        <Stack>
          {filled.split(/\n{2,}/).map((part) => (
            <Text key={part} verbatim>
              {part}
            </Text>
          ))}
          <Text tone="quiet" size="small">
            Текст № {number}
          </Text>
        </Stack>
      </Card>
      <Form state={actionData} submission={submission}>
        <CheckboxField
          name="agreed"
          label={
            isSelf
              ? 'Я прочитал(а) документ и согласен (согласна)'
              : 'Я прочитал(а) документ и даю согласие за ребёнка'
          }
          required
        />
        <FormButtons>
          <SubmitButton pendingLabel="Подписываем…">Подписать</SubmitButton>
          <ButtonLink to="/my/consents">Не подписывать</ButtonLink>
        </FormButtons>
        <Text tone="quiet" size="small">
          Вместе с подписью сохраняются версия текста, время, адрес вашего устройства и способ входа.
        </Text>
      </Form>
    </Page>
  );
}
