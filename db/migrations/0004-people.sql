-- Staff and teams: so that «ответственный» of a roadmap means somebody.

create table people (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  family_name text not null collate app.ru check (length(family_name) between 1 and 100),
  given_name text not null default '' collate app.ru check (length(given_name) <= 100),
  patronymic text not null default '' collate app.ru check (length(patronymic) <= 100),
  email text not null default '' check (length(email) <= 200),
  phone text not null default '' check (length(phone) <= 50),
  -- The sign-in account of this person here, when there is one.
  account_id text,
  -- The secret address of the calendar feed: a hash, never the token itself.
  feed_token_hash text,
  left_on date,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id)
);
create unique index people_account on people (organization_id, account_id) where account_id is not null;
create unique index people_feed_token on people (feed_token_hash) where feed_token_hash is not null;
create index people_by_name on people (organization_id, family_name, given_name, patronymic, id);
-- Names are searched within one organization, through people_by_name: under row-level security no index may answer
-- LIKE, which is not leakproof, so a trigram index would only be written and never read.

-- A person may hold several posts («учитель физики» and «заместитель директора по ВР»).
create table staff_posts (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  post text not null collate app.ru check (length(post) between 1 and 200),
  is_main boolean not null default false,
  started_on date,
  ended_on date,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check (ended_on is null or started_on is null or ended_on >= started_on)
);
create index staff_posts_person on staff_posts (person_id);
create index staff_posts_organization on staff_posts (organization_id, post);

-- Teams live in one school year (its first calendar year): organizers change each year.
create table teams (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  school_year smallint not null check (school_year between 2000 and 2100),
  name text not null collate app.ru check (length(name) between 1 and 200),
  -- 'organizers' for the team of organizers («рабочая группа»), 'other' for any other.
  kind text not null default 'organizers' check (kind in ('organizers', 'other')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (organization_id, id),
  unique (organization_id, school_year, name)
);

create table team_members (
  organization_id uuid not null references organizations (id),
  team_id uuid not null,
  person_id uuid not null,
  duty text not null default '' check (length(duty) <= 200),
  primary key (team_id, person_id),
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
create index team_members_person on team_members (person_id);

call app.protect_table('people', 'organization_id = any ((select app.staff_organizations())::uuid[])',
  hidden => '{feed_token_hash}');
call app.protect_table('staff_posts', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('teams', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('team_members', 'organization_id = any ((select app.staff_organizations())::uuid[])');
