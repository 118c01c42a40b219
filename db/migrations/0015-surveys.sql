-- Questionnaires: versions that do not change once answered, waves, answers that may be anonymous and still be paired.

create table surveys (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  -- Key of data/surveys when it came from the library.
  library_key text check (length(library_key) <= 60),
  title text not null collate app.ru check (length(title) between 1 and 300),
  state text not null default 'draft' check (state in ('draft', 'published', 'retired')),
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id)
);
create index surveys_organization on surveys (organization_id, title, id);

create table survey_versions (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  survey_id uuid not null,
  number integer not null check (number >= 1),
  -- The questionnaire in the model of features/surveys/rules.
  model jsonb not null,
  -- Once a wave has opened with it: never changed again.
  frozen_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  unique (survey_id, number),
  foreign key (organization_id, survey_id) references surveys (organization_id, id) on delete cascade
);

-- The secret by which the answers of one person in one family of waves («до» and «после») are known to belong together.
-- Destroyed, nobody can tell any more whose they are. Read by the program itself only.
create table survey_keys (
  organization_id uuid not null references organizations (id),
  family uuid not null,
  secret bytea,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  primary key (organization_id, family),
  check ((secret is null) = (destroyed_at is not null))
);

create table survey_waves (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  survey_version_id uuid not null,
  programme_id uuid,
  family uuid not null,
  title text not null collate app.ru check (length(title) between 1 and 300),
  moment text not null default 'once' check (moment in ('once', 'before', 'during', 'after')),
  -- Which roadmap kind it fulfils: surveys.candidates, surveys.preferences, surveys.satisfaction; null: none.
  activity_kind text check (length(activity_kind) <= 60),
  is_anonymous boolean not null default false,
  -- The filter by which people were invited: kinds, classes, sides, forms.
  audience jsonb not null default '{}',
  opens_on date not null,
  closes_on date not null,
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  opened_at timestamptz,
  closed_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, survey_version_id) references survey_versions (organization_id, id),
  foreign key (organization_id, programme_id) references programmes (organization_id, id),
  check (closes_on >= opens_on)
);
create index survey_waves_organization on survey_waves (organization_id, state, closes_on desc, id);

create table survey_invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations (id),
  wave_id uuid not null,
  person_id uuid not null,
  -- Their class and side on the day of the invitation: what results are shown by.
  class_label text not null default '' check (length(class_label) <= 30),
  side text check (side in ('mentor', 'mentee')),
  form text check (length(form) <= 60),
  state text not null default 'waiting' check (state in ('waiting', 'begun', 'answered', 'declined')),
  -- A day, not an instant: an instant would lead from an anonymous answer back to the person.
  answered_on date,
  reminded_on date,
  unique (organization_id, id),
  unique (wave_id, person_id),
  foreign key (organization_id, wave_id) references survey_waves (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
create index survey_invitations_person on survey_invitations (person_id, state);

-- An answer names either the person or, in an anonymous wave, a keyed hash of person and family; never both.
create table survey_answers (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations (id),
  wave_id uuid not null,
  person_id uuid,
  respondent_key text check (respondent_key ~ '^[0-9a-f]{64}$'),
  class_label text not null default '' check (length(class_label) <= 30),
  side text check (side in ('mentor', 'mentee')),
  form text check (length(form) <= 60),
  answers jsonb not null default '{}',
  channel text not null default 'screen' check (channel in ('screen', 'paper')),
  is_complete boolean not null default false,
  completed_on date,
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, wave_id) references survey_waves (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check (num_nonnulls(person_id, respondent_key) = 1)
);
create unique index survey_answers_person on survey_answers (wave_id, person_id) where person_id is not null;
create unique index survey_answers_key on survey_answers (wave_id, respondent_key) where respondent_key is not null;

-- Whom somebody would like to work with, after the group meeting; a veto is confidential.
create table preferences (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations (id),
  wave_id uuid not null,
  person_id uuid not null,
  about_id uuid not null,
  -- 1 is the first wish; null for a veto.
  rank smallint check (rank between 1 and 5),
  is_veto boolean not null default false,
  unique (wave_id, person_id, about_id),
  foreign key (organization_id, wave_id) references survey_waves (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, about_id) references people (organization_id, id) on delete cascade,
  check (is_veto = (rank is null)),
  check (about_id <> person_id)
);
create unique index preferences_rank on preferences (wave_id, person_id, rank) where rank is not null;
create index preferences_about on preferences (about_id);
create trigger consent before insert or update on preferences
  for each row execute function app.require_processing();

call app.protect_table('surveys', 'organization_id = any ((select app.people_organizations())::uuid[])');
call app.protect_table('survey_versions',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or id in (select survey_version_id from survey_waves)');
call app.protect_table('survey_keys', 'false', hidden => '{secret}');
call app.protect_table('survey_waves',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or id in (select wave_id from survey_invitations)');
call app.protect_table('survey_invitations',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or person_id = any ((select app.self_people())::uuid[])
   or person_id = any ((select app.class_people())::uuid[])');
-- Who answered is the audit's affair at the invitation; what was answered is not written there a second time.
call app.protect_table('survey_answers',
  'organization_id = any ((select app.leading_organizations())::uuid[])
   or organization_id = any ((select app.psychologist_organizations())::uuid[])
   or person_id = any ((select app.self_people())::uuid[])',
  hidden => '{answers,respondent_key}');
-- A veto is read by those who form the pairs, and by nobody whom it names.
call app.protect_table('preferences',
  'organization_id = any ((select app.leading_organizations())::uuid[])
   or organization_id = any ((select app.psychologist_organizations())::uuid[])
   or person_id = any ((select app.self_people())::uuid[])');
