import { changeFieldLabels } from '#src/features/people/labels/import.ts';
import { personKindLabels } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { className } from '#src/features/people/rules/classes.ts';
import type { FieldChange, KnownPerson, Match } from '#src/features/people/rules/import/match.ts';
import type { ImportKind, PersonRecord } from '#src/features/people/rules/import/records.ts';
import type { ImportView } from '#src/features/people/service.server/imports.ts';
import { ImportPlan } from '#src/features/people/ui/import-plan.tsx';
import { CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Section } from '#src/ui/page.tsx';

type Doubtful = Extract<Match, { state: 'doubtful' }>;
type Changed = Extract<Match, { state: 'changed' }>;

/** Third step: who is new, whose record changes and how, about whom one has to decide. */
export function ImportMatches({
  draft,
  counts,
  plan,
  doubtful,
  changed,
  fresh,
  submission,
  state,
}: {
  draft: ImportView['draft'];
  counts: Readonly<Record<Match['state'], number>>;
  plan: ImportView['plan'];
  doubtful: readonly Match[];
  changed: readonly Match[];
  fresh: readonly Match[];
  submission: string;
  state: FormState | null | undefined;
}) {
  const toDecide = doubtful.filter((one) => one.state === 'doubtful');
  const toChange = changed.filter((one) => one.state === 'changed');
  const made = plan === null ? 0 : plan.requests + plan.offers + plan.mentorships + plan.finished;
  const isReady = counts.doubtful === 0 && counts.new + counts.changed + made > 0;
  return (
    <Stack gap="large">
      <KeyValue
        items={[
          { key: 'Новых', value: counts.new },
          { key: 'Изменятся', value: counts.changed },
          { key: 'Без изменений', value: counts.unchanged },
          { key: 'Неясно, тот ли это человек', value: counts.doubtful },
        ]}
      />
      {plan !== null && <ImportPlan draft={draft} plan={plan} state={state} />}
      {isReady && (
        <Form intent="store" state={state} submission={submission}>
          <HiddenField name="version" value={draft.version} />
          <Text>Всё внесётся сразу или не внесётся ничего. До конца работу можно отменить.</Text>
          <FormButtons>
            <SubmitButton pendingLabel="Вносим…">
              {plan === null ? `Внести: ${counts.new + counts.changed}` : 'Внести всё'}
            </SubmitButton>
          </FormButtons>
        </Form>
      )}
      {!isReady && counts.doubtful === 0 && (
        <EmptyState title="Вносить нечего">Все люди из списка уже есть, и ничего не изменилось.</EmptyState>
      )}
      {toDecide.length > 0 && (
        <Section title={`Тот же человек или другой: ${counts.doubtful}`}>
          <Decisions draft={draft} rows={toDecide} state={state} />
        </Section>
      )}
      {toChange.length > 0 && (
        <Section title={`Изменятся: ${counts.changed}`}>
          <Changes draft={draft} rows={toChange} state={state} />
        </Section>
      )}
      {fresh.length > 0 && (
        <Section title={`Новые: ${counts.new}`}>
          <DataTable
            caption={counts.new > fresh.length ? `Первые ${fresh.length} из ${counts.new}` : 'Новые люди'}
            columns={freshColumns}
            rows={fresh.map(({ record }) => record)}
            rowKey={(row) => String(row.index)}
            empty={null}
          />
        </Section>
      )}
    </Stack>
  );
}

const freshColumns: readonly Column<PersonRecord>[] = [
  { key: 'name', header: 'ФИО', isTitle: true, cell: (row) => fullName(row) },
  { key: 'birth', header: 'Дата рождения', cell: (row) => birthOf(row) || 'не указана' },
  {
    key: 'class',
    header: 'Класс',
    cell: (row) => (row.className === null ? 'не указан' : className(row.className)),
  },
  {
    key: 'guardians',
    header: 'Родители',
    cell: (row) => (row.guardians.length === 0 ? 'не указаны' : row.guardians.map(fullName).join('; ')),
  },
  { key: 'place', header: 'Откуда', cell: (row) => row.place },
];

function birthOf({ birthDate, birthYear }: Pick<PersonRecord, 'birthDate' | 'birthYear'>): string {
  if (birthDate !== null) return formatDayShort(birthDate);
  return birthYear === null ? '' : `${birthYear} год`;
}

function describeKnown(known: KnownPerson): string {
  const facts = [
    birthOf(known),
    known.className,
    known.kinds.map((kind) => personKindLabels[kind]).join(', '),
  ];
  return `${fullName(known)} (${facts.filter((one) => one !== '').join(', ')})`;
}

function Decisions({
  draft,
  rows,
  state,
}: {
  draft: ImportView['draft'];
  rows: readonly Doubtful[];
  state: FormState | null | undefined;
}) {
  return (
    <Form intent="fix" state={state} wide>
      <HiddenField name="version" value={draft.version} />
      <HiddenField name="step" value="preview" />
      <Stack>
        {rows.map(({ record, candidates, twinPlace }, position) => {
          const about = [
            fullName(record),
            birthOf(record),
            record.className === null ? '' : className(record.className),
          ]
            .filter((one) => one !== '')
            .join(', ');
          return (
            <Card key={record.index} soft>
              <HiddenField name={`rows.${position}.index`} value={record.index} />
              <RadioField
                name={`rows.${position}.as`}
                label={`${record.place}: ${about}`}
                description={twinPlace === null ? undefined : `Похожая строка выше: ${twinPlace}`}
                options={[
                  ...candidates.map((one) => ({ value: one.id, label: `Это ${describeKnown(one)}` })),
                  { value: 'new', label: 'Другой человек, внести нового' },
                  { value: 'skip', label: 'Не вносить' },
                ]}
              />
            </Card>
          );
        })}
      </Stack>
      <FormButtons>
        <SubmitButton pendingLabel="Сохраняем…">Сохранить решения</SubmitButton>
      </FormButtons>
    </Form>
  );
}

function Changes({
  draft,
  rows,
  state,
}: {
  draft: ImportView['draft'];
  rows: readonly Changed[];
  state: FormState | null | undefined;
}) {
  return (
    <Form intent="fix" state={state} wide>
      <HiddenField name="version" value={draft.version} />
      <HiddenField name="step" value="preview" />
      <Stack>
        {rows.map(({ record, known, changes, keep }, position) => (
          <Card key={record.index} soft>
            <HiddenField name={`rows.${position}.index`} value={record.index} />
            <HiddenField
              name={`rows.${position}.shown`}
              value={changes.map(({ field }) => field).join(',')}
            />
            <CheckboxGroupField
              name={`rows.${position}.take`}
              label={`${describeKnown(known)}: что взять из списка`}
              options={changes.map((change) => ({ value: change.field, label: describeChange(change) }))}
              defaultValue={changes.map(({ field }) => field).filter((field) => !keep.includes(field))}
            />
          </Card>
        ))}
      </Stack>
      <FormButtons>
        <SubmitButton pendingLabel="Сохраняем…">Сохранить выбор</SubmitButton>
      </FormButtons>
    </Form>
  );
}

function describeChange({ field, before, after }: FieldChange): string {
  const shown = (value: string): string => {
    if (field === 'birth' && value.length === 10) return formatDayShort(value);
    return field === 'kind' ? (personKindLabels[value as ImportKind] ?? value) : value;
  };
  const was = field === 'kind' || before === '' ? '' : `${shown(before)} → `;
  return `${changeFieldLabels[field]}: ${was}${shown(after)}`;
}
