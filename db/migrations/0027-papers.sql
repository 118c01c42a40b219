-- Papers that the product drafts: the school's wordings, the text of each paper, numbers given by a series, files beside
-- a paper, the papers it rests on, and who has been made acquainted with it. Why a draft keeps no facts:
-- docs/decisions/0030-a-draft-is-wording.md.

-- A wording of a kind of paper as the school wants it. The newest is in force; older ones stay for the papers made from them.
create table paper_templates (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  -- Key of data/paper-kinds.json.
  kind text not null check (length(kind) between 1 and 60),
  revision integer not null check (revision >= 1),
  title text not null check (length(title) between 1 and 500),
  body text not null check (length(body) between 1 and 60000),
  created_by text,
  created_at timestamptz not null default now(),
  unique (organization_id, kind, revision)
);
call app.protect_table('paper_templates', 'organization_id = any ((select app.leading_organizations())::uuid[])');

-- How numbers are given: one row of numbers for all papers of its kinds.
create table paper_series (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  name text not null check (length(name) between 1 and 120),
  -- «{n}-од», «{n}/{k}»: see documents/rules/numbering.ts.
  mask text not null check (length(mask) between 1 and 40),
  -- Key of data/paper-series.json that it was made from; its kinds come from there.
  key text not null check (length(key) between 1 and 60),
  restarts text not null default 'year' check (restarts in ('year', 'school-year', 'never')),
  version integer not null default 1,
  unique (organization_id, id),
  unique (organization_id, key)
);
call app.protect_table('paper_series', 'organization_id = any ((select app.staff_organizations())::uuid[])');

alter table papers
  -- Its place in the row of numbers, when its number fits the mask: `series_year` is the year the row runs in.
  add column series_id uuid,
  add column series_year smallint,
  add column series_number integer check (series_number between 1 and 999999),
  add column series_sub integer not null default 0 check (series_sub between 0 and 9999),
  add column approved_at timestamptz,
  add column registered_at timestamptz,
  add foreign key (organization_id, series_id) references paper_series (organization_id, id),
  add check ((series_id is null) = (series_number is null) and (series_id is null) = (series_year is null));
-- A number is given once, and a cancelled paper keeps its own: two at the same time cannot both get it.
create unique index papers_series on papers (series_id, series_year, series_number, series_sub) where series_id is not null;

-- The text of a paper that was drafted here. It names people, so it is not for all staff.
create table paper_texts (
  paper_id uuid primary key,
  organization_id uuid not null references organizations (id),
  -- The wording of its title and of its text, with fields.
  title text not null check (length(title) between 1 and 500),
  body text not null check (length(body) between 1 and 60000),
  -- What nobody but its author knows: values of fields that are asked for.
  answers jsonb not null default '{}' check (pg_column_size(answers) < 200000),
  -- What the paper is about, when its kind is about something: pairs, people.
  subject_ids uuid[] not null default '{}',
  -- Marks above the title: УТВЕРЖДЕНО, ПРИНЯТО, СОГЛАСОВАНО.
  stamps jsonb not null default '[]',
  school_year smallint not null,
  template_id uuid references paper_templates (id),
  -- The paper as it was approved, in the model of platform/render; never changed again but for number and day.
  document jsonb,
  foreign key (organization_id, paper_id) references papers (organization_id, id) on delete cascade
);
create index paper_texts_organization on paper_texts (organization_id);
create index paper_texts_template on paper_texts (template_id) where template_id is not null;

-- Who has to know a paper and when they did, in the product or on the sheet.
create table paper_acquaintances (
  paper_id uuid not null,
  person_id uuid not null,
  organization_id uuid not null references organizations (id),
  asked_at timestamptz not null default now(),
  done_on date,
  channel text check (channel in ('product', 'paper')),
  recorded_by text,
  primary key (paper_id, person_id),
  foreign key (organization_id, paper_id) references papers (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check ((done_on is null) = (channel is null))
);
create index paper_acquaintances_person on paper_acquaintances (person_id, paper_id);
call app.protect_table('paper_acquaintances', 'organization_id = any ((select app.leading_organizations())::uuid[])');
create policy own on paper_acquaintances for select to nastavnik_app
  using (person_id = any ((select app.self_people())::uuid[]));

-- The actor's own word that they know a paper in force: nobody says it for another, and nobody asks themselves.
create function app.acknowledge_paper(paper uuid, person uuid, on_day date) returns boolean
language sql volatile security definer set search_path = pg_catalog, public, app as $$
  update public.paper_acquaintances a
  set done_on = on_day, channel = 'product', recorded_by = app.actor_id()
  from public.papers p
  where a.paper_id = paper and a.person_id = person and a.done_on is null
    and a.person_id = any (app.self_people())
    and p.id = a.paper_id and p.state in ('registered', 'replaced')
  returning true
$$;
revoke all on function app.acknowledge_paper(uuid, uuid, date) from public;
grant execute on function app.acknowledge_paper(uuid, uuid, date) to nastavnik_app;

-- Papers that the actor has been asked to read.
create function app.papers_to_know() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(paper_id), '{}')
  from public.paper_acquaintances where person_id = any (app.self_people())
$$;

call app.protect_table('paper_texts', 'organization_id = any ((select app.leading_organizations())::uuid[])');
create policy readable on paper_texts for select to nastavnik_app
  using (organization_id = any ((select app.people_organizations())::uuid[])
    or paper_id = any ((select app.papers_to_know())::uuid[]));
create policy to_know on papers for select to nastavnik_app
  using (id = any ((select app.papers_to_know())::uuid[]));

-- The papers that a paper rests on («на основании приказа … № 710-О»).
create table paper_bases (
  paper_id uuid not null,
  base_id uuid not null,
  organization_id uuid not null references organizations (id),
  primary key (paper_id, base_id),
  foreign key (organization_id, paper_id) references papers (organization_id, id) on delete cascade,
  foreign key (organization_id, base_id) references papers (organization_id, id) on delete cascade,
  check (paper_id <> base_id)
);
create index paper_bases_base on paper_bases (base_id);
call app.protect_table('paper_bases', 'organization_id = any ((select app.staff_organizations())::uuid[])');

-- Files beside the scan: a detached signature, an annex, a scan that another took the place of.
create table paper_files (
  paper_id uuid not null,
  file_id uuid not null,
  organization_id uuid not null references organizations (id),
  role text not null check (role in ('signature', 'annex', 'older-scan')),
  added_by text,
  added_at timestamptz not null default now(),
  primary key (paper_id, file_id),
  foreign key (organization_id, paper_id) references papers (organization_id, id) on delete cascade,
  foreign key (organization_id, file_id) references files (organization_id, id)
);
create index paper_files_file on paper_files (file_id);
call app.protect_table('paper_files', 'organization_id = any ((select app.staff_organizations())::uuid[])');

call app.keep_deletes_to_writers();
