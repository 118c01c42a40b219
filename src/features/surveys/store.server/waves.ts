import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson, type JsonValue } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Audience, SurveyActivityKind, WaveState } from '#src/features/surveys/rules.ts';
import type { Moment } from '#src/features/surveys/rules/model.ts';

export interface Wave {
  readonly id: string;
  readonly organizationId: string;
  readonly versionId: string;
  readonly surveyId: string;
  readonly libraryKey: string | null;
  readonly family: string;
  readonly title: string;
  readonly moment: Moment;
  readonly activityKind: SurveyActivityKind | null;
  readonly isAnonymous: boolean;
  readonly withoutConsent: boolean;
  readonly canChange: boolean;
  readonly audience: JsonValue;
  readonly candidates: JsonValue;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: WaveState;
  readonly version: number;
}

const columns = [
  'w.id',
  'w.organization_id as organizationId',
  'w.survey_version_id as versionId',
  'v.survey_id as surveyId',
  'w.family',
  'w.title',
  'w.moment',
  'w.activity_kind as activityKind',
  'w.is_anonymous as isAnonymous',
  'w.without_consent as withoutConsent',
  'w.can_change as canChange',
  'w.audience',
  'w.candidates',
  'w.opens_on as opensOn',
  'w.closes_on as closesOn',
  'w.state',
  'w.version',
] as const;

type Row = Omit<Wave, 'opensOn' | 'closesOn' | 'moment' | 'state' | 'activityKind' | 'libraryKey'> & {
  opensOn: Temporal.PlainDate;
  closesOn: Temporal.PlainDate;
  moment: string;
  state: string;
  activityKind: string | null;
  libraryKey?: string | null;
};

const rowToWave = (row: Row): Wave => ({
  ...row,
  opensOn: toIso(row.opensOn),
  closesOn: toIso(row.closesOn),
  moment: row.moment as Moment,
  state: row.state as WaveState,
  activityKind: row.activityKind as SurveyActivityKind | null,
  libraryKey: row.libraryKey ?? null,
});

/** With the model of its version. Who is invited sees neither the questionnaire's row nor its library key. */
export async function findWave(tx: ScopedTx, id: string): Promise<(Wave & { model: JsonValue }) | null> {
  const row = await tx.query
    .selectFrom('survey_waves as w')
    .innerJoin('survey_versions as v', 'v.id', 'w.survey_version_id')
    .leftJoin('surveys as s', 's.id', 'v.survey_id')
    .select([...columns, 'v.model', 's.library_key as libraryKey'])
    .where('w.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : { ...rowToWave(row), model: row.model };
}

/** Keeps the wave from being closed under the hands of whoever is writing an answer. */
export async function holdWave(tx: ScopedTx, id: string): Promise<WaveState | null> {
  const { rows } = await sql<{
    state: string;
  }>`select state from survey_waves where id = ${id} for share`.execute(tx.query);
  return (rows[0]?.state ?? null) as WaveState | null;
}

export interface WaveLine extends Wave {
  readonly invited: number;
  readonly answered: number;
}

export async function listWaves(
  tx: ScopedTx,
  organizationId: string,
  filter: { state?: WaveState | undefined; offset: number; limit: number },
): Promise<{ rows: WaveLine[]; total: number }> {
  let query = tx.query
    .selectFrom('survey_waves as w')
    .innerJoin('survey_versions as v', 'v.id', 'w.survey_version_id')
    .where('w.organization_id', '=', organizationId);
  if (filter.state !== undefined) query = query.where('w.state', '=', filter.state);
  const { total } = await query
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select([...columns])
    .select((eb) => [
      eb
        .selectFrom('survey_invitations as i')
        .whereRef('i.wave_id', '=', 'w.id')
        .select((e) => e.fn.countAll<number>().as('c'))
        .as('invited'),
      eb.fn<number>('app.count_answers', ['w.id']).as('answered'),
    ])
    .orderBy((eb) => eb.case().when('w.state', '=', 'closed').then(1).else(0).end())
    .orderBy('w.closes_on', 'desc')
    .orderBy('w.id')
    .offset(filter.offset)
    .limit(filter.limit)
    .execute();
  return {
    total,
    rows: rows.map(({ invited, answered, ...row }) => ({
      ...rowToWave(row),
      invited: invited ?? 0,
      answered: answered ?? 0,
    })),
  };
}

export async function countAnswers(tx: ScopedTx, waveId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select app.count_answers(${waveId}::uuid) as n`.execute(tx.query);
  return rows[0]?.n ?? 0;
}

/** Waves of one family, in the order of their opening. */
export async function listFamily(tx: ScopedTx, family: string): Promise<Wave[]> {
  const rows = await tx.query
    .selectFrom('survey_waves as w')
    .innerJoin('survey_versions as v', 'v.id', 'w.survey_version_id')
    .select([...columns])
    .where('w.family', '=', family)
    .orderBy('w.opens_on')
    .orderBy('w.id')
    .execute();
  return rows.map(rowToWave);
}

export async function insertWave(
  tx: ScopedTx,
  wave: Omit<Wave, 'id' | 'state' | 'version' | 'surveyId' | 'libraryKey' | 'audience' | 'candidates'> & {
    audience: Audience;
    createdBy: string | null;
  },
): Promise<string> {
  const { id } = await tx.query
    .insertInto('survey_waves')
    .values({
      organization_id: wave.organizationId,
      survey_version_id: wave.versionId,
      family: wave.family,
      title: wave.title,
      moment: wave.moment,
      activity_kind: wave.activityKind,
      is_anonymous: wave.isAnonymous,
      without_consent: wave.withoutConsent,
      can_change: wave.canChange,
      audience: toJson(wave.audience),
      opens_on: toDay(wave.opensOn),
      closes_on: toDay(wave.closesOn),
      created_by: wave.createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface WavePatch {
  readonly state?: WaveState;
  readonly closesOn?: string;
  readonly audience?: Audience;
  readonly candidates?: { mentor?: readonly string[] | undefined; mentee?: readonly string[] | undefined };
  readonly isOpenedNow?: boolean;
  readonly isClosedNow?: boolean;
}

/** False when the wave is no longer at `version`. */
export async function updateWave(
  tx: ScopedTx,
  id: string,
  version: number,
  patch: WavePatch,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('survey_waves')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(patch.state === undefined ? {} : { state: patch.state }),
      ...(patch.closesOn === undefined ? {} : { closes_on: toDay(patch.closesOn) }),
      ...(patch.audience === undefined ? {} : { audience: toJson(patch.audience) }),
      ...(patch.candidates === undefined ? {} : { candidates: toJson(patch.candidates) }),
      ...(patch.isOpenedNow === true ? { opened_at: tx.now } : {}),
      ...(patch.isClosedNow === true ? { closed_at: tx.now } : {}),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function deleteWave(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.deleteFrom('survey_waves').where('id', '=', id).execute();
}

/** Waves whose day of opening or closing has come, for the clock. */
export async function listDueWaves(tx: ScopedTx, today: string): Promise<Wave[]> {
  const rows = await tx.query
    .selectFrom('survey_waves as w')
    .innerJoin('survey_versions as v', 'v.id', 'w.survey_version_id')
    .select([...columns])
    .where('w.state', 'in', ['scheduled', 'open'])
    .where((eb) =>
      eb.or([
        eb('w.closes_on', '<', toDay(today)),
        eb.and([eb('w.state', '=', 'scheduled'), eb('w.opens_on', '<=', toDay(today))]),
      ]),
    )
    .execute();
  return rows.map(rowToWave);
}

/** Waves of a kind whose days meet a span, with their counts: what the roadmap asks. */
export async function listWavesOfKind(
  tx: ScopedTx,
  organizationId: string,
  kind: string,
  span: { from: string | null; to: string | null },
): Promise<{ state: WaveState; invited: number; answered: number }[]> {
  const { rows } = await sql<{ state: string; invited: number; answered: number }>`
    select w.state, (select count(*)::integer from survey_invitations i where i.wave_id = w.id) as invited,
      app.count_answers(w.id) as answered
    from survey_waves w
    where w.organization_id = ${organizationId}::uuid and w.activity_kind = ${kind} and w.state <> 'draft'
      and (${span.from}::date is null or w.closes_on >= ${span.from}::date)
      and (${span.to}::date is null or w.opens_on <= ${span.to}::date)`.execute(tx.query);
  return rows.map((row) => ({ ...row, state: row.state as WaveState, answered: row.answered ?? 0 }));
}
