-- Consents (152-ФЗ art. 9): one document per purpose, and what its lack blocks, held by the database itself.

create table consent_settings (
  organization_id uuid primary key references organizations (id),
  -- Who signs for somebody of 14 to 17: guardian and child (the careful way), or one of them.
  teen_signers text not null default 'both' check (teen_signers in ('both', 'guardian', 'self')),
  version integer not null default 1
);

-- A text in force or of the past; never changed once somebody has signed it, so that a signature keeps its meaning.
create table consent_texts (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  purpose text not null check (purpose in ('processing', 'publication', 'transfer', 'messages', 'photo')),
  number integer not null check (number >= 1),
  -- 'library': data/consents.json of that version; 'own': the school's wording.
  origin text not null check (origin in ('library', 'own')),
  title text not null check (length(title) between 1 and 300),
  -- What the person signs for themselves, and what a guardian signs for a child; fields in braces are filled when it is read.
  body text not null check (length(body) between 1 and 50000),
  guardian_body text not null check (length(guardian_body) between 1 and 50000),
  -- SHA-256 of title and both bodies, hexadecimal: what an electronic signature names.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- How long a consent to it holds, months; null: until withdrawn.
  months smallint check (months between 1 and 240),
  retired_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  unique (organization_id, id),
  unique (organization_id, purpose, number)
);
create trigger consent_texts_are_final
  before update of purpose, number, origin, title, body, guardian_body, digest, months on consent_texts
  for each row execute function app.refuse_change();

create table consents (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  purpose text not null check (purpose in ('processing', 'publication', 'transfer', 'messages', 'photo')),
  text_id uuid not null,
  -- Who signed: the person themselves or a guardian for them.
  signer text not null check (signer in ('self', 'guardian')),
  guardian_id uuid,
  signer_name text not null default '' check (length(signer_name) <= 300),
  channel text not null check (channel in ('paper', 'electronic')),
  signed_on date not null,
  valid_until date,
  file_id uuid,
  -- Where the paper lies when it was entered without a scan, or came with a bank of other years.
  basis text not null default '' check (length(basis) <= 500),
  -- Of an electronic signature: digest of the text, instant, address, way of sign-in, account or code.
  proof jsonb,
  withdrawn_on date,
  withdrawn_at timestamptz,
  withdrawn_by text check (withdrawn_by in ('self', 'guardian', 'school')),
  withdrawal_reason text not null default '' check (length(withdrawal_reason) <= 1000),
  withdrawal_file_id uuid,
  entered_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade,
  foreign key (organization_id, guardian_id) references people (organization_id, id),
  foreign key (organization_id, text_id) references consent_texts (organization_id, id),
  foreign key (organization_id, file_id) references files (organization_id, id),
  foreign key (organization_id, withdrawal_file_id) references files (organization_id, id),
  check (valid_until is null or valid_until >= signed_on),
  check ((channel = 'electronic') = (proof is not null)),
  check ((withdrawn_on is null) = (withdrawn_at is null) and (withdrawn_on is null) = (withdrawn_by is null))
);
create index consents_file on consents (file_id) where file_id is not null;
create index consents_person on consents (person_id, purpose);
create index consents_organization on consents (organization_id, purpose, signed_on desc, id);

-- Until which day a consent of the person to the purpose is in force; null: not now. Whose signature is needed follows
-- from the age on the day of signing: under 14 the guardian's, from 14 as the school's setting says, from 18 their own; what
-- was signed before 18 holds until the eighteenth birthday (ГК art. 21, 26, 28). Somebody whose age is unknown is a child if a
-- pupil, else of age.
create function app.consents_until(persons uuid[], wanted text) returns table (person_id uuid, until date)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  with who as (
    select p.id,
      app.turns_on(p.birth_date, 14) as turns_14,
      app.turns_on(p.birth_date, 18) as turns_18,
      p.birth_date is null and 'pupil' = any (p.kinds) as is_child_of_unknown_age,
      coalesce(s.teen_signers, 'both') as teen
    from people p left join consent_settings s on s.organization_id = p.organization_id
    where p.id = any (persons)
  ), valid as (
    select c.person_id, c.signer, coalesce(c.valid_until, '2999-12-31'::date) as until,
      case
        when w.turns_18 is null and not w.is_child_of_unknown_age then 'adult'
        when w.turns_18 is null then 'child'
        when c.signed_on >= w.turns_18 then 'adult'
        when c.signed_on >= w.turns_14 then 'teen'
        else 'child'
      end as age
    from consents c join who w on w.id = c.person_id
    where c.person_id = any (persons) and c.purpose = wanted and c.withdrawn_at is null
      and coalesce(c.valid_until, '2999-12-31') >= app.today()
  ), ends as (
    select v.person_id,
      max(v.until) filter (where v.signer = 'self' and v.age = 'adult') as adult_until,
      max(v.until) filter (where v.signer = 'guardian' and v.age = 'child') as child_until,
      max(v.until) filter (where v.signer = 'guardian' and v.age = 'teen') as teen_guardian_until,
      max(v.until) filter (where v.signer = 'self' and v.age = 'teen') as teen_self_until
    from valid v group by v.person_id
  ), minor as (
    select w.id, w.turns_18, e.adult_until, greatest(
      e.child_until,
      case w.teen
        when 'guardian' then e.teen_guardian_until
        when 'self' then e.teen_self_until
        else case when e.teen_self_until is null or e.teen_guardian_until is null then null
          else least(e.teen_self_until, e.teen_guardian_until) end
      end) as until
    from who w left join ends e on e.person_id = w.id
  )
  select m.id, case
    when m.turns_18 is null then greatest(m.adult_until, m.until)
    -- least() would take the birthday for an answer where there is no consent at all.
    else greatest(m.adult_until,
      case when m.turns_18 > app.today() and m.until is not null then least(m.until, m.turns_18 - 1) end)
  end
  from minor m
$$;

create function app.refresh_consents_of(persons uuid[]) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
  update people p set processing_until = c.until, publication_until = d.until
  from app.consents_until(persons, 'processing') c join app.consents_until(persons, 'publication') d using (person_id)
  where p.id = c.person_id
    and (p.processing_until is distinct from c.until or p.publication_until is distinct from d.until)
$$;

-- Once for all rows of a statement: a class is entered at once, a bank of other years by thousands.
create function app.consents_added() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  perform app.refresh_consents_of((select array_agg(distinct person_id) from added));
  -- A new consent stops the clock that a withdrawal had started.
  update destructions d set state = 'cancelled', note = 'Дано новое согласие', version = d.version + 1
  from people p
  where d.person_id in (select person_id from added where purpose = 'processing') and d.state = 'due'
    and d.cause = 'withdrawal' and p.id = d.person_id and p.processing_until >= app.today();
  return null;
end
$$;
create function app.consents_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  perform app.refresh_consents_of(
    (select array_agg(person_id) from (select person_id from removed union select person_id from added) changed));
  -- Whoever withdraws, and however: the clock of destruction starts in the same statement.
  insert into destructions (organization_id, person_id, consent_id, cause, begun_on, due_on)
  select distinct on (a.person_id) a.organization_id, a.person_id, a.id, 'withdrawal', a.withdrawn_on, a.withdrawn_on + 30
  from added a join removed r on r.id = a.id join people p on p.id = a.person_id
  where a.purpose = 'processing' and a.withdrawn_at is not null and r.withdrawn_at is null
    and (p.processing_until is null or p.processing_until < app.today())
  order by a.person_id, a.signed_on desc, a.id
  on conflict (person_id) where state = 'due' do nothing;
  return null;
end
$$;
create function app.consents_removed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  perform app.refresh_consents_of((select array_agg(distinct person_id) from removed));
  return null;
end
$$;
create trigger consents_added after insert on consents referencing new table as added
  for each statement execute function app.consents_added();
create trigger consents_changed after update on consents referencing old table as removed new table as added
  for each statement execute function app.consents_changed();
create trigger consents_removed after delete on consents referencing old table as removed
  for each statement execute function app.consents_removed();

create function app.consent_settings_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  perform app.refresh_consents_of(
    (select array_agg(distinct c.person_id) from consents c where c.organization_id = new.organization_id));
  return null;
end
$$;
create trigger consent_settings_changed after insert or update on consent_settings
  for each row execute function app.consent_settings_changed();

-- The two days on a person's record are the triggers' own: nobody writes them by hand, and a changed birth date counts anew.
create function app.keep_consent_days() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  if tg_op = 'INSERT' then
    new.processing_until := null;
    new.publication_until := null;
  elsif pg_trigger_depth() = 1 then
    new.processing_until := old.processing_until;
    new.publication_until := old.publication_until;
  end if;
  return new;
end
$$;
create trigger keep_consent_days before insert or update on people
  for each row execute function app.keep_consent_days();
create function app.age_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  perform app.refresh_consents_of(array[new.id]);
  return null;
end
$$;
create trigger age_changed after update of birth_date, kinds on people
  for each row when (old.birth_date is distinct from new.birth_date or old.kinds is distinct from new.kinds)
  execute function app.age_changed();

-- Whether the running transaction destroys somebody's data: the program's own doing, never a person's by hand.
create function app.is_erasing() returns boolean language sql stable parallel safe
  return app.is_system() and coalesce(current_setting('nastavnik.erasing', true), '') = 'on';

-- The guard behind the services: mentoring data of somebody without a consent in force is not written at all. On a table with
-- `person_id`: create trigger consent before insert or update of <what is told> … execute function app.require_processing();
create function app.require_processing() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  -- A destruction takes words away from rows of somebody without a consent.
  if app.is_erasing() then return new; end if;
  if not exists (select from people p where p.id = new.person_id and p.processing_until >= app.today()) then
    raise exception 'no consent to processing in force' using errcode = 'P0152';
  end if;
  return new;
end
$$;
-- The same for what makes somebody public.
create function app.require_publication() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  if not exists (select from people p where p.id = new.person_id and p.publication_until >= app.today()) then
    raise exception 'no consent to publication in force' using errcode = 'P0152';
  end if;
  return new;
end
$$;

-- The clock of destruction after a withdrawal (30 days, art. 21 p. 5), and what was done.
create table destructions (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  consent_id uuid,
  cause text not null check (cause in ('withdrawal', 'request', 'retention')),
  begun_on date not null,
  due_on date not null,
  state text not null default 'due' check (state in ('due', 'done', 'cancelled')),
  done_at timestamptz,
  done_by text,
  -- Tables and counts of rows, without anything of the person: kept three years.
  log jsonb not null default '[]',
  act_number text not null default '' check (length(act_number) <= 60),
  note text not null default '' check (length(note) <= 1000),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id),
  foreign key (organization_id, consent_id) references consents (organization_id, id)
);
create index destructions_due on destructions (organization_id, state, due_on);
create unique index destructions_person on destructions (person_id) where state = 'due';

-- Requests of subjects (art. 20, 21): answered in 10 working days, 5 more with a reason.
create table subject_requests (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid,
  applicant text not null check (length(applicant) between 1 and 300),
  kind text not null check (kind in ('copy', 'correction', 'stop', 'explanation')),
  -- A letter that the school entered, or left by the person on their own page.
  channel text not null default 'paper' check (channel in ('paper', 'own')),
  words text not null default '' check (length(words) <= 5000),
  received_on date not null,
  due_on date not null,
  extended_reason text not null default '' check (length(extended_reason) <= 1000),
  state text not null default 'open' check (state in ('open', 'answered', 'refused')),
  answer text not null default '' check (length(answer) <= 5000),
  answered_on date,
  answered_by text,
  -- The letter itself, scanned.
  file_id uuid,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id),
  foreign key (organization_id, file_id) references files (organization_id, id)
);
create index subject_requests_person on subject_requests (person_id) where person_id is not null;
create index subject_requests_file on subject_requests (file_id) where file_id is not null;
create index subject_requests_open on subject_requests (organization_id, state, due_on);

-- What the rules of data/retention.json propose to destroy, and what a person decided.
create table retention_proposals (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  person_id uuid not null,
  rule text not null check (length(rule) between 1 and 60),
  reason text not null default '' check (length(reason) <= 500),
  proposed_on date not null,
  decision text check (decision in ('destroy', 'keep')),
  decided_on date,
  decided_by text,
  keep_until date,
  note text not null default '' check (length(note) <= 1000),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, person_id) references people (organization_id, id)
);
create unique index retention_proposals_open on retention_proposals (person_id, rule) where decision is null;
create index retention_proposals_organization on retention_proposals (organization_id, decision, proposed_on);

-- A leak or another incident (art. 21 p. 3.1): 24 hours to the first notice, 72 to the results of the inquiry.
create table incidents (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  title text not null check (length(title) between 1 and 300),
  happened_at timestamptz,
  discovered_at timestamptz not null,
  -- Which accounts, which hours the audit is searched for.
  account_id text,
  window_start timestamptz,
  window_end timestamptz,
  supposed_cause text not null default '' check (length(supposed_cause) <= 5000),
  supposed_harm text not null default '' check (length(supposed_harm) <= 5000),
  measures text not null default '' check (length(measures) <= 5000),
  findings text not null default '' check (length(findings) <= 5000),
  first_notice_at timestamptz,
  second_notice_at timestamptz,
  closed_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id)
);
create index incidents_organization on incidents (organization_id, discovered_at desc);

-- Whoever signs or enters papers must know whose signatures are needed.
call app.protect_table('consent_settings',
  'organization_id = any ((select app.staff_organizations())::uuid[])
   or organization_id in (select p.organization_id from people p where p.id = any ((select app.own_people())::uuid[]))');
call app.protect_table('consent_texts',
  'organization_id = any ((select app.staff_organizations())::uuid[])
   or organization_id in (select p.organization_id from people p where p.id = any ((select app.own_people())::uuid[]))');
call app.protect_table('consents',
  'organization_id = any ((select app.people_organizations())::uuid[])
   or person_id = any ((select app.own_people())::uuid[])
   or person_id = any ((select app.class_people())::uuid[])');
-- Those who answer for people at the school itself; an administrator looks after the program.
call app.protect_table('destructions', 'organization_id = any ((select app.keeper_organizations())::uuid[])');
-- Whoever asked, and whose data it is about, reads what was answered; only the school writes.
call app.protect_table('subject_requests',
  'organization_id = any ((select app.keeper_organizations())::uuid[]) or person_id = any ((select app.own_people())::uuid[])');
call app.protect_table('retention_proposals', 'organization_id = any ((select app.keeper_organizations())::uuid[])');
call app.protect_table('incidents', 'organization_id = any ((select app.keeper_organizations())::uuid[])');
-- The person signs and withdraws for themselves and their children; the school enters papers.
alter policy visible on consents with check (
  app.is_system()
  or organization_id = any ((select app.leading_organizations())::uuid[])
  or person_id = any ((select app.own_people())::uuid[])
  or person_id = any ((select app.class_people())::uuid[]));
alter policy visible on subject_requests with check (
  app.is_system() or organization_id = any ((select app.keeper_organizations())::uuid[]));
alter policy visible on consent_settings with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on consent_texts with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));

-- Whoever is asked for a consent reads who asks: name, requisites, address.
create policy asked on organizations for select to nastavnik_app using (
  id in (select p.organization_id from people p where p.id = any ((select app.own_people())::uuid[])));
-- The partners whom a consent to transfer names; their contacts stay with the staff.
create function app.partner_names(organization uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select coalesce(string_agg(p.name, '; ' order by p.name), '')
  from partners p
  where p.organization_id = organization and (p.ended_on is null or p.ended_on >= app.today())
    and (app.is_system() or organization = any (app.staff_organizations())
      or organization in (select o.organization_id from people o where o.id = any (app.own_people())))
$$;
revoke all on function app.partner_names(uuid) from public;
grant execute on function app.partner_names(uuid) to nastavnik_app;

-- The audit is final, but for one thing: what it says about somebody whose data were destroyed. Only what was before and after
-- goes; that something was done, when, by whom and to which row stays.
create function app.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_user = 'nastavnik_owner' and app.is_erasing()
    and to_jsonb(new) - array['before', 'after'] = to_jsonb(old) - array['before', 'after']
    and new.before is not distinct from (case when old.before is null then null else '{"erased": true}'::jsonb end)
    and new.after is not distinct from (case when old.after is null then null else '{"erased": true}'::jsonb end)
  then
    return new;
  end if;
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
drop trigger audit_rows_are_final on audit_rows;
create trigger audit_rows_are_final before update or delete on audit_rows
  for each row execute function app.refuse_audit_change();

-- Takes out of the audit what it says of these rows (`touched`: table and key), of these accounts, and whatever names the
-- person (`needles`, small letters). Only while a destruction of somebody of the organization is under way. Answers how many
-- rows of the audit lost their words.
create function app.erase_audit(
  organization uuid, persons uuid[], touched jsonb, accounts text[], needles text[]
) returns integer
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
  erased integer;
begin
  if not app.is_erasing() or not exists (
    select from destructions d where d.organization_id = organization and d.person_id = any (persons) and d.state = 'due'
  ) then
    raise exception 'no destruction is under way' using errcode = 'insufficient_privilege';
  end if;
  update audit_rows a set
    before = case when a.before is null then null else '{"erased": true}'::jsonb end,
    after = case when a.after is null then null else '{"erased": true}'::jsonb end
  where coalesce(a.before, a.after) is not null and (
    (a.organization_id = organization and (
      (a.table_name, a.row_id) in (
        select t.table_name, t.row_id from jsonb_to_recordset(touched) t (table_name text, row_id text))
      or exists (
        select from unnest(needles) n
        where position(n in lower(coalesce(a.before::text, '') || coalesce(a.after::text, ''))) > 0)))
    or (a.account_id = any (accounts)));
  get diagnostics erased = row_count;
  return erased;
end
$$;
revoke all on function app.erase_audit(uuid, uuid[], jsonb, text[], text[]) from public;
grant execute on function app.erase_audit(uuid, uuid[], jsonb, text[], text[]) to nastavnik_app;

-- Ends what an account was at the organization as a participant, and removes the account when nothing else is left to it.
-- Answers whether it went.
create function app.erase_account(organization uuid, account text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
  if not app.is_erasing() or not exists (
    select from destructions d join people p on p.id = d.person_id
    where d.organization_id = organization and d.state = 'due' and p.account_id = account
  ) then
    raise exception 'no destruction is under way' using errcode = 'insufficient_privilege';
  end if;
  update role_assignments set ended_at = now(), ended_reason = 'персональные данные уничтожены'
  where organization_id = organization and account_id = account and ended_at is null
    and role in ('mentor', 'mentee', 'guardian');
  if exists (select from role_assignments where account_id = account and ended_at is null) then return false; end if;
  delete from auth."user" where id = account;
  return true;
end
$$;
revoke all on function app.erase_account(uuid, text) from public;
grant execute on function app.erase_account(uuid, text) to nastavnik_app;

-- What the program knows of an account, for the copy of its owner's data; for the program itself.
create function app.account_facts(account text)
  returns table (name text, user_name text, email text, created_at timestamptz, sessions integer)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select u.name, coalesce(u."displayUsername", u.username, ''),
    case when u.email like '%no-email.invalid' then '' else u.email end, u."createdAt",
    (select count(*) from auth.session s where s."userId" = u.id)::integer
  from auth."user" u where u.id = account and app.is_system()
$$;
revoke all on function app.account_facts(text) from public;
grant execute on function app.account_facts(text) to nastavnik_app;
