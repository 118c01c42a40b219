import { sideLabels } from '#src/features/programmes/labels.ts';
import { answerLabels, channelLabels, howAnswered } from '#src/features/mentorships/labels/answers.ts';
import type { Member } from '#src/features/mentorships/rules.ts';
import {
  ANSWERS,
  countAnswers,
  partingOf,
  TOLD_CHANNELS,
  type GivenAnswer,
} from '#src/features/mentorships/rules/answers.ts';
import { REASON_LENGTH } from '#src/features/mentorships/schema/answers.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField, TextAreaField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

export const answerForLabels = {
  personId: 'Кто ответил',
  answer: 'Ответ',
  channel: 'Как ответил',
  answeredOn: 'Когда',
  reason: 'Почему',
};

interface Line {
  readonly member: Member;
  readonly given: GivenAnswer | undefined;
}

/** What everybody in a proposal answered; for the curator, answers of others, asking anew and dissolving. */
export function AnswersSection({
  members,
  answers,
  version,
  today,
  submission,
  maySettle,
  mayReadReasons,
  state,
}: {
  /** Those who are in it now. */
  members: readonly Member[];
  answers: readonly GivenAnswer[];
  version: number;
  today: string;
  submission: string;
  maySettle: boolean;
  mayReadReasons: boolean;
  state: FormState | undefined;
}) {
  const lines = members.map((member) => ({
    member,
    given: answers.find(({ personId }) => personId === member.personId),
  }));
  const { asked, agreed, declined } = countAnswers(members, answers);
  const columns = columnsOf({ version, mayReadReasons, mayAskAgain: maySettle && declined > 0, state });
  return (
    <Section title="Ответы участников">
      <DataTable
        caption={`Согласны ${agreed} из ${asked}${declined === 0 ? '' : `, не согласны ${declined}`}`}
        columns={columns}
        rows={lines}
        rowKey={({ member }) => member.id}
        empty={<Text>Никого нельзя показать: согласия отозваны.</Text>}
      />
      {mayReadReasons && (
        <Text tone="quiet" size="small">
          Почему человек ответил так, видят только куратор и психолог.
        </Text>
      )}
      {maySettle && (
        <>
          <Disclosure title="Внести ответ за участника" open={state?.values['intent'] === 'answer-for'}>
            <Form key={submission} state={state} intent="answer-for" submission={submission}>
              <HiddenField name="version" value={version} />
              <SelectField
                name="personId"
                label={answerForLabels.personId}
                required
                empty="Выберите участника"
                options={members.map(({ personId, name }) => ({ value: personId, label: name }))}
              />
              <RadioField
                name="answer"
                label={answerForLabels.answer}
                required
                options={ANSWERS.map((one) => ({ value: one, label: answerLabels[one] }))}
              />
              <RadioField
                name="channel"
                label={answerForLabels.channel}
                required
                options={TOLD_CHANNELS.map((one) => ({ value: one, label: channelLabels[one] }))}
                defaultValue="talk"
              />
              <DateField
                name="answeredOn"
                label={answerForLabels.answeredOn}
                required
                max={today}
                defaultValue={today}
              />
              <TextAreaField
                name="reason"
                label={answerForLabels.reason}
                description="Можно не писать. Увидят только куратор и психолог"
                rows={2}
                maxLength={REASON_LENGTH}
              />
              <FormButtons>
                <SubmitButton pendingLabel="Сохраняем…">Внести ответ</SubmitButton>
              </FormButtons>
            </Form>
          </Disclosure>
          <Dissolving members={members} answers={answers} version={version} state={state} />
        </>
      )}
    </Section>
  );
}

function columnsOf({
  version,
  mayReadReasons,
  mayAskAgain,
  state,
}: {
  version: number;
  mayReadReasons: boolean;
  mayAskAgain: boolean;
  state: FormState | undefined;
}): Column<Line>[] {
  return [
    { key: 'name', header: 'Кто', isTitle: true, cell: ({ member }) => member.name },
    { key: 'side', header: 'Роль', cell: ({ member }) => sideLabels[member.side] },
    {
      key: 'answer',
      header: 'Ответ',
      cell: ({ member, given }) =>
        given === undefined ? (
          <StateBadge tone="neutral" label="ждём ответа" />
        ) : (
          <>
            <StateBadge
              tone={given.answer === 'agreed' ? 'success' : 'danger'}
              label={answerLabels[given.answer]}
            />
            {mayAskAgain && given.answer === 'declined' && (
              <Form intent="ask-again" state={state} wide>
                <HiddenField name="version" value={version} />
                <HiddenField name="personId" value={member.personId} />
                <SubmitButton look="plain" size="small">
                  Спросить ещё раз
                </SubmitButton>
              </Form>
            )}
          </>
        ),
    },
    {
      key: 'how',
      header: 'Когда и как',
      cell: ({ given }) =>
        given === undefined ? '–' : `${formatDayShort(given.answeredOn)}, ${howAnswered(given)}`,
    },
    ...(mayReadReasons
      ? [{ key: 'reason', header: 'Почему', cell: ({ given }: Line) => given?.reason || '–' }]
      : []),
  ];
}

function Dissolving({
  members,
  answers,
  version,
  state,
}: {
  members: readonly Member[];
  answers: readonly GivenAnswer[];
  version: number;
  state: FormState | undefined;
}) {
  const declined = answers.filter(({ answer }) => answer === 'declined').map(({ personId }) => personId);
  const parting = partingOf(members, new Set(declined));
  const names = members
    .filter(({ personId }) => declined.includes(personId))
    .map(({ name }) => name)
    .join(', ');
  return (
    <>
      {!parting.isWhole && (
        <ConfirmButton
          label="Убрать тех, кто не согласен"
          question={`Из группы уйдут: ${names}. Остальные останутся вместе, а отказ запомнится: подбор не предложит этих людей друг другу снова.`}
          confirmLabel="Убрать"
          intent="dissolve"
          state={state}
          fields={{ version: String(version) }}
        />
      )}
      <ConfirmButton
        label="Снять предложение"
        question={
          declined.length === 0
            ? 'Предложение исчезнет, все участники снова свободны. Никто не отказывался, поэтому подбор может предложить их друг другу ещё раз.'
            : 'Предложение исчезнет, все участники снова свободны. Отказ запомнится: подбор не предложит этих людей друг другу снова.'
        }
        confirmLabel="Снять предложение"
        intent="dissolve"
        danger
        state={state}
        fields={{ version: String(version), whole: 'on' }}
      />
    </>
  );
}
