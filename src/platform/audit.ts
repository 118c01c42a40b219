import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { JsonValue } from './db/json.ts';
import { toJson } from './db/json.ts';
import type { Schema } from './db/schema.generated.ts';
import type { ScopedTx } from './db/scope.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: Temporal.Instant;
  /** Account of the person, or null when the program itself acted. */
  readonly actorId: string | null;
  readonly systemReason: string | null;
  readonly command: string | null;
  readonly table: string | null;
  readonly rowId: string | null;
  readonly operation: 'insert' | 'update' | 'delete' | 'view' | 'system';
  /** An update holds the changed columns only; secrets are «***». */
  readonly before: JsonValue;
  readonly after: JsonValue;
}

export interface AuditFilter {
  readonly organizationId?: string;
  readonly table?: string;
  readonly rowId?: string;
  /** Rows of any of these ids, whatever their table. */
  readonly rowIds?: readonly string[];
  readonly actorId?: string;
  /** Only rows older than this id: the `next` of the page before. */
  readonly before?: number;
  /** Rows a page, 1–200; 50 unless told. */
  readonly limit?: number;
}

/** The newest rows first, those that the actor may see; `next` continues, undefined at the end. */
export async function listAudit(
  tx: ScopedTx,
  filter: AuditFilter,
): Promise<{ rows: readonly AuditRow[]; next: number | undefined }> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const found = await (tx.query as Kysely<Schema>)
    .selectFrom('audit_rows')
    .select(['id', 'at', 'command', 'operation', 'before', 'after'])
    .select([
      'actor_id as actorId',
      'system_reason as systemReason',
      'table_name as table',
      'row_id as rowId',
    ])
    .$if(filter.organizationId !== undefined, (q) =>
      q.where('organization_id', '=', filter.organizationId ?? ''),
    )
    .$if(filter.table !== undefined, (q) => q.where('table_name', '=', filter.table ?? ''))
    .$if(filter.rowId !== undefined, (q) => q.where('row_id', '=', filter.rowId ?? ''))
    .$if(filter.rowIds !== undefined, (q) => q.where('row_id', 'in', [...(filter.rowIds ?? [])]))
    .$if(filter.actorId !== undefined, (q) => q.where('actor_id', '=', filter.actorId ?? ''))
    .$if(filter.before !== undefined, (q) => q.where('id', '<', filter.before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit) as readonly AuditRow[];
  return { rows, next: found.length > limit ? rows.at(-1)?.id : undefined };
}

/** Writes down that the actor looked at something sensitive; triggers see writes only. */
export async function recordView(
  tx: ScopedTx,
  seen: { organizationId?: string; table: string; rowId: string; facts?: JsonValue },
): Promise<void> {
  const facts = seen.facts === undefined ? null : toJson(seen.facts);
  await sql`select app.record_event('view', ${seen.organizationId ?? null}::uuid, ${seen.table}, ${seen.rowId},
    ${facts}::jsonb)`.execute(tx.query);
}
