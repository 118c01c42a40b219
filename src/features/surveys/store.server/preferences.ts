import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';
import type { Ranking } from '#src/features/surveys/rules/answers.ts';

/** Replaces what a person named in a wave. */
export async function savePreferences(
  tx: ScopedTx,
  to: { organizationId: string; waveId: string; personId: string },
  ranking: Ranking,
): Promise<void> {
  await tx.query
    .deleteFrom('preferences')
    .where('wave_id', '=', to.waveId)
    .where('person_id', '=', to.personId)
    .execute();
  const rows = [
    ...ranking.ranks.map((aboutId, index) => ({ aboutId, rank: index + 1, isVeto: false })),
    ...ranking.vetoes.map((aboutId) => ({ aboutId, rank: null, isVeto: true })),
  ];
  if (rows.length === 0) return;
  await tx.query
    .insertInto('preferences')
    .values(
      rows.map(({ aboutId, rank, isVeto }) => ({
        organization_id: to.organizationId,
        wave_id: to.waveId,
        person_id: to.personId,
        about_id: aboutId,
        rank,
        is_veto: isVeto,
      })),
    )
    .execute();
}

/** What the person named so far. */
export async function findRanking(tx: ScopedTx, waveId: string, personId: string): Promise<Ranking> {
  const rows = await tx.query
    .selectFrom('preferences')
    .select(['about_id', 'rank', 'is_veto'])
    .where('wave_id', '=', waveId)
    .where('person_id', '=', personId)
    .orderBy('rank')
    .orderBy('about_id')
    .execute();
  return {
    ranks: rows.filter((row) => !row.is_veto).map((row) => row.about_id),
    vetoes: rows.filter((row) => row.is_veto).map((row) => row.about_id),
  };
}

export interface NamedPreference {
  readonly personId: string;
  readonly name: string;
  readonly aboutId: string;
  readonly aboutName: string;
  readonly rank: number | null;
  readonly isVeto: boolean;
  /** The other one wished for this one too. */
  readonly isMutual: boolean;
}

export async function listPreferences(tx: ScopedTx, waveId: string): Promise<NamedPreference[]> {
  const { rows } = await sql<NamedPreference>`
    select f.person_id as "personId", f.about_id as "aboutId", f.rank, f.is_veto as "isVeto",
      ${fullNameOf('p')} as name,
      ${fullNameOf('o')} as "aboutName",
      exists (select from preferences b where b.wave_id = f.wave_id and b.person_id = f.about_id
        and b.about_id = f.person_id and not b.is_veto) and not f.is_veto as "isMutual"
    from preferences f join people p on p.id = f.person_id
      join people o on o.id = f.about_id and o.processing_until >= app.today()
    where f.wave_id = ${waveId}::uuid
    order by p.family_name, p.given_name, p.patronymic, p.id, f.rank nulls last, o.family_name`.execute(
    tx.query,
  );
  return rows;
}
