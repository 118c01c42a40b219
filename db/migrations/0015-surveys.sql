-- Questionnaires: versions that do not change once published, waves, answers that may be anonymous and still be paired.
-- How anonymity is kept: docs/decisions/0020-anonymous-yet-linkable.md.

create extension if not exists pgcrypto with schema public;

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
  -- Once published: never changed again, a change makes the next version.
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

create function app.keep_frozen_version() returns trigger language plpgsql as $$
begin
  if old.frozen_at is not null and (new.model is distinct from old.model or new.frozen_at is distinct from old.frozen_at) then
    raise exception 'a published version of a questionnaire never changes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger keep_frozen before update on survey_versions
  for each row execute function app.keep_frozen_version();

create table survey_waves (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  survey_version_id uuid not null,
  programme_id uuid,
  -- Waves of one family ask the same people at different moments; their answers are known to belong together.
  family uuid not null,
  title text not null collate app.ru check (length(title) between 1 and 300),
  moment text not null default 'once' check (moment in ('once', 'before', 'during', 'after')),
  -- Which roadmap kind it fulfils: surveys.candidates, surveys.preferences, surveys.satisfaction; null: none.
  activity_kind text check (length(activity_kind) <= 60),
  is_anonymous boolean not null default false,
  -- People without a consent to processing may be asked too: nothing of theirs is kept.
  without_consent boolean not null default false,
  -- Whether somebody may change their answers until the wave closes.
  can_change boolean not null default true,
  -- The filter by which people are invited: source, kinds, classes, sides, forms, people picked by hand.
  audience jsonb not null default '{}',
  -- Whom a ranking offers, by side, when the curator picked them; a side that is absent offers its bank.
  candidates jsonb not null default '{}',
  opens_on date not null,
  closes_on date not null,
  state text not null default 'draft' check (state in ('draft', 'scheduled', 'open', 'closed')),
  opened_at timestamptz,
  closed_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, survey_version_id) references survey_versions (organization_id, id),
  foreign key (organization_id, programme_id) references programmes (organization_id, id),
  check (closes_on >= opens_on),
  check (is_anonymous or not without_consent)
);
create index survey_waves_organization on survey_waves (organization_id, state, closes_on desc, id);
create index survey_waves_family on survey_waves (family);
create index survey_waves_version on survey_waves (survey_version_id);
create index survey_waves_due on survey_waves (closes_on) where state in ('scheduled', 'open');

create table survey_invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations (id),
  wave_id uuid not null,
  person_id uuid not null,
  -- Their class, side and form on the day of the invitation: what progress and results are shown by.
  class_label text not null default '' collate app.ru check (length(class_label) <= 30),
  side text check (side in ('mentor', 'mentee')),
  form text check (length(form) <= 60),
  -- Of an anonymous wave it stays 'waiting' while the wave is open, whatever the person does, unless they answered on paper
  -- or declined; see app.anonymous_states.
  state text not null default 'waiting' check (state in ('waiting', 'begun', 'answered', 'declined')),
  answered_on date,
  reminded_on date,
  -- Stands on the person's printed form, so that what is typed in finds its way; never in an anonymous wave.
  paper_number integer not null check (paper_number between 1000 and 9999999),
  unique (organization_id, id),
  unique (wave_id, person_id),
  unique (wave_id, paper_number),
  foreign key (organization_id, wave_id) references survey_waves (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
create index survey_invitations_person on survey_invitations (person_id, state);
create index survey_invitations_wave on survey_invitations (wave_id, class_label, person_id);

create table survey_answers (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations (id),
  wave_id uuid not null,
  person_id uuid not null,
  class_label text not null default '' collate app.ru check (length(class_label) <= 30),
  side text check (side in ('mentor', 'mentee')),
  form text check (length(form) <= 60),
  answers jsonb not null default '{}',
  channel text not null default 'screen' check (channel in ('screen', 'paper')),
  is_complete boolean not null default false,
  completed_on date,
  version integer not null default 1,
  unique (organization_id, id),
  unique (wave_id, person_id),
  foreign key (organization_id, wave_id) references survey_waves (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
create index survey_answers_person on survey_answers (person_id);
create trigger consent before insert or update of answers on survey_answers
  for each row execute function app.require_processing();

-- Answers of anonymous waves: a keyed hash of the person, no person, no day, no order. Class, side and form are filled in when
-- the wave closes, and then only so far that no combination has fewer than five answers. Written by the program itself,
-- without an audit row: that would keep the instant of each answer.
create table anonymous_answers (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations (id),
  wave_id uuid not null,
  respondent_key text not null check (respondent_key ~ '^[0-9a-f]{64}$'),
  class_label text not null default '' collate app.ru check (length(class_label) <= 30),
  side text check (side in ('mentor', 'mentee')),
  form text check (length(form) <= 60),
  answers jsonb not null default '{}',
  channel text not null default 'screen' check (channel in ('screen', 'paper')),
  is_complete boolean not null default false,
  unique (wave_id, respondent_key),
  foreign key (organization_id, wave_id) references survey_waves (organization_id, id) on delete cascade
);

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

-- Where the actor makes questionnaires, asks, and reads what was answered.
create function app.asking_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null and role in ('director', 'curator', 'psychologist')
$$;
-- Where the actor forms the pairs and so reads who named whom. Not the director, who may be told of it but need not know.
create function app.preference_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null and role in ('curator', 'psychologist')
$$;

-- Waves to which the actor, or a pupil of the actor's class, is invited; and the versions that they ask.
create function app.invited_waves() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct wave_id), '{}')
  from public.survey_invitations
  where person_id = any (app.self_people() || app.class_people())
$$;
create function app.invited_versions() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct survey_version_id), '{}')
  from public.survey_waves where id = any (app.invited_waves())
$$;

-- The name under which an anonymous answer of a person stands in a family of waves. Told to the program itself only; null
-- once the secret is destroyed. The secret never leaves the database.
create function app.respondent_key(of_family uuid, who text) returns text
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select encode(public.hmac(convert_to(k.family::text || ':' || who, 'UTF8'), k.secret, 'sha256'), 'hex')
  from public.survey_keys k
  where k.family = of_family and k.secret is not null and app.is_system()
$$;

-- Who of the invited has answered an anonymous wave. While it is open this is found out through the secret and kept nowhere,
-- so that no order and no instant of an invitation leads to an answer. Only for those whom the actor may see.
create function app.anonymous_states(of_wave uuid) returns table (invitation_id uuid, state text)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select i.id, case
      when i.state in ('answered', 'declined') then i.state
      when a.is_complete then 'answered'
      when a.id is not null then 'begun'
      else 'waiting'
    end
  from public.survey_invitations i
  join public.survey_waves w on w.id = i.wave_id and w.is_anonymous
  left join public.survey_keys k on k.family = w.family and w.state <> 'closed'
  left join public.anonymous_answers a on a.wave_id = w.id and k.secret is not null
    and a.respondent_key =
      encode(public.hmac(convert_to(k.family::text || ':' || i.person_id::text, 'UTF8'), k.secret, 'sha256'), 'hex')
  where i.wave_id = of_wave and (
    app.is_system()
    or i.organization_id = any (app.people_organizations())
    or i.person_id = any (app.self_people())
    or i.person_id = any (app.class_people()))
$$;

-- How many have answered a wave to the end; a number only, for those who work there.
create function app.count_answers(of_wave uuid) returns integer
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select (
    (select count(*) from public.survey_answers a where a.wave_id = w.id and a.is_complete)
    + (select count(*) from public.anonymous_answers a where a.wave_id = w.id and a.is_complete))::integer
  from public.survey_waves w
  where w.id = of_wave and (app.is_system() or w.organization_id = any (app.staff_organizations()))
$$;

call app.protect_table('surveys', 'organization_id = any ((select app.people_organizations())::uuid[])');
call app.protect_table('survey_versions',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or id = any ((select app.invited_versions())::uuid[])');
call app.protect_table('survey_keys', 'false', hidden => '{secret}');
call app.protect_table('survey_waves',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or id = any ((select app.invited_waves())::uuid[])');
call app.protect_table('survey_invitations',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or person_id = any ((select app.self_people())::uuid[])
   or person_id = any ((select app.class_people())::uuid[])');
-- Who answered is the audit's affair at the invitation; what was answered is not written there a second time. Without a consent
-- in force nobody is shown what somebody answered under their name, and whom they wished for.
call app.protect_table('survey_answers',
  '(organization_id = any ((select app.asking_organizations())::uuid[])
    or person_id = any ((select app.self_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())',
  hidden => '{answers}');
call app.protect_table('anonymous_answers', 'false', hidden => '{answers,respondent_key}');
drop trigger audit on anonymous_answers;
-- A wish or a veto is read by those who form the pairs, and by nobody whom it names; the audit does not tell it either.
call app.protect_table('preferences',
  '(organization_id = any ((select app.preference_organizations())::uuid[])
    or person_id = any ((select app.self_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())',
  hidden => '{about_id,rank,is_veto}');

-- Those who ask change questionnaires, waves and invitations; an invited person only their own invitation.
alter policy visible on surveys with check (
  app.is_system() or organization_id = any ((select app.asking_organizations())::uuid[]));
alter policy visible on survey_versions with check (
  app.is_system() or organization_id = any ((select app.asking_organizations())::uuid[]));
alter policy visible on survey_waves with check (
  app.is_system() or organization_id = any ((select app.asking_organizations())::uuid[]));
alter policy visible on survey_invitations with check (
  app.is_system()
  or organization_id = any ((select app.asking_organizations())::uuid[])
  or person_id = any ((select app.self_people())::uuid[]));
