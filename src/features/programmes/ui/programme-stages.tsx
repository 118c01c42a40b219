import { STAGES, type ProgrammeStage, type StageState } from '#src/features/programmes/rules.ts';
import { StageStateBadge } from '#src/features/programmes/ui/programme-state-badge.tsx';
import { formatDay } from '#src/ui/days.ts';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Row, Stack, Text, VisuallyHidden } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

const moves: Readonly<Record<StageState, readonly { readonly to: StageState; readonly label: string }[]>> = {
  ahead: [
    { to: 'under_way', label: 'Начать' },
    { to: 'done', label: 'Отметить пройденным' },
  ],
  under_way: [
    { to: 'done', label: 'Отметить пройденным' },
    { to: 'ahead', label: 'Вернуть назад' },
  ],
  done: [{ to: 'under_way', label: 'Открыть снова' }],
};

/** The seven stages with their state, days and a note; each is moved by one press. */
export function ProgrammeStages({
  stages,
  mayEdit,
  state,
}: {
  stages: readonly ProgrammeStage[];
  mayEdit: boolean;
  state: FormState | null | undefined;
}) {
  return (
    <Section title="Этапы">
      <Stack gap="small">
        {stages.map((one) => {
          const title = `${one.stage}. ${STAGES.find(({ stage }) => stage === one.stage)?.title ?? ''}`;
          const isRefused = state != null && state.values['stage'] === String(one.stage);
          return (
            <Card key={one.stage} soft>
              <Stack gap="small">
                <Row spread>
                  <Text as="span" strong>
                    {title}
                  </Text>
                  <StageStateBadge state={one.state} />
                </Row>
                <Text size="small" tone="quiet">
                  {daysOf(one)}
                </Text>
                {one.note !== '' && <Text>{one.note}</Text>}
                {mayEdit && (
                  <Disclosure title={`Отметить этап ${one.stage}`} open={isRefused}>
                    <Form intent="stage" state={isRefused ? state : null} wide>
                      <HiddenField name="stage" value={one.stage} />
                      <HiddenField name="version" value={one.version} />
                      <TextField name="note" label="Заметка" maxLength={1000} defaultValue={one.note} />
                      <Row>
                        {moves[one.state].map(({ to, label }) => (
                          <SubmitButton key={to} name="state" value={to} size="small">
                            {label}
                            <VisuallyHidden>: {title}</VisuallyHidden>
                          </SubmitButton>
                        ))}
                        <SubmitButton name="state" value={one.state} size="small">
                          Сохранить заметку<VisuallyHidden>: {title}</VisuallyHidden>
                        </SubmitButton>
                      </Row>
                    </Form>
                  </Disclosure>
                )}
              </Stack>
            </Card>
          );
        })}
      </Stack>
    </Section>
  );
}

function daysOf({ startedOn, doneOn }: ProgrammeStage): string {
  if (startedOn === null) return 'ещё не начат';
  return doneOn === null
    ? `идёт с ${formatDay(startedOn)}`
    : `${formatDay(startedOn)} – ${formatDay(doneOn)}`;
}
