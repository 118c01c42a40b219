import type { FieldKind } from '#src/features/documents/ui/gap-fields-model.ts';
import { DateField, HiddenField, NumberField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';
import { capitalize } from '#src/lib/russian/capitalize.ts';

/** Inputs for what a wording needs and nobody knows: by the kind of each field. */
export function GapFields({ fields }: { fields: readonly FieldKind[] }) {
  return fields.map((field, index) => (
    <div key={field.name}>
      <HiddenField name={`answers.${index}.name`} value={field.name} />
      <GapField field={field} name={`answers.${index}`} />
    </div>
  ));
}

function GapField({ field, name }: { field: FieldKind; name: string }) {
  const shared = {
    name: `${name}.text`,
    label: capitalize(field.name),
    description: field.description,
    defaultValue: field.typed,
  };
  switch (field.kind) {
    case 'day':
      return <DateField {...shared} />;
    case 'number':
      return <NumberField {...shared} decimal />;
    case 'person':
      return (
        <FieldColumns>
          <TextField {...shared} description="Фамилия, имя, отчество" maxLength={300} />
          <TextField
            name={`${name}.post`}
            label="Должность"
            description="В именительном падеже: «учитель физики»"
            maxLength={300}
            defaultValue={field.post}
          />
        </FieldColumns>
      );
    case 'people':
      return (
        <TextAreaField
          {...shared}
          description="По одному в строке, после запятой должность: «Петров Иван Сергеевич, учитель физики»"
        />
      );
    default:
      return <TextAreaField {...shared} rows={2} maxLength={4000} />;
  }
}
