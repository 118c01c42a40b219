import { sql } from 'kysely';
import type { Role } from '#src/features/orgs/access.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

export interface RoleLine {
  readonly assignmentId: string;
  readonly role: Role;
  /** ISO day. */
  readonly grantedOn: string;
}

export interface AccountLine {
  readonly accountId: string;
  readonly name: string;
  readonly userName: string;
  readonly roles: readonly RoleLine[];
}

export interface Assignment {
  readonly id: string;
  readonly organizationId: string;
  readonly accountId: string;
  readonly role: Role;
}

/** People with a role in force at an organization, by name. `search` looks in names; '' finds all; or one account. */
export async function listAccounts(
  tx: ScopedTx,
  organizationId: string,
  page: {
    readonly search: string;
    readonly offset: number;
    readonly limit: number;
    readonly accountId?: string;
  },
): Promise<{ accounts: AccountLine[]; total: number }> {
  const { rows } = await sql<AccountLine & { total: number }>`
    with held as materialized (
      select account_id, jsonb_agg(
        jsonb_build_object('assignmentId', id, 'role', role, 'grantedOn', granted_on) order by role
      ) as roles
      from role_assignments
      where organization_id = ${organizationId} and ended_at is null
        and (${page.accountId ?? null}::text is null or account_id = ${page.accountId ?? null})
      group by account_id
    )
    select h.account_id as "accountId", n.name, n.user_name as "userName", h.roles, count(*) over () as total
    from held h
    join app.account_names(array(select account_id from held)) n on n.id = h.account_id
    where ${page.search} = '' or position(lower(${page.search}) in lower(n.name || ' ' || n.user_name)) > 0
    order by n.name collate app.ru, h.account_id
    offset ${page.offset} limit ${page.limit}
  `.execute(tx.query);
  return {
    accounts: rows.map(({ accountId, name, userName, roles }) => ({ accountId, name, userName, roles })),
    total: rows[0]?.total ?? 0,
  };
}

/** Names of accounts that the actor may know. */
export async function namesById(
  tx: ScopedTx,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, { name: string; userName: string }>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string; userName: string }>`
    select id, name, user_name as "userName" from app.account_names(${accountIds})
  `.execute(tx.query);
  return new Map(rows.map(({ id, name, userName }) => [id, { name, userName }]));
}

/** One after another: whoever changes the roles of an organization waits for whoever is changing them. */
export async function lockRoles(tx: ScopedTx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('roles ' || ${organizationId}, 0))`.execute(
    tx.query,
  );
}

export async function findAssignment(tx: ScopedTx, id: string): Promise<Assignment | null> {
  const row = await tx.query
    .selectFrom('role_assignments')
    .select(['id', 'organization_id as organizationId', 'account_id as accountId', 'role'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export async function listRolesOf(tx: ScopedTx, organizationId: string, accountId: string): Promise<Role[]> {
  const rows = await tx.query
    .selectFrom('role_assignments')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.role);
}

/** Accounts that hold one of the roles at an organization now, in one order. */
export async function listAccountsWith(
  tx: ScopedTx,
  organizationId: string,
  roles: readonly Role[],
): Promise<string[]> {
  const rows = await tx.query
    .selectFrom('role_assignments')
    .select('account_id')
    .distinct()
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .where('role', 'in', [...roles])
    .orderBy('account_id')
    .execute();
  return rows.map((row) => row.account_id);
}

export async function countHolders(tx: ScopedTx, organizationId: string, role: Role): Promise<number> {
  const { count } = await tx.query
    .selectFrom('role_assignments')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** @returns false when the account holds the role already. */
export async function insertRole(
  tx: ScopedTx,
  assignment: Omit<Assignment, 'id'> & { readonly grantedOn: Temporal.PlainDate },
): Promise<boolean> {
  const result = await tx.query
    .insertInto('role_assignments')
    .values({
      organization_id: assignment.organizationId,
      account_id: assignment.accountId,
      role: assignment.role,
      granted_on: assignment.grantedOn,
      created_at: tx.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'organization_id', 'role']).where('ended_at', 'is', null).doNothing(),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function endAssignment(tx: ScopedTx, id: string, reason: string): Promise<void> {
  await tx.query
    .updateTable('role_assignments')
    .set({ ended_at: tx.now, ended_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Whether the account has a role somewhere that the actor does not manage. */
export async function reachesBeyond(tx: ScopedTx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ beyond: boolean }>`
    select app.account_reaches_beyond(${accountId}) as beyond
  `.execute(tx.query);
  return rows[0]?.beyond ?? true;
}

export interface MembershipRow {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly roles: readonly Role[];
}

/** Organizations where an account has a role in force, by name. */
export async function listMemberships(tx: ScopedTx, accountId: string): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    select o.id as "organizationId", o.short_name as "organizationName", jsonb_agg(r.role order by r.role) as roles
    from role_assignments r join organizations o on o.id = r.organization_id
    where r.account_id = ${accountId} and r.ended_at is null
    group by o.id, o.short_name
    order by o.short_name collate app.ru, o.id
  `.execute(tx.query);
  return rows;
}

/** Accounts with a role anywhere, the answering roles first: for the demo, as the program. */
export async function listAllHolders(
  tx: ScopedTx,
  limit: number,
): Promise<{ accountId: string; name: string; role: Role; organizationName: string }[]> {
  const { rows } = await sql<{ accountId: string; name: string; role: Role; organizationName: string }>`
    with first_roles as (
      select distinct on (r.account_id) r.account_id, r.role, o.short_name
      from role_assignments r join organizations o on o.id = r.organization_id
      where r.ended_at is null
      order by r.account_id, r.role
    )
    select f.account_id as "accountId", n.name, f.role, f.short_name as "organizationName"
    from first_roles f
    join app.account_names(array(select account_id from first_roles)) n on n.id = f.account_id
    order by f.role, n.name collate app.ru
    limit ${limit}
  `.execute(tx.query);
  return rows;
}

/** A second set-up waits here for one that is under way in another process. */
export async function lockFirstSetUp(tx: ScopedTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('first set-up', 0))`.execute(tx.query);
}

/** An audit row for what touches no table of the application: signing in, a reset, a new password. */
export async function recordSignInEvent(
  tx: ScopedTx,
  event: { readonly accountId: string; readonly organizationId?: string; readonly what: string },
): Promise<void> {
  await sql`select app.record_event('system', ${event.organizationId ?? null}::uuid, 'auth.user',
    ${event.accountId}, jsonb_build_object('event', ${event.what}::text))`.execute(tx.query);
}
