import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { may } from '#src/features/accounts/access.ts';
import { orgsAccess } from '#src/features/orgs/access.ts';
import { readOrganization, saveDirectorForms, standingOf } from '#src/features/orgs/service.server.ts';
import {
  fixSigner,
  viewSigner,
  type Signer,
  type SignerCard,
  type SignerFormsView,
} from '#src/features/people/rules/signer-forms.ts';
import type { SignerFormsInput } from '#src/features/people/schema/name-forms.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import { findCardOf } from '#src/features/people/service.server/paper-people.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { contactOf, findPartner, saveContactForms } from '#src/features/people/store.server/partners.ts';

/** Whose forms: of the head of an organization, or of whom a partner names as its contact. */
export type SignerOf = { readonly organizationId: string } | { readonly partnerId: string };

export interface SignerFormsPage extends SignerFormsView {
  /** The organization or the partner. */
  readonly of: string;
  readonly name: string;
  readonly post: string;
  /** Chosen by a person; null: the name tells it. */
  readonly gender: Signer['gender'];
  /** The card of the same name: the forms of the name are fixed there. */
  readonly cardId: string | null;
  readonly version: number;
}

export interface SignerFormsService {
  /** For whoever may change the requisites; `people.signer_unknown` where no name is entered. */
  view(actor: PersonActor, of: SignerOf): Promise<Result<SignerFormsPage>>;
  /**
   * Keeps what a person fixed, for all papers from now on. Refuses as `view` does, with `orgs.stale` or `people.stale`, and with
   * `people.form_words` (the form has not as many words as the name).
   */
  fix(actor: PersonActor, of: SignerOf, input: SignerFormsInput): Promise<Result>;
}

export function createSignerForms({ db }: PeopleDeps): SignerFormsService {
  return {
    view: (actor, of) => db.withActor(actor, 'people.view_signer_forms', (tx) => view(tx, of)),
    fix: (actor, of, input) => db.withActor(actor, 'people.fix_signer_forms', (tx) => fix(tx, of, input)),
  };
}

/** As the requisites and the cards say it. */
const staleOf = (of: SignerOf) => ('partnerId' in of ? 'people.stale' : 'orgs.stale');

interface Found {
  readonly of: string;
  readonly version: number;
  readonly signer: Signer;
  readonly card: SignerCard | null;
}

async function find(tx: ScopedTx, of: SignerOf): Promise<Result<Found>> {
  const found =
    'partnerId' in of ? await findContact(tx, of.partnerId) : await findHead(tx, of.organizationId);
  if (!found.ok) return found;
  const { organizationId, ...rest } = found.value;
  if (rest.signer.name.trim() === '') return refuse('people.signer_unknown');
  const partnerId = 'partnerId' in of ? of.partnerId : null;
  return accept({
    ...rest,
    card: await findCardOf(tx, { organizationId, partnerId, name: rest.signer.name }),
  });
}

type FoundSigner = Omit<Found, 'card'> & { readonly organizationId: string };

async function findHead(tx: ScopedTx, organizationId: string): Promise<Result<FoundSigner>> {
  const answer = may(orgsAccess, await standingOf(tx, organizationId), 'orgs.edit');
  if (answer !== true) return { ok: false, refusal: answer };
  const organization = await readOrganization(tx, organizationId);
  if (organization === null) return refuse('access.not_found');
  const { shortName, version, directorName, directorPost, directorGender, directorForms } = organization;
  return accept({
    organizationId,
    of: shortName,
    version,
    signer: { name: directorName, post: directorPost, gender: directorGender, forms: directorForms },
  });
}

async function findContact(tx: ScopedTx, partnerId: string): Promise<Result<FoundSigner>> {
  const partner = isId(partnerId) ? await findPartner(tx, partnerId) : null;
  if (partner === null) return refuse('people.partner_not_found');
  const { organizationId, name, version } = partner;
  return (
    refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_partners') ??
    accept({ organizationId, of: name, version, signer: contactOf(partner) })
  );
}

async function view(tx: ScopedTx, of: SignerOf): Promise<Result<SignerFormsPage>> {
  const found = await find(tx, of);
  if (!found.ok) return found;
  const { signer, card, version } = found.value;
  const { name, post, gender } = signer;
  return accept({
    ...viewSigner(signer, card),
    of: found.value.of,
    name,
    post,
    gender,
    cardId: card?.id ?? null,
    version,
  });
}

async function fix(tx: ScopedTx, of: SignerOf, input: SignerFormsInput): Promise<Result> {
  const found = await find(tx, of);
  if (!found.ok) return found;
  const { signer, card, version } = found.value;
  // Before the words are looked at: they were typed for the name that stood there.
  if (version !== input.version) return refuse(staleOf(of));
  const { genitive, dative, accusative, instrumental, prepositional, gender } = input;
  const fixed = fixSigner(signer, card, {
    gender,
    names: { genitive, dative, accusative, instrumental, prepositional },
    posts: {
      genitive: input.genitivePost,
      dative: input.dativePost,
      accusative: input.accusativePost,
      instrumental: input.instrumentalPost,
      prepositional: input.prepositionalPost,
    },
  });
  if (!fixed.isFit) return refuse('people.form_words', undefined, fixed.name);
  const kept = { gender: fixed.gender, forms: fixed.forms, version };
  const isSaved =
    'partnerId' in of
      ? await saveContactForms(tx, { ...kept, partnerId: of.partnerId })
      : await saveDirectorForms(tx, { ...kept, organizationId: of.organizationId });
  return isSaved ? accept() : refuse(staleOf(of));
}
