import { useLocation } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { answerActivityForm } from '#src/features/roadmap/pages/activity-forms.ts';
import { describeHistory } from '#src/features/roadmap/ui/activity-history.ts';
import {
  chooseOccurrence,
  choosePanel,
  chooseStep,
  meantBy,
  partTitle,
} from '#src/features/roadmap/ui/activity-model.ts';
import { ActivityPanel } from '#src/features/roadmap/ui/activity-panels.tsx';
import {
  Comments,
  EvidenceList,
  History,
  OccurrenceList,
} from '#src/features/roadmap/ui/activity-sections.tsx';
import { ActivitySteps } from '#src/features/roadmap/ui/activity-steps.tsx';
import { ActivitySource } from '#src/features/roadmap/ui/activity-source.tsx';
import { evidenceViews, paperOptions, whoOptions } from '#src/features/roadmap/ui/activity-views.ts';
import { lineDays, lineTitle } from '#src/features/roadmap/ui/plan-words.ts';
import { isOpen } from '#src/features/roadmap/rules/state.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay } from '#src/ui/days.ts';
import { newSubmission } from '#src/ui/form-state.ts';
import { Stack, Text } from '#src/ui/layout.tsx';
import { Notice, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { notFound, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/activity';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getActivity(signedIn, params.activityId);
  if (!found.ok) {
    if (found.refusal.code === 'roadmap.row_not_found') return notFound('Такого мероприятия нет');
    return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  }
  const { can, history, evidence, paperChoices, staff, roadmap, ...rest } = found.value;
  const asked = (name: string): string | null => url.searchParams.get(name);
  const occurrence = chooseOccurrence(rest.occurrences, asked('occurrence'));
  const step = chooseStep(occurrence?.steps ?? [], asked('step'));
  const isLive = roadmap.state === 'approved';
  const abilities = abilityTexts(can);
  const canAct = isLive && rest.isTheirs;
  const panel = choosePanel(asked('do'), step);
  const mayShow = panel === 'responsible' ? isLive && abilities['roadmap.review'] === true : canAct;
  const paperKinds = rest.parts.find((part) => part.id === step?.partId)?.paperKinds ?? [];
  return {
    ...rest,
    roadmap: { id: roadmap.id, title: roadmap.title, state: roadmap.state },
    can: abilities,
    canAct,
    occurrence,
    step,
    panel: mayShow ? panel : null,
    evidence: evidenceViews(evidence, rest),
    history: describeHistory(history),
    papers: panel === 'attach' ? paperOptions(paperChoices, paperKinds) : [],
    who: panel === 'responsible' ? whoOptions(staff) : [],
    responsibles: rest.activity.responsibles.map((one) => ({
      id: one.id,
      words: one.words,
      meant: meantBy(one, staff),
    })),
    submission: newSubmission(),
    commentSubmission: newSubmission(),
  };
}

export async function action(args: Route.ActionArgs) {
  return answerActivityForm(args);
}

export default function ActivityPage({ loaderData, actionData }: Route.ComponentProps) {
  const { activity, occurrence, occurrences, step, panel, parts, today, timeZone, names, can } = loaderData;
  const { pathname } = useLocation();
  const here = occurrence === null ? pathname : `${pathname}?occurrence=${occurrence.id}`;
  const hrefOf = (name: string, stepId?: string): string => {
    const query = new URLSearchParams(occurrence === null ? {} : { occurrence: occurrence.id });
    query.set('do', name);
    if (stepId !== undefined) query.set('step', stepId);
    return `${pathname}?${query.toString()}#form`;
  };
  const isConditional = activity.meaning?.kind === 'event';
  return (
    <Page
      title={lineTitle(activity)}
      breadcrumbs={[{ to: '/plan', label: 'План' }]}
      lead={loaderData.section === null ? undefined : lineTitle(loaderData.section)}
    >
      <Standing data={loaderData} />
      {occurrence !== null && (
        <Section
          title={occurrences.length > 1 ? `Срок: ${lineDays(occurrence)}` : 'Что сделать'}
          actions={
            loaderData.canAct && isOpen(occurrence.state) ? (
              <ButtonLink to={hrefOf('move')}>Перенести срок</ButtonLink>
            ) : undefined
          }
        >
          <Stack>
            {occurrences.length === 1 && <Text>{`Срок: ${lineDays(occurrence)}`}</Text>}
            {occurrence.reason !== '' && <Text verbatim>{`Пояснение к сроку: ${occurrence.reason}`}</Text>}
            {occurrence.noteDueOn !== null && (
              <Notice kind="warning" title={`Нужна заметка за квартал до ${formatDay(occurrence.noteDueOn)}`}>
                Работа идёт весь год: раз в квартал напишите, что сделано. Нажмите «Приложить» и заполните
                заметку.
              </Notice>
            )}
            <ActivitySteps
              occurrence={occurrence}
              parts={parts}
              activityTitle={activity.title}
              canAct={loaderData.canAct}
              today={today}
              timeZone={timeZone}
              names={names}
              hrefOf={hrefOf}
              submission={loaderData.submission}
            />
          </Stack>
        </Section>
      )}
      {panel !== 'close' && actionData?.values['intent'] === 'close' && (
        <Refused state={actionData} to={step === null ? here : hrefOf('close', step.id)} />
      )}
      {panel !== null && (
        <ActivityPanel
          // A new form for another part: what was typed for one must not stay for the next.
          key={`${panel}-${step?.id ?? ''}`}
          panel={panel}
          back={here}
          state={actionData}
          submission={loaderData.submission}
          today={today}
          activity={activity}
          occurrence={occurrence}
          step={step}
          part={parts.find((part) => part.id === step?.partId)}
          stepTitle={partTitle(
            parts.find((part) => part.id === step?.partId),
            activity.title,
          )}
          papers={loaderData.papers}
          who={loaderData.who}
          responsibles={loaderData.responsibles.map((one) => ({ value: one.id, label: one.words }))}
        />
      )}
      {isConditional && loaderData.canAct && panel !== 'open' && (
        <Notice title={occurrences.length === 0 ? 'Ждёт своего события' : 'Событие может повториться'}>
          <Stack gap="small">
            <span>{`В карте: «${activity.deadlineText}». Когда это произойдёт, поставьте срок.`}</span>
            <span>
              <ButtonLink to={hrefOf('open')}>Событие произошло</ButtonLink>
            </span>
          </Stack>
        </Notice>
      )}
      {occurrences.length > 1 && (
        <OccurrenceList
          occurrences={occurrences}
          activityId={activity.id}
          today={today}
          chosenId={occurrence?.id ?? null}
        />
      )}
      <EvidenceList evidence={loaderData.evidence} canDrop={loaderData.canAct} state={actionData} />
      <ActivitySource
        data={loaderData}
        changeHref={
          loaderData.roadmap.state === 'approved' && can['roadmap.review'] === true
            ? hrefOf('responsible')
            : null
        }
      />
      <Comments
        comments={loaderData.comments}
        names={names}
        timeZone={timeZone}
        can={can['roadmap.comment']}
        state={actionData}
        submission={loaderData.commentSubmission}
      />
      <History entries={loaderData.history} names={names} timeZone={timeZone} />
    </Page>
  );
}

/** Why nothing can be done here, when it cannot. */
function Standing({ data }: { data: Route.ComponentProps['loaderData'] }) {
  if (data.roadmap.state === 'closed')
    return <NoRight reason="Карта завершена: её мероприятия больше не меняются." />;
  if (data.roadmap.state !== 'approved') {
    return <NoRight reason="Карта ещё не утверждена: закрывать мероприятия можно после утверждения." />;
  }
  if (data.can['roadmap.close'] !== true) return <NoRight reason={data.can['roadmap.close']} />;
  if (!data.isTheirs) {
    return (
      <NoRight reason="За это мероприятие отвечаете не вы. Закрыть его может ответственный, куратор или директор; комментарий может оставить каждый." />
    );
  }
  return null;
}

/** A one-press closing that was refused: the reason, and the form that takes words. */
function Refused({
  state,
  to,
}: {
  state: { formErrors: readonly string[]; errors: Readonly<Record<string, string>> };
  to: string;
}) {
  return (
    <Notice kind="error" title="Не закрыто">
      <Stack gap="small">
        {[...state.formErrors, ...Object.values(state.errors)].map((text) => (
          <span key={text}>{text}</span>
        ))}
        <span>
          <ButtonLink to={to}>Закрыть с пояснением</ButtonLink>
        </span>
      </Stack>
    </Notice>
  );
}
