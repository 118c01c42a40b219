import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** A questionnaire that takes answers today, of one of those who were asked: whether they answered, never what. */
export interface AskedPupil {
  readonly personId: string;
  readonly waveId: string;
  readonly title: string;
  /** ISO day. */
  readonly closesOn: string;
  readonly isAnswered: boolean;
}

/** What these people are asked today, as far as the actor sees it; those who declined are not asked again. */
export async function listAskedPupils(tx: ScopedTx, personIds: readonly string[]): Promise<AskedPupil[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<{
    personId: string;
    waveId: string;
    title: string;
    closesOn: Temporal.PlainDate;
    state: string;
  }>`
    with open as (
      select w.id, w.title, w.closes_on, w.is_anonymous, w.without_consent from survey_waves w
      where w.state in ('scheduled', 'open') and w.opens_on <= app.today() and w.closes_on >= app.today())
    select i.person_id as "personId", w.id as "waveId", w.title, w.closes_on as "closesOn", coalesce(a.state, i.state) as state
    from open w
    join survey_invitations i on i.wave_id = w.id and i.person_id = any (${[...personIds]}::uuid[])
    left join lateral app.anonymous_states(case when w.is_anonymous then w.id end) a on a.invitation_id = i.id
    where i.state <> 'declined' and (w.without_consent or exists (
      select from people p where p.id = i.person_id and p.processing_until >= app.today()))
    order by w.closes_on, w.id, i.person_id`.execute(tx.query);
  return rows.map(({ state, closesOn, ...row }) => ({
    ...row,
    closesOn: toIso(closesOn),
    isAnswered: state === 'answered',
  }));
}
