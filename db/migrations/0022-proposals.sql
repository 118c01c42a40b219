-- From a proposal to an agreement: whom its members are asked about, what they answer, what became of it; and the places of a
-- mentor, held by the database itself.

-- When a mentorship came into a state by somebody's hand or by the last answer; the newest row of a state counts.
create table mentorship_steps (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  mentorship_id uuid not null,
  state text not null check (length(state) between 1 and 30),
  stepped_on date not null,
  entered_by text,
  created_at timestamptz not null default now(),
  unique (organization_id, id),
  foreign key (organization_id, mentorship_id) references mentorships (organization_id, id) on delete cascade
);
create index mentorship_steps_mentorship on mentorship_steps (mentorship_id, created_at);

create table mentorship_answers (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  mentorship_id uuid not null,
  person_id uuid not null,
  answer text not null check (answer in ('agreed', 'declined')),
  -- The person, a guardian for a child under 14, or the curator who was told.
  answered_by text not null check (answered_by in ('self', 'guardian', 'curator')),
  channel text not null check (channel in ('screen', 'paper', 'talk')),
  answered_on date not null,
  entered_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  unique (mentorship_id, person_id),
  foreign key (organization_id, mentorship_id) references mentorships (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check ((answered_by = 'curator') = (channel <> 'screen'))
);
create index mentorship_answers_person on mentorship_answers (person_id);
create index mentorship_answers_declined on mentorship_answers (organization_id, mentorship_id) where answer = 'declined';

-- Who did not want whom, in a school year: not to be proposed again without a thought.
create table declined_pairs (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  school_year smallint not null check (school_year between 2000 and 2100),
  mentor_id uuid not null,
  mentee_id uuid not null,
  declined_by text not null check (declined_by in ('mentor', 'mentee', 'both')),
  declined_on date not null,
  unique (organization_id, id),
  unique (mentor_id, mentee_id, school_year),
  foreign key (organization_id, mentor_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, mentee_id) references people (organization_id, id) on delete cascade,
  check (mentor_id <> mentee_id)
);
create index declined_pairs_organization on declined_pairs (organization_id, school_year);
create index declined_pairs_mentee on declined_pairs (mentee_id);

-- What somebody added to an answer in confidence. Goes with the pair when a proposal is dissolved.
create table answer_reasons (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  -- Who said it, or for whom it was said.
  person_id uuid not null,
  mentorship_id uuid,
  declined_pair_id uuid,
  reason text not null check (length(reason) between 1 and 1000),
  unique (organization_id, id),
  unique (mentorship_id, person_id),
  unique (declined_pair_id, person_id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, mentorship_id) references mentorships (organization_id, id) on delete cascade,
  foreign key (organization_id, declined_pair_id) references declined_pairs (organization_id, id) on delete cascade,
  check (num_nonnulls(mentorship_id, declined_pair_id) = 1)
);
create index answer_reasons_person on answer_reasons (person_id);

create trigger consent before insert or update of answer on mentorship_answers
  for each row execute function app.require_processing();
create trigger consent before insert or update of reason on answer_reasons
  for each row execute function app.require_processing();

-- Both of a pair have a consent in force when it is written down who did not want whom.
create function app.require_processing_of_pair() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  if (select count(*) from people p
      where p.id in (new.mentor_id, new.mentee_id) and p.processing_until >= app.today()) < 2 then
    raise exception 'no consent to processing in force' using errcode = 'P0152';
  end if;
  return new;
end
$$;
create trigger consent before insert on declined_pairs
  for each row execute function app.require_processing_of_pair();

-- Only somebody who is in a mentorship that still takes shape is asked.
create function app.require_open_proposal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  if not exists (
    select from mentorships m join mentorship_members mm on mm.mentorship_id = m.id
    where m.id = new.mentorship_id and m.state in ('proposed', 'met', 'trial')
      and mm.person_id = new.person_id and mm.ended_on is null) then
    raise exception 'nobody asks about this mentorship' using errcode = 'P0153';
  end if;
  return new;
end
$$;
create trigger is_open before insert or update of answer on mentorship_answers
  for each row execute function app.require_open_proposal();

-- Whether somebody is under 14: a guardian acts for them (ГК art. 28). A pupil whose birthday nobody wrote down counts as one.
create function app.is_under_14(birth_date date, kinds text[]) returns boolean
language sql stable parallel safe as $$
  select case
    when birth_date is not null then birth_date > app.today() - interval '14 years'
    else 'pupil' = any (kinds)
  end
$$;

-- For whom the actor says yes or no in what is between the person and the school: themselves from 14 on, their children before.
create function app.answering_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with self as (select unnest(app.self_people()) as id)
  select coalesce(array_agg(p.id), '{}')
  from public.people p
  where p.id = any (app.own_people())
    and (p.id in (select id from self)) <> app.is_under_14(p.birth_date, p.kinds)
$$;

-- The record that keeps the offer of a mentor: their own, as long as a mentor is of one organization.
create function app.offer_holder(person uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public, app as $$ select person $$;
revoke all on function app.offer_holder(uuid) from public;

-- What those who are asked about a mentorship may know of its other side before they have agreed: names, class, post or
-- enterprise, words of an offer or of a request. Nothing to call or write to them by, no words of their own, and of a group never
-- the others on one's own side. Nobody without a consent in force is told or named.
create function app.own_proposals() returns table (
  mentorship_id uuid, organization_id uuid, person_id uuid, may_answer boolean, side text, form text, role_model text,
  is_group boolean, starts_on date, due_on date, others jsonb)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select m.id, m.organization_id, mine.person_id, mine.person_id = any (app.answering_people()), mine.side, m.form,
    m.role_model, m.is_group, m.starts_on, m.due_on,
    jsonb_agg(jsonb_build_object(
      'name', concat_ws(' ', q.family_name, nullif(q.given_name, ''), nullif(q.patronymic, '')),
      'place', coalesce(
        (select c.grade || case when length(c.letter) > 2 then ' ' else '' end || c.letter || ' класс'
         from public.class_members cm join public.classes c on c.id = cm.class_id
         where cm.person_id = q.id and (cm.left_on is null or cm.left_on >= app.today())
           and c.school_year = extract(year from app.today() - interval '8 months')
         order by c.grade desc limit 1),
        (select sp.post from public.staff_posts sp where sp.person_id = q.id and sp.ended_on is null
         order by sp.is_main desc, sp.id limit 1),
        (select pa.name from public.partners pa where pa.id = q.partner_id),
        q.workplace),
      'words', case theirs.side
        when 'mentor' then (
          select coalesce(jsonb_agg(t.word order by t.word), '[]') from public.mentor_offers o
          join public.offer_tags ot on ot.offer_id = o.id and ot.kind = 'competence'
          join public.tags t on t.id = ot.tag_id
          where o.person_id = app.offer_holder(q.id) and o.ended_on is null)
        else (
          select coalesce(jsonb_agg(t.word order by t.word), '[]') from public.mentee_requests r
          join public.request_tags rt on rt.request_id = r.id
          join public.tags t on t.id = rt.tag_id
          where r.person_id = q.id and r.ended_on is null)
        end) order by q.family_name, q.id)
  from public.mentorship_members mine
  join public.mentorships m on m.id = mine.mentorship_id and m.state in ('proposed', 'met', 'trial')
  join public.people p on p.id = mine.person_id and p.processing_until >= app.today()
  join public.mentorship_members theirs
    on theirs.mentorship_id = m.id and theirs.side <> mine.side and theirs.ended_on is null
  join public.people q on q.id = theirs.person_id and q.processing_until >= app.today()
  where mine.ended_on is null and mine.person_id = any (app.answering_people() || app.self_people())
  group by m.id, mine.person_id, mine.side
$$;

call app.protect_table('mentorship_steps',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or mentorship_id = any ((select app.own_mentorships())::uuid[])
   or mentorship_id = any ((select app.class_mentorships())::uuid[])');
call app.protect_table('mentorship_answers',
  '(organization_id = any ((select app.people_organizations())::uuid[])
    or person_id = any ((select app.answering_people())::uuid[])
    or person_id = any ((select app.self_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())');
call app.protect_table('declined_pairs',
  'organization_id = any ((select app.people_organizations())::uuid[])
   and exists (select from people p where p.id = mentor_id and p.processing_until >= app.today())
   and exists (select from people p where p.id = mentee_id and p.processing_until >= app.today())');
-- Why somebody declined is read by those who form the pairs and by whoever said it; the audit does not tell it either.
call app.protect_table('answer_reasons',
  '(organization_id = any ((select app.preference_organizations())::uuid[])
    or person_id = any ((select app.answering_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())',
  hidden => '{reason}');

alter policy visible on mentorship_steps with check (
  app.is_system() or organization_id = any ((select app.keeper_organizations())::uuid[]));
alter policy visible on mentorship_answers with check (
  app.is_system()
  or organization_id = any ((select app.keeper_organizations())::uuid[])
  or person_id = any ((select app.answering_people())::uuid[]));
alter policy visible on declined_pairs with check (
  app.is_system() or organization_id = any ((select app.keeper_organizations())::uuid[]));
alter policy visible on answer_reasons with check (
  app.is_system()
  or (organization_id = any ((select app.keeper_organizations())::uuid[])
      and organization_id = any ((select app.preference_organizations())::uuid[]))
  or person_id = any ((select app.answering_people())::uuid[]));
call app.keep_deletes_to_writers();
