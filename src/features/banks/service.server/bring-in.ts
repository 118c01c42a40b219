import type { ScopedTx } from '#src/platform/db/scope.ts';
import {
  insertMentorships,
  type GivenMentorship,
  type MentorshipBank,
} from '#src/features/mentorships/service.server.ts';
import type { EntrySource, RequestState } from '#src/features/banks/rules/entries.ts';
import { isPassed, checkState, judgeAdmission } from '#src/features/banks/rules/admission.ts';
import { TAG_LENGTH, tagKey } from '#src/features/banks/rules/tags.ts';
import type { TimeSlot } from '#src/features/banks/rules/times.ts';
import { listChecks } from '#src/features/banks/store.server/admission.ts';
import { insertOffers, listLimits, setOfferTags } from '#src/features/banks/store.server/offers.ts';
import { insertRequests, keepInStep, setRequestTags } from '#src/features/banks/store.server/requests.ts';
import { ensureTags } from '#src/features/banks/store.server/tags.ts';
import { todayOf } from '#src/features/banks/store.server/today.ts';

// What comes from files, calls and the demo, thousands at once: rights, consents and repeats are the caller's affair; the
// database refuses whoever has no consent in force, and a second offer or request in force.

/** An offer as a file tells it; what it does not tell is empty. Days are ISO. */
export interface GivenOffer {
  readonly personId: string;
  readonly enteredOn: string;
  readonly competences?: readonly string[];
  readonly interests?: readonly string[];
  readonly achievements?: string;
  readonly ageFrom?: number | null;
  readonly ageTo?: number | null;
  /** Ages in the words of a file. */
  readonly ageWords?: string;
  readonly hoursAMonth?: number | null;
  readonly timeWords?: string;
  readonly times?: readonly TimeSlot[];
  readonly places?: readonly string[];
  readonly forms?: readonly string[];
  readonly menteeLimit?: number;
  readonly note?: string;
  readonly endedOn?: string | null;
}

/** Answers ids in the order given. Words longer than a tag may be are cut. */
export async function bringInOffers(
  tx: ScopedTx,
  organizationId: string,
  offers: readonly GivenOffer[],
  source: EntrySource = 'import',
): Promise<string[]> {
  if (offers.length === 0) return [];
  const ids = await insertOffers(
    tx,
    offers.map((offer) => ({
      organizationId,
      personId: offer.personId,
      enteredOn: offer.enteredOn,
      achievements: offer.achievements ?? '',
      ageFrom: offer.ageFrom ?? null,
      ageTo: offer.ageTo ?? null,
      ageWords: offer.ageWords ?? '',
      hoursAMonth: offer.hoursAMonth ?? null,
      timeWords: offer.timeWords ?? '',
      times: offer.times ?? [],
      places: offer.places ?? [],
      forms: offer.forms ?? [],
      menteeLimit: offer.menteeLimit ?? 1,
      note: offer.note ?? '',
      endedOn: offer.endedOn ?? null,
      source,
    })),
  );
  const words = offers.flatMap((offer) => [...(offer.competences ?? []), ...(offer.interests ?? [])]);
  const toIds = await tagIds(tx, organizationId, words);
  await setOfferTags(
    tx,
    organizationId,
    offers.map((offer, index) => ({
      offerId: ids[index] ?? '',
      competenceIds: toIds(offer.competences ?? []),
      interestIds: toIds(offer.interests ?? []),
    })),
    true,
  );
  return ids;
}

/** A request as a file tells it. A state that is an end needs `endedOn`. */
export interface GivenRequest {
  readonly personId: string;
  readonly enteredOn: string;
  readonly mainRequest: string;
  readonly tags?: readonly string[];
  readonly wishes?: string;
  readonly urgency?: number;
  readonly times?: readonly TimeSlot[];
  readonly places?: readonly string[];
  readonly forms?: readonly string[];
  readonly state?: RequestState;
  readonly endedOn?: string | null;
}

/** Answers ids in the order given. */
export async function bringInRequests(
  tx: ScopedTx,
  organizationId: string,
  requests: readonly GivenRequest[],
  source: EntrySource = 'import',
): Promise<string[]> {
  if (requests.length === 0) return [];
  const ids = await insertRequests(
    tx,
    requests.map((request) => ({
      organizationId,
      personId: request.personId,
      enteredOn: request.enteredOn,
      mainRequest: request.mainRequest,
      wishes: request.wishes ?? '',
      urgency: request.urgency ?? 2,
      times: request.times ?? [],
      places: request.places ?? [],
      forms: request.forms ?? [],
      state: request.state ?? 'in_bank',
      endedOn: request.endedOn ?? null,
      source,
    })),
  );
  const toIds = await tagIds(
    tx,
    organizationId,
    requests.flatMap((request) => request.tags ?? []),
  );
  await setRequestTags(
    tx,
    organizationId,
    requests.map((request, index) => ({ requestId: ids[index] ?? '', tagIds: toIds(request.tags ?? []) })),
    true,
  );
  return ids;
}

function cut(word: string): string {
  return Array.from(word).slice(0, TAG_LENGTH).join('').trim();
}

async function tagIds(tx: ScopedTx, organizationId: string, words: readonly string[]) {
  const kept = words.map(cut).filter((word) => tagKey(word) !== '');
  const ids = await ensureTags(tx, organizationId, kept);
  return (list: readonly string[]) => list.flatMap((word) => ids.get(tagKey(cut(word))) ?? []);
}

/** Mentorships of a file, and the requests of their mentees in step with them. Answers ids in the order given. */
export async function bringInMentorships(
  tx: ScopedTx,
  organizationId: string,
  mentorships: readonly GivenMentorship[],
): Promise<string[]> {
  const ids = await insertMentorships(tx, organizationId, mentorships);
  await keepInStep(tx, [...new Set(mentorships.flatMap(({ menteeIds }) => menteeIds))], false);
  return ids;
}

const LABOUR_PAPERS = ['labour-consent', 'labour-agreement'];

/** What mentorships, which are above, ask the banks; `compose.ts` hands it to them. */
export const mentorshipBank: MentorshipBank = {
  limitsOf: (tx, mentorIds) => listLimits(tx, mentorIds),
  lackLabourPapers: async (tx, mentorIds) => {
    const [checks, today] = [await listChecks(tx, mentorIds), await todayOf(tx)];
    return mentorIds.filter((id) =>
      LABOUR_PAPERS.some(
        (paper) =>
          !isPassed(
            checkState(
              checks.get(id)?.find(({ checkId }) => checkId === paper),
              today,
            ),
          ),
      ),
    );
  },
  lackAdmission: async (tx, mentors) => {
    const ids = mentors.map(({ id }) => id);
    const [checks, today] = [await listChecks(tx, ids), await todayOf(tx)];
    return new Map(
      mentors.flatMap(({ id, kinds, age }) => {
        // The papers of art. 351.8 are a question of their own, and without a consent nobody comes so far.
        const applicant = { kinds, age, isLabourCode: false, hasConsent: true };
        const { lacking, lacksCertificate } = judgeAdmission(applicant, checks.get(id) ?? [], today);
        return lacking.length === 0 ? [] : [[id, { certificate: lacksCertificate }] as const];
      }),
    );
  },
  keepInStep,
};
