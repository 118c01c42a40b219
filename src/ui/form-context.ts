import { createContext, useContext } from 'react';
import type { FormState } from '#src/ui/form-state.ts';

/** What an action answered about the form around; fields look up their own error and value in it. */
export const FormContext = createContext<FormState | null>(null);

/** Error and typed value of one field, if the action refused the form. A typed value beats the stored one. */
export function useFieldState(name: string): {
  error: string | undefined;
  typed: string | readonly string[] | undefined;
} {
  const state = useContext(FormContext);
  if (state === null) return { error: undefined, typed: undefined };
  return { error: state.errors[name], typed: state.values[name] };
}

/** Whether the form around was refused: then a box that is not among the values was unticked by hand. */
export function useWasRefused(): boolean {
  return useContext(FormContext) !== null;
}

/** The id by which labels and the error summary find a field. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^\p{L}\p{N}_-]/gu, '-')}`;
}
