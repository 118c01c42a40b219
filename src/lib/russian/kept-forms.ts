import { OBLIQUE_CASES, type ObliqueCase } from '#src/lib/russian/case.ts';
import type { Gender, NameForms } from '#src/lib/russian/names.ts';

/** Forms that people fixed by hand, as a database keeps them. Apart from the rules of cases, which carry dictionaries. */

export const NAME_PARTS = ['familyName', 'givenName', 'patronymic'] as const;
export type NamePart = (typeof NAME_PARTS)[number];

/** A post in the cases that a person fixed: «заведующей детским садом». They win over the rules. */
export type PostForms = Readonly<Partial<Record<ObliqueCase, string>>>;

/** Of somebody who signs and has no card of their own: the head of an organization, who signs for a partner. */
export interface SignerForms {
  readonly name: NameForms;
  readonly post: PostForms;
}

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

/** JSON of the database → forms of a name and a post; what is no form is left out. */
export function toSignerForms(value: unknown): SignerForms {
  const { name, post } = isObject(value) ? value : {};
  const posts = isObject(post) ? post : {};
  return {
    name: toNameForms(name),
    post: Object.fromEntries(
      OBLIQUE_CASES.flatMap((one) => {
        const text = posts[one];
        return typeof text === 'string' && text !== '' ? [[one, text] as const] : [];
      }),
    ),
  };
}
