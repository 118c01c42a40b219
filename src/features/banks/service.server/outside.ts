import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { admissionChecks } from '#src/features/banks/rules/admission.ts';
import {
  isOutsideTextInForce,
  mayBeOffered,
  outsideOfferText,
  type OutsideOffer,
} from '#src/features/banks/rules/outside-offer.ts';
import type { AgreeOutside } from '#src/features/banks/schema.ts';
import { admit, admitTo, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { findOfferOf } from '#src/features/banks/store.server/offers.ts';
import {
  findOutsideOffer,
  insertOutsideOffer,
  listMentorshipsElsewhere,
  listOfferedOutside,
  withdrawOutsideOffer,
  type MentorshipElsewhere,
  type OfferedOutside,
} from '#src/features/banks/store.server/outside.ts';
import type { Participant } from '#src/features/banks/store.server/participants.ts';

type Somebody = PersonActor | VisitorActor;

export interface OutsideCard {
  readonly agreement: OutsideOffer | null;
  /** Whether the person may agree: an adult who works here, with an offer and a consent. */
  readonly mayAgree: boolean;
  readonly text: ReturnType<typeof outsideOfferText>;
  /** Pairs and groups at other schools; empty for the mentor, who sees them as their own. */
  readonly elsewhere: readonly MentorshipElsewhere[];
}

/** Mentors who let themselves be offered to other schools. */
export interface Outside {
  /** Whether a mentor is offered to other schools, for themselves and those who answer for the programme. */
  view(actor: Somebody, personId: string): Promise<Result<OutsideCard>>;
  /**
   * The mentor agrees on the screen; the curator writes down what was signed on paper. Refuses with `consents.needed`,
   * `banks.outside_adults` (not an adult who works here), `banks.outside_no_offer`, `banks.outside_agreed`,
   * `banks.outside_version`, `banks.outside_self` (on the screen, and not by the mentor), `banks.future`.
   */
  agree(actor: Somebody, personId: string, input: AgreeOutside): Promise<Result>;
  /** At any time, by the mentor or the curator who was told. Refuses with `banks.outside_none`. */
  withdraw(actor: Somebody, personId: string): Promise<Result>;
}

/** The mentor for themselves, or whoever answers for the programme; never a guardian or a class teacher. */
async function admitOutside(tx: ScopedTx, personId: string): Promise<Result<Participant>> {
  const admitted = await admitTo(tx, personId);
  if (!admitted.ok || admitted.value.isOwn) return admitted;
  const answer = await admit(tx, admitted.value.organizationId, 'banks.admit');
  return answer.ok ? admitted : answer;
}

export function createOutside({ db, clock, timeZone }: BanksDeps): Outside {
  return {
    view: (actor, personId) =>
      db.withActor(actor, 'banks.view_outside', async (tx) => {
        const admitted = await admitOutside(tx, personId);
        if (!admitted.ok) return admitted;
        const person = admitted.value;
        const organization = await readOrganization(tx, person.organizationId);
        const offer = await findOfferOf(tx, personId);
        return accept({
          agreement: await findOutsideOffer(tx, personId),
          mayAgree: person.hasConsent && offer !== null && mayBeOffered(person),
          text: outsideOfferText(organization?.fullName ?? ''),
          elsewhere: person.isOwn ? [] : await listMentorshipsElsewhere(tx, person.organizationId, personId),
        });
      }),

    agree: (actor, personId, { reach, textVersion, agreedOn }) =>
      db.withActor(actor, 'banks.agree_outside', async (tx) => {
        const admitted = await admitOutside(tx, personId);
        if (!admitted.ok) return admitted;
        const person = admitted.value;
        const blocked = await refuseWithoutConsent(tx, [personId]);
        if (blocked !== null) return blocked;
        if (!mayBeOffered(person)) return refuse('banks.outside_adults');
        if ((await findOfferOf(tx, personId)) === null) return refuse('banks.outside_no_offer');
        if (!isOutsideTextInForce(textVersion)) return refuse('banks.outside_version');
        const today = clock.today(timeZone).toString();
        if (agreedOn === null && !person.isOwn) return refuse('banks.outside_self', {}, 'agreedOn');
        if (agreedOn !== null && agreedOn > today) return refuse('banks.future', {}, 'agreedOn');
        const isNew = await insertOutsideOffer(tx, {
          organizationId: person.organizationId,
          personId,
          reach,
          textVersion,
          // Whoever agrees for themselves does it today and here, whatever day was sent.
          channel: person.isOwn ? 'screen' : 'paper',
          agreedOn: person.isOwn ? today : (agreedOn ?? today),
        });
        return isNew ? accept() : refuse('banks.outside_agreed');
      }),

    withdraw: (actor, personId) =>
      db.withActor(actor, 'banks.withdraw_outside', async (tx) => {
        const admitted = await admitOutside(tx, personId);
        if (!admitted.ok) return admitted;
        const done = await withdrawOutsideOffer(tx, personId, admitted.value.isOwn ? 'screen' : 'talk');
        return done ? accept() : refuse('banks.outside_none');
      }),
  };
}

/**
 * Teachers of other schools who are offered to this one, admitted at home and with a place free, as far as the actor forms pairs
 * here. Their school looks after the checks of admission, the clean record of ТК РФ art. 351.1 among them.
 */
export async function listOfferedFromOutside(
  tx: ScopedTx,
  organizationId: string,
): Promise<OfferedOutside[]> {
  const needed = admissionChecks
    .filter(({ appliesTo, isDerived }) => appliesTo === 'everybody' && !isDerived)
    .map(({ id }) => id);
  return listOfferedOutside(tx, organizationId, needed);
}
