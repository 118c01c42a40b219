-- Teachers of other schools who agreed to be offered: their agreement, what another school may know of them, how it takes one of
-- them in, and one count of places for all schools.

create table outside_offers (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  -- The schools of the own municipality, or of the region.
  reach text not null check (reach in ('municipality', 'region')),
  -- Of data/outside-offer.json: the text that was agreed to.
  text_version smallint not null check (text_version >= 1),
  channel text not null check (channel in ('screen', 'paper')),
  agreed_on date not null,
  entered_by text,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_channel text check (withdrawn_channel in ('screen', 'paper', 'talk')),
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check ((withdrawn_at is null) = (withdrawn_channel is null))
);
create unique index outside_offers_in_force on outside_offers (person_id) where withdrawn_at is null;
create index outside_offers_person on outside_offers (person_id, created_at);
create trigger consent before insert on outside_offers
  for each row execute function app.require_processing();

-- Staff who are of age; never a pupil, never a guardian for somebody.
create function app.is_adult_staff(kinds text[], birth_date date, birth_year smallint) returns boolean
language sql stable parallel safe
  return 'staff' = any (kinds) and not 'pupil' = any (kinds) and not app.is_minor(birth_date, birth_year, kinds);
create function app.require_adult_staff() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  if not exists (
    select from people p where p.id = new.person_id and app.is_adult_staff(p.kinds, p.birth_date, p.birth_year)) then
    raise exception 'only staff who are of age are offered to other schools' using errcode = 'P0155';
  end if;
  return new;
end
$$;
create trigger adult_staff before insert on outside_offers
  for each row execute function app.require_adult_staff();

call app.protect_table('outside_offers',
  '(organization_id = any ((select app.people_organizations())::uuid[])
    or person_id = any ((select app.self_people())::uuid[]))
   and exists (select from people p where p.id = person_id and p.processing_until >= app.today())');
alter policy visible on outside_offers with check (
  app.is_system()
  or organization_id = any ((select app.keeper_organizations())::uuid[])
  or person_id = any ((select app.self_people())::uuid[]));

-- A mentor whom a school took in from another one: their record there is one of a partner's employee, as those of enterprises
-- are, and leads home. Written by app.take_in_mentors and nobody's hand.
create table guest_mentors (
  organization_id uuid not null references organizations (id),
  person_id uuid primary key,
  home_organization_id uuid not null references organizations (id),
  home_person_id uuid not null references people (id) on delete cascade,
  taken_on date not null default app.today(),
  unique (organization_id, home_person_id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  check (organization_id <> home_organization_id)
);
create index guest_mentors_home on guest_mentors (home_person_id);
create index guest_mentors_home_organization on guest_mentors (home_organization_id);
call app.protect_table('guest_mentors',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or home_organization_id = any ((select app.people_organizations())::uuid[])
   or home_person_id = any ((select app.self_people())::uuid[])');
alter policy visible on guest_mentors with check (app.is_system());

-- Read by the functions below alone, as the owner. A record that was joined to another one is the one it was joined to.
create view app.guests as
  select g.organization_id, coalesce(p.merged_into, p.id) as person_id,
    g.home_organization_id, coalesce(h.merged_into, h.id) as home_person_id
  from public.guest_mentors g
  join public.people p on p.id = g.person_id
  join public.people h on h.id = g.home_person_id;

-- The organization of a kind at or above this one.
create function app.above(organization uuid, level public.organization_kind) returns uuid
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with recursive up as (
    select id, parent_id, kind from organizations where id = organization
    union
    select o.id, o.parent_id, o.kind from organizations o join up on o.id = up.parent_id)
  select id from up where kind = level limit 1
$$;

-- Who is offered to a school now: an agreement and an offer in force, a consent, no pause, the school within reach. Whether
-- they are admitted and have a place is asked of those who are new.
create function app.offered_to(school uuid) returns table (home_organization_id uuid, person_id uuid, offer_id uuid)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with here as (
    select id, app.above(id, 'municipality') as municipality, app.above(id, 'region') as region
    from organizations where id = school and kind not in ('region', 'municipality', 'partner')
  ), homes as materialized (
    select h.organization_id,
      app.above(h.organization_id, 'municipality') = here.municipality as is_near,
      app.above(h.organization_id, 'region') = here.region as is_far
    from (select distinct organization_id from outside_offers where withdrawn_at is null) h, here
    where h.organization_id <> here.id
  )
  select a.organization_id, p.id, o.id
  from homes h
  join outside_offers a on a.organization_id = h.organization_id and a.withdrawn_at is null
    and (h.is_near or (a.reach = 'region' and h.is_far))
  join people p on p.id = a.person_id and p.merged_into is null and p.left_on is null
    and p.processing_until >= app.today() and app.is_adult_staff(p.kinds, p.birth_date, p.birth_year)
  join mentor_offers o on o.person_id = p.id and o.ended_on is null
  where not exists (
    select from absences b where b.person_id = p.id and b.starts_on <= app.today()
      and (b.ends_on is null or b.ends_on >= app.today()))
$$;

-- Mentees of one human at all schools, proposed ones too. Takes the record at home.
create function app.load_everywhere(home uuid) returns integer
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select count(distinct theirs.person_id)::integer
  from mentorship_members mine
  join mentorships m on m.id = mine.mentorship_id and m.state not in ('closed', 'ended_early')
  join mentorship_members theirs on theirs.mentorship_id = m.id and theirs.side = 'mentee' and theirs.ended_on is null
  where mine.side = 'mentor' and mine.ended_on is null
    and (mine.person_id = home or mine.person_id in (select g.person_id from app.guests g where g.home_person_id = home))
$$;
revoke all on function app.above, app.offered_to, app.load_everywhere from public;

-- What a school may know of teachers of other schools who are offered to it, and nothing else: name, posts, school, what they are
-- strong in, wished ages, times, places, languages, forms, free places. Only those who have passed every check of `needed`
-- at home and have a place. Told to those who form pairs there. `guest_id`: their record at the asking school, when it has
-- taken them in before.
create function app.offered_mentors(school uuid, needed text[]) returns table (
  person_id uuid, guest_id uuid, school_name text, name text, posts text[], competences text[],
  age_from smallint, age_to smallint, times jsonb, places text[], languages text[], forms text[], free integer)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select * from (
    select v.person_id,
      (select g.person_id from app.guests g where g.organization_id = school and g.home_person_id = v.person_id limit 1),
      s.short_name, concat_ws(' ', p.family_name, nullif(p.given_name, ''), nullif(p.patronymic, '')),
      coalesce((select array_agg(sp.post order by sp.is_main desc, sp.id) from staff_posts sp
                where sp.person_id = p.id and sp.ended_on is null), '{}'),
      coalesce((select array_agg(distinct coalesce(main.word, t.word)) from offer_tags ot
                join tags t on t.id = ot.tag_id left join tags main on main.id = t.stands_for
                where ot.offer_id = o.id and ot.kind = 'competence'), '{}'),
      o.age_from, o.age_to, o.times, o.places, o.languages, o.forms,
      o.mentee_limit - app.load_everywhere(v.person_id) as free
    from app.offered_to(school) v
    join people p on p.id = v.person_id
    join organizations s on s.id = v.home_organization_id
    join mentor_offers o on o.id = v.offer_id
    where (app.is_system() or school = any (app.matching_organizations()))
      and needed <@ coalesce((
        select array_agg(n.check_key) from (
          select distinct on (a.check_key) a.check_key, a.outcome, a.valid_until from admission_checks a
          where a.person_id = v.person_id and a.withdrawn_at is null
          order by a.check_key, a.checked_on desc, a.id desc) n
        where n.outcome <> 'failed' and coalesce(n.valid_until, 'infinity') >= app.today()), '{}')
    order by o.entered_on, o.id) found
  where found.free > 0
$$;

-- Those of whom drafts of the actor's schools may tell: offered to one of them now, or taken in and with a consent in force.
create function app.offered_ids() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(array_agg(distinct id), '{}') from (
    select v.person_id as id from unnest(app.matching_organizations()) s (id), app.offered_to(s.id) v
    union all
    select g.home_person_id from app.guests g join people p on p.id = g.person_id
    where g.organization_id = any (app.matching_organizations()) and p.processing_until >= app.today()) known
$$;

-- How many mentees those who are known at several schools have at others than this one: for everybody with a record here.
create function app.mentees_elsewhere(organization uuid) returns table (person_id uuid, mentees integer)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with here as (
    select g.home_person_id as person_id, g.home_person_id as home from app.guests g
    where g.home_organization_id = organization
    union
    select g.person_id, g.home_person_id from app.guests g where g.organization_id = organization
  ), records as (
    select home, home as person_id from here
    union
    select g.home_person_id, g.person_id from app.guests g where g.home_person_id in (select home from here))
  select h.person_id, count(distinct theirs.person_id)::integer
  from here h
  join records r on r.home = h.home and r.person_id <> h.person_id
  join mentorship_members mine on mine.person_id = r.person_id and mine.side = 'mentor' and mine.ended_on is null
  join mentorships m on m.id = mine.mentorship_id and m.state not in ('closed', 'ended_early')
  join mentorship_members theirs on theirs.mentorship_id = m.id and theirs.side = 'mentee' and theirs.ended_on is null
  where app.is_system() or organization = any (app.people_organizations())
  group by h.person_id
$$;

-- What the home school of a mentor knows of their mentorships elsewhere: where, in which form, since when, how many mentees.
-- Who the mentees are is the affair of their own school.
create function app.mentorships_elsewhere(organization uuid) returns table (
  person_id uuid, school_name text, form text, is_group boolean, state text, starts_on date, due_on date, mentees integer)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select g.home_person_id, s.short_name, m.form, m.is_group, m.state, m.starts_on, m.due_on,
    (select count(*)::integer from mentorship_members theirs
     where theirs.mentorship_id = m.id and theirs.side = 'mentee' and theirs.ended_on is null)
  from app.guests g
  join mentorship_members mine on mine.person_id = g.person_id and mine.side = 'mentor' and mine.ended_on is null
  join mentorships m on m.id = mine.mentorship_id and m.state not in ('closed', 'ended_early')
  join organizations s on s.id = g.organization_id
  where g.home_organization_id = organization
    and (app.is_system() or organization = any (app.people_organizations()))
  order by m.starts_on, m.id
$$;

-- Before mentors are given somebody: locks the records at home of those who are known at several schools, so that two schools wait
-- for each other, and answers for each what the home school knows. `mentee_limit`: of a guest, as offered at home.
create function app.hold_places(persons uuid[]) returns table (
  person_id uuid, is_guest boolean, mentee_limit smallint, is_offered boolean, elsewhere integer)
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  perform from people p where p.id in (
    select g.home_person_id from app.guests g where g.person_id = any (persons) or g.home_person_id = any (persons))
  order by p.id for no key update;
  return query
    with known as (
      select g.organization_id, g.person_id, g.home_person_id, true as guest from app.guests g
      where g.person_id = any (persons)
      union
      select g.home_organization_id, g.home_person_id, g.home_person_id, false from app.guests g
      where g.home_person_id = any (persons))
    select k.person_id, k.guest, o.mentee_limit,
      not k.guest or exists (select from app.offered_to(k.organization_id) v where v.person_id = k.home_person_id),
      coalesce((select e.mentees from app.mentees_elsewhere(k.organization_id) e where e.person_id = k.person_id), 0)
    from known k left join mentor_offers o on k.guest and o.person_id = k.home_person_id and o.ended_on is null
    where app.is_system() or k.organization_id = any (app.keeper_organizations());
end
$$;

-- Takes those of the teachers who are offered to a school into its records: as employees of the partner that their school is, by name
-- alone. Whoever has been taken in before is answered as they are; whoever is not offered (any more) has no row.
create function app.take_in_mentors(school uuid, homes uuid[]) returns table (home_id uuid, taken_id uuid)
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
  one record;
  partner uuid;
  guest uuid;
begin
  if not (app.is_system() or school = any (app.keeper_organizations())) then return; end if;
  perform from people p where p.id = any (homes) order by p.id for no key update;
  for one in
    select v.person_id, v.home_organization_id, s.short_name, p.family_name, p.given_name, p.patronymic
    from app.offered_to(school) v
    join organizations s on s.id = v.home_organization_id
    join people p on p.id = v.person_id
    where v.person_id = any (homes) order by v.person_id
  loop
    select g.person_id into guest from app.guests g
    where g.organization_id = school and g.home_person_id = one.person_id limit 1;
    if guest is null then
      insert into partners (organization_id, name, kind) values (school, one.short_name, 'school')
      on conflict (organization_id, name) do update set ended_on = null where partners.ended_on is not null;
      select id into partner from partners where organization_id = school and name = one.short_name;
      insert into people (organization_id, family_name, given_name, patronymic, kinds, partner_id)
      values (school, one.family_name, one.given_name, one.patronymic, '{partner}', partner)
      returning id into guest;
      insert into guest_mentors (organization_id, person_id, home_organization_id, home_person_id)
      values (school, guest, one.home_organization_id, one.person_id);
    end if;
    home_id := one.person_id;
    taken_id := guest;
    return next;
  end loop;
end
$$;

-- The ground on which a school processes a mentor whom it took in is what they agreed to at home: while a consent is in force there,
-- it is here, unless they have signed one here too.
create or replace function app.refresh_consents_of(persons uuid[]) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
  with known as (
    select c.person_id, d.until as publication,
      greatest(c.until, (
        select h.processing_until from guest_mentors g join people h on h.id = g.home_person_id
        where g.person_id = c.person_id)) as processing
    from app.consents_until(persons, 'processing') c join app.consents_until(persons, 'publication') d using (person_id))
  update people p set processing_until = k.processing, publication_until = k.publication
  from known k
  where p.id = k.person_id
    and (p.processing_until is distinct from k.processing or p.publication_until is distinct from k.publication)
$$;
create function app.guest_taken_in() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  perform app.refresh_consents_of(array[new.person_id]);
  return null;
end
$$;
create trigger taken_in after insert on guest_mentors for each row execute function app.guest_taken_in();

-- A consent that ends at home ends for guests too, and the clock of destruction starts at every school; a new one stops it.
create function app.home_consent_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
  guests uuid[] := (select array_agg(person_id) from guest_mentors where home_person_id = new.id);
begin
  if guests is null then return null; end if;
  perform app.refresh_consents_of(guests);
  insert into destructions (organization_id, person_id, cause, begun_on, due_on)
  select p.organization_id, p.id, 'withdrawal', app.today(), app.today() + 30
  from people p where p.id = any (guests) and coalesce(p.processing_until, '-infinity') < app.today()
  on conflict (person_id) where state = 'due' do nothing;
  update destructions d set state = 'cancelled', note = 'Дано новое согласие', version = d.version + 1
  from people p
  where d.person_id = any (guests) and d.state = 'due' and d.cause = 'withdrawal' and p.id = d.person_id
    and p.processing_until >= app.today();
  return null;
end
$$;
create trigger home_consent_changed after update of processing_until on people
  for each row when (old.processing_until is distinct from new.processing_until)
  execute function app.home_consent_changed();

create or replace function app.pause_mentorships_of(person uuid, reason text) returns integer
language sql security definer set search_path = pg_catalog, public, app as $$
  with records as (
    select person as id union select g.person_id from app.guests g where g.home_person_id = person
  ), paused as (
    update mentorships m set paused_from = m.state, state = 'paused', paused_reason = reason, version = m.version + 1
    where m.state not in ('paused', 'closed', 'ended_early')
      and exists (select from mentorship_members mm
                  where mm.mentorship_id = m.id and mm.person_id in (select id from records) and mm.ended_on is null)
      and (app.is_system() or person = any (app.own_people())
        or (select organization_id from people where id = person) = any (app.leading_organizations()))
    returning m.id)
  select count(*)::integer from paused
$$;

-- A mentor acts for their records at other schools too: answers what is proposed there, as any participant does.
create or replace function app.self_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with self as (
    select p.id from public.people p
    where p.account_id = app.actor_id() and p.merged_into is null
      and p.organization_id = any (app.member_organizations())
    union
    select app.visitor_person() where app.visitor_person() is not null)
  select coalesce(array_agg(id), '{}') from (
    select id from self
    union
    select g.person_id from app.guests g where g.home_person_id in (select id from self)) known
$$;

-- The offer of a guest is kept at home.
create or replace function app.offer_holder(person uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce((select g.home_person_id from app.guests g where g.person_id = person), person)
$$;

-- The guard behind the services, over all schools: nobody joins a mentor who has an offer in force beyond the number of mentees that
-- the offer names, wherever the mentees are and whatever runs beside it, and nobody is given to a mentor of another school who is not
-- offered to this one any more. The mentors are locked in one order first, so that two who give the last place wait for each other.
-- What was decided elsewhere and came by a list is written down as it is; a mentor without an offer takes what is usual for the form,
-- which the services know.
create function app.keep_capacity() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
  mentors uuid[] := (
    select array_agg(distinct mm.person_id)
    from added a
    join mentorships m on m.id = a.mentorship_id and m.source <> 'import' and m.state not in ('closed', 'ended_early')
    join mentorship_members mm on mm.mentorship_id = m.id and mm.side = 'mentor' and mm.ended_on is null
    where a.ended_on is null);
  homes uuid[];
begin
  if mentors is null then return null; end if;
  homes := (
    select array_agg(distinct coalesce(g.home_person_id, mentor.id))
    from unnest(mentors) mentor (id) left join app.guests g on g.person_id = mentor.id);
  perform from people where id = any (homes) order by id for no key update;
  if exists (
    select from mentor_offers o
    where o.person_id = any (homes) and o.ended_on is null and app.load_everywhere(o.person_id) > o.mentee_limit) then
    raise exception 'a mentor has no place left' using errcode = 'P0154';
  end if;
  if exists (
    select from app.guests g where g.person_id = any (mentors)
      and not exists (select from app.offered_to(g.organization_id) v where v.person_id = g.home_person_id)) then
    raise exception 'a mentor of another school is not offered to this one' using errcode = 'P0156';
  end if;
  return null;
end
$$;
create trigger keep_capacity after insert on mentorship_members referencing new table as added
  for each statement execute function app.keep_capacity();

-- Drafts tell of mentors of other schools by their records at home, as long as they are offered or taken in.
alter table matching_people
  drop constraint matching_people_organization_id_person_id_fkey,
  drop constraint matching_people_organization_id_mentor_id_fkey,
  add foreign key (person_id) references people (id) on delete cascade,
  add foreign key (mentor_id) references people (id) on delete set null;
alter table matching_relations
  drop constraint matching_relations_organization_id_mentor_id_fkey,
  add foreign key (mentor_id) references people (id) on delete cascade;
alter table matching_marks
  drop constraint matching_marks_organization_id_mentor_id_fkey,
  add foreign key (mentor_id) references people (id) on delete cascade;

alter policy visible on matching_people
  using (
    app.is_system()
    or (organization_id = any ((select app.matching_organizations())::uuid[])
      and (person_id = any ((select app.offered_ids())::uuid[])
        or exists (select from people p where p.id = person_id and p.processing_until >= app.today()))))
  with check (
    app.is_system()
    or (organization_id = any ((select app.preference_organizations())::uuid[])
      and ((side = 'mentor' and person_id = any ((select app.offered_ids())::uuid[]))
        or exists (select from people p where p.id = person_id and p.organization_id = matching_people.organization_id))));
alter policy visible on matching_relations
  using (
    app.is_system()
    or (organization_id = any ((select app.matching_organizations())::uuid[])
      and (kind not in ('mentee_wish', 'mentor_wish', 'mentee_veto', 'mentor_veto', 'declined')
        or organization_id = any ((select app.preference_organizations())::uuid[]))
      and exists (select from people p where p.id = mentee_id and p.processing_until >= app.today())
      and (mentor_id = any ((select app.offered_ids())::uuid[])
        or exists (select from people p where p.id = mentor_id and p.processing_until >= app.today()))));
alter policy visible on matching_marks
  using (
    app.is_system()
    or (organization_id = any ((select app.matching_organizations())::uuid[])
      and exists (select from people p where p.id = mentee_id and p.processing_until >= app.today())
      and (mentor_id = any ((select app.offered_ids())::uuid[])
        or exists (select from people p where p.id = mentor_id and p.processing_until >= app.today()))));

drop policy deletable on matching_people;
call app.keep_deletes_to_writers();
