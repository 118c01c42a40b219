import { TextField } from '#src/ui/fields.tsx';
import { ConfirmButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Section } from '#src/ui/page.tsx';

/** What the school owes a person about their data: a copy, an answer to a letter, a destruction. For those who answer for it. */
export function PersonRights({
  personId,
  state,
  submission,
}: {
  personId: string;
  state: FormState | undefined;
  submission: string;
}) {
  const copy = `/consents/people/${personId}/copy`;
  return (
    <Section title="Права человека">
      <Stack gap="small">
        <Text>
          Копия всего, что хранится о человеке:{' '}
          <TextLink to={copy} download>
            PDF
          </TextLink>
          ,{' '}
          <TextLink to={`${copy}?format=docx`} download>
            DOCX
          </TextLink>
          ,{' '}
          <TextLink to={`${copy}?format=json`} download>
            JSON
          </TextLink>
          . Выдача копии остаётся в журнале.
        </Text>
        <Text>
          Пришло письмо о данных этого человека?{' '}
          <TextLink to={`/consents/requests/new?personId=${personId}`}>Внесите обращение</TextLink>: программа
          посчитает срок ответа.
        </Text>
        <ConfirmButton
          label="Назначить уничтожение данных"
          question="Для требования человека без отзыва согласия. Начнётся срок 30 дней; само уничтожение вы подтвердите отдельно, увидев, что уйдёт."
          confirmLabel="Назначить"
          intent="destroy"
          danger
          submission={submission}
          state={state}
        >
          <TextField
            name="note"
            label="Основание"
            description="Например: заявление от 20.11.2026"
            maxLength={1000}
          />
        </ConfirmButton>
      </Stack>
    </Section>
  );
}
