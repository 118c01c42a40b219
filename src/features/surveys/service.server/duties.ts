import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listAccountsWith } from '#src/features/accounts/service.server.ts';
import {
  NEWS_DAYS,
  surveyDutiesOf,
  type SurveyDuty,
  type WaveFact,
} from '#src/features/surveys/rules/duties.ts';
import { listWaveFacts } from '#src/features/surveys/store.server/wave-facts.ts';

const shifted = (today: string, days: number): string =>
  Temporal.PlainDate.from(today).add({ days }).toString();

/** The curators of a school and what its waves give them to know on a day (ISO). For the program itself. */
export async function listSurveyDuties(
  tx: ScopedTx,
  organizationId: string,
  today: string,
): Promise<{ accountIds: readonly string[]; duties: readonly SurveyDuty[] }> {
  const accountIds = await listAccountsWith(tx, organizationId, ['curator']);
  if (accountIds.length === 0) return { accountIds, duties: [] };
  const waves = await listWaveFacts(tx, organizationId, { closedSince: shifted(today, -NEWS_DAYS) });
  return { accountIds, duties: surveyDutiesOf(waves, today) };
}

/** «Сегодня» is told of waves that end within so many days. */
const ENDING_DAYS = 7;

/** Waves that go on and end within a week, the nearest first: as far as the actor sees waves at all. */
export async function listEndingWaves(
  tx: ScopedTx,
  organizationId: string,
  today: string,
): Promise<readonly WaveFact[]> {
  const waves = await listWaveFacts(tx, organizationId, { closesBy: shifted(today, ENDING_DAYS) });
  return waves.filter(({ closesOn }) => closesOn >= today);
}
