-- A list of people on its way in: what was read of the file, which column is what, what was mended. Seen by nobody but the
-- person who brought it, gone after a week or when it is in.
create table people_imports (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  account_id text not null default app.actor_id(),
  name text not null check (length(name) between 1 and 300),
  -- What they are to the school, unless a column says so.
  kind text not null check (kind in ('pupil', 'graduate', 'student', 'partner')),
  school_year smallint not null check (school_year between 2000 and 2100),
  -- Class of those for whom the file names none.
  class_name text not null default '' check (length(class_name) <= 30),
  -- See features/people/rules/import: columns with headings, samples and meaning; rows with places and cells; fixes by row.
  columns jsonb not null,
  rows jsonb not null,
  fixes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index people_imports_age on people_imports (created_at);
call app.protect_table('people_imports',
  'account_id = app.actor_id() and organization_id = any ((select app.leading_organizations())::uuid[])',
  hidden => '{name,columns,rows,fixes}');
