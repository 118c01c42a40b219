import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { outsideLabels, reachLabels } from '#src/features/banks/labels.ts';
import { REACHES } from '#src/features/banks/rules/outside-offer.ts';
import type { OutsideCard } from '#src/features/banks/service.server.ts';
import { plural } from '#src/lib/russian/plural.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, HiddenField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

const reachOptions = REACHES.map((reach) => ({ value: reach, label: reachLabels[reach] }));

/** Whether a mentor lets themselves be offered to other schools: agreed to and withdrawn by them, or written down from paper. */
export function OutsideOfferSection({
  card,
  state,
  isOwn,
}: {
  card: OutsideCard;
  state: FormState | null | undefined;
  /** On the mentor's own page; else the curator's. */
  isOwn: boolean;
}) {
  const { agreement, mayAgree, text, elsewhere } = card;
  if (agreement === null && !mayAgree && elsewhere.length === 0) return null;
  return (
    <Section title="Можно предлагать меня другим школам">
      {agreement !== null ? (
        <>
          <Text>
            {isOwn ? 'Вас' : 'Наставника'} можно предлагать {reachLabels[agreement.reach]}: согласие от{' '}
            {formatDayShort(agreement.agreedOn)}, {agreement.channel === 'paper' ? 'на бумаге' : 'на экране'},
            редакция {agreement.textVersion}.
          </Text>
          <ConfirmButton
            label="Больше не предлагать"
            question="Другие школы сразу перестанут видеть наставника. Начатые пары на этом не кончаются."
            confirmLabel="Отозвать согласие"
            intent="withdraw-outside"
            state={state}
          />
        </>
      ) : (
        mayAgree && (
          <Disclosure
            title={isOwn ? 'Прочитать и согласиться' : 'Внести согласие с бумаги'}
            open={state?.values['intent'] === 'agree-outside'}
          >
            {text.paragraphs.map((words) => (
              <Text key={words} size="small">
                {words}
              </Text>
            ))}
            <Form state={state} intent="agree-outside">
              <HiddenField name="textVersion" value={text.version} />
              <RadioField name="reach" label={outsideLabels.reach} required options={reachOptions} />
              {!isOwn && <DateField name="agreedOn" label={outsideLabels.agreedOn} required />}
              <FormButtons>
                <SubmitButton look="plain" pendingLabel="Сохраняем…">
                  {isOwn ? 'Согласиться' : 'Внести согласие'}
                </SubmitButton>
              </FormButtons>
            </Form>
          </Disclosure>
        )
      )}
      {elsewhere.length > 0 && (
        <>
          <Text strong>В других школах</Text>
          <ul>
            {elsewhere.map((one, index) => (
              <li key={index}>
                {one.schoolName}: {formTitle(one.form)}, {one.isGroup ? 'группа' : 'пара'},{' '}
                {plural(one.mentees, 'наставляемый', 'наставляемых', 'наставляемых')},{' '}
                {mentorshipStateLabels[one.state as keyof typeof mentorshipStateLabels]}
                {one.startsOn === null ? '' : `, с ${formatDayShort(one.startsOn)}`}
                {one.dueOn === null ? '' : ` по ${formatDayShort(one.dueOn)}`}
              </li>
            ))}
          </ul>
          <Text size="small" tone="quiet">
            Имена наставляемых знает только их школа: за их данные отвечает она.
          </Text>
        </>
      )}
    </Section>
  );
}
