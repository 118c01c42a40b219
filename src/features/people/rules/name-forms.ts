import { CASE_WORDS, OBLIQUE_CASES } from '#src/lib/russian/case.ts';
import type { Gender, NameForms } from '#src/lib/russian/names.ts';

export const NAME_PARTS = ['familyName', 'givenName', 'patronymic'] as const;
type NamePart = (typeof NAME_PARTS)[number];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON of the database → forms; what is no form is left out. */
export function toNameForms(value: unknown): NameForms {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    OBLIQUE_CASES.flatMap((name) => {
      const form = value[name];
      if (!isObject(form)) return [];
      const parts = NAME_PARTS.flatMap((part) => {
        const text = form[part];
        return typeof text === 'string' && text !== '' ? [[part, text] as const] : [];
      });
      return parts.length === 0 ? [] : [[name, Object.fromEntries(parts)] as const];
    }),
  );
}

/** Text of the database → gender. */
export function toGender(value: string | null): Gender | null {
  return value === 'male' || value === 'female' ? value : null;
}

/** Forms of two records, each part of the name from the record that the part itself is from. */
export function pickNameForms(formsFor: (part: NamePart) => NameForms): NameForms {
  return toNameForms(
    Object.fromEntries(
      OBLIQUE_CASES.map((name) => [
        name,
        Object.fromEntries(
          NAME_PARTS.map((part) => {
            const form = formsFor(part)[name];
            return [part, typeof form === 'object' ? form[part] : undefined];
          }),
        ),
      ]),
    ),
  );
}

/** «дательный – Груша; творительный – Груша», for those whose name it is. */
export function nameFormsInWords(forms: NameForms): string {
  return OBLIQUE_CASES.flatMap((name) => {
    const form = forms[name];
    if (form === undefined) return [];
    const words = typeof form === 'string' ? form : NAME_PARTS.flatMap((part) => form[part] ?? []).join(' ');
    return [`${CASE_WORDS[name].title} – ${words}`];
  }).join('; ');
}
