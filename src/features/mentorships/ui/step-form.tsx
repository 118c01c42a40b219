import { channelLabels, stepLabels } from '#src/features/mentorships/labels/answers.ts';
import type { MentorshipState } from '#src/features/mentorships/rules.ts';
import { stepsFrom, TOLD_CHANNELS } from '#src/features/mentorships/rules/answers.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { DateField, HiddenField, SelectField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';

export const stepFormLabels = { state: 'Шаг', steppedOn: 'Когда', channel: 'Как договорились' };

/** A step forward or back by hand, until the order. */
export function StepForm({
  current,
  version,
  today,
  state,
}: {
  current: MentorshipState;
  version: number;
  today: string;
  state: FormState | undefined;
}) {
  const steps = stepsFrom(current);
  if (steps.length === 0) return null;
  const isAgreed = current === 'agreed';
  return (
    <Disclosure title="Отметить шаг" open={state?.values['intent'] === 'step'}>
      <Form state={state} intent="step">
        <HiddenField name="version" value={version} />
        <Text tone="quiet">
          {isAgreed
            ? 'Назад шагают, если договорённость распалась: ответы забудутся, и всех спросят заново.'
            : 'Знакомство и пробная работа не обязательны. «Договорились» значит, что согласны все: за тех, кто ещё не ответил, ответ внесёт куратор.'}
        </Text>
        <SelectField
          name="state"
          label={stepFormLabels.state}
          required
          options={steps.toReversed().map((step) => ({ value: step, label: stepLabels[step] }))}
        />
        <DateField
          name="steppedOn"
          label={stepFormLabels.steppedOn}
          required
          max={today}
          defaultValue={today}
        />
        {!isAgreed && (
          <RadioField
            name="channel"
            label={stepFormLabels.channel}
            description="Для шага «Договорились»"
            options={TOLD_CHANNELS.toReversed().map((one) => ({ value: one, label: channelLabels[one] }))}
            defaultValue="paper"
          />
        )}
        <FormButtons>
          <SubmitButton>Отметить</SubmitButton>
        </FormButtons>
      </Form>
    </Disclosure>
  );
}
