import { CheckboxField, RadioField } from '#src/ui/choice-fields.tsx';
import { FormButtons, SubmitButton } from '#src/ui/form.tsx';

/** How the file of many papers is to be, and the press that begins it. */
export function FileChoice({ labels }: { labels: { readonly format: string; readonly oddStart: string } }) {
  return (
    <>
      <RadioField
        name="format"
        label={labels.format}
        required
        defaultValue="pdf"
        options={[
          { value: 'pdf', label: 'Один PDF для печати' },
          { value: 'docx', label: 'Архив ZIP: каждый документ отдельным DOCX' },
        ]}
      />
      <CheckboxField
        name="oddStart"
        label={labels.oddStart}
        description="Каждый документ начнётся с нового листа (в PDF)"
      />
      <FormButtons>
        <SubmitButton look="main" pendingLabel="Готовим…">
          Подготовить файл
        </SubmitButton>
      </FormButtons>
    </>
  );
}
