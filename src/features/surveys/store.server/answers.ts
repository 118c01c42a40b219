import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson, type JsonValue } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';
import type { AnswerState } from '#src/features/surveys/rules.ts';
import type { Answers } from '#src/features/surveys/rules/model.ts';
import type { Group } from '#src/features/surveys/rules/suppression.ts';

export interface OwnInvitation extends Group {
  readonly id: string;
  readonly waveId: string;
  readonly personId: string;
  readonly state: AnswerState;
}

/** An invitation of the actor themselves; null for anybody else's, whatever else the actor may see. */
export async function findOwnInvitation(tx: ScopedTx, id: string): Promise<OwnInvitation | null> {
  const { rows } = await sql<{
    id: string;
    wave_id: string;
    person_id: string;
    state: string;
    class_label: string;
    side: string | null;
    form: string | null;
  }>`
    select id, wave_id, person_id, state, class_label, side, form from survey_invitations
    where id = ${id}::uuid and person_id = any ((select app.self_people())::uuid[])`.execute(tx.query);
  const [row] = rows;
  return row === undefined
    ? null
    : {
        id: row.id,
        waveId: row.wave_id,
        personId: row.person_id,
        state: row.state as AnswerState,
        classLabel: row.class_label,
        side: row.side as Side | null,
        form: row.form,
      };
}

export interface KeptAnswer {
  readonly answers: JsonValue;
  readonly isComplete: boolean;
  readonly channel: 'screen' | 'paper';
}

const kept = (row: { answers: JsonValue; is_complete: boolean; channel: string }): KeptAnswer => ({
  answers: row.answers,
  isComplete: row.is_complete,
  channel: row.channel === 'paper' ? 'paper' : 'screen',
});

/** The answer of a person in a wave with names; `hold` keeps it from others until the transaction ends. */
export async function findNamedAnswer(
  tx: ScopedTx,
  waveId: string,
  personId: string,
  hold = false,
): Promise<KeptAnswer | null> {
  let query = tx.query
    .selectFrom('survey_answers')
    .select(['answers', 'is_complete', 'channel'])
    .where('wave_id', '=', waveId)
    .where('person_id', '=', personId);
  if (hold) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? null : kept(row);
}

export interface AnswerChange {
  readonly answers: Answers;
  readonly isComplete: boolean;
  readonly channel: 'screen' | 'paper';
}

/** Makes the row when there is none, so that two tabs meet at one row. */
export async function beginNamedAnswer(
  tx: ScopedTx,
  organizationId: string,
  invitation: Omit<OwnInvitation, 'state' | 'id'>,
): Promise<void> {
  await tx.query
    .insertInto('survey_answers')
    .values({
      organization_id: organizationId,
      wave_id: invitation.waveId,
      person_id: invitation.personId,
      class_label: invitation.classLabel,
      side: invitation.side,
      form: invitation.form,
    })
    .onConflict((conflict) => conflict.columns(['wave_id', 'person_id']).doNothing())
    .execute();
}

export async function saveNamedAnswer(
  tx: ScopedTx,
  waveId: string,
  personId: string,
  change: AnswerChange & { completedOn: string | null },
): Promise<void> {
  await tx.query
    .updateTable('survey_answers')
    .set((eb) => ({
      answers: toJson(change.answers),
      is_complete: change.isComplete,
      completed_on: toDay(change.completedOn),
      channel: change.channel,
      version: eb('version', '+', 1),
    }))
    .where('wave_id', '=', waveId)
    .where('person_id', '=', personId)
    .execute();
}

/** State of an invitation in a wave with names, written with its answer. */
export async function setInvitationState(
  tx: ScopedTx,
  id: string,
  state: AnswerState,
  answeredOn: string | null,
): Promise<void> {
  await tx.query
    .updateTable('survey_invitations')
    .set({ state, answered_on: toDay(answeredOn) })
    .where('id', '=', id)
    .where('state', '<>', state)
    .execute();
}

/** Name of a respondent in an anonymous family; `who` is a person's id or a paper's serial. Null without a secret. */
export async function respondentKey(tx: ScopedTx, family: string, who: string): Promise<string | null> {
  const { rows } = await sql<{ key: string | null }>`
    select app.respondent_key(${family}::uuid, ${who}) as key`.execute(tx.query);
  return rows[0]?.key ?? null;
}

/** Makes the secret of a family, unless there is one or it was destroyed. */
export async function ensureKey(tx: ScopedTx, organizationId: string, family: string): Promise<void> {
  await sql`insert into survey_keys (organization_id, family, secret)
    values (${organizationId}::uuid, ${family}::uuid, public.gen_random_bytes(32))
    on conflict (organization_id, family) do nothing`.execute(tx.query);
}

export async function destroyKey(tx: ScopedTx, organizationId: string, family: string): Promise<boolean> {
  const done = await tx.query
    .updateTable('survey_keys')
    .set({ secret: null, destroyed_at: tx.now })
    .where('organization_id', '=', organizationId)
    .where('family', '=', family)
    .where('secret', 'is not', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function keyState(
  tx: ScopedTx,
  organizationId: string,
  family: string,
): Promise<'none' | 'kept' | 'destroyed'> {
  const row = await tx.query
    .selectFrom('survey_keys')
    .select('destroyed_at')
    .where('organization_id', '=', organizationId)
    .where('family', '=', family)
    .executeTakeFirst();
  return row === undefined ? 'none' : row.destroyed_at === null ? 'kept' : 'destroyed';
}

export async function findAnonymousAnswer(
  tx: ScopedTx,
  waveId: string,
  key: string,
  hold = false,
): Promise<KeptAnswer | null> {
  let query = tx.query
    .selectFrom('anonymous_answers')
    .select(['answers', 'is_complete', 'channel'])
    .where('wave_id', '=', waveId)
    .where('respondent_key', '=', key);
  if (hold) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? null : kept(row);
}

/** True when this call made the row. */
export async function beginAnonymousAnswer(
  tx: ScopedTx,
  organizationId: string,
  waveId: string,
  key: string,
): Promise<boolean> {
  const done = await tx.query
    .insertInto('anonymous_answers')
    .values({ organization_id: organizationId, wave_id: waveId, respondent_key: key })
    .onConflict((conflict) => conflict.columns(['wave_id', 'respondent_key']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1;
}

export async function saveAnonymousAnswer(
  tx: ScopedTx,
  waveId: string,
  key: string,
  change: AnswerChange,
): Promise<void> {
  await tx.query
    .updateTable('anonymous_answers')
    .set({ answers: toJson(change.answers), is_complete: change.isComplete, channel: change.channel })
    .where('wave_id', '=', waveId)
    .where('respondent_key', '=', key)
    .execute();
}

/** Group of each finished answer, through the secret; of paper and of somebody whose invitation is gone: no labels. */
export async function listAnonymousGroups(
  tx: ScopedTx,
  wave: { id: string; family: string },
): Promise<(Group & { id: string })[]> {
  const { rows } = await sql<{ id: string; class_label: string; side: string | null; form: string | null }>`
    select a.id, coalesce(i.class_label, '') as class_label, i.side, i.form
    from anonymous_answers a
    left join survey_invitations i on i.wave_id = a.wave_id
      and app.respondent_key(${wave.family}::uuid, i.person_id::text) = a.respondent_key
    where a.wave_id = ${wave.id}::uuid and a.is_complete
    order by a.respondent_key`.execute(tx.query);
  return rows.map(({ class_label: classLabel, ...row }) => ({
    ...row,
    classLabel,
    side: row.side as Side | null,
  }));
}

/**
 * Writes the finished answers of a wave anew in the order of their keys, under new ids and with the given labels, and
 * removes the unfinished ones: neither ids nor places in the table nor transactions tell when somebody answered.
 */
export async function sealAnswers(
  tx: ScopedTx,
  waveId: string,
  labels: readonly (Group & { id: string })[],
): Promise<void> {
  await sql`
    with labels as (
      select * from jsonb_to_recordset(${toJson(labels)}::jsonb) as l (id uuid, "classLabel" text, side text, form text)
    ), gone as (
      delete from anonymous_answers where wave_id = ${waveId}::uuid
      returning id, organization_id, wave_id, respondent_key, answers, channel, is_complete
    )
    insert into anonymous_answers
      (organization_id, wave_id, respondent_key, class_label, side, form, answers, channel, is_complete)
    select g.organization_id, g.wave_id, g.respondent_key, l."classLabel", l.side, l.form, g.answers, g.channel, true
    from gone g join labels l on l.id = g.id
    where g.is_complete
    order by g.respondent_key`.execute(tx.query);
}

/** All invitations of an anonymous wave at once take the state that was computed until now. */
export async function settleInvitations(tx: ScopedTx, waveId: string): Promise<void> {
  await sql`
    update survey_invitations i set state = s.state
    from app.anonymous_states(${waveId}::uuid) s
    where s.invitation_id = i.id and s.state = 'answered' and i.state <> 'answered'`.execute(tx.query);
}

export interface StoredRow extends Group {
  readonly answers: JsonValue;
  /** Only in a wave with names. */
  readonly name: string | null;
  readonly channel: 'screen' | 'paper';
  readonly completedOn: string | null;
}

/** Finished answers of a wave: with names by class and name, without names in the order of the keys. */
export async function listFinished(
  tx: ScopedTx,
  wave: { id: string; isAnonymous: boolean },
): Promise<StoredRow[]> {
  const { rows } = wave.isAnonymous
    ? await sql<RawRow>`
        select class_label, side, form, answers, channel, null::date as completed_on, null as name
        from anonymous_answers where wave_id = ${wave.id}::uuid and is_complete order by respondent_key`.execute(
        tx.query,
      )
    : await sql<RawRow>`
        select a.class_label, a.side, a.form, a.answers, a.channel, a.completed_on,
          ${fullNameOf('p')} as name
        from survey_answers a join people p on p.id = a.person_id
        where a.wave_id = ${wave.id}::uuid and a.is_complete
        order by a.class_label, p.family_name, p.given_name, p.patronymic, a.id`.execute(tx.query);
  return rows.map((row) => ({
    classLabel: row.class_label,
    side: row.side as Side | null,
    form: row.form,
    answers: row.answers,
    name: row.name,
    channel: row.channel === 'paper' ? 'paper' : 'screen',
    completedOn: toIso(row.completed_on),
  }));
}

interface RawRow {
  class_label: string;
  side: string | null;
  form: string | null;
  answers: JsonValue;
  channel: string;
  completed_on: Temporal.PlainDate | null;
  name: string | null;
}

/** Finished answers of the same respondents in two waves, in the order of their keys (of names: of their ids). */
export async function listPairs(
  tx: ScopedTx,
  before: { id: string; isAnonymous: boolean },
  after: { id: string },
): Promise<(Group & { before: JsonValue; after: JsonValue })[]> {
  const table = sql.table(before.isAnonymous ? 'anonymous_answers' : 'survey_answers');
  const key = sql.ref(before.isAnonymous ? 'respondent_key' : 'person_id');
  const { rows } = await sql<{
    before: JsonValue;
    after: JsonValue;
    class_label: string;
    side: string | null;
    form: string | null;
  }>`
    select b.answers as before, a.answers as after, a.class_label, a.side, a.form
    from (select ${key} as who, answers from ${table} where wave_id = ${before.id}::uuid and is_complete) b
    join (select ${key} as who, answers, class_label, side, form from ${table} where wave_id = ${after.id}::uuid and is_complete) a
      on a.who = b.who
    order by b.who`.execute(tx.query);
  return rows.map(({ class_label: classLabel, ...row }) => ({
    ...row,
    classLabel,
    side: row.side as Side | null,
  }));
}
