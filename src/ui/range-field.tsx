import { Input } from '@mantine/core';
import { useState } from 'react';
import { useField, type FieldProps } from '#src/ui/field-props.ts';
import css from '#src/ui/range-field.module.css';

/** A whole number chosen by a slider: the browser's own, so that keyboards and screen readers know it. */
export function RangeField({ min, max, ...props }: FieldProps & { min: number; max: number }) {
  const { id, name, label, description, error, defaultValue, disabled } = useField(props);
  const [value, setValue] = useState(defaultValue === '' ? String(min) : defaultValue);
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <div className={css.line}>
        <input
          id={id}
          className={css.range}
          type="range"
          name={name}
          min={min}
          max={max}
          step={1}
          defaultValue={value}
          disabled={disabled}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <output className={css.value} htmlFor={id}>
          {value}
        </output>
      </div>
    </Input.Wrapper>
  );
}
