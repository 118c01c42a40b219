import { regimeLabels } from '#src/features/programmes/labels.ts';
import { mentoringForms, REGIMES } from '#src/features/programmes/rules/forms.ts';
import type { Programme, ProgrammeForm } from '#src/features/programmes/rules.ts';
import { CheckboxField, CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { DateField, NumberField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';
import { Stack, Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

/** Labels of the form of a programme, also for its error summary. */
export const programmeFieldLabels = {
  title: 'Название',
  regime: 'Для кого',
  labourCode: 'Наставничество работников по статье 351.8 ТК РФ',
  startsOn: 'Первый день',
  endsOn: 'Последний день',
  ageFrom: 'Возраст наставляемых от, лет',
  ageTo: 'До, лет',
  meetingsAMonth: 'Встреч в месяц, не меньше',
  aim: 'Цель и задачи',
  elsewhereNote: 'Отметка о наставничестве по 120-ФЗ',
  forms: 'Формы наставничества',
};

export type ProgrammeValues = Pick<
  Programme,
  | 'title'
  | 'regime'
  | 'labourCode'
  | 'startsOn'
  | 'endsOn'
  | 'ageFrom'
  | 'ageTo'
  | 'meetingsAMonth'
  | 'aim'
  | 'elsewhereNote'
> & { readonly forms: readonly ProgrammeForm[] };

/** The fields of a programme, new or known. Every form is offered; those of the other regime are refused in words. */
export function ProgrammeFields({ programme }: { programme: ProgrammeValues }) {
  return (
    <>
      <TextField
        name="title"
        label={programmeFieldLabels.title}
        required
        maxLength={300}
        defaultValue={programme.title}
      />
      <RadioField
        name="regime"
        label={programmeFieldLabels.regime}
        required
        defaultValue={programme.regime}
        options={REGIMES.map((regime) => ({ value: regime, label: regimeLabels[regime] }))}
      />
      <FieldColumns>
        <DateField
          name="startsOn"
          label={programmeFieldLabels.startsOn}
          required
          defaultValue={programme.startsOn}
        />
        <DateField
          name="endsOn"
          label={programmeFieldLabels.endsOn}
          required
          defaultValue={programme.endsOn}
        />
      </FieldColumns>
      <Section title={programmeFieldLabels.forms}>
        <Stack gap="small">
          {mentoringForms.map((form) => (
            <FormChoice
              key={form.id}
              form={form}
              chosen={programme.forms.find((one) => one.form === form.id)}
            />
          ))}
        </Stack>
      </Section>
      <Section title="Условия участия">
        <FieldColumns>
          <NumberField name="ageFrom" label={programmeFieldLabels.ageFrom} defaultValue={programme.ageFrom} />
          <NumberField name="ageTo" label={programmeFieldLabels.ageTo} defaultValue={programme.ageTo} />
        </FieldColumns>
        <NumberField
          name="meetingsAMonth"
          label={programmeFieldLabels.meetingsAMonth}
          description="Пусто – как обычно для формы"
          defaultValue={programme.meetingsAMonth}
        />
        <CheckboxField
          name="labourCode"
          label={programmeFieldLabels.labourCode}
          description="Работник помогает работнику: нужны согласие наставника и дополнительное соглашение о содержании, сроке, форме и оплате."
          defaultChecked={programme.labourCode}
        />
      </Section>
      <TextAreaField
        name="aim"
        label={programmeFieldLabels.aim}
        rows={4}
        maxLength={5000}
        defaultValue={programme.aim}
      />
      <TextField
        name="elsewhereNote"
        label={programmeFieldLabels.elsewhereNote}
        description="Для несовершеннолетних на профилактическом учёте наставника назначает комиссия, школа таких пар не формирует. Здесь можно только отметить, что наставничество есть. Без имён."
        maxLength={500}
        defaultValue={programme.elsewhereNote}
      />
    </>
  );
}

function FormChoice({
  form,
  chosen,
}: {
  form: (typeof mentoringForms)[number];
  chosen: ProgrammeForm | undefined;
}) {
  return (
    <Stack gap="small">
      <CheckboxGroupField
        name="forms"
        label={form.title}
        options={[{ value: form.id, label: `Есть в программе: ${form.title}` }]}
        defaultValue={chosen === undefined ? [] : [form.id]}
      />
      <Disclosure title={`Ролевые модели и нормы: ${form.title}`}>
        <Stack gap="small">
          {form.roleModels.length > 0 ? (
            <CheckboxGroupField
              name="roleModels"
              label="Ролевые модели"
              options={form.roleModels.map(({ id, title }) => ({ value: `${form.id}/${id}`, label: title }))}
              defaultValue={chosen?.roleModels.map((id) => `${form.id}/${id}`) ?? []}
            />
          ) : (
            <Text tone="quiet">
              У этой формы нет ролевых моделей: она местная, в федеральный счёт не входит.
            </Text>
          )}
          <FieldColumns>
            <NumberField
              name={`limits.${form.id}.menteeLimit`}
              label="Наставляемых у одного наставника"
              description={`Обычно ${form.menteeLimit}`}
              defaultValue={chosen?.menteeLimit}
            />
            <NumberField
              name={`limits.${form.id}.groupLimit`}
              label="Человек в группе, не больше"
              description={`Обычно ${form.groupLimit}`}
              defaultValue={chosen?.groupLimit}
            />
            <NumberField
              name={`limits.${form.id}.meetingsAMonth`}
              label="Встреч в месяц"
              description={`Обычно ${form.meetingsAMonth}`}
              defaultValue={chosen?.meetingsAMonth}
            />
          </FieldColumns>
        </Stack>
      </Disclosure>
    </Stack>
  );
}
