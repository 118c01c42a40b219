import { toJson, type JsonValue } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { SurveyState } from '#src/features/surveys/rules.ts';
import type { SurveyModel } from '#src/features/surveys/rules/model.ts';

export interface SurveyLine {
  readonly id: string;
  readonly title: string;
  readonly state: SurveyState;
  readonly libraryKey: string | null;
  /** Number of the newest version, and whether it is published. */
  readonly number: number;
  readonly isFrozen: boolean;
  readonly waves: number;
}

/** A page of the questionnaires of an organization, by title. */
export async function listSurveys(
  tx: ScopedTx,
  organizationId: string,
  filter: { state?: SurveyState | undefined; offset: number; limit: number },
): Promise<{ rows: SurveyLine[]; total: number }> {
  let query = tx.query.selectFrom('surveys as s').where('s.organization_id', '=', organizationId);
  if (filter.state !== undefined) query = query.where('s.state', '=', filter.state);
  const { total } = await query
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .innerJoin('survey_versions as v', 'v.survey_id', 's.id')
    .where((eb) =>
      eb(
        'v.number',
        '=',
        eb
          .selectFrom('survey_versions as n')
          .whereRef('n.survey_id', '=', 's.id')
          .select((e) => e.fn.max('n.number').as('n')),
      ),
    )
    .select(['s.id', 's.title', 's.state', 's.library_key as libraryKey', 'v.number'])
    .select((eb) => [
      eb('v.frozen_at', 'is not', null).as('isFrozen'),
      eb
        .selectFrom('survey_waves as w')
        .innerJoin('survey_versions as x', 'x.id', 'w.survey_version_id')
        .whereRef('x.survey_id', '=', 's.id')
        .select((e) => e.fn.countAll<number>().as('c'))
        .as('waves'),
    ])
    .orderBy('s.title')
    .orderBy('s.id')
    .offset(filter.offset)
    .limit(filter.limit)
    .execute();
  return {
    total,
    rows: rows.map((row) => ({
      ...row,
      state: row.state as SurveyState,
      isFrozen: row.isFrozen === true,
      waves: row.waves ?? 0,
    })),
  };
}

export interface SurveyRow {
  readonly id: string;
  readonly organizationId: string;
  readonly title: string;
  readonly state: SurveyState;
  readonly libraryKey: string | null;
  readonly version: number;
}

export async function findSurvey(tx: ScopedTx, id: string): Promise<SurveyRow | null> {
  const row = await tx.query
    .selectFrom('surveys')
    .select([
      'id',
      'organization_id as organizationId',
      'title',
      'state',
      'library_key as libraryKey',
      'version',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, state: row.state as SurveyState };
}

export async function insertSurvey(
  tx: ScopedTx,
  survey: { organizationId: string; libraryKey: string | null; model: SurveyModel; createdBy: string | null },
): Promise<string> {
  const { id } = await tx.query
    .insertInto('surveys')
    .values({
      organization_id: survey.organizationId,
      library_key: survey.libraryKey,
      title: survey.model.title,
      created_by: survey.createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertVersion(tx, survey.organizationId, id, 1, survey.model);
  return id;
}

/** False when the questionnaire is no longer at `version`. */
export async function updateSurvey(
  tx: ScopedTx,
  id: string,
  version: number,
  patch: { title?: string; state?: SurveyState },
): Promise<boolean> {
  const done = await tx.query
    .updateTable('surveys')
    .set((eb) => ({ version: eb('version', '+', 1), ...patch }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export interface VersionRow {
  readonly id: string;
  readonly number: number;
  readonly model: JsonValue;
  readonly isFrozen: boolean;
}

/** Newest first. */
export async function listVersions(tx: ScopedTx, surveyId: string): Promise<VersionRow[]> {
  const rows = await tx.query
    .selectFrom('survey_versions')
    .select(['id', 'number', 'model', 'frozen_at'])
    .where('survey_id', '=', surveyId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ frozen_at: frozenAt, ...row }) => ({ ...row, isFrozen: frozenAt !== null }));
}

export async function insertVersion(
  tx: ScopedTx,
  organizationId: string,
  surveyId: string,
  number: number,
  model: SurveyModel,
): Promise<string> {
  const { id } = await tx.query
    .insertInto('survey_versions')
    .values({ organization_id: organizationId, survey_id: surveyId, number, model: toJson(model) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function saveModel(tx: ScopedTx, versionId: string, model: SurveyModel): Promise<void> {
  await tx.query
    .updateTable('survey_versions')
    .set((eb) => ({ model: toJson(model), version: eb('version', '+', 1) }))
    .where('id', '=', versionId)
    .where('frozen_at', 'is', null)
    .execute();
}

export async function freezeVersion(tx: ScopedTx, versionId: string): Promise<void> {
  await tx.query
    .updateTable('survey_versions')
    .set((eb) => ({ frozen_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', versionId)
    .where('frozen_at', 'is', null)
    .execute();
}

/** A version that is not published yet goes; the published one before it stands again. */
export async function deleteVersion(tx: ScopedTx, versionId: string): Promise<void> {
  await tx.query
    .deleteFrom('survey_versions')
    .where('id', '=', versionId)
    .where('frozen_at', 'is', null)
    .execute();
}

/** A questionnaire that was never published. */
export async function deleteSurvey(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.deleteFrom('surveys').where('id', '=', id).execute();
}

/** Questionnaires that can be asked: the newest published version of each. */
export async function listPublished(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ surveyId: string; title: string; libraryKey: string | null; versionId: string }[]> {
  return tx.query
    .selectFrom('surveys as s')
    .innerJoin('survey_versions as v', 'v.survey_id', 's.id')
    .where('s.organization_id', '=', organizationId)
    .where('s.state', '=', 'published')
    .where('v.frozen_at', 'is not', null)
    .distinctOn(['s.title', 's.id'])
    .select(['s.id as surveyId', 's.title', 's.library_key as libraryKey', 'v.id as versionId'])
    .orderBy('s.title')
    .orderBy('s.id')
    .orderBy('v.number', 'desc')
    .execute();
}
