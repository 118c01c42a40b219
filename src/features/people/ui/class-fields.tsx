import { SelectField, TextField, type Option } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

export const classFieldLabels = { name: 'Класс', teacherId: 'Классный руководитель' };

/** Name and class teacher of a class. */
export function ClassFields({
  name,
  teacherId,
  staff,
}: {
  name?: string;
  teacherId?: string | null;
  staff: readonly Option[];
}) {
  return (
    <FieldColumns>
      <TextField
        name="name"
        label={classFieldLabels.name}
        description="Числом и буквой: 7А, 10 физмат"
        defaultValue={name}
        maxLength={30}
        required
      />
      <SelectField
        name="teacherId"
        label={classFieldLabels.teacherId}
        description="С ролью «классный руководитель» увидит учеников этого класса"
        empty="Пока не назначен"
        options={staff}
        defaultValue={teacherId ?? ''}
      />
    </FieldColumns>
  );
}
