import type { ReactNode } from 'react';
import type {
  ActivityOccurrence,
  ActivityPart,
  ActivityStep,
  Panel,
} from '#src/features/roadmap/ui/activity-model.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import {
  DateField,
  FileField,
  HiddenField,
  NumberField,
  SelectField,
  TextAreaField,
  TextField,
  type Option,
} from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Text, TextLink } from '#src/ui/layout.tsx';
import { Section } from '#src/ui/page.tsx';

export interface PanelProps {
  readonly panel: Panel;
  /** Address of the page without a panel: where «Отменить» leads. */
  readonly back: string;
  readonly state: FormState | null | undefined;
  readonly submission: string;
  readonly today: string;
  readonly activity: { readonly id: string; readonly version: number };
  readonly occurrence: ActivityOccurrence | null;
  readonly step: ActivityStep | null;
  readonly part: ActivityPart | undefined;
  readonly stepTitle: string;
  readonly papers: readonly Option[];
  readonly who: readonly Option[];
  readonly responsibles: readonly Option[];
}

/** The one form that is open on the page of an activity. */
export function ActivityPanel(props: PanelProps) {
  const { panel, stepTitle } = props;
  const titles: Readonly<Record<Panel, string>> = {
    attach: `Приложить подтверждение: ${stepTitle}`,
    close: `Закрыть с пояснением: ${stepTitle}`,
    progress: `Сколько сделано: ${stepTitle}`,
    move: 'Перенести срок',
    reopen: `Открыть снова: ${stepTitle}`,
    open: 'Событие произошло',
    responsible: 'Указать ответственного',
  };
  return (
    <Card>
      <Section title={titles[panel]} id="form" level={3}>
        <PanelForm {...props} />
      </Section>
    </Card>
  );
}

function PanelForm(props: PanelProps): ReactNode {
  const { panel, occurrence, step } = props;
  if (panel === 'open') return <OpenForm {...props} />;
  if (panel === 'responsible') return <ResponsibleForm {...props} />;
  if (occurrence === null || step === null) return null;
  const known = { ...props, occurrence, step };
  switch (panel) {
    case 'attach':
      return <AttachForm {...known} />;
    case 'close':
      return <CloseForm {...known} />;
    case 'progress':
      return <ProgressForm {...known} />;
    case 'move':
      return <MoveForm {...known} />;
    case 'reopen':
      return <ReopenForm {...known} />;
  }
}

type Known = PanelProps & { readonly occurrence: ActivityOccurrence; readonly step: ActivityStep };

function Cancel({ back }: { back: string }) {
  return <ButtonLink to={back}>Отменить</ButtonLink>;
}

function AttachForm({ state, submission, occurrence, step, part, papers, today, activity, back }: Known) {
  const here = `/plan/activities/${activity.id}?occurrence=${occurrence.id}&do=attach&step=${step.id}`;
  // Evidence closes only what lacks nothing else: a count waits for its number, a period for its end.
  const canClose = step.readiness.ready || step.readiness.lack === 'evidence';
  return (
    <Form state={state} intent="attach" submission={submission} upload>
      {part?.evidenceWords != null && <Text tone="quiet">{`Чем подтверждается: ${part.evidenceWords}`}</Text>}
      <HiddenField name="occurrenceId" value={occurrence.id} />
      <HiddenField name="partId" value={step.partId} />
      <HiddenField name="closeStepId" value={step.id} />
      <HiddenField name="closeVersion" value={step.version} />
      <SelectField
        name="paperId"
        label="Документ из реестра"
        empty="Не выбран"
        options={papers}
        description={
          <>
            Документа ещё нет в реестре?{' '}
            <TextLink to={`/documents/new?back=${encodeURIComponent(here)}`}>Внесите его</TextLink>, потом вы
            вернётесь сюда.
          </>
        }
      />
      <FileField name="file" label="или файл" description="Скан, фотография, протокол: до 25 МБ" />
      <TextField
        name="url"
        label="или ссылка"
        kind="url"
        placeholder="https://"
        description="Например, на новость или страницу сайта школы"
      />
      <TextAreaField
        name="note"
        label="Заметка"
        description="Что сделано, одним-двумя предложениями. Может стоять и одна"
        rows={3}
      />
      <DateField
        name="happenedOn"
        label="Когда это было"
        max={today}
        description="Если не указать, днём исполнения станет день закрытия"
      />
      <FormButtons>
        {canClose && (
          <SubmitButton name="then" value="close" pendingLabel="Прикладываем…">
            Приложить и закрыть
          </SubmitButton>
        )}
        <SubmitButton
          look={canClose ? 'plain' : 'main'}
          name="then"
          value="stay"
          pendingLabel="Прикладываем…"
        >
          {canClose ? 'Только приложить' : 'Приложить'}
        </SubmitButton>
        <Cancel back={back} />
      </FormButtons>
    </Form>
  );
}

function CloseForm({ state, submission, step, back }: Known) {
  return (
    <Form state={state} intent="close" submission={submission}>
      <HiddenField name="stepId" value={step.id} />
      <HiddenField name="version" value={step.version} />
      <RadioField
        name="state"
        label="Итог"
        required
        defaultValue="done"
        options={[
          {
            value: 'done',
            label: 'Выполнено',
            description: 'Без подтверждения или раньше срока – с причиной',
          },
          {
            value: 'done_in_part',
            label: 'Выполнено частично',
            description: 'Напишите, что сделано, а что нет',
          },
          {
            value: 'not_done',
            label: 'Не выполнено',
            description: 'Напишите почему: причина войдёт в отчёт',
          },
        ]}
      />
      <TextAreaField name="fact" label="Что сделано" rows={3} maxLength={5000} />
      <TextAreaField
        name="reason"
        label="Причина"
        rows={3}
        maxLength={1000}
        description="Для отчёта и для тех, кто придёт после вас"
      />
      <FormButtons>
        <SubmitButton pendingLabel="Закрываем…">Закрыть</SubmitButton>
        <Cancel back={back} />
      </FormButtons>
    </Form>
  );
}

function ProgressForm({ state, step, part, back }: Known) {
  const isShare = part?.closing === 'share';
  const target = part?.target ?? null;
  const unit = isShare ? 'процентов' : (part?.unit ?? 'штук');
  return (
    <Form state={state} intent="progress">
      <HiddenField name="stepId" value={step.id} />
      <HiddenField name="version" value={step.version} />
      <NumberField
        name="progress"
        label={`Сделано на сегодня, ${unit}`}
        description={
          target === null ? 'Цель не задана: закрыть можно с подтверждением' : `Намечено: ${target}`
        }
        defaultValue={step.progress}
        required
      />
      <FormButtons>
        <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
        <Cancel back={back} />
      </FormButtons>
    </Form>
  );
}

function MoveForm({ state, occurrence, back }: Known) {
  return (
    <Form state={state} intent="move">
      <HiddenField name="occurrenceId" value={occurrence.id} />
      <HiddenField name="version" value={occurrence.version} />
      <DateField name="dueOn" label="Новый последний день" defaultValue={occurrence.dueOn} required />
      <TextAreaField
        name="reason"
        label="Почему переносится"
        rows={3}
        maxLength={1000}
        required
        description="Прежний срок останется в плане и в отчёте"
      />
      <FormButtons>
        <SubmitButton pendingLabel="Переносим…">Перенести</SubmitButton>
        <Cancel back={back} />
      </FormButtons>
    </Form>
  );
}

function ReopenForm({ state, step, back }: Known) {
  return (
    <Form state={state} intent="reopen">
      <HiddenField name="stepId" value={step.id} />
      <HiddenField name="version" value={step.version} />
      <TextAreaField name="reason" label="Почему открываете снова" rows={3} maxLength={1000} required />
      <FormButtons>
        <SubmitButton pendingLabel="Открываем…">Открыть снова</SubmitButton>
        <Cancel back={back} />
      </FormButtons>
    </Form>
  );
}

function OpenForm({ state, submission, today, back }: PanelProps) {
  return (
    <Form state={state} intent="open" submission={submission}>
      <TextAreaField name="reason" label="Что произошло" rows={3} maxLength={1000} required />
      <FieldColumns>
        <DateField name="startsOn" label="Первый день" defaultValue={today} required />
        <DateField name="dueOn" label="Последний день" required />
      </FieldColumns>
      <FormButtons>
        <SubmitButton pendingLabel="Открываем…">Поставить срок</SubmitButton>
        <Cancel back={back} />
      </FormButtons>
    </Form>
  );
}

function ResponsibleForm({ state, activity, responsibles, who, back }: PanelProps) {
  return (
    <Form state={state} intent="responsible">
      <HiddenField name="version" value={activity.version} />
      {responsibles.length > 0 && (
        <SelectField
          name="responsibleId"
          label="Вместо кого"
          empty="Добавить ещё одного"
          options={responsibles}
          defaultValue={responsibles.length === 1 ? (responsibles[0]?.value ?? '') : ''}
        />
      )}
      <SelectField
        name="who"
        label="Кто отвечает"
        empty="Не выбран"
        options={who}
        required
        description="Слова карты не изменятся: здесь говорится, кого они значат"
      />
      <FormButtons>
        <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
        <Cancel back={back} />
      </FormButtons>
    </Form>
  );
}
