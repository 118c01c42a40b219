import { data } from 'react-router';
import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { waveCrumbs } from '#src/features/surveys/ui/survey-tabs.tsx';
import { ScriptButton } from '#src/ui/button.tsx';
import { formatDay, formatDayShort } from '#src/ui/days.ts';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import { refuseForm } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/reminders';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.surveys.waves.view(signedIn, params.waveId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { wave, invitations } = found.value;
  const waiting = invitations.filter(({ state }) => state === 'waiting' || state === 'begun');
  const classes = [...Map.groupBy(waiting, ({ classLabel }) => classLabel)].map(([label, people]) => ({
    label,
    people: people.map(({ id, name, state, remindedOn }) => ({
      id,
      name,
      hasBegun: state === 'begun',
      remindedOn,
    })),
  }));
  return { id: wave.id, title: wave.title, closesOn: wave.closesOn, total: waiting.length, classes };
}

export async function action({ context, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const done = await site(context).services.surveys.waves.remind(signedIn, params.waveId);
  if (!done.ok)
    return data(refuseForm({}, done.refusal, surveysRefusalText(done.refusal)), {
      status: statusOf(done.refusal),
    });
  return redirectWith(
    `/surveys/waves/${params.waveId}/reminders`,
    `Записано: сегодня напомнили ${done.value.waiting.length}.`,
  );
}

export default function Reminders({ loaderData, actionData }: Route.ComponentProps) {
  const { id, title, closesOn, total, classes } = loaderData;
  return (
    <Page
      title="Кому напомнить"
      lead={`«${title}», ответить можно до ${formatDay(closesOn)}. Не ответили: ${total}.`}
      breadcrumbs={waveCrumbs(id, title)}
      actions={total > 0 ? <ScriptButton onPress={() => window.print()}>Напечатать</ScriptButton> : undefined}
    >
      {total === 0 ? (
        <EmptyState title="Ответили все">Напоминать некому, опрос можно завершить.</EmptyState>
      ) : (
        <>
          <Text>
            Раздайте списки классным руководителям. На своей странице эти люди и так видят анкету. Ответы
            отсюда не видны.
          </Text>
          <div data-no-print>
            <Form state={actionData}>
              <SubmitButton look="plain">Отметить, что сегодня напомнили</SubmitButton>
            </Form>
          </div>
          {classes.map(({ label, people }) => (
            <Section key={label} title={label === '' ? 'Без класса' : `${label}: ${people.length}`}>
              <ul>
                {people.map((one) => (
                  <li key={one.id}>
                    {one.name}
                    {one.hasBegun && ' (начал, не закончил)'}
                    {one.remindedOn !== null && `, напоминали ${formatDayShort(one.remindedOn)}`}
                  </li>
                ))}
              </ul>
            </Section>
          ))}
        </>
      )}
    </Page>
  );
}
