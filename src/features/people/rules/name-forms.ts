import { CASE_WORDS, OBLIQUE_CASES } from '#src/lib/russian/case.ts';
import { NAME_PARTS, toNameForms, type NamePart } from '#src/lib/russian/kept-forms.ts';
import type { NameForms } from '#src/lib/russian/names.ts';

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
