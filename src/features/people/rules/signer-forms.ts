import { CASES, OBLIQUE_CASES, type Case, type ObliqueCase } from '#src/lib/russian/case.ts';
import type { SignerForms } from '#src/lib/russian/kept-forms.ts';
import { guessGender, type Gender, type NameForms } from '#src/lib/russian/names.ts';
import { partsOfName, type NameParts } from '#src/lib/russian/name-format.ts';
import { declinePost } from '#src/lib/russian/posts.ts';
import { fixForms, viewForms, type NameFormsView } from '#src/features/people/rules/fixed-forms.ts';

/** Who signs for an organization: the head of it, by its requisites; the contact of a partner. */
export interface Signer {
  /** As it stands in the requisites: «Иванова Мария Петровна». */
  readonly name: string;
  readonly post: string;
  readonly gender: Gender | null;
  readonly forms: SignerForms;
}

/** What a card of the same person knows of the name: it wins over the requisites. */
export interface SignerCard {
  readonly id: string;
  readonly name: NameParts;
  readonly gender: Gender | null;
  readonly forms: NameForms;
}

/** One case of a post as the page shows it. */
export interface ShownPost {
  readonly name: Case;
  readonly text: string;
  readonly byRules: string;
  readonly isFixed: boolean;
}

export interface SignerFormsView extends NameFormsView {
  readonly posts: readonly ShownPost[];
}

/** The name of a signer in its parts, its gender and its forms: of the card where it says something, else of the requisites. */
export function nameOfSigner(
  { name, gender, forms }: Signer,
  card: SignerCard | null,
): { readonly parts: NameParts; readonly gender: Gender | null; readonly forms: NameForms } {
  return card === null
    ? { parts: partsOfName(name), gender, forms: forms.name }
    : { parts: card.name, gender: card.gender ?? gender, forms: { ...forms.name, ...card.forms } };
}

export function viewSigner(signer: Signer, card: SignerCard | null): SignerFormsView {
  const { parts, gender, forms } = nameOfSigner(signer, card);
  const fixed = signer.forms.post;
  return {
    ...viewForms({ ...parts, gender, nameForms: forms }),
    posts: CASES.map((name) => {
      const byRules = declinePost(signer.post, name, gender ?? guessGender(parts));
      const byHand = name === 'nominative' ? undefined : fixed[name];
      return { name, text: byHand ?? byRules, byRules, isFixed: byHand !== undefined };
    }),
  };
}

/** What is kept of the typed forms, or the case in which the name has another number of words. */
export type FixedSigner =
  | { readonly isFit: true; readonly gender: Gender | null; readonly forms: SignerForms }
  | { readonly isFit: false; readonly name: ObliqueCase };

export interface TypedSigner {
  readonly gender: Gender | null;
  readonly names: Readonly<Record<ObliqueCase, string>>;
  readonly posts: Readonly<Record<ObliqueCase, string>>;
}

/**
 * Of the forms that a form of the page sent, those that a person fixed: what differs from the rules. With a card the name is
 * fixed there, and what the requisites hold of it stays as it is.
 */
export function fixSigner(signer: Signer, card: SignerCard | null, typed: TypedSigner): FixedSigner {
  const { parts, gender: before } = nameOfSigner(signer, card);
  const gender = card === null ? typed.gender : before;
  const names = fixForms({ ...parts, gender: before, nameForms: signer.forms.name }, typed.names, gender);
  if (card === null && !names.isFit) return names;
  const posts = OBLIQUE_CASES.flatMap((name) => {
    const text = typed.posts[name];
    const isByRules = [gender, before].some(
      (one) => text === declinePost(signer.post, name, one ?? guessGender(parts)),
    );
    return text === '' || isByRules ? [] : [[name, text] as const];
  });
  return {
    isFit: true,
    gender: card === null ? gender : signer.gender,
    forms: {
      name: card === null && names.isFit ? names.forms : signer.forms.name,
      post: Object.fromEntries(posts),
    },
  };
}
