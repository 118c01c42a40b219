import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import type { JsonValue } from '#src/platform/db/json.ts';
import { abilities, may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { surveysAccess } from '#src/features/surveys/access.ts';
import type { Answers, SurveyModel } from '#src/features/surveys/rules/model.ts';
import { storedAnswers, surveyModel } from '#src/features/surveys/schema.ts';
import { findWave, type Wave } from '#src/features/surveys/store.server/waves.ts';

export interface SurveysDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** IANA zone in which waves open and close. */
  readonly timeZone: string;
}

/** Who answers: somebody with an account, or let in by a printed code. */
export type Respondent = PersonActor | VisitorActor;
export type SurveysAbilities = Record<CommandOf<typeof surveysAccess>, true | Refusal>;
export type ReadWave = Omit<Wave, 'audience' | 'candidates'> & {
  readonly model: SurveyModel;
  readonly audience: JsonValue;
  readonly candidates: JsonValue;
};

export const surveysAbilities = (standing: Standing): SurveysAbilities => abilities(surveysAccess, standing);

/** The refusal, or the standing of somebody who may. */
export async function admit(
  tx: ScopedTx,
  organizationId: string,
  command: CommandOf<typeof surveysAccess>,
): Promise<Result<Standing>> {
  const standing = await standingOf(tx, organizationId);
  const answer = may(surveysAccess, standing, command);
  return answer === true ? accept(standing) : { ok: false, refusal: answer };
}

/** A wave that the actor sees and may use so; `surveys.wave_not_found` for any other. */
export async function admitToWave(
  tx: ScopedTx,
  waveId: string,
  command: CommandOf<typeof surveysAccess>,
): Promise<Result<{ wave: ReadWave; standing: Standing }>> {
  const found = isId(waveId) ? await findWave(tx, waveId) : null;
  if (found === null) return refuse('surveys.wave_not_found');
  const admitted = await admit(tx, found.organizationId, command);
  if (!admitted.ok) return admitted;
  return accept({ wave: { ...found, model: readModel(found.model) }, standing: admitted.value });
}

export const readModel = (json: JsonValue): SurveyModel => surveyModel.parse(json);
export const readStored = (json: JsonValue): Answers => storedAnswers.parse(json);

export function todayOf({ clock, timeZone }: Pick<SurveysDeps, 'clock' | 'timeZone'>): string {
  return clock.today(timeZone).toString();
}
export const yearOf = (today: string): number => schoolYearOf(Temporal.PlainDate.from(today));
