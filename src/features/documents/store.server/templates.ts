import type { ScopedTx } from '#src/platform/db/scope.ts';

/** A wording of the school's own. */
export interface TemplateRow {
  readonly id: string;
  readonly kind: string;
  readonly revision: number;
  readonly title: string;
  readonly body: string;
  readonly createdBy: string | null;
  readonly createdAt: Temporal.Instant;
}

const COLUMNS = [
  'id',
  'kind',
  'revision',
  'title',
  'body',
  'created_by as createdBy',
  'created_at as createdAt',
] as const;

/** The wording in force of a kind; null: the school has none of its own. */
export async function findTemplate(
  tx: ScopedTx,
  organizationId: string,
  kind: string,
): Promise<TemplateRow | null> {
  const row = await tx.query
    .selectFrom('paper_templates')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Every revision of a kind, newest first. */
export async function listRevisions(
  tx: ScopedTx,
  organizationId: string,
  kind: string,
): Promise<TemplateRow[]> {
  return tx.query
    .selectFrom('paper_templates')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .orderBy('revision', 'desc')
    .execute();
}

/** The newest revision of each kind that the school has changed. */
export async function listChangedKinds(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ kind: string; revision: number }[]> {
  return tx.query
    .selectFrom('paper_templates')
    .select((eb) => ['kind', eb.fn.max<number>('revision').as('revision')])
    .where('organization_id', '=', organizationId)
    .groupBy('kind')
    .execute();
}

/** Null when somebody has just saved this revision. */
export async function insertTemplate(
  tx: ScopedTx,
  template: Omit<TemplateRow, 'id' | 'createdAt'> & { organizationId: string },
): Promise<string | null> {
  const row = await tx.query
    .insertInto('paper_templates')
    .values({
      organization_id: template.organizationId,
      kind: template.kind,
      revision: template.revision,
      title: template.title,
      body: template.body,
      created_by: template.createdBy,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'kind', 'revision']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}
