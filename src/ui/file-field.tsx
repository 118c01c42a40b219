import { Input } from '@mantine/core';
import { useState, type ChangeEvent } from 'react';
import { useField, type FieldProps } from '#src/ui/field-props.ts';
import css from '#src/ui/form.module.css';

const megabyte = 1024 * 1024;

/**
 * A file from the device; the form around needs `upload`. `accept` as in HTML: «.docx,.pdf». A file that the site would
 * refuse is named at once, while the rest of the form is still on the screen.
 */
export function FileField({
  accept,
  multiple = false,
  maxMegabytes = 25,
  ...props
}: Omit<FieldProps, 'defaultValue'> & { accept?: string; multiple?: boolean; maxMegabytes?: number }) {
  const field = useField(props);
  const { id, name, label, description, required, disabled } = field;
  const [chosen, setChosen] = useState<{ error: string | undefined } | null>(null);
  // A new choice answers the error of the last one.
  const error = chosen === null ? field.error : chosen.error;
  const check = (event: ChangeEvent<HTMLInputElement>): void => {
    const size = [...(event.currentTarget.files ?? [])].reduce((sum, file) => sum + file.size, 0);
    setChosen({ error: size > maxMegabytes * megabyte ? tooLarge(maxMegabytes) : undefined });
  };
  const describedBy = [
    description === undefined ? '' : `${id}-description`,
    error === undefined ? '' : `${id}-error`,
  ].filter(Boolean);
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error} required={required}>
      <input
        type="file"
        id={id}
        name={name}
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        required={required}
        onChange={check}
        className={css.file}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy.length === 0 ? undefined : describedBy.join(' ')}
      />
    </Input.Wrapper>
  );
}

function tooLarge(most: number): string {
  return `Файл больше ${most} МБ, сервер его не примет. Сожмите скан, разделите документ на части или сохраните в PDF.`;
}
