import type { ScopedTx } from '#src/platform/db/scope.ts';
import { storedAudience } from '#src/features/surveys/schema.ts';
import {
  todayOf,
  yearOf,
  type ReadWave,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import { findInvitees, type FoundInvitee } from '#src/features/surveys/store.server/audience.ts';

/** Whom the filter of a wave means today; without a consent only where the wave needs none. */
export async function audienceOf(
  tx: ScopedTx,
  deps: SurveysDeps,
  wave: ReadWave,
): Promise<{ asked: readonly FoundInvitee[]; withoutConsent: number }> {
  const found = await findInvitees(
    tx,
    wave.organizationId,
    yearOf(todayOf(deps)),
    storedAudience.parse(wave.audience),
  );
  const asked = !wave.withoutConsent ? found.filter(({ hasConsent }) => hasConsent) : found;
  return { asked, withoutConsent: found.length - asked.length };
}
