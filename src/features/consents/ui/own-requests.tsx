import {
  requestChoiceLabels,
  requestKindLabels,
  requestStateLabels,
} from '#src/features/consents/labels/duties.ts';
import { REQUEST_KINDS } from '#src/features/consents/rules/requests.ts';
import type { SubjectRequest } from '#src/features/consents/service.server.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { formatDay } from '#src/ui/days.ts';
import { HiddenField, SelectField, TextAreaField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

const tones = { open: 'warning', answered: 'success', refused: 'neutral' } as const;

/** What the reader may ask of the school about their data and their children's, and what was answered. */
export function OwnRequests({
  people,
  requests,
  isVisitor,
  state,
  submission,
}: {
  people: readonly { readonly id: string; readonly name: string; readonly isSelf: boolean }[];
  requests: readonly SubjectRequest[];
  isVisitor: boolean;
  state: FormState | undefined;
  submission: string;
}) {
  const [only] = people;
  if (only === undefined) return null;
  const nameOf = (personId: string | null) => people.find(({ id }) => id === personId);
  return (
    <Section title="Ваши данные">
      <Stack>
        {isVisitor ? (
          <Text>
            Вы вошли по карточке: копию данных так не скачать, потому что карточку мог найти другой. Отправьте
            обращение, и копию передаст куратор.
          </Text>
        ) : (
          people.map((person) => (
            <Text key={person.id}>
              {person.isSelf ? 'Копия ваших данных' : `Копия данных ребёнка, ${person.name}`}:{' '}
              <TextLink to={`/my/consents/copy/${person.id}`} download>
                PDF
              </TextLink>
              ,{' '}
              <TextLink to={`/my/consents/copy/${person.id}?format=docx`} download>
                DOCX
              </TextLink>
              ,{' '}
              <TextLink to={`/my/consents/copy/${person.id}?format=json`} download>
                JSON
              </TextLink>
            </Text>
          ))
        )}
        {requests.map((request) => {
          const person = nameOf(request.personId);
          return (
            <Card key={request.id}>
              <Stack gap="small">
                <Row spread>
                  <Text strong>
                    Обращение: {requestKindLabels[request.kind]}
                    {person !== undefined && !person.isSelf && `, ${person.name}`}
                  </Text>
                  <StateBadge tone={tones[request.state]} label={requestStateLabels[request.state]} />
                </Row>
                <Text tone="quiet" size="small">
                  Получено {formatDay(request.receivedOn)},{' '}
                  {request.state === 'open'
                    ? `ответ придёт до ${formatDay(request.dueOn)}`
                    : `ответ дан ${formatDay(request.answeredOn ?? '')}`}
                </Text>
                {request.extendedReason !== '' && request.state === 'open' && (
                  <Text size="small">Срок продлён: {request.extendedReason}</Text>
                )}
                {request.answer !== '' && <Text verbatim>{request.answer}</Text>}
              </Stack>
            </Card>
          );
        })}
        <Disclosure title="Обратиться в школу о данных" open={state?.values['intent'] === 'ask'}>
          <Form state={state} intent="ask" submission={submission}>
            <Text tone="quiet" size="small">
              Школа отвечает за 10 рабочих дней; ответ появится здесь.
            </Text>
            {people.length === 1 ? (
              <HiddenField name="personId" value={only.id} />
            ) : (
              <SelectField
                name="personId"
                label="О чьих данных"
                options={people.map(({ id, name, isSelf }) => ({
                  value: id,
                  label: isSelf ? 'О моих' : name,
                }))}
              />
            )}
            <SelectField
              name="kind"
              label="О чём просите"
              options={REQUEST_KINDS.map((kind) => ({ value: kind, label: requestChoiceLabels[kind] }))}
            />
            <TextAreaField
              name="words"
              label="Подробнее"
              description="Например: что исправить. Можно не писать"
              rows={3}
              maxLength={5000}
            />
            <FormButtons>
              <SubmitButton>Отправить обращение</SubmitButton>
            </FormButtons>
          </Form>
        </Disclosure>
      </Stack>
    </Section>
  );
}
