import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';
import type { AnswerState, Invitee } from '#src/features/surveys/rules.ts';
import type { Wave } from '#src/features/surveys/store.server/waves.ts';

export interface Invitation extends Invitee {
  readonly id: string;
  readonly name: string;
  readonly state: AnswerState;
  readonly remindedOn: string | null;
  readonly paperNumber: number;
}

/**
 * Everybody invited whom the actor sees, by class and name. Of an open anonymous wave the state is found out through the
 * secret, by the database.
 */
export async function listInvitations(
  tx: ScopedTx,
  wave: Pick<Wave, 'id' | 'isAnonymous'>,
): Promise<Invitation[]> {
  const { rows } = await sql<{
    id: string;
    person_id: string;
    class_label: string;
    side: string | null;
    form: string | null;
    state: string;
    reminded_on: Temporal.PlainDate | null;
    paper_number: number;
    name: string;
  }>`
    select i.id, i.person_id, i.class_label, i.side, i.form, coalesce(a.state, i.state) as state, i.reminded_on,
      i.paper_number, ${fullNameOf('p')} as name
    from survey_invitations i
    join people p on p.id = i.person_id
    left join app.anonymous_states(${wave.isAnonymous ? wave.id : null}::uuid) a on a.invitation_id = i.id
    where i.wave_id = ${wave.id}::uuid
    order by i.class_label, p.family_name, p.given_name, p.patronymic, i.id`.execute(tx.query);
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    name: row.name,
    classLabel: row.class_label,
    side: row.side as Side | null,
    form: row.form,
    state: row.state as AnswerState,
    remindedOn: toIso(row.reminded_on),
    paperNumber: row.paper_number,
  }));
}

/** Adds those who are not invited yet; gives how many were new. Numbers of paper forms go on from the last one. */
export async function insertInvitations(
  tx: ScopedTx,
  wave: Pick<Wave, 'id' | 'organizationId'>,
  invitees: readonly Invitee[],
): Promise<number> {
  if (invitees.length === 0) return 0;
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(paper_number), 1000) as last from survey_invitations where wave_id = ${wave.id}::uuid`.execute(
    tx.query,
  );
  const last = rows[0]?.last ?? 1000;
  const done = await sql`
    insert into survey_invitations (organization_id, wave_id, person_id, class_label, side, form, paper_number)
    select ${wave.organizationId}::uuid, ${wave.id}::uuid, n."personId", n."classLabel", n.side, n.form,
      ${last}::integer + row_number() over (order by n.ordinality)
    from rows from (jsonb_to_recordset(${toJson(invitees)}::jsonb)
      as ("personId" uuid, "classLabel" text, side text, form text)) with ordinality
      as n ("personId", "classLabel", side, form, ordinality)
    where not exists (
      select from survey_invitations i where i.wave_id = ${wave.id}::uuid and i.person_id = n."personId")`.execute(
    tx.query,
  );
  return Number(done.numAffectedRows ?? 0);
}

/** Only those that still stand as `from`: what was answered meanwhile stays answered. */
export async function markInvitations(
  tx: ScopedTx,
  waveId: string,
  ids: readonly string[],
  change: { from: readonly AnswerState[]; to: AnswerState; on: string | null },
): Promise<number> {
  if (ids.length === 0) return 0;
  const done = await tx.query
    .updateTable('survey_invitations')
    .set({ state: change.to, answered_on: toDay(change.on) })
    .where('wave_id', '=', waveId)
    .where('id', 'in', [...ids])
    .where('state', 'in', [...change.from])
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export async function deleteInvitations(
  tx: ScopedTx,
  waveId: string,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const done = await tx.query
    .deleteFrom('survey_invitations')
    .where('wave_id', '=', waveId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}

export async function setReminded(tx: ScopedTx, ids: readonly string[], today: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.query
    .updateTable('survey_invitations')
    .set({ reminded_on: toDay(today) })
    .where('id', 'in', [...ids])
    .execute();
}
