import { SIDES, type Side } from '#src/features/programmes/rules/sides.ts';
import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { applicantLabels } from '#src/features/banks/labels.ts';
import { CALL_KINDS, type Call } from '#src/features/banks/rules/calls.ts';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { DateField, NumberField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

export const callLabels = {
  side: 'Кого зовёте',
  title: 'Название набора',
  invitation: 'Что написать кандидатам',
  forms: 'Формы наставничества',
  kinds: 'Кто может подать заявку',
  opensOn: 'Первый день',
  closesOn: 'Последний день',
  answerLimit: 'Сколько заявок принять, не больше',
};

/** What a call says; the same for a new one and for one that is changed. `side` null: not chosen yet, so both sides' kinds. */
export function CallFields({
  call,
  side,
  term,
}: {
  call: Pick<Call, 'title' | 'invitation' | 'forms' | 'kinds' | 'answerLimit'> | null;
  side: Side | null;
  term: { readonly opensOn: string; readonly closesOn: string };
}) {
  const kinds = [...new Set(side === null ? SIDES.flatMap((one) => CALL_KINDS[one]) : CALL_KINDS[side])];
  return (
    <>
      <TextField
        name="title"
        label={callLabels.title}
        description="Его увидят кандидаты: «Станьте наставником пятиклассника»"
        required
        maxLength={300}
        defaultValue={call?.title}
      />
      <TextAreaField
        name="invitation"
        label={callLabels.invitation}
        description="Кого вы ищете, что нужно делать, сколько времени это займёт. Печатается и на плакате"
        rows={5}
        maxLength={5000}
        defaultValue={call?.invitation}
      />
      <CheckboxGroupField
        name="kinds"
        label={callLabels.kinds}
        description="Ничего не отмечено – любой из списка"
        options={kinds.map((kind) => ({ value: kind, label: applicantLabels[kind] ?? kind }))}
        defaultValue={call?.kinds ?? []}
      />
      <CheckboxGroupField
        name="forms"
        label={callLabels.forms}
        description="Ничего не отмечено – любая"
        options={mentoringForms.map(({ id, title }) => ({ value: id, label: title }))}
        defaultValue={call?.forms ?? []}
      />
      <FieldColumns>
        <DateField name="opensOn" label={callLabels.opensOn} required defaultValue={term.opensOn} />
        <DateField name="closesOn" label={callLabels.closesOn} required defaultValue={term.closesOn} />
        <NumberField
          name="answerLimit"
          label={callLabels.answerLimit}
          required
          defaultValue={call?.answerLimit ?? 100}
        />
      </FieldColumns>
    </>
  );
}
