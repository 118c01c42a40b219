-- Lists of thousands are inserted by a statement or two: their audit rows are then written by one statement as well, a third of
-- the time that a trigger for each row takes. What is told stays the same, row for row.

-- Arguments as of app.audit_trigger: column of the organization, columns of the key, columns whose values stay hidden.
create function app.audit_added() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  keys text[] := string_to_array(tg_argv[1], ',');
  hidden text[] := string_to_array(tg_argv[2], ',');
begin
  insert into public.audit_rows (
    actor_id, system_reason, command, request_id, organization_id, table_name, row_id, operation, after
  )
  select
    app.actor_id(), app.system_reason(), app.command(), app.request_id(), nullif(a.facts ->> tg_argv[0], '')::uuid,
    case tg_table_schema when 'public' then '' else tg_table_schema || '.' end || tg_table_name,
    case
      when cardinality(keys) = 1 then a.facts ->> keys[1]
      else (
        select string_agg(a.facts ->> k.column_name, ',' order by k.place)
        from unnest(keys) with ordinality as k (column_name, place))
    end,
    'insert',
    case
      when cardinality(hidden) = 0 then a.facts
      else a.facts || coalesce(
        (select jsonb_object_agg(h, '***') from unnest(hidden) h where a.facts ->> h is not null), '{}')
    end
  -- «offset 0»: the row becomes JSON once, not once for each use.
  from (select to_jsonb(n) as facts from added n offset 0) a;
  return null;
end
$$;

-- The audit of inserts into the table goes by the statement from now on, that of updates and deletes by the row as before.
create procedure app.audit_inserts_at_once(target regclass) language plpgsql as $$
declare
  -- A trigger's arguments are kept as texts that end with zero bytes.
  arguments text[] := (
    select string_to_array(encode(t.tgargs, 'escape'), '\000')
    from pg_trigger t where t.tgrelid = target and t.tgfoid = 'app.audit_trigger'::regproc);
begin
  execute format('drop trigger audit on %s', target);
  execute format(
    'create trigger audit after update or delete on %s for each row execute function app.audit_trigger(%L, %L, %L)',
    target, arguments[1], arguments[2], arguments[3]
  );
  execute format(
    'create trigger audit_added after insert on %s referencing new table as added
     for each statement execute function app.audit_added(%L, %L, %L)',
    target, arguments[1], arguments[2], arguments[3]
  );
end
$$;

call app.audit_inserts_at_once('people');
call app.audit_inserts_at_once('staff_posts');
call app.audit_inserts_at_once('class_members');
call app.audit_inserts_at_once('guardianships');
call app.audit_inserts_at_once('consents');
call app.audit_inserts_at_once('mentor_offers');
call app.audit_inserts_at_once('mentee_requests');
call app.audit_inserts_at_once('offer_tags');
call app.audit_inserts_at_once('request_tags');
call app.audit_inserts_at_once('tags');
call app.audit_inserts_at_once('mentorships');
call app.audit_inserts_at_once('mentorship_members');
