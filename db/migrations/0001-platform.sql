-- Mechanisms under every table of the product: who acts, what was changed, who may see a row.
-- Runs as nastavnik_owner, who owns everything made here.

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;
create extension if not exists btree_gist with schema public;
create extension if not exists ltree with schema public;
create extension if not exists citext with schema public;

-- For text that people read: Е and Ё, capitals and digits as a Russian reader expects, whatever the server's locale.
create collation if not exists app.ru (provider = icu, locale = 'ru-RU-u-kn-true');

grant usage on schema app to nastavnik_app;
grant usage on schema public to nastavnik_app;

create schema auth;
grant usage on schema auth to nastavnik_auth;
alter default privileges in schema auth grant select, insert, update, delete on tables to nastavnik_auth;
alter default privileges in schema auth grant usage, select on sequences to nastavnik_auth;

-- The facts of the running transaction, set by withActor and asSystem. Empty outside of them.
create function app.actor_id() returns text language sql stable parallel safe
  return nullif(current_setting('nastavnik.actor', true), '');
create function app.system_reason() returns text language sql stable parallel safe
  return nullif(current_setting('nastavnik.system', true), '');
create function app.is_system() returns boolean language sql stable parallel safe
  return coalesce(current_setting('nastavnik.system', true), '') <> '';
create function app.command() returns text language sql stable parallel safe
  return nullif(current_setting('nastavnik.command', true), '');
create function app.request_id() returns text language sql stable parallel safe
  return nullif(current_setting('nastavnik.request', true), '');

-- Who did what to which row. Written only by the functions below; never changed, never deleted by the application.
create table audit_rows (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor_id text,
  system_reason text,
  command text,
  request_id text,
  organization_id uuid,
  table_name text,
  row_id text,
  -- Rows of the sign-in schema: whose account it is, whoever acts.
  account_id text,
  operation text not null,
  before jsonb,
  after jsonb,
  check (operation in ('insert', 'update', 'delete', 'view', 'system'))
);
comment on table audit_rows is 'insert: after is the row; delete: before is the row; update: both hold the changed columns only';
create index audit_rows_by_organization on audit_rows (organization_id, at desc) where organization_id is not null;
create index audit_rows_by_row on audit_rows (row_id, table_name) where row_id is not null;
create index audit_rows_by_actor on audit_rows (actor_id, at desc) where actor_id is not null;
create index audit_rows_by_account on audit_rows (account_id, at desc) where account_id is not null;

alter table audit_rows enable row level security;
alter table audit_rows force row level security;
create policy owner on audit_rows to nastavnik_owner using (true) with check (true);
create policy system on audit_rows for select to nastavnik_app using (app.is_system());
create policy own on audit_rows for select to nastavnik_app using (actor_id = app.actor_id());
grant select on audit_rows to nastavnik_app;

create function app.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_rows_are_final before update or delete on audit_rows
  for each row execute function app.refuse_change();

-- Trigger arguments: column of the organization ('' for none), columns of the key, columns whose values stay hidden,
-- and, in the sign-in schema, the column that says whose account it is.
create function app.audit_trigger() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  old_row jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  new_row jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  some_row jsonb := coalesce(new_row, old_row);
  hidden text;
  key_text text;
  whose text;
begin
  select string_agg(some_row ->> column_name, ',' order by place) into key_text
  from unnest(string_to_array(tg_argv[1], ',')) with ordinality as k (column_name, place);
  if tg_nargs > 3 then
    whose := some_row ->> tg_argv[3];
    -- A hidden value is told only when it is the id of an account, which opens nothing.
    if tg_argv[3] = any (string_to_array(tg_argv[2], ',')) then
      whose := (select u.id from auth."user" u where u.id = whose);
    end if;
  end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key)
    into old_row, new_row
    from jsonb_each(to_jsonb(old)) as o
    where o.value is distinct from new_row -> o.key;
    if old_row is null then
      return null;
    end if;
  end if;
  foreach hidden in array string_to_array(tg_argv[2], ',') loop
    if old_row ->> hidden is not null then old_row := old_row || jsonb_build_object(hidden, '***'); end if;
    if new_row ->> hidden is not null then new_row := new_row || jsonb_build_object(hidden, '***'); end if;
  end loop;
  insert into public.audit_rows (
    actor_id, system_reason, command, request_id, organization_id, table_name, row_id, account_id, operation,
    before, after
  )
  values (
    app.actor_id(), app.system_reason(), app.command(), app.request_id(), nullif(some_row ->> tg_argv[0], '')::uuid,
    case tg_table_schema when 'public' then '' else tg_table_schema || '.' end || tg_table_name,
    key_text, whose, lower(tg_op), old_row, new_row
  );
  return null;
end
$$;

-- What no trigger sees: that a person looked at something sensitive, that the program itself acted and why.
create function app.record_event(operation text, organization_id uuid, table_name text, row_id text, facts jsonb)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if operation not in ('view', 'system') then
    raise exception 'unknown operation %', operation;
  end if;
  insert into public.audit_rows
    (actor_id, system_reason, command, request_id, organization_id, table_name, row_id, operation, after)
  values (
    app.actor_id(), app.system_reason(), app.command(), app.request_id(),
    organization_id, table_name, row_id, operation, facts
  );
end
$$;
revoke execute on function app.record_event from public;
grant execute on function app.record_event to nastavnik_app;

-- call app.protect_table('people', 'organization_id = any ((select app.visible_organizations())::uuid[])');
-- Gives the application its rights on the table, lets it see and write only rows for which `visible` holds (or
-- all of them when the program itself acts), and audits every write. `organization_column` names the column with the
-- organization ('id' for the table of organizations itself); `hidden` lists columns whose values the audit must not
-- keep (hashes, secret addresses).
create procedure app.protect_table(
  target regclass,
  visible text,
  organization_column text default 'organization_id',
  hidden text[] default '{}'
) language plpgsql as $$
declare
  key_columns text;
  has_organization boolean;
begin
  perform app.assert_key(target);
  select string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum)) into key_columns
  from pg_index i
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
  where i.indrelid = target and i.indisprimary;
  select exists (
    select from pg_attribute where attrelid = target and attname = organization_column and not attisdropped
  ) into has_organization;

  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner on %s to nastavnik_owner using (true) with check (true)', target);
  execute format(
    'create policy visible on %s to nastavnik_app using (app.is_system() or (%s)) with check (app.is_system() or (%s))',
    target, visible, visible
  );
  execute format('grant select, insert, update, delete on %s to nastavnik_app', target);
  execute format(
    'create trigger audit after insert or update or delete on %s for each row execute function app.audit_trigger(%L, %L, %L)',
    target,
    case when has_organization then organization_column else '' end,
    key_columns,
    array_to_string(hidden, ',')
  );
end
$$;

create function app.assert_key(target regclass) returns void language plpgsql as $$
begin
  if not exists (select from pg_index where indrelid = target and indisprimary) then
    raise exception 'table % needs a primary key to be protected', target;
  end if;
end
$$;

-- One row for each form that was accepted: the same form sent twice answers what it answered the first time.
create table submissions (
  id uuid primary key,
  actor_id text not null default coalesce(app.actor_id(), 'system'),
  command text not null,
  at timestamptz not null default clock_timestamp(),
  result jsonb
);
create index submissions_by_age on submissions (at);
alter table submissions enable row level security;
alter table submissions force row level security;
create policy owner on submissions to nastavnik_owner using (true) with check (true);
create policy own on submissions to nastavnik_app
  using (app.is_system() or actor_id = app.actor_id())
  with check (app.is_system() or actor_id = app.actor_id());
grant select, insert, update, delete on submissions to nastavnik_app;
-- An answer may hold what is shown once.
create trigger audit after insert or update or delete on submissions
  for each row execute function app.audit_trigger('', 'id', 'result');

-- Nightly backups as they went, for the settings page.
create table backup_runs (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  file text,
  bytes bigint,
  error text,
  check ((file is null) = (error is not null))
);
alter table backup_runs enable row level security;
alter table backup_runs force row level security;
create policy owner on backup_runs to nastavnik_owner using (true) with check (true);
create policy readable on backup_runs for select to nastavnik_app using (true);
create policy system on backup_runs for insert to nastavnik_app with check (app.is_system());
create policy tidy on backup_runs for delete to nastavnik_app using (app.is_system());
grant select, insert, delete on backup_runs to nastavnik_app;
create trigger audit after insert or update or delete on backup_runs
  for each row execute function app.audit_trigger('', 'id', '');

-- Adds a job to the queue in the caller's transaction. The queue's own tables stay closed to the application.
create function app.add_job(name text, payload json, run_at timestamptz, job_key text, max_attempts integer)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(
    name, payload := payload, run_at := run_at, job_key := job_key, max_attempts := max_attempts
  );
end
$$;
revoke execute on function app.add_job from public;
grant execute on function app.add_job to nastavnik_app;
