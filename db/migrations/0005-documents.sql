-- Files and the register of papers in its smallest true form.

-- The bytes live in the data folder under their hash; a row says whose they are.
create table files (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  name text not null check (length(name) between 1 and 255),
  media_type text not null check (length(media_type) <= 200),
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by text,
  created_at timestamptz not null default now(),
  unique (organization_id, id)
);
create index files_organization on files (organization_id, created_at desc);
create index files_sha256 on files (sha256);

-- `approved`: its text is settled and no longer changes; number and day come when it is signed.
create type paper_state as enum ('draft', 'approved', 'registered', 'replaced', 'cancelled');

create table papers (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  -- Key of data/paper-kinds.json.
  kind text not null check (length(kind) between 1 and 60),
  direction text not null default 'issued' check (direction in ('issued', 'incoming')),
  -- As schools write them: «259-од», «45/2-р». May come after printing, so a draft has none.
  number text not null default '' collate app.ru check (length(number) <= 60),
  issued_on date,
  title text not null collate app.ru check (length(title) between 1 and 500),
  issuer text not null default '' check (length(issuer) <= 300),
  note text not null default '' check (length(note) <= 2000),
  state paper_state not null default 'draft',
  state_reason text not null default '' check (length(state_reason) <= 500),
  replaced_by uuid,
  file_id uuid,
  school_year smallint,
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, file_id) references files (organization_id, id),
  foreign key (organization_id, replaced_by) references papers (organization_id, id),
  check (state <> 'registered' or (number <> '' and issued_on is not null))
);
-- One number of a kind once on a day: two orders «12-од» of one date is a slip; of two years it is usual. Papers without
-- a number of their own («б/н») are told apart by their titles.
create unique index papers_number on papers (organization_id, direction, kind, number, issued_on, issuer)
  where state in ('registered', 'replaced') and number <> 'б/н';
create index papers_register on papers (organization_id, issued_on desc nulls first, id);

call app.protect_table('files', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('papers', 'organization_id = any ((select app.staff_organizations())::uuid[])');
