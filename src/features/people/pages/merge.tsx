import { data } from 'react-router';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { mergeForm, partForm } from '#src/features/people/schema/merge.ts';
import { MergeChoices } from '#src/features/people/ui/merge-choices.tsx';
import { MergeForm } from '#src/features/people/ui/merge-form.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { ConfirmButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Card, Row, Stack, Text } from '#src/ui/layout.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/merge';

/** More than these are not offered: a name narrows them down. */
const SHOWN = 20;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const other = url.searchParams.get('with');
  const found = await people.merging.view(signedIn, params.personId, other);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const words = (url.searchParams.get('words') ?? '').trim();
  const looked =
    other === null && words !== ''
      ? await people.list(signedIn, {
          organizationId,
          list: 'everybody',
          search: words,
          withLeft: true,
          page: 1,
        })
      : null;
  const { refusal, ...view } = found.value;
  return {
    ...view,
    barred: refusal === null ? null : peopleRefusalText(refusal),
    found:
      looked?.ok === true
        ? looked.value.people.filter(({ id }) => id !== params.personId).slice(0, SHOWN)
        : null,
    submission: newSubmission(),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { merging } = site(context).services.people;
  const sent = await request.formData();
  if (sent.get('intent') === 'part') {
    const form = parseForm(sent, partForm);
    if (!form.ok) return data(form, { status: 422 });
    const done = await merging.part(signedIn, form.value.mergeId);
    if (!done.ok) return throwRefusal(done.refusal, peopleRefusalText(done.refusal));
    const { keptId, changedSince } = done.value;
    const rest =
      changedSince === 0 ? '' : ` Изменённое после объединения осталось как есть, полей: ${changedSince}.`;
    return redirectWith(`/people/${keptId}`, `Записи разделены, всё вернулось на место.${rest}`);
  }
  // Which record is kept says the address, never a field.
  sent.set('keptId', params.personId);
  const form = parseForm(sent, mergeForm);
  if (!form.ok) return data(form, { status: 422 });
  const done = await merging.merge(signedIn, form.value);
  if (done.ok)
    return redirectWith(`/people/${params.personId}`, 'Записи объединены. Разделить их можно в карточке.');
  return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal)), {
    status: statusOf(done.refusal),
  });
}

export default function Merge({ loaderData, actionData }: Route.ComponentProps) {
  const { kept, merged, lines, barred, doubles, found, history, timeZone, submission } = loaderData;
  const name = fullName(kept.person);
  return (
    <Page
      title="Объединить записи"
      lead={
        merged === null
          ? `Какая запись – тоже ${name}? Останется эта карточка, другая скроется за ней.`
          : 'Выберите верные значения. Всё, что связано со второй записью, перейдёт к той, которая останется; разделить их можно в любой день.'
      }
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: `/people/${kept.person.id}`, label: name },
      ]}
    >
      {merged === null ? (
        <MergeChoices keptId={kept.person.id} doubles={doubles} found={found} />
      ) : (
        <MergeForm
          kept={kept}
          merged={merged}
          lines={lines}
          barred={barred}
          submission={submission}
          state={actionData}
        />
      )}
      {history.length > 0 && (
        <Section title="Что уже объединено">
          <Stack gap="small">
            {history.map((one) => (
              <Card key={one.id} soft>
                <Row spread>
                  <Text>
                    {`${one.name}: ${formatInstant(one.at, timeZone)}${one.by === '' ? '' : `, ${one.by}`}${one.isUndone ? '; разделены' : ''}`}
                  </Text>
                  {!one.isUndone && (
                    <ConfirmButton
                      label="Разделить"
                      question="Появятся снова две записи. К скрытой вернётся всё, что от неё перешло; изменённое после объединения останется как есть."
                      confirmLabel="Разделить"
                      intent="part"
                      fields={{ mergeId: one.id }}
                    />
                  )}
                </Row>
              </Card>
            ))}
          </Stack>
        </Section>
      )}
    </Page>
  );
}
