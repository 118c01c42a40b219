import type { FormState } from '#src/ui/form-state.ts';

/** What `FastEntry` sent: every field as it was typed, the code, and the answers by the id of their item. */
export function readFastEntry(sent: FormData): {
  values: Record<string, string>;
  code: string;
  typed: Record<string, string>;
} {
  const values: Record<string, string> = {};
  for (const [name, value] of sent) if (typeof value === 'string') values[name] = value;
  const typed = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith('p.') ? [[name.slice(2), value]] : [],
    ),
  );
  return { values, code: values['code'] ?? '', typed };
}

/** The form again, each error (by the id of its item) at its field. */
export function wrongFastEntry(
  values: FormState['values'],
  errors: Readonly<Record<string, string>>,
): FormState {
  return {
    ok: false,
    values,
    errors: Object.fromEntries(Object.entries(errors).map(([id, text]) => [`p.${id}`, text])),
    formErrors: [],
    labels: {},
  };
}
