import { mergeFieldLabels } from '#src/features/people/labels/merge.ts';
import { fullName } from '#src/features/people/rules.ts';
import {
  likelierSide,
  MERGE_FIELDS,
  mergeValue,
  type MergeField,
  type MergeRecord,
} from '#src/features/people/rules/merge/fields.ts';
import type { MovedLine } from '#src/features/people/service.server/merging.ts';
import { RecordFacts } from '#src/features/people/ui/record-facts.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Grid, Stack, Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Section } from '#src/ui/page.tsx';

/** Two records side by side: which values stay, what moves, what stays behind. */
export function MergeForm({
  kept,
  merged,
  lines,
  barred,
  submission,
  state,
}: {
  kept: MergeRecord;
  merged: MergeRecord;
  lines: readonly MovedLine[];
  barred: string | null;
  submission: string;
  state: FormState | null | undefined;
}) {
  const differing = MERGE_FIELDS.filter((field) => mergeValue(kept, field) !== mergeValue(merged, field));
  const left = lines.filter((line) => line.left > 0);
  return (
    <Stack gap="large">
      <Grid column={18}>
        <Card soft>
          <Text strong>Останется</Text>
          <RecordFacts person={kept.person} />
        </Card>
        <Card soft>
          <Text strong>Скроется</Text>
          <RecordFacts person={merged.person} />
        </Card>
      </Grid>
      <div>
        <ButtonLink look="quiet" to={`/people/${merged.person.id}/merge?with=${kept.person.id}`}>
          Поменять местами
        </ButtonLink>
      </div>
      {barred !== null && (
        <Notice kind="warning" title="Объединить нельзя">
          {barred}
        </Notice>
      )}
      {lines.length > 0 && (
        <Section title="Что перейдёт">
          <ul>
            {lines
              .filter((line) => line.moved > 0)
              .map((line) => (
                <li key={line.title}>{`${line.title}: ${line.moved}`}</li>
              ))}
          </ul>
          {left.length > 0 && (
            <Text>
              {`Останется при скрытой записи, потому что у другой такое уже есть: ${left.map((line) => `${line.title.toLocaleLowerCase('ru')} – ${line.left}`).join(', ')}.`}
            </Text>
          )}
        </Section>
      )}
      {barred === null && (
        <Form state={state} submission={submission} intent="merge" wide>
          <HiddenField name="mergedId" value={merged.person.id} />
          <HiddenField name="version" value={kept.person.version} />
          <HiddenField name="mergedVersion" value={merged.person.version} />
          {differing.length === 0 ? (
            <Text>Все сведения одинаковы.</Text>
          ) : (
            <Grid column={18}>
              {differing.map((field) => (
                <RadioField
                  key={field}
                  name={`take.${field}`}
                  label={mergeFieldLabels[field]}
                  defaultValue={likelierSide(kept, merged, field)}
                  options={(['kept', 'merged'] as const).map((side) => ({
                    value: side,
                    label: shown(side === 'kept' ? kept : merged, field),
                    description:
                      side === 'kept' ? 'из записи, которая останется' : 'из записи, которая скроется',
                  }))}
                />
              ))}
            </Grid>
          )}
          <FormButtons>
            <SubmitButton pendingLabel="Объединяем…">{`Объединить в «${fullName(kept.person)}»`}</SubmitButton>
            <ButtonLink to={`/people/${kept.person.id}`}>Отменить</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Stack>
  );
}

function shown(record: MergeRecord, field: MergeField): string {
  const value = mergeValue(record, field);
  if (value === '') return field === 'leftOn' ? 'не выбыл' : 'не указано';
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDayShort(value) : value;
}
