import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useField, type FieldProps } from '#src/ui/field-props.ts';

/** Browsers show a few of them anyway. */
const OFFERED = 300;

/**
 * Words parted by commas, with those of a dictionary to choose from. Before scripts load the browser offers the first word;
 * with them each next one too, what is written already staying in front.
 */
export function WordsField({ words, ...props }: FieldProps & { words: readonly string[] }) {
  const field = useField(props);
  const listId = useId();
  const [typed, setTyped] = useState(field.defaultValue);
  const at = typed.lastIndexOf(',') + 1;
  const before = at === 0 ? '' : `${typed.slice(0, at)} `;
  const begun = typed.slice(at).trim().toLocaleLowerCase('ru');
  const offered = words.filter((word) => word.toLocaleLowerCase('ru').includes(begun)).slice(0, OFFERED);
  return (
    <>
      <TextInput
        {...field}
        list={listId}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {offered.map((word) => (
          <option key={word} value={before + word}>
            {word}
          </option>
        ))}
      </datalist>
    </>
  );
}
