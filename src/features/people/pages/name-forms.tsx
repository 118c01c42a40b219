import { data } from 'react-router';
import { CASE_WORDS, OBLIQUE_CASES, type Case } from '#src/lib/russian/case.ts';
import { capitalize } from '#src/lib/russian/capitalize.ts';
import { nameGenderLabels, peopleRefusalText } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { nameFormsForm } from '#src/features/people/schema/name-forms.ts';
import { NameFormFields } from '#src/features/people/ui/name-form-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { PersonForms } from '#src/features/people/service.server/name-forms.ts';
import type { Route } from './+types/name-forms';

const labels: Readonly<Record<string, string>> = {
  gender: 'Род имени',
  ...Object.fromEntries(OBLIQUE_CASES.map((name) => [name, capitalize(CASE_WORDS[name].title)])),
};

/** A refused form; after a clash also what stands there now, so that the next try carries its version. */
interface Refused extends FormState {
  readonly newer: PersonForms | null;
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.nameForms.view(signedIn, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { mayFix, ...view } = found.value;
  return { view, mayFix: mayFix === true ? mayFix : peopleRefusalText(mayFix) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { nameForms } = site(context).services.people;
  const sent = await request.formData();
  // Whose name it is says the address, never a field.
  sent.set('personId', params.personId);
  const form = parseForm(sent, nameFormsForm, { labels });
  if (!form.ok) return data({ ...form, newer: null } satisfies Refused, { status: 422 });
  const done = await nameForms.fix(signedIn, form.value);
  if (done.ok) return redirectWith(`/people/${params.personId}/name-forms`, 'Сохранено.');
  const now = done.refusal.code === 'people.stale' ? await nameForms.view(signedIn, params.personId) : null;
  const state: Refused = {
    ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), labels),
    newer: now?.ok === true ? now.value : null,
  };
  return data(state, { status: statusOf(done.refusal) });
}

/** «Об Ивановой», «о Петрове». */
const about = (name: string): string => `${/^[аэиоу]/iu.test(name) ? 'об' : 'о'} ${name}`;

const examples: readonly { readonly name: Case; readonly write: (text: string, short: string) => string }[] =
  [
    { name: 'genitive', write: (_, short) => `заявление ${short}` },
    { name: 'dative', write: (_, short) => `поручить ${short}` },
    { name: 'accusative', write: (text) => `назначить ${text}` },
    { name: 'instrumental', write: (_, short) => `закрепить за ${short}` },
    { name: 'prepositional', write: (_, short) => `сведения ${about(short)}` },
  ];

export default function NameForms({ loaderData, actionData }: Route.ComponentProps) {
  const { mayFix } = loaderData;
  const view = actionData?.newer ?? loaderData.view;
  const { person, forms, isCertain } = view;
  const formOf = (name: Case) => forms.find((form) => form.name === name);
  const name = fullName(person);
  return (
    <Page
      title={`Склонение имени: ${name}`}
      lead="Так имя встанет в приказы, соглашения и справки. Исправленное здесь действует во всех документах, которые будут составлены потом."
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: `/people/${person.id}`, label: name },
      ]}
    >
      {!isCertain && (
        <Notice kind="warning" title="Непонятно, мужское это имя или женское">
          Пока это не указано, в документах останется именительный падеж. Выберите род имени ниже.
        </Notice>
      )}
      {mayFix === true ? (
        <Form
          // Fields begin anew with what is saved: an emptied one shows the form by the rules.
          key={person.version}
          state={actionData}
          newer={{
            gender: person.gender ?? '',
            ...Object.fromEntries(OBLIQUE_CASES.map((one) => [one, formOf(one)?.text ?? ''])),
          }}
          wordOf={(field, value) => (field === 'gender' ? (nameGenderLabels[value] ?? value) : value)}
        >
          <HiddenField name="version" value={person.version} />
          <NameFormFields view={view} labels={labels} />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to={`/people/${person.id}`}>Вернуться к карточке</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <>
          <NoRight reason={mayFix} />
          <KeyValue
            items={forms.map((form) => ({
              key: capitalize(CASE_WORDS[form.name].title),
              value: form.text,
            }))}
          />
        </>
      )}
      <Section title="Как это выглядит в документах">
        <ul>
          {examples.map(({ name: one, write }) => (
            <li key={one}>{write(formOf(one)?.text ?? '', formOf(one)?.short ?? '')}</li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
