import { isId } from '#src/lib/id.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** A programme as matching takes its bounds from it. */
export interface MatchedProgramme {
  readonly id: string;
  readonly title: string;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  /** ISO. */
  readonly endsOn: string;
  readonly labourCode: boolean;
  readonly forms: readonly {
    readonly form: string;
    readonly roleModels: readonly string[];
    readonly menteeLimit: number | null;
    readonly groupLimit: number | null;
  }[];
}

/** Programmes of a school that are not over, the newest first. */
export async function listMatchedProgrammes(
  tx: ScopedTx,
  organizationId: string,
): Promise<MatchedProgramme[]> {
  const programmes = await tx.query
    .selectFrom('programmes')
    .select([
      'id',
      'title',
      'age_from as ageFrom',
      'age_to as ageTo',
      'ends_on as endsOn',
      'labour_code as labourCode',
    ])
    .where('organization_id', '=', organizationId)
    .where('state', '<>', 'closed')
    .orderBy('school_year', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  if (programmes.length === 0) return [];
  const forms = await tx.query
    .selectFrom('programme_forms')
    .select([
      'programme_id as programmeId',
      'form',
      'role_models as roleModels',
      'mentee_limit as menteeLimit',
      'group_limit as groupLimit',
    ])
    .where('organization_id', '=', organizationId)
    .where(
      'programme_id',
      'in',
      programmes.map(({ id }) => id),
    )
    .execute();
  return programmes.map((programme) => ({
    ...programme,
    endsOn: programme.endsOn.toString(),
    forms: forms.filter(({ programmeId }) => programmeId === programme.id),
  }));
}

export async function findMatchedProgramme(
  tx: ScopedTx,
  organizationId: string,
  id: string,
): Promise<MatchedProgramme | null> {
  if (!isId(id)) return null;
  return (await listMatchedProgrammes(tx, organizationId)).find((programme) => programme.id === id) ?? null;
}
