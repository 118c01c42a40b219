import type { ImportView } from '#src/features/people/service.server/imports.ts';
import { DateField, HiddenField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Stack, Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Section } from '#src/ui/page.tsx';

/** What a bank or a list of pairs makes besides people, and where the consents of those who have none in force lie. */
export function ImportPlan({
  draft,
  plan,
  state,
}: {
  draft: ImportView['draft'];
  plan: NonNullable<ImportView['plan']>;
  state: FormState | null | undefined;
}) {
  const basis = draft.options.basis ?? '';
  return (
    <Section title="Что ещё будет записано">
      <Stack>
        <KeyValue
          items={[
            { key: 'Запросы наставляемых', value: plan.requests },
            { key: 'Предложения наставников', value: plan.offers },
            { key: 'Наставничества этого года', value: plan.mentorships },
            { key: 'Завершённые наставничества', value: plan.finished },
            { key: 'Строки, в которых всё уже есть', value: plan.known },
          ]}
        />
        {plan.undated > 0 && (
          <Notice kind="info" title={`Без даты завершения: ${plan.undated}`}>
            Днём завершения будет записано 31 мая учебного года списка. Если это не так, впишите даты в файл и
            загрузите снова.
          </Notice>
        )}
        {plan.uncertified > 0 && (
          <Notice kind="warning" title={`Нет справки об отсутствии судимости: ${plan.uncertified}`}>
            Столько пар не будет внесено: наставник в них – взрослый не из школы, наставляемый –
            несовершеннолетний (ст. 351.1 ТК РФ). Внесите справки в допуске наставников и загрузите список
            снова.
          </Notice>
        )}
        {plan.unconsented > 0 && (
          <>
            <Notice kind="warning" title={`Нет согласия на обработку в силе: ${plan.unconsented}`}>
              {basis === ''
                ? 'Без согласия программа сохранит о них только имена. Если подписанные согласия лежат в школе, напишите где: они будут внесены как бумажные.'
                : `Будут внесены бумажные согласия: ${basis}. Кого они уже не покрывают (стал совершеннолетним, истёк срок), о том сохранятся только имена.`}
            </Notice>
            <Form intent="consents" state={state} wide>
              <HiddenField name="version" value={draft.version} />
              <FieldColumns>
                <TextField
                  name="basis"
                  label="Где лежат подписанные согласия"
                  description="Например: личные дела, папка 04-12"
                  maxLength={500}
                  defaultValue={basis}
                />
                <DateField
                  name="signedOn"
                  label="Когда подписаны"
                  defaultValue={draft.options.signedOn ?? `${draft.schoolYear}-09-01`}
                />
              </FieldColumns>
              <FormButtons>
                <SubmitButton pendingLabel="Сохраняем…">Запомнить согласия</SubmitButton>
              </FormButtons>
            </Form>
          </>
        )}
        <Text tone="quiet">
          Запросы и пары без согласия в силе не сохраняются, даже если они есть в файле.
        </Text>
      </Stack>
    </Section>
  );
}
