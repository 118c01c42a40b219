import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { momentLabels, sidesLabels, surveysRefusalText } from '#src/features/surveys/labels.ts';
import { rankedSides } from '#src/features/surveys/rules/model.ts';
import { markForm, storedCandidates, waveDaysForm, waveStepForm } from '#src/features/surveys/schema.ts';
import {
  InvitationTable,
  ProgressTable,
  type InvitationRow,
} from '#src/features/surveys/ui/invitation-table.tsx';
import { PickPeople } from '#src/features/surveys/ui/pick-people.tsx';
import { WaveStateBadge } from '#src/features/surveys/ui/state-badges.tsx';
import { WaveSteps } from '#src/features/surveys/ui/wave-steps.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDays } from '#src/ui/days.ts';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { ProgressBar } from '#src/ui/progress-bar.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/wave';

const pageSize = 100;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { waves } = site(context).services.surveys;
  const found = await waves.view(signedIn, params.waveId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { wave, invitations, answered, foreseen, key, needsConsent, family, can, audience } = found.value;
  const words = url.searchParams.get('words') ?? '';
  const { page } = readTableQuery(url, ['name']);
  const mayRun = can['surveys.run'] === true;
  const choices = mayRun && words !== '' ? await waves.choices(signedIn, organizationId, words) : null;
  const { model, audience: _audience, candidates, ...facts } = wave;
  const chosen = storedCandidates.parse(candidates);
  return {
    wave: facts,
    ranked: rankedSides(model).map((side) => ({ side, picked: chosen[side]?.length ?? null })),
    total: invitations.length,
    page,
    progress: [
      ...Map.groupBy(invitations, ({ classLabel, side }) => `${classLabel}|${side ?? ''}`).values(),
    ].map((some) => ({
      classLabel: some[0]?.classLabel ?? '',
      side: some[0]?.side ?? null,
      invited: some.length,
      answered: some.filter(({ state }) => state === 'answered').length,
    })),
    invitations: invitations
      .slice((page - 1) * pageSize, page * pageSize)
      .map(({ id, name, classLabel, side, form, state, remindedOn, paperNumber }): InvitationRow => ({
        id,
        name,
        classLabel,
        side,
        form,
        state,
        remindedOn,
        paperNumber,
      })),
    answered,
    foreseen,
    key,
    needsConsent,
    family: family.filter(({ id }) => id !== wave.id).map(({ id, title }) => ({ id, title })),
    picked: audience.personIds.length,
    people: choices?.ok === true ? choices.value.people : [],
    words,
    can: abilityTexts(can),
  };
}

const refused = (values: FormState['values'], refusal: Refusal) =>
  data(refuseForm(values, refusal, surveysRefusalText(refusal), { closesOn: 'Последний день' }), {
    status: statusOf(refusal),
  });

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { waves } = site(context).services.surveys;
  const sent = await request.formData();
  const { waveId } = params;
  const here = `/surveys/waves/${waveId}`;
  const intent = sent.get('intent');
  if (intent === 'days') {
    const form = parseForm(sent, waveDaysForm, { labels: { closesOn: 'Последний день' } });
    if (!form.ok) return data(form, { status: 422 });
    const done = await waves.changeClosing(signedIn, { waveId, ...form.value });
    return done.ok
      ? redirectWith(here, 'Последний день опроса изменён.')
      : refused(form.values, done.refusal);
  }
  if (intent === 'mark') {
    const form = parseForm(sent, markForm, { lists: ['invitationIds'] });
    if (!form.ok) return data(form, { status: 422 });
    const done = await waves.mark(signedIn, { waveId, ...form.value });
    if (!done.ok) return refused(form.values, done.refusal);
    return redirectWith(here, `Отмечено: ${done.value.count}.`, done.value.count === 0 ? 'info' : 'success');
  }
  const form = parseForm(sent, waveStepForm);
  if (!form.ok) return data(form, { status: 422 });
  const step = { waveId, version: form.value.version };
  if (intent === 'launch') {
    const done = await waves.launch(signedIn, step);
    return done.ok
      ? redirectWith(here, `Опрос запущен. Приглашено: ${done.value.invited}.`)
      : refused(form.values, done.refusal);
  }
  if (intent === 'invite') {
    const personIds = sent.getAll('personIds').filter((id) => typeof id === 'string');
    const done = await waves.inviteMore(signedIn, { ...step, personIds });
    return done.ok
      ? redirectWith(here, `Новых приглашений: ${done.value.invited}.`)
      : refused(form.values, done.refusal);
  }
  if (intent === 'close') {
    const done = await waves.close(signedIn, step);
    return done.ok ? redirectWith(here, 'Опрос завершён. Итоги готовы.') : refused(form.values, done.refusal);
  }
  if (intent === 'destroy-key') {
    const done = await waves.destroyKey(signedIn, waveId);
    return done.ok
      ? redirectWith(here, 'Связь ответов с людьми уничтожена.')
      : refused(form.values, done.refusal);
  }
  const done = await waves.remove(signedIn, step);
  return done.ok
    ? redirectWith('/surveys', 'Подготовленный опрос удалён.')
    : refused(form.values, done.refusal);
}

export default function WavePage({ loaderData, actionData }: Route.ComponentProps) {
  const { wave, invitations, answered, foreseen, can, family, ranked, people, words, picked } = loaderData;
  const mayRun = can['surveys.run'] === true;
  const here = `/surveys/waves/${wave.id}`;
  const isStarted = wave.state !== 'draft';
  return (
    <Page
      title={wave.title}
      breadcrumbs={[{ to: '/surveys', label: 'Опросы' }]}
      actions={
        isStarted ? (
          <>
            {can['surveys.view_results'] === true &&
              (ranked.length === 0 || can['surveys.view_preferences'] === true) && (
                <ButtonLink look="main" to={`${here}/results`}>
                  Итоги
                </ButtonLink>
              )}
            {ranked.length > 0 && can['surveys.view_preferences'] === true && (
              <ButtonLink to={`${here}/preferences`}>Кто кого выбрал</ButtonLink>
            )}
            {wave.state === 'open' && mayRun && (
              <ButtonLink to={`${here}/reminders`}>Кому напомнить</ButtonLink>
            )}
            {wave.state === 'open' && can['surveys.enter_paper'] === true && (
              <ButtonLink to={`${here}/paper`}>Бумажные анкеты</ButtonLink>
            )}
          </>
        ) : undefined
      }
    >
      {!mayRun && <NoRight reason={String(can['surveys.run'])} />}
      <KeyValue
        items={[
          { key: 'Состояние', value: <WaveStateBadge state={wave.state} /> },
          { key: 'Дни', value: formatDays(wave.opensOn, wave.closesOn) },
          { key: 'Имена', value: wave.isAnonymous ? 'без имён' : 'с именами' },
          { key: 'Момент', value: momentLabels[wave.moment] },
          ...(family.length === 0
            ? []
            : [{ key: 'Связан с опросом', value: family.map(({ title }) => title).join(', ') }]),
          ...(ranked.length > 0 && mayRun
            ? [{ key: 'Можно назвать', value: <Offered ranked={ranked} to={`${here}/candidates`} /> }]
            : []),
        ]}
      />
      {foreseen !== null && (
        <Notice
          kind={foreseen.willBeAsked === 0 ? 'warning' : 'info'}
          title={`Будут приглашены: ${foreseen.willBeAsked}`}
        >
          {foreseen.withoutConsent === 0
            ? 'У всех есть действующее согласие на обработку данных.'
            : `Ещё ${foreseen.withoutConsent} не приглашаем: у них нет согласия на обработку данных.`}
          {picked > 0 && ` Добавлено поимённо: ${picked}.`}
        </Notice>
      )}
      {isStarted && <ProgressBar label="Ответили" done={answered} total={loaderData.total} />}
      {mayRun && <WaveSteps data={loaderData} state={actionData} />}
      {mayRun && wave.state !== 'closed' && (
        <PickPeople
          people={people}
          words={words}
          version={wave.version}
          state={actionData}
          isDraft={wave.state === 'draft'}
        />
      )}
      {isStarted && (
        <>
          <Section title="По классам и сторонам">
            <ProgressTable rows={loaderData.progress} />
          </Section>
          <Section title="Приглашённые">
            <InvitationTable
              rows={invitations}
              total={loaderData.total}
              wave={wave}
              mayMark={mayRun && wave.state !== 'closed'}
              state={actionData}
            />
            <Pagination page={loaderData.page} pageSize={pageSize} total={loaderData.total} />
          </Section>
        </>
      )}
    </Page>
  );
}

/** Whom the respondents may name, with the way to change it. */
function Offered({ ranked, to }: { ranked: Route.ComponentProps['loaderData']['ranked']; to: string }) {
  return (
    <>
      {ranked.map(({ side, picked }) => (
        <div key={side}>
          {sidesLabels[side]}: {picked === null ? 'все из банка' : `выбрано ${picked}`}{' '}
          <TextLink to={`${to}?side=${side}`}>изменить</TextLink>
        </div>
      ))}
    </>
  );
}
