import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import type { EntrySource, Offer, Request } from '#src/features/banks/rules/entries.ts';
import { tagKey } from '#src/features/banks/rules/tags.ts';
import type { AddOffer, AddRequest, EditOffer, EditRequest } from '#src/features/banks/schema.ts';
import { readDraft } from '#src/features/banks/service.server/applications.ts';
import { admit, admitTo, reachesAll, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { moveApplication } from '#src/features/banks/store.server/applications.ts';
import {
  findOffer,
  findOfferOf,
  insertOffers,
  setOfferEnd,
  setOfferTags,
  updateOffer,
} from '#src/features/banks/store.server/offers.ts';
import { findSupporter, type Participant } from '#src/features/banks/store.server/participants.ts';
import {
  findRequest,
  findRequestOf,
  insertRequests,
  setRequestTags,
  setSupporter,
  updateRequest,
  withdrawRequest,
} from '#src/features/banks/store.server/requests.ts';
import { ensureTags } from '#src/features/banks/store.server/tags.ts';

/** Where the words come from: typed on the screen, off a paper form, or the draft that an accepted application is. */
export type EntryOrigin = 'screen' | 'paper' | { readonly applicationId: string };

const sourceOf = (person: Participant, from: EntryOrigin): EntrySource =>
  from === 'paper' ? 'paper' : person.isOwn || from !== 'screen' ? 'self' : 'curator';

/** The draft goes with the entry that is made of it: its words are in the bank now. Refuses with `banks.application_settled`. */
async function useDraft(tx: ScopedTx, from: EntryOrigin, personId: string): Promise<Result> {
  if (typeof from === 'string') return accept();
  const draft = await readDraft(tx, from.applicationId);
  if (draft === null || draft.personId !== personId) return refuse('banks.application_settled');
  return (await moveApplication(tx, draft, { state: 'entered' })) ? accept() : refuse('banks.stale');
}

type Somebody = PersonActor | VisitorActor;

export interface Entries {
  /** The person and what they offer now; for themselves, a guardian, those who answer. */
  viewOffer(actor: Somebody, personId: string): Promise<Result<{ person: Participant; offer: Offer | null }>>;
  /** Refuses with `consents.needed`, `banks.person_not_found`, `banks.offer_exists`. */
  addOffer(actor: Somebody, input: AddOffer, from: EntryOrigin): Promise<Result<{ offerId: string }>>;
  editOffer(actor: Somebody, offerId: string, input: EditOffer): Promise<Result>;
  /** To the archive. Refuses with `banks.stale`. */
  endOffer(actor: Somebody, offerId: string, input: { version: number; reason: string }): Promise<Result>;
  viewRequest(
    actor: Somebody,
    personId: string,
  ): Promise<Result<{ person: Participant; request: Request | null }>>;
  addRequest(actor: Somebody, input: AddRequest, from: EntryOrigin): Promise<Result<{ requestId: string }>>;
  editRequest(actor: Somebody, requestId: string, input: EditRequest): Promise<Result>;
  /** Refuses with `banks.in_mentorship` while the mentee has a mentor. */
  withdrawRequest(actor: Somebody, requestId: string, input: { version: number }): Promise<Result>;
  /** Who supports the mentee until a mentor is found; null: nobody any more. */
  chooseSupporter(
    actor: PersonActor,
    requestId: string,
    input: { version: number; supporterId: string | null },
  ): Promise<Result>;
}

export function createEntries({ db, clock, timeZone }: BanksDeps): Entries {
  const today = () => clock.today(timeZone).toString();
  return {
    viewOffer: (actor, personId) =>
      db.withActor(actor, 'banks.view_offer', async (tx) => {
        const admitted = await admitTo(tx, personId);
        if (!admitted.ok) return admitted;
        return accept({ person: admitted.value, offer: await findOfferOf(tx, personId) });
      }),

    addOffer: (actor, input, from) =>
      db.withActor(actor, 'banks.add_offer', async (tx) => {
        const admitted = await admitWriting(tx, input.personId);
        if (!admitted.ok) return admitted;
        return submitOnce(tx, input.submission, async () => {
          if ((await findOfferOf(tx, input.personId)) !== null) {
            return refuse('banks.offer_exists', undefined, 'personId');
          }
          const used = await useDraft(tx, from, input.personId);
          if (!used.ok) return used;
          const { organizationId } = admitted.value;
          const { submission: _, ...facts } = input;
          const [offerId = ''] = await insertOffers(tx, [
            {
              ...facts,
              ageWords: '',
              organizationId,
              enteredOn: today(),
              source: sourceOf(admitted.value, from),
            },
          ]);
          await tagOffer(tx, { organizationId, offerId }, input, true);
          return accept({ offerId });
        });
      }),

    editOffer: (actor, offerId, input) =>
      db.withActor(actor, 'banks.edit_offer', async (tx) => {
        const offer = isId(offerId) ? await findOffer(tx, offerId) : null;
        if (offer === null) return refuse('banks.not_found');
        const admitted = await admitWriting(tx, offer.personId);
        if (!admitted.ok) return admitted;
        if (offer.endedOn !== null) return refuse('banks.closed');
        // Words of a bank of another year go once the ages are said in years.
        const ageWords = input.ageFrom === null && input.ageTo === null ? offer.ageWords : '';
        const saved = await updateOffer(tx, { id: offerId, version: input.version }, { ...input, ageWords });
        if (!saved) return refuse('banks.stale');
        await tagOffer(tx, { organizationId: offer.organizationId, offerId }, input, false);
        return accept();
      }),

    endOffer: (actor, offerId, { version, reason }) =>
      db.withActor(actor, 'banks.end_offer', async (tx) => {
        const offer = isId(offerId) ? await findOffer(tx, offerId) : null;
        if (offer === null) return refuse('banks.not_found');
        const admitted = await admitTo(tx, offer.personId);
        if (!admitted.ok) return admitted;
        if (offer.endedOn !== null) return refuse('banks.closed');
        const day = today() < offer.enteredOn ? offer.enteredOn : today();
        const saved = await setOfferEnd(tx, { id: offerId, version }, { on: day, reason });
        return saved ? accept() : refuse('banks.stale');
      }),

    viewRequest: (actor, personId) =>
      db.withActor(actor, 'banks.view_request', async (tx) => {
        const admitted = await admitTo(tx, personId);
        if (!admitted.ok) return admitted;
        return accept({ person: admitted.value, request: await findRequestOf(tx, personId) });
      }),

    addRequest: (actor, input, from) =>
      db.withActor(actor, 'banks.add_request', async (tx) => {
        const admitted = await admitWriting(tx, input.personId);
        if (!admitted.ok) return admitted;
        return submitOnce(tx, input.submission, async () => {
          if ((await findRequestOf(tx, input.personId)) !== null) {
            return refuse('banks.request_exists', undefined, 'personId');
          }
          const used = await useDraft(tx, from, input.personId);
          if (!used.ok) return used;
          const { organizationId } = admitted.value;
          const { submission: _, tags, ...facts } = input;
          const [requestId = ''] = await insertRequests(tx, [
            { ...facts, organizationId, enteredOn: today(), source: sourceOf(admitted.value, from) },
          ]);
          await tagRequest(tx, { organizationId, requestId }, tags, true);
          return accept({ requestId });
        });
      }),

    editRequest: (actor, requestId, input) =>
      db.withActor(actor, 'banks.edit_request', async (tx) => {
        const request = isId(requestId) ? await findRequest(tx, requestId) : null;
        if (request === null) return refuse('banks.not_found');
        const admitted = await admitWriting(tx, request.personId);
        if (!admitted.ok) return admitted;
        if (request.endedOn !== null) return refuse('banks.closed');
        const saved = await updateRequest(tx, { id: requestId, version: input.version }, input);
        if (!saved) return refuse('banks.stale');
        await tagRequest(tx, { organizationId: request.organizationId, requestId }, input.tags, false);
        return accept();
      }),

    withdrawRequest: (actor, requestId, { version }) =>
      db.withActor(actor, 'banks.withdraw_request', async (tx) => {
        const request = isId(requestId) ? await findRequest(tx, requestId) : null;
        if (request === null) return refuse('banks.not_found');
        const admitted = await admitTo(tx, request.personId);
        if (!admitted.ok) return admitted;
        if (request.state === 'in_mentorship') return refuse('banks.in_mentorship');
        if (request.endedOn !== null) return refuse('banks.closed');
        return (await withdrawRequest(tx, { id: requestId, version }, today()))
          ? accept()
          : refuse('banks.stale');
      }),

    chooseSupporter: (actor, requestId, { version, supporterId }) =>
      db.withActor(actor, 'banks.choose_supporter', async (tx) => {
        const request = isId(requestId) ? await findRequest(tx, requestId) : null;
        if (request === null) return refuse('banks.not_found');
        const admitted = await admit(tx, request.organizationId, 'banks.edit');
        if (!admitted.ok) return admitted;
        if (!reachesAll(admitted.value, 'banks.edit')) return refuse('banks.not_yours');
        if (request.endedOn !== null) return refuse('banks.closed');
        if (supporterId !== null && !(await findSupporter(tx, request.organizationId, supporterId))) {
          return refuse('banks.supporter_unknown', undefined, 'supporterId');
        }
        return (await setSupporter(tx, { id: requestId, version }, supporterId))
          ? accept()
          : refuse('banks.stale');
      }),
  };
}

/** Admits, and refuses whoever has no consent in force. */
async function admitWriting(tx: ScopedTx, personId: string): Promise<Result<Participant>> {
  const admitted = await admitTo(tx, personId);
  if (!admitted.ok) return admitted;
  return (await refuseWithoutConsent(tx, [personId])) ?? admitted;
}

async function tagOffer(
  tx: ScopedTx,
  offer: { organizationId: string; offerId: string },
  words: { competences: readonly string[]; interests: readonly string[] },
  isNew: boolean,
): Promise<void> {
  const ids = await ensureTags(tx, offer.organizationId, [...words.competences, ...words.interests]);
  const toIds = (list: readonly string[]) => list.flatMap((word) => ids.get(tagKey(word)) ?? []);
  await setOfferTags(
    tx,
    offer.organizationId,
    [
      {
        offerId: offer.offerId,
        competenceIds: toIds(words.competences),
        interestIds: toIds(words.interests),
      },
    ],
    isNew,
  );
}

async function tagRequest(
  tx: ScopedTx,
  request: { organizationId: string; requestId: string },
  words: readonly string[],
  isNew: boolean,
): Promise<void> {
  const ids = await ensureTags(tx, request.organizationId, words);
  const tagIds = words.flatMap((word) => ids.get(tagKey(word)) ?? []);
  await setRequestTags(tx, request.organizationId, [{ requestId: request.requestId, tagIds }], isNew);
}
