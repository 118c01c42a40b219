-- Organizations (region → municipality → school …), roles at them, and what a signed-in account may see.

create type organization_kind as enum (
  'region', 'municipality', 'school', 'kindergarten', 'college', 'additional_education', 'partner'
);

create table organizations (
  id uuid primary key default uuidv7(),
  parent_id uuid references organizations (id),
  kind organization_kind not null,
  full_name text not null collate app.ru check (length(full_name) between 1 and 500),
  short_name text not null collate app.ru check (length(short_name) between 1 and 200),
  inn text check (inn ~ '^(\d{10}|\d{12})$'),
  address text not null default '' check (length(address) <= 500),
  -- As they stand under a document: «Иванова Мария Петровна», «директор».
  director_name text not null default '' check (length(director_name) <= 200),
  director_post text not null default 'директор' check (length(director_post) <= 200),
  city text not null default '' check (length(city) <= 200),
  -- Five- or six-day school week: decides which Saturdays are working days.
  school_week smallint not null default 5 check (school_week in (5, 6)),
  time_zone text not null default 'Europe/Moscow',
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (parent_id is distinct from id)
);
create index organizations_parent on organizations (parent_id);

-- Days that differ from the common calendar at this organization: moved working days, its own days off.
create table organization_days (
  organization_id uuid not null references organizations (id),
  day date not null,
  is_working boolean not null,
  note text not null default '' check (length(note) <= 200),
  primary key (organization_id, day)
);

create type account_role as enum (
  'director', 'curator', 'team', 'psychologist', 'class_teacher', 'mentor', 'mentee', 'guardian',
  'municipal', 'regional', 'administrator'
);

-- account_id is the user of the sign-in schema. A role is never deleted: it ends, so that the past stays explained.
create table role_assignments (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  account_id text not null,
  role account_role not null,
  granted_on date not null default current_date,
  ended_at timestamptz,
  ended_reason text check (length(ended_reason) <= 500),
  created_at timestamptz not null default now()
);
create unique index role_assignments_in_force on role_assignments (account_id, organization_id, role) where ended_at is null;
create index role_assignments_organization on role_assignments (organization_id) where ended_at is null;

-- Which organizations the actor has a role at. SECURITY DEFINER: the policy of role_assignments itself asks it.
create function app.member_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null
$$;

-- Where the actor works for the programme. Mentors, mentees and guardians have accounts too, and must learn nothing of
-- anybody else from plans, papers and staff lists.
create function app.staff_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null
    and role not in ('mentor', 'mentee', 'guardian')
$$;

-- Whose names and requisites the actor may see: the organizations of their roles, all above them, and all below a
-- municipal, regional or administrator's role. Never for people's data: an upper level gets counts.
create function app.visible_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with recursive below as (
    select distinct r.organization_id as id
    from public.role_assignments r
    where r.account_id = app.actor_id() and r.ended_at is null
      and r.role in ('municipal', 'regional', 'administrator')
    union
    select o.id from public.organizations o join below b on o.parent_id = b.id
  ), above as (
    select o.id, o.parent_id
    from public.organizations o where o.id = any (app.member_organizations())
    union
    select p.id, p.parent_id from public.organizations p join above a on p.id = a.parent_id
  )
  select coalesce(array_agg(distinct id), '{}')
  from (
    select id from below
    union select id from above
    union select unnest(app.member_organizations())
  ) seen
$$;

-- Organizations whose accounts and roles the actor administers: those below a municipal or administrator's role, and
-- those where the actor is director or curator.
create function app.managed_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with recursive below as (
    select distinct r.organization_id as id
    from public.role_assignments r
    where r.account_id = app.actor_id() and r.ended_at is null
      and r.role in ('municipal', 'regional', 'administrator')
    union
    select o.id from public.organizations o join below b on o.parent_id = b.id
  )
  select coalesce(array_agg(distinct id), '{}')
  from (
    select id from below
    union
    select organization_id from public.role_assignments
    where account_id = app.actor_id() and ended_at is null and role in ('director', 'curator')
  ) managed
$$;

call app.protect_table('organizations',
  'id = any ((select app.visible_organizations())::uuid[]) or parent_id = any ((select app.managed_organizations())::uuid[])');
call app.protect_table('organization_days', 'organization_id = any ((select app.member_organizations())::uuid[])');
call app.protect_table('role_assignments',
  'account_id = app.actor_id() or organization_id = any ((select app.managed_organizations())::uuid[])');

-- Seeing is wider than changing: members see the municipality above them and their own roles, only those who manage an
-- organization change it, its days and its roles.
alter policy visible on organizations with check (
  app.is_system() or id = any ((select app.managed_organizations())::uuid[]) or parent_id = any ((select app.managed_organizations())::uuid[])
);
alter policy visible on organization_days with check (
  app.is_system() or organization_id = any ((select app.managed_organizations())::uuid[])
);
alter policy visible on role_assignments with check (
  app.is_system() or organization_id = any ((select app.managed_organizations())::uuid[])
);
