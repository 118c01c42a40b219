-- A row that may be seen is not one that may be removed. «using» alone decides about a delete, and in most tables seeing
-- is wider than writing: a class teacher sees the pupils of the class, a guardian the child, a visitor themselves.

-- Lets only those delete a row who could have written it. Called after the policies of new tables are in place; tables
-- that have it already are left alone.
create procedure app.keep_deletes_to_writers() language plpgsql as $$
declare
  one record;
begin
  for one in
    select p.schemaname, p.tablename, p.with_check
    from pg_policies p
    where p.policyname = 'visible' and p.cmd = 'ALL' and p.with_check is distinct from p.qual
      and not exists (
        select from pg_policies d
        where d.schemaname = p.schemaname and d.tablename = p.tablename and d.policyname = 'deletable')
  loop
    execute format('create policy deletable on %I.%I as restrictive for delete to nastavnik_app using (%s)',
      one.schemaname, one.tablename, one.with_check);
  end loop;
end
$$;
call app.keep_deletes_to_writers();
