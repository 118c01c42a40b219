-- The roadmap: what was read from the school's document, what was settled, and the year of accountable work.

create type roadmap_state as enum ('review', 'draft', 'approved', 'closed');

create table roadmaps (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  title text not null check (length(title) between 1 and 1000),
  period_start date,
  period_end date,
  period_words text not null default '' check (length(period_words) <= 200),
  state roadmap_state not null default 'review',
  -- Where it came from: an uploaded file, pasted text, a template of data/roadmap-templates, last year's roadmap.
  origin text not null check (origin in ('file', 'text', 'template', 'rollover')),
  source_file_id uuid,
  source_name text not null default '' check (length(source_name) <= 255),
  -- The whole text in reading order: what stands beside the reading.
  source_text text not null default '',
  template_id text,
  previous_id uuid,
  -- Key of the column layout the school's document has (see features/roadmap/papers/layouts.ts).
  layout text not null,
  organization_words text not null default '' check (length(organization_words) <= 500),
  aim text not null default '' check (length(aim) <= 5000),
  tasks jsonb not null default '[]',
  stamps jsonb not null default '[]',
  -- Flags of the reading as a whole.
  flags jsonb not null default '[]',
  approved_on date,
  approval_number text not null default '' check (length(approval_number) <= 60),
  approval_paper_id uuid,
  -- Day and clause by which a deadline that falls on a day off moves: none, next, previous working day.
  shift text not null default 'none' check (shift in ('none', 'next', 'previous')),
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, source_file_id) references files (organization_id, id),
  foreign key (organization_id, previous_id) references roadmaps (organization_id, id),
  foreign key (organization_id, approval_paper_id) references papers (organization_id, id),
  check (period_end is null or period_start is null or period_end >= period_start),
  check (state in ('review', 'draft') or (period_start is not null and period_end is not null and approved_on is not null))
);
create index roadmaps_organization on roadmaps (organization_id, period_start desc, id);

create table roadmap_sections (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  roadmap_id uuid not null,
  position integer not null,
  number text not null default '' check (length(number) <= 40),
  title text not null default '' check (length(title) <= 2000),
  unique (organization_id, id),
  foreign key (organization_id, roadmap_id) references roadmaps (organization_id, id) on delete cascade
);
create index roadmap_sections_roadmap on roadmap_sections (roadmap_id, position);

create table activities (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  roadmap_id uuid not null,
  section_id uuid not null,
  position integer not null,
  number text not null default '' check (length(number) <= 40),
  title text not null check (length(title) between 1 and 10000),
  sub_points jsonb not null default '[]',
  -- Said and inferred are kept apart: the phrase as it stands, the meaning given to it, and by whom.
  deadline_text text not null default '' check (length(deadline_text) <= 1000),
  meaning jsonb,
  meaning_by text not null default 'reading' check (meaning_by in ('reading', 'person', 'template', 'rollover')),
  responsible_text text not null default '' check (length(responsible_text) <= 2000),
  result_text text not null default '' check (length(result_text) <= 5000),
  activities_text text not null default '' check (length(activities_text) <= 10000),
  -- A numbered heading row inside a section: has no parts and no dates of its own.
  is_group boolean not null default false,
  parent_id uuid,
  -- Where it stands in the source, how sure the reading is, what was unclear.
  source jsonb,
  confidence text not null default 'high' check (confidence in ('high', 'medium', 'low')),
  flags jsonb not null default '[]',
  reviewed_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, roadmap_id) references roadmaps (organization_id, id) on delete cascade,
  foreign key (organization_id, section_id) references roadmap_sections (organization_id, id) on delete cascade
);
create index activities_roadmap on activities (roadmap_id, section_id, position);

-- One row often asks for several things: ordered parts, each with its kind (data/activity-kinds.json) or unknown.
create table activity_parts (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  activity_id uuid not null,
  position integer not null,
  title text not null default '' check (length(title) <= 2000),
  kind text check (length(kind) <= 60),
  kind_by text not null default 'rules' check (kind_by in ('rules', 'person')),
  -- How many or what share (percent) counts as done; set when the roadmap is approved.
  target integer check (target >= 0),
  unique (organization_id, id),
  foreign key (organization_id, activity_id) references activities (organization_id, id) on delete cascade
);
create index activity_parts_activity on activity_parts (activity_id, position);

-- Who answers for it: a person, a team, or a post (whoever holds it); `words` is how the source named them.
create table activity_responsibles (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  activity_id uuid not null,
  position integer not null,
  words text not null check (length(words) between 1 and 300),
  person_id uuid,
  team_id uuid,
  post text check (length(post) between 1 and 200),
  foreign key (organization_id, activity_id) references activities (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id),
  foreign key (organization_id, team_id) references teams (organization_id, id),
  check (num_nonnulls(person_id, team_id, post) <= 1)
);
create index activity_responsibles_activity on activity_responsibles (activity_id, position);
create index activity_responsibles_person on activity_responsibles (person_id) where person_id is not null;
create index activity_responsibles_team on activity_responsibles (team_id) where team_id is not null;
create index activity_responsibles_organization on activity_responsibles (organization_id, post);

-- «Заместитель директора по УР» of every row means this person: asked once, remembered for the next document.
create table responsible_meanings (
  organization_id uuid not null references organizations (id),
  words text not null check (length(words) between 1 and 300),
  person_id uuid,
  team_id uuid,
  post text check (length(post) between 1 and 200),
  primary key (organization_id, words),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade,
  check (num_nonnulls(person_id, team_id, post) = 1)
);

create type step_state as enum ('planned', 'in_progress', 'done', 'done_in_part', 'not_done', 'moved');

-- The dated year: one occurrence per date or span of the meaning, made when the roadmap is approved.
create table activity_occurrences (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  roadmap_id uuid not null,
  activity_id uuid not null,
  -- Null dates: waits for its event, or the plan names no date.
  starts_on date,
  due_on date,
  -- Where the plan had it before it was moved.
  planned_due_on date,
  state step_state not null default 'planned',
  reason text not null default '' check (length(reason) <= 1000),
  fact text not null default '' check (length(fact) <= 5000),
  -- When it was really done: plan against fact.
  done_on date,
  closed_at timestamptz,
  closed_by text,
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, roadmap_id) references roadmaps (organization_id, id) on delete cascade,
  foreign key (organization_id, activity_id) references activities (organization_id, id) on delete cascade,
  check ((starts_on is null) = (due_on is null) and (due_on is null or due_on >= starts_on))
);
create index activity_occurrences_activity on activity_occurrences (activity_id, due_on);
create index activity_occurrences_due on activity_occurrences (organization_id, due_on, state);
create index activity_occurrences_roadmap on activity_occurrences (roadmap_id, due_on);

-- Each part of each occurrence closes by itself; the occurrence is done when all its steps are.
create table activity_steps (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  occurrence_id uuid not null,
  part_id uuid not null,
  state step_state not null default 'planned',
  -- Progress of a count or a share against the part's target, as last known.
  progress integer check (progress >= 0),
  reason text not null default '' check (length(reason) <= 1000),
  fact text not null default '' check (length(fact) <= 5000),
  closed_at timestamptz,
  closed_by text,
  version integer not null default 1,
  unique (organization_id, id),
  unique (occurrence_id, part_id),
  foreign key (organization_id, occurrence_id) references activity_occurrences (organization_id, id) on delete cascade,
  foreign key (organization_id, part_id) references activity_parts (organization_id, id) on delete cascade
);
create index activity_steps_part on activity_steps (part_id);

create table activity_evidence (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  activity_id uuid not null,
  occurrence_id uuid,
  part_id uuid,
  kind text not null check (kind in ('paper', 'file', 'link', 'note')),
  paper_id uuid,
  file_id uuid,
  url text check (length(url) <= 2000),
  note text not null default '' check (length(note) <= 5000),
  happened_on date,
  added_by text,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  unique (organization_id, id),
  foreign key (organization_id, activity_id) references activities (organization_id, id) on delete cascade,
  foreign key (organization_id, occurrence_id) references activity_occurrences (organization_id, id) on delete cascade,
  foreign key (organization_id, part_id) references activity_parts (organization_id, id) on delete cascade,
  foreign key (organization_id, paper_id) references papers (organization_id, id),
  foreign key (organization_id, file_id) references files (organization_id, id),
  check (case kind when 'paper' then paper_id is not null when 'file' then file_id is not null
                   when 'link' then url is not null else note <> '' end)
);
create index activity_evidence_activity on activity_evidence (activity_id, created_at);
create index activity_evidence_occurrence on activity_evidence (occurrence_id) where occurrence_id is not null;
create index activity_evidence_paper on activity_evidence (paper_id) where paper_id is not null;

create table activity_comments (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  activity_id uuid not null,
  text text not null check (length(text) between 1 and 5000),
  author_id text,
  created_at timestamptz not null default now(),
  foreign key (organization_id, activity_id) references activities (organization_id, id) on delete cascade
);
create index activity_comments_activity on activity_comments (activity_id, created_at);

call app.protect_table('roadmaps', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('roadmap_sections', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('activities', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('activity_parts', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('activity_responsibles', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('responsible_meanings', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('activity_occurrences', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('activity_steps', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('activity_evidence', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('activity_comments', 'organization_id = any ((select app.staff_organizations())::uuid[])');

-- The history of an activity is read by those who work on it.
create policy activity_history on audit_rows for select to nastavnik_app using (
  table_name in ('activities', 'activity_occurrences', 'activity_steps', 'activity_evidence')
  and organization_id = any ((select app.staff_organizations())::uuid[])
);
