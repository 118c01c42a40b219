import { data, Form as SearchForm } from 'react-router';
import { plural } from '#src/lib/russian/plural.ts';
import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { candidatesFilter, candidatesForm } from '#src/features/surveys/schema.ts';
import { waveCrumbs } from '#src/features/surveys/ui/survey-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Stack, Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Tabs } from '#src/ui/tabs.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/candidates';

const labels = { personIds: 'Кого можно назвать' };
const bankNames = { mentor: 'банка наставников', mentee: 'банка наставляемых' } as const;
const tabLabels = { mentor: 'Наставники', mentee: 'Наставляемые' } as const;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { side, words } = candidatesFilter.parse({
    side: url.searchParams.get('side') ?? undefined,
    words: url.searchParams.get('words') ?? '',
  });
  const found = await site(context).services.surveys.candidates.view(signedIn, {
    waveId: params.waveId,
    side,
    words,
  });
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { wave, ...view } = found.value;
  return { id: wave.id, title: wave.title, version: wave.version, state: wave.state, words, ...view };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const form = parseForm(await request.formData(), candidatesForm, { labels, lists: ['personIds'] });
  if (!form.ok) return data(form, { status: 422 });
  const { as, personIds, ...input } = form.value;
  const done = await site(context).services.surveys.candidates.choose(signedIn, {
    waveId: params.waveId,
    ...input,
    personIds: as === 'all' ? null : personIds,
  });
  if (!done.ok)
    return data(refuseForm(form.values, done.refusal, surveysRefusalText(done.refusal), labels), {
      status: statusOf(done.refusal),
    });
  const { offered } = done.value;
  return redirectWith(
    `/surveys/waves/${params.waveId}/candidates?side=${input.side}`,
    as === 'all'
      ? `Назвать можно всех из ${bankNames[input.side]}.`
      : `Назвать можно отмеченных: ${plural(offered, 'человек', 'человека', 'человек')}.`,
  );
}

export default function CandidatesPage({ loaderData, actionData }: Route.ComponentProps) {
  const { id, title, side, sides, picked, people, hasBegun, words, state } = loaderData;
  const here = `/surveys/waves/${id}/candidates`;
  const offered = new Set(picked ?? people.filter(({ isInBank }) => isInBank).map((one) => one.id));
  // Whoever was offered when answers began stays.
  const choices = hasBegun ? people.filter((one) => !offered.has(one.id)) : people;
  const shown = people.filter((one) => offered.has(one.id) && one.hasConsent).length;
  return (
    <Page
      title="Кого можно назвать"
      lead={title}
      width="narrow"
      breadcrumbs={waveCrumbs(id, title)}
      actions={<ButtonLink to={`/surveys/waves/${id}`}>К опросу</ButtonLink>}
    >
      {sides.length > 1 && (
        <Tabs
          label="Чью сторону выбирают"
          current={`${here}?side=${side}`}
          tabs={sides.map((one) => ({ to: `${here}?side=${one}`, label: tabLabels[one] }))}
        />
      )}
      <Notice
        title={
          picked === null ? `Сейчас — всех из ${bankNames[side]}` : 'Сейчас — только тех, кого вы отметили'
        }
      >
        Тем, кто отвечает, видно: {plural(shown, 'человек', 'человека', 'человек')}. Без действующего согласия
        на обработку данных имени в анкете не будет.
        {hasBegun && state !== 'closed' && ' Опрос уже идёт: добавить людей можно, убрать — нет.'}
      </Notice>
      {state !== 'closed' && <FindMore side={side} words={words} people={people} offered={offered} />}
      {hasBegun && offered.size > 0 && (
        <Section title="Уже предлагаем">
          <ul>
            {people
              .filter((one) => offered.has(one.id))
              .map((one) => (
                <li key={one.id}>{[nameWithClass(one), ...notesOf(one)].join(' · ')}</li>
              ))}
          </ul>
        </Section>
      )}
      {people.length === 0 && (
        <EmptyState title="Отмечать пока некого">
          Банк пуст. Дождитесь предложений и запросов или найдите людей по фамилии.
        </EmptyState>
      )}
      {state !== 'closed' && choices.length > 0 && (
        // Another side or another search is another form: its boxes start anew.
        <Form key={`${side} ${words} ${picked?.length ?? 'all'}`} state={actionData}>
          <HiddenField name="version" value={loaderData.version} />
          <HiddenField name="side" value={side} />
          {hasBegun && [...offered].map((one) => <HiddenField key={one} name="personIds" value={one} />)}
          <CheckboxGroupField
            name="personIds"
            label={hasBegun ? 'Кого добавить' : labels.personIds}
            description={adviceOf(hasBegun, picked !== null)}
            options={choices.map((one) => ({
              value: one.id,
              label: nameWithClass(one),
              description: notesOf(one).join('; ') || undefined,
            }))}
            defaultValue={hasBegun ? [] : [...offered]}
          />
          <FormButtons>
            <SubmitButton name="as" value="picked">
              {hasBegun ? 'Добавить отмеченных' : 'Только отмеченных'}
            </SubmitButton>
            {picked !== null && !hasBegun && (
              <SubmitButton look="plain" name="as" value="all">
                Всех из {bankNames[side]}
              </SubmitButton>
            )}
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}

type Nameable = Route.ComponentProps['loaderData']['people'][number];

function adviceOf(hasBegun: boolean, isPicked: boolean): string | undefined {
  if (!hasBegun) return 'Например, только тех, кто был на групповой встрече.';
  return isPicked
    ? undefined
    : 'После этого список станет постоянным: кто войдёт в банк позже, в нём не появится.';
}

const nameWithClass = ({ name, classLabel }: Nameable): string =>
  classLabel === '' ? name : `${name}, ${classLabel}`;

const notesOf = ({ hasConsent, isInBank }: Nameable): readonly string[] => [
  ...(isInBank ? [] : ['не в банке']),
  ...(hasConsent ? [] : ['нет согласия, в анкете не видно']),
];

function FindMore({
  side,
  words,
  people,
  offered,
}: {
  side: 'mentor' | 'mentee';
  words: string;
  people: readonly Nameable[];
  offered: ReadonlySet<string>;
}) {
  const isFound = people.some((one) => !one.isInBank && !offered.has(one.id));
  return (
    <Disclosure title="Добавить того, кого нет в банке" open={words !== ''}>
      <Stack gap="small">
        <search>
          <SearchForm method="get">
            <Stack gap="small">
              <HiddenField name="side" value={side} />
              <TextField name="words" label="Начало фамилии" defaultValue={words} />
              <SubmitButton look="plain">Найти</SubmitButton>
            </Stack>
          </SearchForm>
        </search>
        {words !== '' && (
          <Text>
            {isFound
              ? 'Найденные добавлены в список ниже. Отметьте их и сохраните.'
              : 'Новых людей с такой фамилией не нашли.'}
          </Text>
        )}
      </Stack>
    </Disclosure>
  );
}
