import { capitalize } from '#src/lib/russian/capitalize.ts';
import { closedStateLabels } from '#src/features/roadmap/labels.ts';
import { isOpen } from '#src/features/roadmap/rules/state.ts';
import {
  partTitle,
  readinessWords,
  type ActivityOccurrence,
  type ActivityPart,
} from '#src/features/roadmap/ui/activity-model.ts';
import { lineState } from '#src/features/roadmap/ui/plan-words.ts';
import { Badge, StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import { Card, Row, Stack, Text, VisuallyHidden } from '#src/ui/layout.tsx';
import { ProgressBar } from '#src/ui/progress-bar.tsx';

/** The parts of one occurrence: state, what is missing, and what can be done with each. */
export function ActivitySteps({
  occurrence,
  parts,
  activityTitle,
  canAct,
  today,
  timeZone,
  names,
  hrefOf,
  submission,
}: {
  occurrence: ActivityOccurrence;
  parts: readonly ActivityPart[];
  activityTitle: string;
  canAct: boolean;
  today: string;
  timeZone: string;
  names: Readonly<Record<string, string>>;
  hrefOf: (panel: string, stepId: string) => string;
  submission: string;
}) {
  return (
    <Stack>
      {occurrence.steps.map((step) => {
        const part = parts.find((one) => one.id === step.partId);
        const title = partTitle(part, activityTitle);
        const isSingle = occurrence.steps.length === 1;
        const open = isOpen(step.state);
        const isCounted = part?.closing === 'count' || part?.closing === 'share';
        return (
          <Card key={step.id} soft>
            <Stack gap="small">
              <Row spread>
                <Text as="span" strong={!isSingle}>
                  {isSingle ? (part?.kindTitle ?? 'Вид работы не определён') : title}
                </Text>
                <StateBadge
                  {...lineState({ state: step.state, dueOn: open ? occurrence.dueOn : null }, today)}
                />
              </Row>
              {!isSingle && part?.kindTitle != null && part.kindTitle !== title && (
                <span>
                  <Badge>{part.kindTitle}</Badge>
                </span>
              )}
              {part?.evidenceWords != null && (
                <Text size="small" tone="quiet">{`Чем подтверждается: ${part.evidenceWords}`}</Text>
              )}
              {isCounted && step.target !== null && (
                <ProgressBar
                  label="Сделано"
                  done={step.progress ?? 0}
                  total={step.target}
                  text={`${step.progress ?? 0} из ${step.target}${part?.closing === 'share' ? ' %' : ''}`}
                />
              )}
              {open && step.countedWords !== null && step.countedWords !== '' && (
                <Text size="small">{`По данным программы: ${step.countedWords}`}</Text>
              )}
              {open ? (
                <Text>{capitalize(readinessWords(step, part, occurrence.dueOn))}</Text>
              ) : (
                <Closed step={step} names={names} timeZone={timeZone} />
              )}
              {canAct && (
                <Row>
                  {open && step.readiness.ready && (
                    <Form intent="close" submission={submission} wide>
                      <HiddenField name="stepId" value={step.id} />
                      <HiddenField name="version" value={step.version} />
                      <HiddenField name="state" value="done" />
                      <SubmitButton pendingLabel="Закрываем…">
                        Закрыть<VisuallyHidden>: {title}</VisuallyHidden>
                      </SubmitButton>
                    </Form>
                  )}
                  {open && (
                    <Drafting
                      step={step}
                      part={part}
                      submission={submission}
                      isMain={!step.readiness.ready}
                    />
                  )}
                  {open && part?.place != null && (
                    <ButtonLink
                      to={part.place.path}
                      size="small"
                      look={
                        step.readiness.ready || (part.drafts.length > 0 && step.draftId === null)
                          ? 'plain'
                          : 'main'
                      }
                    >
                      {part.place.label}
                    </ButtonLink>
                  )}
                  {open && (
                    <>
                      {isCounted && (
                        <PanelLink to={hrefOf('progress', step.id)} label="Обновить число" about={title} />
                      )}
                      <PanelLink to={hrefOf('attach', step.id)} label="Приложить" about={title} />
                      <PanelLink to={hrefOf('close', step.id)} label="Закрыть с пояснением" about={title} />
                    </>
                  )}
                  {!open && <PanelLink to={hrefOf('reopen', step.id)} label="Открыть снова" about={title} />}
                </Row>
              )}
            </Stack>
          </Card>
        );
      })}
    </Stack>
  );
}

/** The paper that the part asks for: one press makes it, the next opens it. */
function Drafting({
  step,
  part,
  submission,
  isMain,
}: {
  step: ActivityOccurrence['steps'][number];
  part: ActivityPart | undefined;
  submission: string;
  isMain: boolean;
}) {
  if (step.draftId !== null) {
    return (
      <ButtonLink to={`/documents/${step.draftId}`} size="small" look={isMain ? 'main' : 'plain'}>
        Открыть подготовленный документ
      </ButtonLink>
    );
  }
  return (part?.drafts ?? []).map(({ kind, title }) => (
    <Form key={kind} intent="draft" submission={submission} wide>
      <HiddenField name="stepId" value={step.id} />
      <HiddenField name="kind" value={kind} />
      <SubmitButton size="small" look={isMain ? 'main' : 'plain'} pendingLabel="Готовим…">
        Подготовить: {title}
      </SubmitButton>
    </Form>
  ));
}

function PanelLink({ to, label, about }: { to: string; label: string; about: string }) {
  return (
    <ButtonLink to={to} size="small">
      {label}
      <VisuallyHidden>: {about}</VisuallyHidden>
    </ButtonLink>
  );
}

function Closed({
  step,
  names,
  timeZone,
}: {
  step: ActivityOccurrence['steps'][number];
  names: Readonly<Record<string, string>>;
  timeZone: string;
}) {
  const label = closedStateLabels[step.state as keyof typeof closedStateLabels] ?? '';
  const who = step.closedBy === null ? '' : (names[step.closedBy] ?? '');
  const when = step.closedAt === null ? '' : formatInstant(step.closedAt, timeZone);
  return (
    <Stack gap="none">
      <Text>{[label, when, who].filter((one) => one !== '').join(', ')}</Text>
      {step.fact !== '' && <Text verbatim>{`Что сделано: ${step.fact}`}</Text>}
      {step.reason !== '' && <Text verbatim>{`Причина: ${step.reason}`}</Text>}
    </Stack>
  );
}
