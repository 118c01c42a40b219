import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { Form as RouterForm, useFormAction, useLocation, useNavigation } from 'react-router';
import type { ButtonLook } from '#src/ui/button.tsx';
import { fieldId, FormContext } from '#src/ui/form-context.ts';
import css from '#src/ui/form.module.css';
import type { FormState, NewerValues } from '#src/ui/form-state.ts';
import { NewerBeside } from '#src/ui/newer-values.tsx';

/**
 * A form that works before scripts load. It posts to its page unless `action` says otherwise, carries a `submission`
 * id against a second press, shows the error summary, and gives every field inside its error and what was typed.
 */
export function Form({
  state,
  action,
  upload = false,
  submission,
  intent,
  wide = false,
  reloadDocument = false,
  newer,
  wordOf,
  children,
}: {
  /** What the page's action returned (`actionData`), or nothing. */
  state?: FormState | null | undefined;
  action?: string;
  /** True when there is a FileField inside. */
  upload?: boolean;
  /** From the loader (`newSubmission()`); a form that can be sent twice without harm needs none. */
  submission?: string;
  /** Value of the hidden field `intent`, when one action serves several forms. */
  intent?: string;
  /** Not held to the width of a comfortable line. */
  wide?: boolean;
  reloadDocument?: boolean;
  /** What is saved now, from the loader: shown beside what was typed after a clash with somebody else. */
  newer?: NewerValues;
  /** The word for a value of `newer` that is a code. */
  wordOf?: (name: string, value: string) => string;
  children: ReactNode;
}) {
  const relevant =
    state != null && (intent === undefined || state.values['intent'] === intent) ? state : null;
  return (
    <RouterForm
      method="post"
      action={action}
      encType={upload ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
      className={wide ? `${css.form} ${css.wide}` : css.form}
      reloadDocument={reloadDocument}
      // Our messages say what to do and stand beside the field; the browser's bubbles do neither.
      noValidate
    >
      {submission !== undefined && <input type="hidden" name="submission" value={submission} />}
      {intent !== undefined && <input type="hidden" name="intent" value={intent} />}
      <FormContext value={relevant}>
        {relevant !== null && <ErrorSummary state={relevant} />}
        {relevant?.isStale === true && newer !== undefined && (
          <NewerBeside state={relevant} newer={newer} wordOf={wordOf} />
        )}
        {children}
      </FormContext>
    </RouterForm>
  );
}

/** What must be corrected, each with a link to its field; takes the focus when it appears. `Form` shows it itself. */
export function ErrorSummary({ state }: { state: FormState }) {
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const errors = Object.entries(state.errors);
  const isEmpty = errors.length === 0 && state.formErrors.length === 0;
  useEffect(() => {
    // Every new refusal, not only the first.
    if (state.formErrors.length > 0 || Object.keys(state.errors).length > 0) box.current?.focus();
  }, [state]);
  if (isEmpty) return null;
  return (
    // `autofocus` does the same before scripts load; the role makes the focus speak.
    <div
      className={css.summary}
      ref={box}
      role="alert"
      aria-labelledby={titleId}
      tabIndex={-1}
      data-takes-focus
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the summary must be met first, with and without scripts
      autoFocus
    >
      <h2 id={titleId}>Не сохранено: проверьте форму</h2>
      <ul>
        {state.formErrors.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {errors.map(([name, text]) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`} onClick={goToField}>
              {state.labels[name] === undefined ? text : `${state.labels[name]}: ${text}`}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** To the field at once: as a step of the address it would take the refusal, and with it this list, away. */
function goToField(event: MouseEvent<HTMLAnchorElement>): void {
  const field = document.getElementById(decodeURIComponent(event.currentTarget.hash.slice(1)));
  if (field === null) return;
  event.preventDefault();
  field.focus();
}

/** Buttons of a form in a row, the main one first. */
export function FormButtons({ children }: { children: ReactNode }) {
  return <div className={css.buttons}>{children}</div>;
}

/** Fields side by side where there is room. */
export function FieldColumns({ children }: { children: ReactNode }) {
  return <div className={css.columns}>{children}</div>;
}

/** Sends the form around it. While it is being sent it says so and does not send again. */
export function SubmitButton({
  look = 'main',
  name,
  value,
  size = 'normal',
  pendingLabel = 'Отправляем…',
  children,
}: {
  look?: ButtonLook;
  /** With `value`: which of several buttons was pressed. */
  name?: string;
  value?: string;
  size?: 'normal' | 'small';
  pendingLabel?: string;
  children: ReactNode;
}) {
  const navigation = useNavigation();
  const here = useFormAction();
  const pending =
    navigation.state !== 'idle' &&
    navigation.formMethod === 'POST' &&
    sameAction(navigation.formAction, here) &&
    (name === undefined || navigation.formData?.get(name) === value);
  return (
    <Button
      type="submit"
      name={name}
      value={value}
      variant={look === 'main' ? 'filled' : look === 'quiet' ? 'subtle' : 'default'}
      size={size === 'small' ? 'compact-sm' : 'md'}
      {...(look === 'danger' ? { c: 'var(--danger)' } : {})}
      // Not `disabled`: the focus would be lost; the second press is stopped here and by the submission id.
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
    >
      {pending ? pendingLabel : children}
    </Button>
  );
}

function sameAction(sent: string | undefined, here: string): boolean {
  return sent === undefined || sent.split('?')[0] === here.split('?')[0];
}

/**
 * An action with consequences, in two steps that need no scripts: the first press opens the question, the second
 * sends the form. Hidden fields go in as `fields`, further visible ones (a reason) as children.
 */
export function ConfirmButton({
  label,
  question,
  confirmLabel,
  action,
  intent,
  submission,
  danger = false,
  fields = {},
  state,
  children,
}: {
  label: string;
  /** What will happen and whether it can be undone. */
  question: ReactNode;
  /** The verb again: «Удалить», not «Да». */
  confirmLabel: string;
  action?: string;
  intent?: string;
  submission?: string;
  danger?: boolean;
  fields?: Readonly<Record<string, string>>;
  state?: FormState | null | undefined;
  children?: ReactNode;
}) {
  const refused = state != null && (intent === undefined || state.values['intent'] === intent);
  const [open, setOpen] = useState(refused);
  const { key, pathname } = useLocation();
  const [sending, setSending] = useState({ pathname, refused, from: '', round: 0 });
  // A refusal that is gone, what was sent and is over, another page: each begins anew, closed and empty.
  if (
    sending.pathname !== pathname ||
    sending.refused !== refused ||
    (sending.from !== '' && sending.from !== key)
  ) {
    setSending({ pathname, refused, from: '', round: refused ? sending.round : sending.round + 1 });
    setOpen(refused);
  }
  const summaryClass = danger ? `${css.confirmSummary} ${css.confirmDanger}` : css.confirmSummary;
  return (
    <details
      className={css.confirm}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onSubmit={() => setSending((before) => ({ ...before, from: key }))}
      data-no-print
    >
      <summary className={summaryClass}>{label}</summary>
      <div className={css.confirmPanel}>
        <div>{question}</div>
        <Form
          key={sending.round}
          {...(action === undefined ? {} : { action })}
          {...(intent === undefined ? {} : { intent })}
          {...(submission === undefined ? {} : { submission })}
          state={state}
        >
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children}
          <FormButtons>
            <SubmitButton look={danger ? 'danger' : 'main'}>{confirmLabel}</SubmitButton>
          </FormButtons>
        </Form>
      </div>
    </details>
  );
}
