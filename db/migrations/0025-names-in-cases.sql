-- Names as papers need them: the forms that a person fixed by hand, where the rules of Russian give a wrong or an unwanted one.

alter table people
  -- Grammatical, for the endings of the name and of what is said of the person («прошедшая»); chosen by a person where the name
  -- does not tell it or tells it wrongly; null: by the name. It is kept for nothing else.
  add column gender text check (gender in ('male', 'female')),
  -- By case the parts that were fixed: {"dative": {"familyName": "Груша"}}; all other parts follow the rules.
  add column name_forms jsonb not null default '{}' check (
    jsonb_typeof(name_forms) = 'object' and length(name_forms::text) <= 4000);

-- A form is of the name that it was fixed for: whoever changes a part of the name drops the forms of that part, whatever way the
-- change comes (a card, a list, a joining), unless the same write names forms.
create function app.drop_outdated_name_forms() returns trigger language plpgsql
  set search_path = pg_catalog, public, app as $$
declare
  outdated text[] := array_remove(array[
    case when new.family_name is distinct from old.family_name then 'familyName' end,
    case when new.given_name is distinct from old.given_name then 'givenName' end,
    case when new.patronymic is distinct from old.patronymic then 'patronymic' end], null);
begin
  new.name_forms := coalesce((
    select jsonb_object_agg(form.key, form.value - outdated)
    from jsonb_each(new.name_forms) form where form.value - outdated <> '{}'::jsonb), '{}'::jsonb);
  return new;
end $$;
create trigger outdated_name_forms before update of family_name, given_name, patronymic on people
  for each row
  when (new.name_forms = old.name_forms and new.name_forms <> '{}'::jsonb
    and (new.family_name, new.given_name, new.patronymic)
      is distinct from (old.family_name, old.given_name, old.patronymic))
  execute function app.drop_outdated_name_forms();

-- The full name of the organization in the genitive, where the rules give a wrong one («директор … чего?»); empty: by the rules.
alter table organizations
  add column full_name_genitive text not null default '' check (length(full_name_genitive) <= 500);

-- Whoever signs for the organization or for a partner, as the papers decline them where nobody of the staff list bears the name:
-- {"name": {"dative": {"familyName": "Груша"}}, "post": {"genitive": "заведующей детским садом"}}. Saving another name or post
-- drops the forms of the old one.
alter table organizations
  add column director_gender text check (director_gender in ('male', 'female')),
  add column director_forms jsonb not null default '{}' check (
    jsonb_typeof(director_forms) = 'object' and length(director_forms::text) <= 8000);
alter table partners
  add column contact_gender text check (contact_gender in ('male', 'female')),
  add column contact_forms jsonb not null default '{}' check (
    jsonb_typeof(contact_forms) = 'object' and length(contact_forms::text) <= 8000);
