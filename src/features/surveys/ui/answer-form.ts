import type { Item } from '#src/features/surveys/rules/model.ts';
import type { FormState } from '#src/ui/form-state.ts';

/** What a page of the questionnaire sent, by the names that `ItemField` gave. */
export interface SentPage {
  readonly page: number;
  readonly shown: readonly string[];
  readonly raw: Readonly<Record<string, string | readonly string[]>>;
  readonly rankings: Readonly<
    Record<string, { readonly ranks: readonly string[]; readonly vetoes: readonly string[] }>
  >;
}

export function readSentPage(form: FormData): SentPage {
  const texts = (name: string): string[] => form.getAll(name).filter((one) => typeof one === 'string');
  const shown = texts('shown').slice(0, 200);
  const page = Number(form.get('page'));
  return {
    page: Number.isSafeInteger(page) && page >= 0 ? page : 0,
    shown,
    raw: Object.fromEntries(shown.map((id) => [id, texts(`q.${id}`)])),
    rankings: Object.fromEntries(
      shown.map((id) => [
        id,
        {
          ranks: Array.from({ length: 5 }, (_, place) => texts(`rank.${id}.${place}`)[0] ?? ''),
          vetoes: texts(`veto.${id}`),
        },
      ]),
    ),
  };
}

/** A refused page: errors at their questions, everything typed still there. */
export function refusedPage(
  form: FormData,
  errors: Readonly<Record<string, string>>,
  items: readonly Item[],
  formErrors: readonly string[] = [],
): FormState {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name).filter((one) => typeof one === 'string');
    values[name] = all.length > 1 || name.startsWith('veto.') ? all : (all[0] ?? '');
  }
  return {
    ok: false,
    values,
    errors: Object.fromEntries(Object.entries(errors).map(([id, text]) => [`q.${id}`, text])),
    formErrors,
    labels: Object.fromEntries(items.map(({ id, text }) => [`q.${id}`, text])),
  };
}
