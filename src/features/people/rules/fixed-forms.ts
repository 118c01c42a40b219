import { OBLIQUE_CASES, type Case, type ObliqueCase } from '#src/lib/russian/case.ts';
import {
  declineName,
  formatName,
  guessGender,
  partsOfForm,
  type Gender,
  type NameForms,
  type NameParts,
} from '#src/lib/russian/names.ts';
import { NAME_PARTS } from '#src/lib/russian/kept-forms.ts';

/** Apart from name-forms.ts: this carries the dictionaries of cases, which screens do without. */

/** One case of a name as the page shows it. */
export interface ShownForm {
  readonly name: Case;
  /** What papers write: fixed by hand where it is, else by the rules. */
  readonly text: string;
  /** «Ивановой М. П.», for the examples. */
  readonly short: string;
  /** By the rules alone; when a part is fixed the page shows it beside. */
  readonly byRules: string;
  readonly isFixed: boolean;
}

export interface NameFormsView {
  readonly forms: readonly ShownForm[];
  /** What the name itself tells. */
  readonly guessed: Gender | null;
  /** False: the gender is unknown and the name declines by it; papers leave such a name in the nominative. */
  readonly isCertain: boolean;
}

interface Named extends NameParts {
  readonly gender: Gender | null;
  readonly nameForms: NameForms;
}

export function viewForms(person: Named): NameFormsView {
  const { gender, nameForms: forms } = person;
  const declined = OBLIQUE_CASES.map((name) => {
    const byRules = declineName(person, name, { gender });
    const form = declineName(person, name, { gender, forms });
    return { name, byRules, form };
  });
  const nominative = formatName(person, 'full');
  return {
    forms: [
      {
        name: 'nominative',
        text: nominative,
        short: formatName(person, 'short'),
        byRules: nominative,
        isFixed: false,
      },
      ...declined.map(({ name, byRules, form }) => ({
        name,
        text: formatName(form, 'full'),
        short: formatName(form, 'short'),
        byRules: formatName(byRules, 'full'),
        isFixed: forms[name] !== undefined,
      })),
    ],
    guessed: guessGender(person),
    isCertain: declined.every(({ form }) => form.isCertain),
  };
}

/** What is kept of typed forms, or the case whose form has another number of words than the name. */
export type FixedForms =
  | { readonly isFit: true; readonly forms: NameForms }
  | { readonly isFit: false; readonly name: ObliqueCase };

/**
 * Of the forms that a form of the page sent, those parts that a person fixed: what differs from the rules. A field that is empty, or
 * that still holds what the rules said before the gender was chosen, follows the rules again.
 */
export function fixForms(
  person: Named,
  typed: Readonly<Record<ObliqueCase, string>>,
  gender: Gender | null,
): FixedForms {
  const forms: Partial<Record<ObliqueCase, Partial<NameParts>>> = {};
  for (const name of OBLIQUE_CASES) {
    const text = typed[name];
    const byRules = declineName(person, name, { gender });
    const before = declineName(person, name, { gender: person.gender });
    if (text === '' || text === formatName(before, 'full')) continue;
    const parts = partsOfForm(text, person);
    if (parts === null) return { isFit: false, name };
    const fixed = NAME_PARTS.filter((part) => parts[part] !== byRules[part]);
    if (fixed.length > 0) forms[name] = Object.fromEntries(fixed.map((part) => [part, parts[part]]));
  }
  return { isFit: true, forms };
}
