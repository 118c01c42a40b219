import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import {
  originLabels,
  roadmapRefusalText,
  roadmapStateLabels,
  roadmapStateTones,
} from '#src/features/roadmap/labels.ts';
import { roadmapLayoutOptions } from '#src/features/roadmap/papers/layouts.ts';
import { NextStep } from '#src/features/roadmap/ui/next-step.tsx';
import { RoadmapSteps } from '#src/features/roadmap/ui/roadmap-steps.tsx';
import { StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay, formatDays } from '#src/ui/days.ts';
import { ConfirmButton, Form, SubmitButton } from '#src/ui/form.tsx';
import { refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure, Menu, MenuLink } from '#src/ui/menu.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/roadmap';

const FORMATS = [
  { value: 'docx', label: 'DOCX' },
  { value: 'pdf', label: 'PDF' },
  { value: 'xlsx', label: 'XLSX' },
] as const;

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getOverview(signedIn, params.id);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, previous, counts, can } = found.value;
  return { roadmap, previous, counts, can: abilityTexts(can) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const sent = (await request.formData()).get('intent');
  const intent = typeof sent === 'string' && Object.hasOwn(COMMANDS, sent) ? sent : '';
  const command = COMMANDS[intent];
  if (command === undefined) return redirectWith(`/roadmaps/${params.id}`, 'Выберите действие', 'warning');
  const done = await roadmap[command.name](signedIn, params.id);
  if (!done.ok) {
    const state = refuseForm({ intent }, done.refusal, roadmapRefusalText(done.refusal));
    return data(state, { status: statusOf(done.refusal) });
  }
  return redirectWith(command.to(params.id), command.said);
}

const COMMANDS: Readonly<
  Record<
    string,
    {
      name: 'dropRoadmap' | 'returnToReview' | 'closeRoadmap' | 'reopenRoadmap';
      to: (id: string) => string;
      said: string;
    }
  >
> = {
  drop: { name: 'dropRoadmap', to: () => '/roadmaps', said: 'Дорожная карта удалена' },
  return: {
    name: 'returnToReview',
    to: (id) => `/roadmaps/${id}/review`,
    said: 'Карта снова на проверке',
  },
  close: {
    name: 'closeRoadmap',
    to: (id) => `/roadmaps/${id}`,
    said: 'Карта завершена: она остаётся в отчётах и её можно перенести на новый год',
  },
  reopen: { name: 'reopenRoadmap', to: (id) => `/roadmaps/${id}`, said: 'Карта снова в работе' },
};

export default function Roadmap({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, previous, counts, can } = loaderData;
  const base = `/roadmaps/${roadmap.id}`;
  const isEditable = roadmap.state === 'review' || roadmap.state === 'draft';
  const mayReview = can['roadmap.review'] === true;
  return (
    <Page
      title={roadmap.title}
      breadcrumbs={[{ to: '/roadmaps', label: 'Дорожные карты' }]}
      actions={
        <Menu label="Скачать карту" framed>
          {FORMATS.map((format) => (
            <MenuLink
              key={format.value}
              download
              to={`${base}/print/${format.value}?layout=${roadmap.layout}`}
            >
              {format.label}, как в исходном документе
            </MenuLink>
          ))}
        </Menu>
      }
    >
      {isEditable && <RoadmapSteps roadmapId={roadmap.id} current={roadmap.state === 'review' ? 0 : 2} />}
      {!mayReview && isEditable && <NoRight reason={String(can['roadmap.review'])} />}
      <NextStep
        roadmap={roadmap}
        counts={counts}
        mayReview={mayReview}
        mayApprove={can['roadmap.approve'] === true}
      />
      <Section title="О карте">
        <KeyValue
          items={[
            {
              key: 'Состояние',
              value: (
                <StateBadge
                  tone={roadmapStateTones[roadmap.state]}
                  label={roadmapStateLabels[roadmap.state]}
                />
              ),
            },
            {
              key: 'Период',
              value:
                roadmap.periodStart === null || roadmap.periodEnd === null
                  ? null
                  : formatDays(roadmap.periodStart, roadmap.periodEnd),
            },
            { key: 'Откуда', value: <Origin roadmap={roadmap} previous={previous} /> },
            ...(roadmap.approvedOn === null
              ? []
              : [
                  {
                    key: 'Утверждена',
                    value: (
                      <Approval
                        paperId={roadmap.approvalPaperId}
                        text={`приказ от ${formatDay(roadmap.approvedOn)} № ${roadmap.approvalNumber}`}
                      />
                    ),
                  },
                ]),
            { key: 'Мероприятий', value: `${counts.activities} (разделов: ${counts.sections})` },
            ...(isEditable
              ? [
                  { key: 'Неясных строк', value: counts.unclear },
                  { key: 'Без срока', value: counts.withoutDeadline },
                  { key: 'Без ответственного', value: counts.withoutResponsible },
                ]
              : [
                  { key: 'Открытых сроков', value: `${counts.open} из ${counts.occurrences}` },
                  { key: 'Просрочено', value: counts.overdue },
                ]),
            {
              key: 'Ответственные',
              value:
                counts.words === 0
                  ? 'в карте не названы'
                  : counts.wordsUnmapped === 0
                    ? 'все сопоставлены с сотрудниками'
                    : `не сопоставлено: ${counts.wordsUnmapped} из ${counts.words}`,
            },
            ...(roadmap.aim === '' ? [] : [{ key: 'Цель', value: roadmap.aim }]),
          ]}
        />
        <Row>
          {isEditable && <ButtonLink to={`${base}/review?show=all`}>Все строки</ButtonLink>}
          {isEditable && mayReview && (
            <ButtonLink to={`${base}/header`}>Название, период, разделы</ButtonLink>
          )}
          <ButtonLink to={`${base}/responsibles`}>Ответственные</ButtonLink>
          {isEditable && mayReview && counts.withoutDeadline > 0 && (
            <ButtonLink to={`${base}/dates`}>Предложить сроки</ButtonLink>
          )}
          {!isEditable && <ButtonLink to={`/plan?roadmap=${roadmap.id}`}>План</ButtonLink>}
          {!isEditable && <ButtonLink to={`${base}/report`}>Отчёт</ButtonLink>}
          {!isEditable && can['roadmap.import'] === true && (
            <ButtonLink to={`${base}/next-year`}>Перенести на новый год</ButtonLink>
          )}
        </Row>
      </Section>
      <Section title="Скачать и напечатать">
        <Disclosure title="В другой таблице: пять видов граф">
          <ul>
            {roadmapLayoutOptions.map((layout) => (
              <li key={layout.value}>
                {layout.label}:{' '}
                {FORMATS.map((format, index) => (
                  <span key={format.value}>
                    {index > 0 && ', '}
                    <TextLink download to={`${base}/print/${format.value}?layout=${layout.value}`}>
                      {format.label}
                    </TextLink>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </Disclosure>
      </Section>
      {!isEditable && can['roadmap.approve'] === true && (
        <Section title={roadmap.state === 'closed' ? 'Карта завершена' : 'Завершить карту'}>
          {roadmap.state === 'closed' ? (
            <Form intent="reopen" state={actionData}>
              <div>
                <SubmitButton look="plain">Вернуть в работу</SubmitButton>
              </div>
            </Form>
          ) : (
            <ConfirmButton
              label="Завершить карту"
              question="Год закончен, все сроки закрыты. Завершённая карта остаётся для отчётов; вернуть её в работу можно."
              confirmLabel="Завершить карту"
              intent="close"
              state={actionData}
            />
          )}
        </Section>
      )}
      {isEditable && mayReview && (
        <Section title="Ещё">
          <Stack gap="small">
            {roadmap.state === 'draft' && (
              <Form intent="return" state={actionData}>
                <div>
                  <SubmitButton look="plain">Вернуть на проверку</SubmitButton>
                </div>
              </Form>
            )}
            <ConfirmButton
              label="Удалить карту"
              question="Карта и всё, что вы в ней проверили, будут удалены без возможности вернуть. Исходный документ останется у вас."
              confirmLabel="Удалить карту"
              intent="drop"
              danger
              state={actionData}
            />
          </Stack>
        </Section>
      )}
    </Page>
  );
}

function Origin({
  roadmap,
  previous,
}: {
  roadmap: Route.ComponentProps['loaderData']['roadmap'];
  previous: { id: string; title: string } | null;
}) {
  return (
    <>
      {originLabels[roadmap.origin]}
      {previous !== null && (
        <>
          : <TextLink to={`/roadmaps/${previous.id}`}>{previous.title}</TextLink>
        </>
      )}
      {previous === null && roadmap.sourceName !== '' && (
        <>
          :{' '}
          {roadmap.sourceFileId === null ? (
            roadmap.sourceName
          ) : (
            <TextLink download to={`/files/${roadmap.sourceFileId}`}>
              {roadmap.sourceName}
            </TextLink>
          )}
        </>
      )}
    </>
  );
}

function Approval({ paperId, text }: { paperId: string | null; text: string }) {
  return paperId === null ? (
    <Text as="span">{text}</Text>
  ) : (
    <TextLink to={`/documents/${paperId}`}>{text}</TextLink>
  );
}
