import type { ScopedTx } from '#src/platform/db/scope.ts';
import { judgeAdmission } from '#src/features/banks/rules/admission.ts';
import { listChecks } from '#src/features/banks/store.server/admission.ts';
import type { MatchableMentee, MatchableOffer } from '#src/features/banks/rules/matchable.ts';
import { listOffering, listWaiting } from '#src/features/banks/store.server/matchable.ts';
import { todayOf } from '#src/features/banks/store.server/today.ts';

export interface MatchableMentor extends MatchableOffer {
  readonly isAdmitted: boolean;
  /** Titles of the checks that are not passed. */
  readonly lacking: readonly string[];
  readonly needsCertificate: boolean;
  readonly hasCertificate: boolean;
}

/**
 * Both banks as matching needs them, as far as the actor sees them: whoever waits for a mentor, whoever offers help, takes
 * somebody and is not away. Everybody here has a consent to processing in force.
 */
export async function listMatchable(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ mentees: MatchableMentee[]; mentors: MatchableMentor[]; today: string }> {
  const today = await todayOf(tx);
  const offers = await listOffering(tx, organizationId);
  const checks = await listChecks(
    tx,
    offers.map(({ personId }) => personId),
  );
  const mentors = offers.map((offer): MatchableMentor => {
    const { lacking, needsCertificate, lacksCertificate } = judgeAdmission(
      { ...offer, hasConsent: true },
      checks.get(offer.personId) ?? [],
      today,
    );
    return {
      ...offer,
      isAdmitted: lacking.length === 0,
      lacking: lacking.map(({ title }) => title),
      needsCertificate,
      hasCertificate: !lacksCertificate,
    };
  });
  return { mentees: await listWaiting(tx, organizationId), mentors, today };
}
