-- Mentorships: pairs and groups with their members' periods.

create table mentorships (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  programme_id uuid,
  school_year smallint not null check (school_year between 2000 and 2100),
  -- Keys of data/forms.json.
  form text not null check (length(form) between 1 and 60),
  role_model text not null default '' check (length(role_model) <= 60),
  is_group boolean not null default false,
  regime text not null check (regime in ('pupils', 'teachers')),
  labour_code boolean not null default false,
  state text not null default 'agreed' check (state in (
    'proposed', 'met', 'trial', 'agreed', 'ordered', 'planned', 'working', 'paused', 'final', 'closed', 'ended_early')),
  starts_on date,
  -- The last day that is planned.
  due_on date,
  ended_on date,
  -- Key of data/end-reasons.json, and the school's words.
  end_reason_key text not null default '' check (length(end_reason_key) <= 60),
  end_reason text not null default '' check (length(end_reason) <= 1000),
  -- Who asked to end it early.
  ended_by text check (ended_by in ('mentor', 'mentee', 'guardian', 'school')),
  -- As in the canonical banks: results, link to a case or a review, whether it was completed.
  results text not null default '' check (length(results) <= 5000),
  case_url text not null default '' check (length(case_url) <= 2000),
  is_completed boolean,
  paused_reason text not null default '' check (length(paused_reason) <= 1000),
  -- What it was before the pause.
  paused_from text,
  -- Why one under art. 351.8 began without the consent or the agreement of the mentor.
  labour_reason text not null default '' check (length(labour_reason) <= 1000),
  order_paper_id uuid,
  source text not null check (source in ('hand', 'import', 'matching')),
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, programme_id) references programmes (organization_id, id),
  foreign key (organization_id, order_paper_id) references papers (organization_id, id),
  check (due_on is null or starts_on is null or due_on >= starts_on),
  check (ended_on is null or starts_on is null or ended_on >= starts_on),
  check ((state in ('closed', 'ended_early')) = (ended_on is not null)),
  check ((state = 'paused') = (paused_from is not null))
);
create index mentorships_organization on mentorships (organization_id, school_year desc, state, id);

create table mentorship_members (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  mentorship_id uuid not null,
  person_id uuid not null,
  side text not null check (side in ('mentor', 'mentee')),
  started_on date,
  ended_on date,
  end_reason text not null default '' check (length(end_reason) <= 1000),
  unique (organization_id, id),
  foreign key (organization_id, mentorship_id) references mentorships (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id),
  check (ended_on is null or started_on is null or ended_on >= started_on)
);
create unique index mentorship_members_once on mentorship_members (mentorship_id, person_id) where ended_on is null;
create index mentorship_members_mentorship on mentorship_members (mentorship_id, side);
create index mentorship_members_person on mentorship_members (person_id, side);
create trigger consent before insert or update of person_id, side on mentorship_members
  for each row execute function app.require_processing();

-- Mentorships of the actor or their child, now or in the past.
create function app.own_mentorships() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct mentorship_id), '{}')
  from public.mentorship_members where person_id = any (app.own_people())
$$;

-- Mentorships of the pupils of the actor's class.
create function app.class_mentorships() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct mentorship_id), '{}')
  from public.mentorship_members where person_id = any (app.class_people())
$$;

-- A mentor sees the mentees, a mentee the mentors, a parent the mentors of the child, a class teacher those of the pupils;
-- while the mentorship lasts, and never the other mentees of a group.
create or replace function app.paired_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct other.person_id), '{}')
  from (
    select id, true as is_own from unnest(app.own_people()) id
    union all
    select id, false from unnest(app.class_people()) id
  ) known
  join public.mentorship_members mine on mine.person_id = known.id
    and (known.is_own or mine.side = 'mentee')
    and (mine.ended_on is null or mine.ended_on >= app.today())
  join public.mentorships m on m.id = mine.mentorship_id and m.state not in ('proposed', 'closed', 'ended_early')
  join public.mentorship_members other
    on other.mentorship_id = mine.mentorship_id and other.side <> mine.side
    and (other.ended_on is null or other.ended_on >= app.today())
$$;

call app.protect_table('mentorships',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or id = any ((select app.own_mentorships())::uuid[])
   or id = any ((select app.class_mentorships())::uuid[])');
-- Who is in it is told of nobody without a consent in force, to anybody.
call app.protect_table('mentorship_members',
  '(organization_id = any ((select app.people_organizations())::uuid[])
    or person_id = any ((select app.own_people())::uuid[])
    or person_id = any ((select app.class_people())::uuid[])
    or ((mentorship_id = any ((select app.own_mentorships())::uuid[])
         or mentorship_id = any ((select app.class_mentorships())::uuid[]))
        and person_id = any ((select app.paired_people())::uuid[])))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())');
alter policy visible on mentorships with check (
  app.is_system() or organization_id = any ((select app.keeper_organizations())::uuid[]));
alter policy visible on mentorship_members with check (
  app.is_system() or organization_id = any ((select app.keeper_organizations())::uuid[]));

-- Pauses everything in which a person is now, even when a withdrawn consent already hides the rows: for whoever withdraws (the
-- person, a guardian) or leads the programme. Answers how many.
create function app.pause_mentorships_of(person uuid, reason text) returns integer
language sql security definer set search_path = pg_catalog, public, app as $$
  with paused as (
    update mentorships m set paused_from = m.state, state = 'paused', paused_reason = reason, version = m.version + 1
    where m.state not in ('paused', 'closed', 'ended_early')
      and exists (select from mentorship_members mm
                  where mm.mentorship_id = m.id and mm.person_id = person and mm.ended_on is null)
      and (app.is_system() or m.organization_id = any (app.leading_organizations()) or person = any (app.own_people()))
    returning m.id)
  select count(*)::integer from paused
$$;
