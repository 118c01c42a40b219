import { DatabaseError } from 'pg';
import type { Client } from 'pg';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';

/**
 * Roles belong to the whole server, not to one database, so several databases (tests, two installations) may prepare
 * them at the same moment, and advisory locks do not reach across databases: every statement below is repeatable and
 * a collision is tried again.
 */
const tries = 8;

/**
 * Makes the roles that are missing and the rights around them:
 * `nastavnik_owner` owns all tables and may act as the two library roles, `nastavnik_app` is what requests run as,
 * `nastavnik_auth` (sign-in) and `nastavnik_jobs` (queue) see only their own schema. Makes schema `app` with the list
 * of applied migrations. Refuses with `migrate.no_rights` when the connecting user may not do this.
 */
export async function prepareRoles(client: Client): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`begin; ${rolesScript} ${groundScript} commit;`);
      return accept();
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      if (error.code === '42501') return refuse('migrate.no_rights', { reason: error.message });
      // 23505 and 42710: made by another meanwhile; XX000: «tuple concurrently updated».
      if (!['23505', '42710', 'XX000', '40001', '40P01'].includes(error.code ?? '') || attempt === tries)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

const rolesScript = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array['nastavnik_owner', 'nastavnik_app', 'nastavnik_auth', 'nastavnik_jobs'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin noinherit nobypassrls', wanted);
    end if;
    -- Superusers may take any role; anybody else needs the membership spelled out.
    if not exists (
      select from pg_auth_members m
      where m.roleid = wanted::regrole and m.set_option
        and m.member = (select oid from pg_roles where rolname = current_user)
    ) and not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant %I to current_user with set true', wanted);
    end if;
  end loop;
  foreach wanted in array array['nastavnik_auth', 'nastavnik_jobs'] loop
    if not exists (
      select from pg_auth_members m
      where m.roleid = wanted::regrole and m.member = 'nastavnik_owner'::regrole and m.inherit_option
    ) then
      execute format('grant %I to nastavnik_owner with inherit true, set true', wanted);
    end if;
  end loop;
end
$$;
`;

/** Rights in this database and the list of migrations. Runs inside a transaction; leaves the role as it was. */
export const groundScript = `
do $$
begin
  if not has_database_privilege('nastavnik_owner', current_database(), 'create') then
    execute format('grant create on database %I to nastavnik_owner', current_database());
  end if;
  if not has_schema_privilege('nastavnik_owner', 'public', 'create') then
    grant usage, create on schema public to nastavnik_owner;
  end if;
end
$$;
set local role nastavnik_owner;
create schema if not exists app;
create table if not exists app.migrations (
  number integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default clock_timestamp()
);
set local role none;
`;
