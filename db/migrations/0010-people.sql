-- One record for a person, whatever they are to the school: staff, pupil, student, employee of a partner, graduate,
-- guardian. Who sees whom is decided here, below every query.

-- The organization's own day (the clock of the program, its time zone), so that terms end when the program says so.
create function app.today() returns date language sql stable parallel safe
  return coalesce(nullif(current_setting('nastavnik.today', true), '')::date, current_date);
-- The day with which somebody is so many years old: 1 March for 29 February in a common year (ГК РФ art. 190-192).
create function app.turns_on(birth_date date, years integer) returns date language sql immutable parallel safe
  return (birth_date + make_interval(years => years))::date
    + (extract(day from birth_date) <> extract(day from birth_date + make_interval(years => years)))::integer;
-- The person whom a printed code let in without an account; empty for accounts.
create function app.visitor_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('nastavnik.person', true), '')::uuid;
-- The organization of that person: a visitor learns its name and nothing else of it.
create function app.visitor_organization() returns uuid language sql stable security definer
  set search_path = pg_catalog, public, app as $$
  select organization_id from public.people where id = app.visitor_person()
$$;
-- Spellings of one name are one key: case and «ё».
create function app.name_key(name text) returns text language sql immutable parallel safe
  return replace(lower(normalize(name, NFC) collate "ru-x-icu"), 'ё', 'е');

-- Organizations that give mentors: enterprises, colleges, universities. One row per partner of a school.
create table partners (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  name text not null collate app.ru check (length(name) between 1 and 300),
  kind text not null check (kind in ('enterprise', 'college', 'university', 'school', 'public', 'other')),
  inn text check (inn ~ '^(\d{10}|\d{12})$'),
  address text not null default '' check (length(address) <= 500),
  contact_name text not null default '' check (length(contact_name) <= 200),
  contact_post text not null default '' check (length(contact_post) <= 200),
  email text not null default '' check (length(email) <= 200),
  phone text not null default '' check (length(phone) <= 50),
  note text not null default '' check (length(note) <= 2000),
  ended_on date,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id)
);
create unique index partners_name on partners (organization_id, name);

alter table people
  -- What they are to the school now; what they were is told by posts, classes and mentorships.
  add column kinds text[] not null default '{staff}' check (
    cardinality(kinds) >= 1
    and kinds <@ array['staff', 'pupil', 'student', 'partner', 'graduate', 'guardian']),
  add column birth_date date check (birth_date between '1900-01-01' and '2199-12-31'),
  -- Banks of other years name only the year.
  add column birth_year smallint check (birth_year between 1900 and 2199),
  -- Where they work or study, when it is not this school and not a partner in the list.
  add column workplace text not null default '' collate app.ru check (length(workplace) <= 300),
  add column partner_id uuid,
  add column graduated_in smallint check (graduated_in between 1950 and 2199),
  -- Names as they are searched. In "C" order, which for small Russian letters without «ё» is that of the alphabet, so
  -- that `>=` and `<` answer «begins with»: they are leakproof, and an index serves them under row-level security.
  add column name_key text collate "C" not null generated always as (
    app.name_key(family_name || ' ' || given_name || ' ' || patronymic)) stored,
  add column family_key text collate "C" not null generated always as (app.name_key(family_name)) stored,
  add column given_key text collate "C" not null generated always as (app.name_key(given_name)) stored,
  add column patronymic_key text collate "C" not null generated always as (app.name_key(patronymic)) stored,
  -- Until which day a consent to processing (to publication) is in force; null: none. Kept by the triggers of 0012 and by
  -- nothing else. 2999-12-31 when the consent has no end.
  add column processing_until date,
  add column publication_until date,
  -- A record that was joined to another one; the other one speaks for both until they are parted again.
  add column merged_into uuid,
  add foreign key (organization_id, partner_id) references partners (organization_id, id),
  add foreign key (organization_id, merged_into) references people (organization_id, id);
create index people_by_key on people (organization_id, name_key, id) where merged_into is null;
create index people_by_family on people (organization_id, family_key) where merged_into is null;
create index people_by_given on people (organization_id, given_key) where merged_into is null;
create index people_by_patronymic on people (organization_id, patronymic_key) where merged_into is null;
create index people_partner on people (partner_id) where partner_id is not null;
create index people_merged on people (merged_into) where merged_into is not null;

-- A class lives in one school year (its first calendar year).
create table classes (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  school_year smallint not null check (school_year between 2000 and 2100),
  grade smallint not null check (grade between 0 and 12),
  letter text not null default '' collate app.ru check (length(letter) <= 20),
  -- The class teacher: whose account, with the role, sees the pupils of the class.
  teacher_id uuid,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  unique (organization_id, school_year, grade, letter),
  foreign key (organization_id, teacher_id) references people (organization_id, id)
);
create index classes_teacher on classes (teacher_id) where teacher_id is not null;

create table class_members (
  organization_id uuid not null references organizations (id),
  class_id uuid not null,
  person_id uuid not null,
  joined_on date,
  left_on date,
  primary key (class_id, person_id),
  foreign key (organization_id, class_id) references classes (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check (left_on is null or joined_on is null or left_on >= joined_on)
);
create index class_members_person on class_members (person_id);

create table guardianships (
  organization_id uuid not null references organizations (id),
  guardian_id uuid not null,
  child_id uuid not null,
  -- «мать», «отец», «опекун» …
  relation text not null default '' check (length(relation) <= 60),
  created_at timestamptz not null default now(),
  primary key (guardian_id, child_id),
  foreign key (organization_id, guardian_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, child_id) references people (organization_id, id) on delete cascade,
  check (guardian_id <> child_id)
);
create index guardianships_child on guardianships (child_id);

-- One passage of the classes to the next school year: what it made, enough to take it back.
create table year_rollovers (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  -- The school year that ended (its first calendar year).
  from_year smallint not null check (from_year between 2000 and 2099),
  -- {classes: ids made, members: [class, person] entered, graduates: [{id, hadGraduate, graduatedIn}]}
  made jsonb not null,
  done_by text,
  done_at timestamptz not null default now(),
  undone_at timestamptz
);
create index year_rollovers_year on year_rollovers (organization_id, from_year, done_at);

-- What was moved when two records of one person were joined: enough to part them again.
create table person_merges (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  kept_id uuid not null,
  merged_id uuid not null,
  -- Rows that were moved from the one to the other, and the fields of the kept record before.
  moved jsonb not null,
  merged_by text,
  merged_at timestamptz not null default now(),
  undone_at timestamptz,
  foreign key (organization_id, kept_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, merged_id) references people (organization_id, id) on delete cascade
);
create index person_merges_kept on person_merges (kept_id);

-- A code on a printed card: lets one person in, without an account, to what waits for them and for nothing else.
create table person_codes (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  -- Keyed hash; the code itself is only on paper.
  hash text not null unique,
  issued_by text,
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  last_used_at timestamptz,
  revoked_at timestamptz,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
create unique index person_codes_in_force on person_codes (person_id) where revoked_at is null;

-- Where the actor works with the people of the programme: sees every record there. An upper level and an administrator
-- are not among them: they know staff, and of everybody else the counts.
create function app.people_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null
    and role in ('director', 'curator', 'team', 'psychologist')
$$;

-- Where the actor answers for the programme: changes its people.
create function app.leading_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null
    and role in ('director', 'curator', 'municipal', 'regional', 'administrator')
$$;

create function app.psychologist_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null and role = 'psychologist'
$$;

-- Where the actor answers for people at the school itself; an administrator looks after the program.
create function app.keeper_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null and role in ('director', 'curator')
$$;

-- The actor's own records (by account with a role there, or by a printed code), without those of their children.
create function app.self_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(id), '{}')
  from (
    select p.id from public.people p
    where p.account_id = app.actor_id() and p.merged_into is null
      and p.organization_id = any (app.member_organizations())
    union
    select app.visitor_person() where app.visitor_person() is not null
  ) self
$$;

-- Whether a person is surely under 18 today, or still a pupil whose birthday nobody wrote down.
create function app.is_minor(birth_date date, birth_year smallint, kinds text[]) returns boolean
language sql stable parallel safe as $$
  select case
    when birth_date is not null then birth_date > app.today() - interval '18 years'
    when birth_year is not null then birth_year > extract(year from app.today()) - 18
    else 'pupil' = any (kinds)
  end
$$;

-- The actor's own records and those of their children who are not of age.
create function app.own_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(id), '{}')
  from (
    select unnest(app.self_people()) as id
    union
    select g.child_id from public.guardianships g join public.people c on c.id = g.child_id
    where g.guardian_id = any (app.self_people()) and c.merged_into is null
      and app.is_minor(c.birth_date, c.birth_year, c.kinds)
  ) own
$$;

-- Pupils of the classes given to the actor as class teacher, this school year.
create function app.class_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct m.person_id), '{}')
  from public.role_assignments r
  join public.people t on t.account_id = r.account_id and t.organization_id = r.organization_id and t.merged_into is null
  join public.classes c on c.teacher_id = t.id
  join public.class_members m on m.class_id = c.id and (m.left_on is null or m.left_on >= app.today())
  where r.account_id = app.actor_id() and r.ended_at is null and r.role = 'class_teacher'
    and c.school_year = extract(year from app.today() - interval '8 months')
$$;

-- Guardians of those pupils: whom a class teacher calls.
create function app.class_guardians() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct guardian_id), '{}')
  from public.guardianships where child_id = any (app.class_people())
$$;

-- Those with whom the actor (or their child) is in a mentorship; nobody while there are none. Filled in by 0013.
create function app.paired_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$ select '{}'::uuid[] $$;

-- Staff are known to all staff, as «ответственный» must be; everybody else only to those who work with them.
alter policy visible on people
  using (
    -- Asked once a statement, not once a row: a school may have twenty thousand people.
    (select app.is_system())
    or organization_id = any ((select app.people_organizations())::uuid[])
    or ('staff' = any (kinds) and organization_id = any ((select app.staff_organizations())::uuid[]))
    or id = any ((select app.own_people())::uuid[])
    or id = any ((select app.class_people())::uuid[])
    or id = any ((select app.class_guardians())::uuid[])
    or id = any ((select app.paired_people())::uuid[])
  )
  with check (app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));

-- The history of a card is read by those who answer for people.
create policy person_history on audit_rows for select to nastavnik_app using (
  table_name = 'people' and organization_id = any ((select app.keeper_organizations())::uuid[]));

call app.protect_table('partners', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('classes',
  'organization_id = any ((select app.staff_organizations())::uuid[]) or id in (select class_id from class_members)');
call app.protect_table('class_members',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or person_id = any ((select app.own_people())::uuid[])
   or person_id = any ((select app.class_people())::uuid[])
   or person_id = any ((select app.paired_people())::uuid[])');
call app.protect_table('guardianships',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or child_id = any ((select app.own_people())::uuid[])
   or child_id = any ((select app.class_people())::uuid[])');
call app.protect_table('year_rollovers', 'organization_id = any ((select app.leading_organizations())::uuid[])');
call app.protect_table('person_merges', 'organization_id = any ((select app.leading_organizations())::uuid[])');
call app.protect_table('person_codes', 'organization_id = any ((select app.leading_organizations())::uuid[])',
  hidden => '{hash}');

alter policy visible on partners with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on classes with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on class_members with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on guardianships with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));

alter policy visible on organizations using (
  app.is_system() or id = any ((select app.visible_organizations())::uuid[])
  or parent_id = any ((select app.managed_organizations())::uuid[])
  or id = (select app.visitor_organization()));

-- Whom a code lets in, while it is in force. Called before there is any actor.
create function app.person_of_code(code_hash text, at timestamptz)
  returns table (code_id uuid, person_id uuid, organization_id uuid, expires_at timestamptz,
    family_name text, given_name text, patronymic text)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select c.id, c.person_id, c.organization_id, c.expires_at, p.family_name, p.given_name, p.patronymic
  from public.person_codes c join public.people p on p.id = c.person_id
  where c.hash = code_hash and c.revoked_at is null and c.expires_at > at and p.merged_into is null
$$;
revoke all on function app.person_of_code(text, timestamptz) from public;
grant execute on function app.person_of_code(text, timestamptz) to nastavnik_app;

-- Scans of consents and certificates are not for all staff.
alter table files add column is_personal boolean not null default false;
alter policy visible on files using (
  app.is_system()
  or (not is_personal and organization_id = any ((select app.staff_organizations())::uuid[]))
  or organization_id = any ((select app.leading_organizations())::uuid[])
  or uploaded_by = app.actor_id()
) with check (app.is_system() or organization_id = any ((select app.staff_organizations())::uuid[]));
