import { capitalize } from '#src/lib/russian/capitalize.ts';
import type { ReactNode } from 'react';
import { fieldId, useFieldState } from '#src/ui/form-context.ts';

/** What every field takes. The name joins it to the schema, to its error and to what was typed before. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  /** Under the label: what to write here, an example. */
  readonly description?: ReactNode;
  /** Only for errors that do not come through `Form state`. */
  readonly error?: string | undefined;
  readonly defaultValue?: string | number | null | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

/** The shared part of every wrapped input: id, label, error with a capital letter, typed value before the stored one. */
export function useField(props: FieldProps) {
  const { error, typed } = useFieldState(props.name);
  const message = props.error ?? error;
  return {
    id: fieldId(props.name),
    name: props.name,
    label: props.label,
    description: props.description,
    error: message === undefined ? undefined : capitalize(message),
    defaultValue: firstOf(typed) ?? (props.defaultValue == null ? '' : String(props.defaultValue)),
    required: props.required ?? false,
    disabled: props.disabled ?? false,
  };
}

function firstOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value[0];
}
