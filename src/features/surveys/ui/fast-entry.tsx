import { capitalize } from '#src/lib/russian/capitalize.ts';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { keyPlan } from '#src/features/surveys/rules/paper.ts';
import type { Item } from '#src/features/surveys/rules/model.ts';
import css from '#src/features/surveys/ui/fast-entry.module.css';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { fieldId, useFieldState } from '#src/ui/form-context.ts';
import type { FormState } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';

/**
 * A form of paper typed in without the mouse: a digit answers and goes on to the next question, Enter goes on where words are
 * typed, Enter on the last one hands the form in. Without scripts Tab goes on.
 */
export function FastEntry({
  items,
  code,
  name,
  state,
  submitLabel = 'Внести анкету',
}: {
  items: readonly Item[];
  /** Null in an anonymous wave: the serial number is a field of its own. */
  code: string | null;
  name: string;
  state: FormState | null | undefined;
  submitLabel?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  // A form that was refused begins at its first mistake, a new one at its first question.
  useEffect(() => {
    const wrong = state == null ? null : box.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const first = box.current?.querySelector<HTMLElement>('input:not([type="hidden"])');
    (wrong ?? first)?.focus();
  }, [state]);
  const goOn = (from: HTMLElement): void => {
    const fields = [...(box.current?.querySelectorAll<HTMLElement>('input:not([type="hidden"])') ?? [])];
    const next =
      fields[fields.indexOf(from) + 1] ?? box.current?.querySelector<HTMLElement>('button[type="submit"]');
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      goOn(field);
      return;
    }
    const instant = field.dataset['instant'];
    if (
      instant !== undefined &&
      instant.includes(event.key) &&
      event.key.length === 1 &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      event.preventDefault();
      field.value = event.key;
      goOn(field);
    }
  };
  return (
    // The keys are those of the fields inside: the box itself takes no focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={onKeyDown}>
      {name !== '' && <Text strong>{name}</Text>}
      <Form state={state} wide>
        {code === null ? (
          <TextField
            name="code"
            label="Номер анкеты"
            description="Справа вверху, затем Enter."
            maxLength={9}
          />
        ) : (
          <HiddenField name="code" value={code} />
        )}
        <ol className={css.list}>
          {items.map((item) => (
            <EntryLine key={item.id} item={item} />
          ))}
        </ol>
        <FormButtons>
          <SubmitButton pendingLabel="Вносим…">{submitLabel}</SubmitButton>
        </FormButtons>
      </Form>
    </div>
  );
}

function EntryLine({ item }: { item: Item }) {
  const name = `p.${item.id}`;
  const { error, typed } = useFieldState(name);
  const { instant, hint } = keyPlan(item);
  const id = fieldId(name);
  return (
    <li className={css.line}>
      <div className={css.row}>
        <label htmlFor={id}>{item.text}</label>
        <input
          id={id}
          name={name}
          className={instant === null ? css.long : css.short}
          defaultValue={typeof typed === 'string' ? typed : ''}
          autoComplete="off"
          {...(instant === null ? {} : { inputMode: 'numeric', 'data-instant': instant.join('') })}
          aria-describedby={`${id}-hint`}
          aria-invalid={error !== undefined}
        />
        <span id={`${id}-hint`} className={error === undefined ? css.hint : css.error}>
          {error === undefined ? hint : capitalize(error)}
        </span>
      </div>
    </li>
  );
}
