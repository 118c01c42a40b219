-- The two banks: what mentors offer, what mentees ask for, who is admitted. Nothing here without a consent in force.

-- A growing dictionary of competences, interests and subjects of requests; a synonym leads to the word that stands for it.
create table tags (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  word text not null collate app.ru check (length(word) between 1 and 100),
  word_key text not null generated always as (app.name_key(word)) stored,
  stands_for uuid,
  created_at timestamptz not null default now(),
  unique (organization_id, id),
  unique (organization_id, word_key),
  foreign key (organization_id, stands_for) references tags (organization_id, id),
  check (stands_for is distinct from id)
);

create index tags_stands_for on tags (stands_for) where stands_for is not null;

create table mentor_offers (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  -- «Дата вхождения в программу».
  entered_on date not null,
  achievements text not null default '' check (length(achievements) <= 5000),
  -- Wished age of mentees: in years, or in words as a bank of other years has it.
  age_from smallint check (age_from between 0 and 99),
  age_to smallint check (age_to between 0 and 99),
  age_words text not null default '' check (length(age_words) <= 300),
  hours_a_month smallint check (hours_a_month between 0 and 200),
  time_words text not null default '' check (length(time_words) <= 300),
  -- Weekday × part of the day: ['1-after', '3-evening'] (1 = Monday; morning, after, evening).
  times jsonb not null default '[]',
  places text[] not null default '{}' check (places <@ array['school', 'partner', 'distance']),
  -- Keys of data/languages.json in which meetings can be held; none: it is not said.
  languages text[] not null default '{}',
  forms text[] not null default '{}',
  mentee_limit smallint not null default 1 check (mentee_limit between 0 and 100),
  note text not null default '' check (length(note) <= 2000),
  source text not null check (source in ('self', 'curator', 'paper', 'import')),
  -- Archived: no longer a mentor.
  ended_on date,
  end_reason text not null default '' check (length(end_reason) <= 500),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check (age_from is null or age_to is null or age_to >= age_from)
);
create unique index mentor_offers_in_force on mentor_offers (person_id) where ended_on is null;
create index mentor_offers_organization on mentor_offers (organization_id, entered_on desc, id);

create table mentee_requests (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  entered_on date not null,
  -- «Основной запрос».
  main_request text not null check (length(main_request) between 1 and 2000),
  wishes text not null default '' check (length(wishes) <= 2000),
  urgency smallint not null default 2 check (urgency between 1 and 3),
  times jsonb not null default '[]',
  places text[] not null default '{}' check (places <@ array['school', 'partner', 'distance']),
  -- Keys of data/languages.json in which meetings can be held; none: it is not said.
  languages text[] not null default '{}',
  forms text[] not null default '{}',
  state text not null default 'in_bank' check (state in (
    'in_bank', 'searching', 'in_mentorship', 'finished', 'ended_early', 'withdrawn')),
  -- Who supports somebody for whom no mentor was found yet.
  supporter_id uuid,
  source text not null check (source in ('self', 'curator', 'paper', 'import')),
  ended_on date,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, supporter_id) references people (organization_id, id),
  check ((state in ('finished', 'ended_early', 'withdrawn')) = (ended_on is not null))
);
create unique index mentee_requests_in_force on mentee_requests (person_id) where ended_on is null;
create index mentee_requests_organization on mentee_requests (organization_id, entered_on desc, id);

create table offer_tags (
  organization_id uuid not null references organizations (id),
  offer_id uuid not null,
  tag_id uuid not null,
  kind text not null check (kind in ('competence', 'interest')),
  primary key (offer_id, kind, tag_id),
  foreign key (organization_id, offer_id) references mentor_offers (organization_id, id) on delete cascade,
  foreign key (organization_id, tag_id) references tags (organization_id, id)
);
create index offer_tags_tag on offer_tags (tag_id);
create table request_tags (
  organization_id uuid not null references organizations (id),
  request_id uuid not null,
  tag_id uuid not null,
  primary key (request_id, tag_id),
  foreign key (organization_id, request_id) references mentee_requests (organization_id, id) on delete cascade,
  foreign key (organization_id, tag_id) references tags (organization_id, id)
);
create index request_tags_tag on request_tags (tag_id);

create trigger consent before insert or update of achievements, age_words, time_words, times, note on mentor_offers
  for each row execute function app.require_processing();
create trigger consent before insert or update of main_request, wishes, times on mentee_requests
  for each row execute function app.require_processing();

-- The checks of admission, keys of data/admission-checks.json. The newest row of a check counts.
create table admission_checks (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  check_key text not null check (length(check_key) between 1 and 60),
  outcome text not null check (outcome in ('passed', 'failed', 'waived')),
  checked_on date not null,
  valid_until date,
  hours numeric(5, 1) check (hours between 0 and 1000),
  note text not null default '' check (length(note) <= 2000),
  file_id uuid,
  entered_by text,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, file_id) references files (organization_id, id),
  check (outcome <> 'waived' or note <> ''),
  check (valid_until is null or valid_until >= checked_on)
);
create index admission_checks_person on admission_checks (person_id, check_key, checked_on desc);
create trigger consent before insert on admission_checks
  for each row execute function app.require_processing();

-- Pauses and leaves of a mentor, with days.
create table absences (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  kind text not null check (kind in ('pause', 'leave')),
  starts_on date not null,
  ends_on date,
  reason text not null default '' check (length(reason) <= 500),
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check (ends_on is null or ends_on >= starts_on)
);
create index absences_person on absences (person_id, starts_on);

-- A printed form of an offer or a request: the number on it names the person when it is typed in.
create table paper_blanks (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  side text not null check (side in ('mentor', 'mentee')),
  number integer not null check (number between 100000 and 999999),
  printed_at timestamptz not null default now(),
  unique (organization_id, number),
  unique (organization_id, person_id, side),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
create index paper_blanks_person on paper_blanks (person_id);

-- An open call: a link and a QR by which candidates apply by themselves.
create table candidate_calls (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  side text not null check (side in ('mentor', 'mentee')),
  title text not null check (length(title) between 1 and 300),
  -- What candidates read: whom the school looks for and why.
  invitation text not null default '' check (length(invitation) <= 5000),
  -- Keys of data/forms.json that are meant; none: any.
  forms text[] not null default '{}',
  -- Who is asked to apply, as kinds of people; none: anybody.
  kinds text[] not null default '{}' check (
    kinds <@ array['staff', 'pupil', 'student', 'partner', 'graduate', 'guardian']),
  -- Keyed hash of the word in the link; the word itself follows from the id and the secret of the installation.
  token_hash text not null unique,
  opens_on date not null,
  closes_on date not null,
  closed_at timestamptz,
  answer_limit integer not null default 500 check (answer_limit between 1 and 10000),
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  check (closes_on >= opens_on)
);
create index candidate_calls_organization on candidate_calls (organization_id, created_at desc);
-- What came by a call and waits for the curator: the applicant is nobody's record until then. Accepted, it is a draft of an offer
-- or a request until the consent is in force. In the bank, declined or forgotten, the words of the applicant are removed.
create table applications (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  call_id uuid not null,
  -- What was filled in.
  answers jsonb,
  -- Version of the text in data/application-consent.json to which the applicant agreed on the spot.
  consent_version integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'entered', 'declined', 'forgotten')),
  person_id uuid,
  decline_reason text not null default '' check (length(decline_reason) <= 500),
  received_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by text,
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, call_id) references candidate_calls (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id),
  check ((state in ('waiting', 'accepted')) = (answers is not null)),
  check (state <> 'accepted' or person_id is not null)
);
create index applications_call on applications (call_id, received_at desc, id);
create index applications_waiting on applications (organization_id, state, received_at);
create index applications_person on applications (person_id) where person_id is not null;

-- What a call tells whoever has its link, before there is any actor: the call, the school, nothing about anybody.
create function app.call_of_link(hash text)
  returns table (
    id uuid, organization_id uuid, side text, title text, invitation text, forms text[], kinds text[],
    opens_on date, closes_on date, is_closed boolean, is_full boolean,
    school_name text, school_full_name text, school_address text)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select c.id, c.organization_id, c.side, c.title, c.invitation, c.forms, c.kinds, c.opens_on, c.closes_on,
    c.closed_at is not null,
    (select count(*) from public.applications a where a.call_id = c.id) >= c.answer_limit,
    o.short_name, o.full_name, o.address
  from public.candidate_calls c join public.organizations o on o.id = c.organization_id
  where c.token_hash = hash
$$;
revoke all on function app.call_of_link(text) from public;
grant execute on function app.call_of_link(text) to nastavnik_app;

-- A psychologist's own words about a mentee: read by the psychologists of the school and nobody else.
create table psychologist_notes (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  noted_on date not null,
  note text not null check (length(note) between 1 and 10000),
  author_id text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
create index psychologist_notes_person on psychologist_notes (person_id, noted_on desc);
create trigger consent before insert or update of note on psychologist_notes
  for each row execute function app.require_processing();

call app.protect_table('tags',
  'organization_id = any ((select app.staff_organizations())::uuid[])
   or organization_id in (select p.organization_id from people p where p.id = any ((select app.own_people())::uuid[]))');
-- Without a consent in force nothing of an offer or a request is shown either, to anybody. Asked with «exists»: the planner may
-- then look at the people of fifty rows by their key instead of at everybody.
call app.protect_table('mentor_offers',
  '(organization_id = any ((select app.people_organizations())::uuid[])
    or person_id = any ((select app.own_people())::uuid[])
    or person_id = any ((select app.class_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())');
call app.protect_table('mentee_requests',
  '(organization_id = any ((select app.people_organizations())::uuid[])
    or person_id = any ((select app.own_people())::uuid[])
    or person_id = any ((select app.class_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())');
call app.protect_table('offer_tags', 'exists (select from mentor_offers o where o.id = offer_id)');
call app.protect_table('request_tags', 'exists (select from mentee_requests r where r.id = request_id)');
call app.protect_table('admission_checks',
  '(organization_id = any ((select app.people_organizations())::uuid[])
    or person_id = any ((select app.self_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())');
call app.protect_table('absences',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or person_id = any ((select app.self_people())::uuid[])');
call app.protect_table('paper_blanks',
  'organization_id = any ((select app.keeper_organizations())::uuid[])
   or person_id = any ((select app.class_people())::uuid[])');
-- Applicants are people of whom the school has no record yet: for those who answer for people there, and nobody above.
call app.protect_table('candidate_calls', 'organization_id = any ((select app.keeper_organizations())::uuid[])',
  hidden => '{token_hash}');
call app.protect_table('applications', 'organization_id = any ((select app.keeper_organizations())::uuid[])',
  hidden => '{answers,decline_reason}');
call app.protect_table('psychologist_notes', 'organization_id = any ((select app.psychologist_organizations())::uuid[])',
  hidden => '{note}');

-- Who writes: those who answer for the programme, class teachers for their pupils, everybody for themselves and their children.
alter policy visible on mentor_offers with check (
  app.is_system()
  or organization_id = any ((select app.keeper_organizations())::uuid[])
  or person_id = any ((select app.own_people())::uuid[])
  or person_id = any ((select app.class_people())::uuid[]));
alter policy visible on mentee_requests with check (
  app.is_system()
  or organization_id = any ((select app.keeper_organizations())::uuid[])
  or person_id = any ((select app.own_people())::uuid[])
  or person_id = any ((select app.class_people())::uuid[]));
alter policy visible on admission_checks with check (
  app.is_system() or organization_id = any ((select app.keeper_organizations())::uuid[]));
alter policy visible on absences with check (
  app.is_system() or organization_id = any ((select app.keeper_organizations())::uuid[]));

-- Requests follow the mentorships of their people, those without a consent in force too, whose rows nobody sees. Called by
-- those who lead the programme. A mentorship that ended lets the request go back to the bank (`goes_on`) or end with it.
create function app.keep_requests_in_step(persons uuid[], goes_on boolean) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
  with who as (
    select r.id, r.state, r.supporter_id,
      exists (
        select from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
        where mm.person_id = r.person_id and mm.side = 'mentee' and mm.ended_on is null
          and m.state not in ('proposed', 'closed', 'ended_early')) as is_paired,
      (select m.state from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
       where mm.person_id = r.person_id and mm.side = 'mentee' and m.state in ('closed', 'ended_early')
       order by m.ended_on desc, m.id desc limit 1) as last_end
    from mentee_requests r
    where r.person_id = any (persons) and r.ended_on is null
      and (app.is_system() or r.organization_id = any (app.keeper_organizations()))
  ), turned as (
    select id, case
      when is_paired then 'in_mentorship'
      when state <> 'in_mentorship' then state
      when goes_on then case when supporter_id is null then 'in_bank' else 'searching' end
      when last_end = 'closed' then 'finished'
      else 'ended_early'
    end as state
    from who
  )
  update mentee_requests r
  set state = t.state, version = r.version + 1,
    ended_on = case when t.state in ('finished', 'ended_early') then greatest(app.today(), r.entered_on) end
  from turned t where r.id = t.id and r.state <> t.state
$$;
