import { capitalize } from '#src/lib/russian/capitalize.ts';
import { Checkbox, Radio } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { FieldProps } from '#src/ui/field-props.ts';
import type { Option } from '#src/ui/fields.tsx';
import { fieldId, useFieldState, useWasRefused } from '#src/ui/form-context.ts';
import css from '#src/ui/form.module.css';

/** A choice with a line of explanation under it. */
export interface DescribedOption extends Option {
  readonly description?: ReactNode;
}

/** Yes or no. Comes as «on» when ticked and not at all when not. */
export function CheckboxField({
  value = 'on',
  defaultChecked = false,
  ...props
}: Omit<FieldProps, 'defaultValue'> & { value?: string; defaultChecked?: boolean }) {
  const { error, typed } = useFieldState(props.name);
  const refused = useWasRefused();
  const message = props.error ?? error;
  return (
    <Checkbox
      id={fieldId(props.name)}
      name={props.name}
      value={value}
      label={props.label}
      description={props.description}
      error={message === undefined ? undefined : capitalize(message)}
      defaultChecked={refused ? typed !== undefined : defaultChecked}
      required={props.required ?? false}
      disabled={props.disabled ?? false}
    />
  );
}

/** Several of a few. Name it in `lists` of `parseForm`. */
export function CheckboxGroupField({
  options,
  defaultValue = [],
  ...props
}: Omit<FieldProps, 'defaultValue'> & {
  options: readonly DescribedOption[];
  defaultValue?: readonly string[];
}) {
  const { typed } = useFieldState(props.name);
  const refused = useWasRefused();
  const chosen = refused ? listOf(typed) : defaultValue;
  return (
    <ChoiceGroup {...props}>
      {options.map((option, position) => (
        <Checkbox
          key={option.value}
          id={position === 0 ? fieldId(props.name) : `${fieldId(props.name)}-${position}`}
          name={props.name}
          value={option.value}
          label={option.label}
          description={option.description}
          defaultChecked={chosen.includes(option.value)}
          disabled={option.disabled ?? props.disabled ?? false}
        />
      ))}
    </ChoiceGroup>
  );
}

/** One of a few, all in sight. */
export function RadioField({ options, ...props }: FieldProps & { options: readonly DescribedOption[] }) {
  const { typed } = useFieldState(props.name);
  const chosen = typed === undefined ? String(props.defaultValue ?? '') : listOf(typed)[0];
  return (
    <ChoiceGroup {...props}>
      {options.map((option, position) => (
        <Radio
          key={option.value}
          id={position === 0 ? fieldId(props.name) : `${fieldId(props.name)}-${position}`}
          name={props.name}
          value={option.value}
          label={option.label}
          description={option.description}
          defaultChecked={option.value === chosen}
          disabled={option.disabled ?? props.disabled ?? false}
        />
      ))}
    </ChoiceGroup>
  );
}

function listOf(typed: string | readonly string[] | undefined): readonly string[] {
  if (typed === undefined) return [];
  return typeof typed === 'string' ? [typed] : typed;
}

/** A legend, its explanation and its error around native boxes: `fieldset`, which needs no scripts. */
function ChoiceGroup({
  name,
  label,
  description,
  error,
  required,
  children,
}: FieldProps & { children: ReactNode }) {
  const { error: refused } = useFieldState(name);
  const message = error ?? refused;
  const helpId = useId();
  const errorId = useId();
  const described = [description === undefined ? '' : helpId, message === undefined ? '' : errorId].filter(
    Boolean,
  );
  return (
    <fieldset className={css.group} aria-describedby={described.length > 0 ? described.join(' ') : undefined}>
      <legend>
        {label}
        {required === true && (
          <span className={css.required} aria-hidden="true">
            {' *'}
          </span>
        )}
      </legend>
      {description !== undefined && (
        <div id={helpId} className={css.description}>
          {description}
        </div>
      )}
      {children}
      {message !== undefined && (
        <div id={errorId} className={css.error}>
          {capitalize(message)}
        </div>
      )}
    </fieldset>
  );
}
