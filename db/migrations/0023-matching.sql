-- Matching: drafts of pairs and groups with everything that they were made from, so that next year can see why.

create table matching_drafts (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  programme_id uuid,
  school_year smallint not null check (school_year between 2000 and 2100),
  title text not null collate app.ru check (length(title) between 1 and 200),
  -- Forms, rules, weights, aim: MatchSettings.
  settings jsonb not null,
  -- Ages that the programme takes, as they were; null: any.
  age_from smallint check (age_from between 0 and 99),
  age_to smallint check (age_to between 0 and 99),
  -- The day of the banks and questionnaires that it was made from.
  taken_on date not null,
  -- Totals and the proof, nothing of anybody; null until it was solved.
  outcome jsonb,
  -- Prices by the id of each person, which prove that nothing better is possible: what a mentee costs at them, what a place
  -- with a mentor is worth.
  certificate jsonb,
  state text not null default 'open' check (state in ('open', 'approved', 'discarded')),
  approved_at timestamptz,
  approved_by text,
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, programme_id) references programmes (organization_id, id),
  check ((state = 'approved') = (approved_at is not null))
);
create index matching_drafts_organization on matching_drafts (organization_id, school_year desc, id desc);

-- Who was in the pool, what they had said by that day, and for a mentee the pair.
create table matching_people (
  organization_id uuid not null references organizations (id),
  draft_id uuid not null,
  person_id uuid not null,
  side text not null check (side in ('mentor', 'mentee')),
  -- MenteeFacts or MentorFacts.
  facts jsonb not null,
  -- Of a mentee: the pair of the draft, its form and numbers; null: without one.
  mentor_id uuid,
  pair jsonb,
  -- What became of the pair when the draft was approved.
  mentorship_id uuid,
  primary key (draft_id, side, person_id),
  foreign key (organization_id, draft_id) references matching_drafts (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, mentor_id) references people (organization_id, id) on delete set null (mentor_id),
  foreign key (organization_id, mentorship_id) references mentorships (organization_id, id)
    on delete set null (mentorship_id),
  check (mentor_id is null or side = 'mentee')
);
create index matching_people_person on matching_people (person_id);
create index matching_people_mentor on matching_people (mentor_id) where mentor_id is not null;
create index matching_people_mentorship on matching_people (mentorship_id) where mentorship_id is not null;
create trigger consent before insert or update of facts on matching_people
  for each row execute function app.require_processing();

-- What is between two people of a draft: wishes, vetoes, kin, earlier pairs.
create table matching_relations (
  organization_id uuid not null references organizations (id),
  draft_id uuid not null,
  mentee_id uuid not null,
  mentor_id uuid not null,
  kind text not null check (kind in (
    'mentee_wish', 'mentor_wish', 'mentee_veto', 'mentor_veto', 'declined',
    'relative', 'class_teacher', 'subordinate', 'earlier_good', 'earlier_bad')),
  rank smallint check (rank between 1 and 5),
  primary key (draft_id, mentee_id, mentor_id, kind),
  foreign key (organization_id, draft_id) references matching_drafts (organization_id, id) on delete cascade,
  foreign key (organization_id, mentee_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, mentor_id) references people (organization_id, id) on delete cascade
);
create index matching_relations_mentee on matching_relations (mentee_id);
create index matching_relations_mentor on matching_relations (mentor_id);

-- What the curator decided about two people: they must be together, or must not.
create table matching_marks (
  organization_id uuid not null references organizations (id),
  draft_id uuid not null,
  mentee_id uuid not null,
  mentor_id uuid not null,
  kind text not null check (kind in ('pin', 'ban')),
  primary key (draft_id, mentee_id, mentor_id),
  foreign key (organization_id, draft_id) references matching_drafts (organization_id, id) on delete cascade,
  foreign key (organization_id, mentee_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, mentor_id) references people (organization_id, id) on delete cascade
);
create unique index matching_marks_pin on matching_marks (draft_id, mentee_id) where kind = 'pin';
create index matching_marks_mentee on matching_marks (mentee_id);
create index matching_marks_mentor on matching_marks (mentor_id);

-- What was done to a draft, one row a change, with what it takes to undo it. People stand in it by their ids alone.
create table matching_steps (
  organization_id uuid not null references organizations (id),
  draft_id uuid not null,
  -- The version of the draft that the step made.
  number integer not null,
  kind text not null check (kind in ('made', 'pin', 'ban', 'free', 'swap', 'settings', 'retaken', 'undo')),
  change jsonb not null,
  made_by text,
  made_at timestamptz not null default now(),
  undone boolean not null default false,
  primary key (draft_id, number),
  foreign key (organization_id, draft_id) references matching_drafts (organization_id, id) on delete cascade
);

-- Whoever forms pairs, and the director who is to put them into an order; the wishes of people only the former.
create function app.matching_organizations() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct organization_id), '{}')
  from public.role_assignments
  where account_id = app.actor_id() and ended_at is null and role in ('director', 'curator', 'psychologist')
$$;

call app.protect_table('matching_drafts', 'organization_id = any ((select app.matching_organizations())::uuid[])',
  hidden => '{certificate}');
-- Nothing is told of anybody without a consent in force, not even of a draft of another year.
call app.protect_table('matching_people',
  'organization_id = any ((select app.matching_organizations())::uuid[])
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())',
  hidden => '{facts,pair}');
call app.protect_table('matching_relations',
  'organization_id = any ((select app.matching_organizations())::uuid[])
   and (kind not in (''mentee_wish'', ''mentor_wish'', ''mentee_veto'', ''mentor_veto'', ''declined'')
     or organization_id = any ((select app.preference_organizations())::uuid[]))
   and exists (select from people p where p.id = mentee_id and p.processing_until >= app.today())
   and exists (select from people p where p.id = mentor_id and p.processing_until >= app.today())',
  hidden => '{kind,rank}');
call app.protect_table('matching_marks',
  'organization_id = any ((select app.matching_organizations())::uuid[])
   and exists (select from people p where p.id = mentee_id and p.processing_until >= app.today())
   and exists (select from people p where p.id = mentor_id and p.processing_until >= app.today())');
call app.protect_table('matching_steps', 'organization_id = any ((select app.matching_organizations())::uuid[])');
-- Made and shaped by those who may know of wishes: a draft made without them would break a veto.
alter policy visible on matching_drafts with check (
  app.is_system() or organization_id = any ((select app.preference_organizations())::uuid[]));
alter policy visible on matching_people with check (
  app.is_system() or organization_id = any ((select app.preference_organizations())::uuid[]));
alter policy visible on matching_relations with check (
  app.is_system() or organization_id = any ((select app.preference_organizations())::uuid[]));
alter policy visible on matching_marks with check (
  app.is_system() or organization_id = any ((select app.preference_organizations())::uuid[]));
alter policy visible on matching_steps with check (
  app.is_system() or organization_id = any ((select app.preference_organizations())::uuid[]));
call app.keep_deletes_to_writers();
