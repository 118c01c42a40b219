import type { BulkFilter } from '#src/features/documents/schema/bulk.ts';
import type { BulkView, Gap } from '#src/features/documents/service.server.ts';
import { GapFields } from '#src/features/documents/ui/gap-fields.tsx';
import { FileChoice } from '#src/features/documents/ui/file-choice.tsx';
import { CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { DateField, HiddenField } from '#src/ui/fields.tsx';
import { Form } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';

export const bulkLabels = {
  kind: 'Вид документа',
  scope: 'На кого',
  subjectIds: 'Отмеченные',
  way: 'Что сделать',
  issuedOn: 'День документов',
  format: 'Формат',
  oddStart: 'Для двусторонней печати',
};

/** For whom, with what words, and what is to come of it. */
export function BulkForm({
  view,
  filter,
  state,
  gaps,
  submission,
  mayRegister,
}: {
  view: BulkView;
  filter: BulkFilter;
  state: FormState | undefined;
  gaps: readonly Gap[];
  submission: string;
  mayRegister: boolean;
}) {
  const asked = view.fields.filter(({ name, kind, isAsked }) => isAsked || isForAll(name, kind, gaps));
  const { total, subjects, nextNumber } = view;
  return (
    <Form state={state} submission={submission}>
      <HiddenField name="kind" value={filter.kind} />
      <HiddenField name="q" value={filter.q} />
      <HiddenField name="className" value={filter.className} />
      <RadioField
        name="scope"
        label={bulkLabels.scope}
        required
        defaultValue="all"
        options={[
          { value: 'all', label: `Все ${total}`, description: 'Все, кто подходит под отбор выше' },
          {
            value: 'chosen',
            label: 'Только отмеченные ниже',
            description:
              total > subjects.length
                ? 'Отметки действуют на одной странице списка'
                : 'Снимите лишние отметки',
          },
        ]}
      />
      <CheckboxGroupField
        name="subjectIds"
        label={view.label}
        options={subjects.map(({ id, label, className }) => ({
          value: id,
          label: className === undefined ? label : `${label}, ${className}`,
        }))}
        defaultValue={subjects.filter(({ isUsual }) => isUsual).map(({ id }) => id)}
      />
      <GapFields fields={asked.map((field) => ({ ...field, typed: '', post: '' }))} />
      <RadioField
        name="way"
        label={bulkLabels.way}
        required
        defaultValue="print"
        options={[
          {
            value: 'print',
            label: 'Только напечатать',
            description: 'В реестр ничего не попадёт, номера и даты вписывают от руки',
          },
          {
            value: 'register',
            label: 'Зарегистрировать и напечатать',
            description:
              nextNumber === null
                ? 'Каждый документ попадёт в реестр; номеров у этого вида нет'
                : `Каждый документ попадёт в реестр, номера подряд с ${nextNumber}`,
            disabled: !mayRegister,
          },
        ]}
      />
      <DateField
        name="issuedOn"
        label={bulkLabels.issuedOn}
        description="Нужен, если документы регистрируются: один день для всех"
        defaultValue={view.today}
      />
      <FileChoice labels={bulkLabels} />
    </Form>
  );
}

/** What every paper lacks and one answer can fill: a basis, a day. People have their own cards. */
function isForAll(name: string, kind: BulkView['fields'][number]['kind'], gaps: readonly Gap[]): boolean {
  return (
    gaps.length > 0 &&
    kind !== 'person' &&
    kind !== 'people' &&
    gaps.every(({ missing }) => missing.includes(name))
  );
}
