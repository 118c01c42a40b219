-- Two records of alike names of which somebody said that they are two people: they are offered for joining no more.
create table distinct_people (
  organization_id uuid not null references organizations (id),
  -- The smaller id first.
  one_id uuid not null,
  other_id uuid not null,
  decided_by text,
  decided_at timestamptz not null default now(),
  primary key (one_id, other_id),
  foreign key (organization_id, one_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, other_id) references people (organization_id, id) on delete cascade,
  check (one_id < other_id)
);
create index distinct_people_organization on distinct_people (organization_id);
create index distinct_people_other on distinct_people (other_id);
call app.protect_table('distinct_people', 'organization_id = any ((select app.keeper_organizations())::uuid[])');
call app.keep_deletes_to_writers();
