import { sql, type RawBuilder } from 'kysely';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';

export interface Incident {
  readonly id: string;
  readonly organizationId: string;
  readonly title: string;
  /** ISO instants. */
  readonly happenedAt: string | null;
  readonly discoveredAt: string;
  readonly accountId: string | null;
  readonly windowStart: string | null;
  readonly windowEnd: string | null;
  readonly supposedCause: string;
  readonly supposedHarm: string;
  readonly measures: string;
  readonly findings: string;
  readonly firstNoticeAt: string | null;
  readonly secondNoticeAt: string | null;
  readonly closedAt: string | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'title',
  'happened_at as happenedAt',
  'discovered_at as discoveredAt',
  'account_id as accountId',
  'window_start as windowStart',
  'window_end as windowEnd',
  'supposed_cause as supposedCause',
  'supposed_harm as supposedHarm',
  'measures',
  'findings',
  'first_notice_at as firstNoticeAt',
  'second_notice_at as secondNoticeAt',
  'closed_at as closedAt',
  'version',
] as const;

const iso = (at: Temporal.Instant | null): string | null => at?.toString() ?? null;

interface Row {
  readonly happenedAt: Temporal.Instant | null;
  readonly discoveredAt: Temporal.Instant;
  readonly windowStart: Temporal.Instant | null;
  readonly windowEnd: Temporal.Instant | null;
  readonly firstNoticeAt: Temporal.Instant | null;
  readonly secondNoticeAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
}

function toIncident<R extends Row>(row: R) {
  return {
    ...row,
    happenedAt: iso(row.happenedAt),
    discoveredAt: row.discoveredAt.toString(),
    windowStart: iso(row.windowStart),
    windowEnd: iso(row.windowEnd),
    firstNoticeAt: iso(row.firstNoticeAt),
    secondNoticeAt: iso(row.secondNoticeAt),
    closedAt: iso(row.closedAt),
  };
}

/** Open ones first, the newest discovery on top. */
export async function listIncidents(
  tx: ScopedTx,
  organizationId: string,
  page: { offset: number; limit: number },
): Promise<{ incidents: Incident[]; total: number }> {
  const rows = tx.query.selectFrom('incidents').where('organization_id', '=', organizationId);
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await rows
    .select(COLUMNS)
    .orderBy(sql`closed_at is not null`)
    .orderBy('discovered_at', 'desc')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { total, incidents: found.map(toIncident) };
}

export async function findIncident(
  tx: ScopedTx,
  organizationId: string,
  id: string,
): Promise<Incident | null> {
  const row = await tx.query
    .selectFrom('incidents')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toIncident(row);
}

export type IncidentFacts = Pick<
  Incident,
  | 'title'
  | 'happenedAt'
  | 'discoveredAt'
  | 'accountId'
  | 'windowStart'
  | 'windowEnd'
  | 'supposedCause'
  | 'supposedHarm'
  | 'measures'
  | 'findings'
>;

const instant = (text: string | null) => (text === null ? null : Temporal.Instant.from(text));

function valuesOf(facts: IncidentFacts) {
  return {
    title: facts.title,
    happened_at: instant(facts.happenedAt),
    discovered_at: Temporal.Instant.from(facts.discoveredAt),
    account_id: facts.accountId,
    window_start: instant(facts.windowStart),
    window_end: instant(facts.windowEnd),
    supposed_cause: facts.supposedCause,
    supposed_harm: facts.supposedHarm,
    measures: facts.measures,
    findings: facts.findings,
  };
}

export async function insertIncident(
  tx: ScopedTx,
  organizationId: string,
  facts: IncidentFacts,
): Promise<string> {
  const { id } = await tx.query
    .insertInto('incidents')
    .values({
      organization_id: organizationId,
      ...valuesOf(facts),
      created_by: actingAccount(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes an incident that is open at this version; false when it is not. */
export async function updateIncident(
  tx: ScopedTx,
  key: { id: string; organizationId: string; version: number },
  patch: { facts: IncidentFacts } | { mark: 'first' | 'second' | 'closed' },
): Promise<boolean> {
  const done = await tx.query
    .updateTable('incidents')
    .set({
      version: key.version + 1,
      ...('facts' in patch ? valuesOf(patch.facts) : markOf(patch.mark, tx.now)),
    })
    .where('id', '=', key.id)
    .where('organization_id', '=', key.organizationId)
    .where('version', '=', key.version)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

function markOf(mark: 'first' | 'second' | 'closed', now: Temporal.Instant) {
  if (mark === 'first') return { first_notice_at: now };
  return mark === 'second' ? { second_notice_at: now } : { closed_at: now };
}

export interface TouchedPerson {
  readonly id: string;
  readonly name: string;
  readonly times: number;
  /** ISO instants. */
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Whose rows the audit names in a row of its own: by the row itself, or by the row's first writing. */
const PEOPLE_OF_ROW: RawBuilder<unknown> = sql`
  select a.row_id as person where a.table_name = 'people'
  union select told.row ->> key.name from (values (a.after), (a.before)) told (row),
    (values ('person_id'), ('child_id'), ('guardian_id')) key (name)
  union select i.after ->> 'person_id' from audit_rows i
    where i.row_id = a.row_id and i.table_name = a.table_name and i.operation = 'insert' and a.operation = 'update'`;

/**
 * People of the organization whose records were changed, or looked at with a mark in the audit, by the account (by anybody
 * when it is null) within the hours, the last minute included. With the number of all; the most touched first.
 */
export async function listTouchedPeople(
  tx: ScopedTx,
  scope: { organizationId: string; accountId: string | null; start: string; end: string },
  limit: number,
): Promise<{ people: TouchedPerson[]; total: number }> {
  const { rows } = await sql<{
    id: string;
    name: string;
    times: number;
    firstAt: Temporal.Instant;
    lastAt: Temporal.Instant;
    total: number;
  }>`
    select p.id, ${fullNameOf('p')} as name,
      count(*)::integer as times, min(t.at) as "firstAt", max(t.at) as "lastAt", (count(*) over ())::integer as total
    from (
      select distinct a.id, a.at, named.person
      from audit_rows a cross join lateral (${PEOPLE_OF_ROW}) named
      where a.organization_id = ${scope.organizationId}
        and a.at >= ${scope.start}::timestamptz and a.at < ${scope.end}::timestamptz + interval '1 minute'
        and (${scope.accountId}::text is null or a.actor_id = ${scope.accountId})
    ) t join people p on p.id::text = t.person and p.organization_id = ${scope.organizationId}
    group by p.id order by times desc, name, p.id limit ${limit}`.execute(tx.query);
  return {
    total: rows[0]?.total ?? 0,
    people: rows.map(({ total: _total, firstAt, lastAt, ...row }) => ({
      ...row,
      firstAt: firstAt.toString(),
      lastAt: lastAt.toString(),
    })),
  };
}

/** Accounts that have or had a role at the organization, by name: whose deeds an incident may look at. */
export async function listAccountChoices(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select n.id, n.name from app.account_names((
      select array_agg(distinct account_id) from role_assignments where organization_id = ${organizationId})) n
    order by n.name collate app.ru limit 500`.execute(tx.query);
  return rows;
}
