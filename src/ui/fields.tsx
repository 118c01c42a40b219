import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useField, type FieldProps } from '#src/ui/field-props.ts';

export { FileField } from '#src/ui/file-field.tsx';

/** One line of text. `kind` tunes the keyboard of a phone and what the browser offers to fill in. */
export function TextField({
  kind = 'text',
  autoComplete,
  maxLength,
  placeholder,
  ...props
}: FieldProps & {
  kind?: 'text' | 'email' | 'tel' | 'url';
  autoComplete?: string;
  maxLength?: number;
  placeholder?: string;
}) {
  return (
    <TextInput
      {...useField(props)}
      type={kind}
      autoComplete={autoComplete ?? 'off'}
      maxLength={maxLength}
      placeholder={placeholder}
    />
  );
}

/** Several lines. */
export function TextAreaField({
  rows = 4,
  maxLength,
  ...props
}: FieldProps & { rows?: number; maxLength?: number }) {
  return <Textarea {...useField(props)} rows={rows} maxLength={maxLength} resize="vertical" />;
}

/** A number as text with a number keyboard: what was typed wrong stays to be seen. */
export function NumberField({ decimal = false, ...props }: FieldProps & { decimal?: boolean }) {
  return (
    <TextInput
      {...useField(props)}
      inputMode={decimal ? 'decimal' : 'numeric'}
      autoComplete="off"
      maw="14rem"
    />
  );
}

/** A day; the browser's own calendar. `min`, `max` and values are «2026-09-01». */
export function DateField({ min, max, ...props }: FieldProps & { min?: string; max?: string }) {
  return <TextInput {...useField(props)} type="date" min={min} max={max} maw="14rem" />;
}

/** A day and a time to the minute; the browser's own. Values are «2026-09-01T09:30», on whatever clock the page says. */
export function DateTimeField(props: FieldProps) {
  return <TextInput {...useField(props)} type="datetime-local" maw="16rem" />;
}

/** A choice for the native select; an empty `value` stands for «не выбрано». */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

/** One of many, the browser's own list. `empty` adds a first line that means nothing is chosen. */
export function SelectField({
  options,
  empty,
  ...props
}: FieldProps & { options: readonly Option[]; empty?: string }) {
  const data = empty === undefined ? [...options] : [{ value: '', label: empty }, ...options];
  return <NativeSelect {...useField(props)} data={data} />;
}

/** A password; never filled from what was typed before. */
export function PasswordField({
  purpose,
  ...props
}: Omit<FieldProps, 'defaultValue'> & { purpose: 'current' | 'new' | 'one-time' }) {
  const autoComplete =
    purpose === 'one-time' ? 'one-time-code' : purpose === 'new' ? 'new-password' : 'current-password';
  return (
    <PasswordInput
      {...useField(props)}
      defaultValue=""
      autoComplete={autoComplete}
      visibilityToggleButtonProps={{ 'aria-label': 'Показать или скрыть пароль' }}
    />
  );
}

/** A value that the form carries and nobody sees: the row's version, an id. */
export function HiddenField({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />;
}

/** Search by words, for FilterBar. */
export function SearchField({ placeholder, ...props }: FieldProps & { placeholder?: string }) {
  return <TextInput {...useField(props)} type="search" placeholder={placeholder} autoComplete="off" />;
}
