-- Programmes: what the school runs in a period, by which rules, in which forms, with whom.

create table programmes (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  school_year smallint not null check (school_year between 2000 and 2100),
  title text not null collate app.ru check (length(title) between 1 and 300),
  -- Р-145 for pupils; АЗ-1128/08 for teachers. `labour_code`: art. 351.8 lies over it (employee ↔ employee).
  regime text not null check (regime in ('pupils', 'teachers')),
  labour_code boolean not null default false,
  starts_on date not null,
  ends_on date not null,
  state text not null default 'preparing' check (state in ('preparing', 'launched', 'closed')),
  -- Ages of mentees in full years; null: any.
  age_from smallint check (age_from between 0 and 99),
  age_to smallint check (age_to between 0 and 99),
  -- Norm of the programme; a form may have its own.
  meetings_a_month smallint check (meetings_a_month between 0 and 31),
  aim text not null default '' check (length(aim) <= 5000),
  -- 120-ФЗ: such a mentorship is appointed by a commission and never formed or listed here; only that one exists.
  elsewhere_note text not null default '' check (length(elsewhere_note) <= 500),
  launch_paper_id uuid,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, launch_paper_id) references papers (organization_id, id),
  check (ends_on >= starts_on),
  check (age_from is null or age_to is null or age_to >= age_from)
);
create index programmes_organization on programmes (organization_id, school_year desc, id);

-- The seven stages: 1 conditions, 2 bank of mentees, 3 bank of mentors, 4 selection and training, 5 forming, 6 work, 7 completion.
create table programme_stages (
  organization_id uuid not null references organizations (id),
  programme_id uuid not null,
  stage smallint not null check (stage between 1 and 7),
  state text not null default 'ahead' check (state in ('ahead', 'under_way', 'done')),
  started_on date,
  done_on date,
  note text not null default '' check (length(note) <= 1000),
  version integer not null default 1,
  primary key (programme_id, stage),
  foreign key (organization_id, programme_id) references programmes (organization_id, id) on delete cascade
);

-- Forms and role models that the programme uses: keys of data/forms.json.
create table programme_forms (
  organization_id uuid not null references organizations (id),
  programme_id uuid not null,
  form text not null check (length(form) between 1 and 60),
  role_models text[] not null default '{}',
  -- Mentees of one mentor, of one group; null: the default of the form.
  mentee_limit smallint check (mentee_limit between 1 and 100),
  group_limit smallint check (group_limit between 1 and 100),
  meetings_a_month smallint check (meetings_a_month between 0 and 31),
  age_from smallint check (age_from between 0 and 99),
  age_to smallint check (age_to between 0 and 99),
  primary key (programme_id, form),
  foreign key (organization_id, programme_id) references programmes (organization_id, id) on delete cascade
);

-- A programme that was changed in its course: what, why, on what ground.
create table programme_corrections (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  programme_id uuid not null,
  corrected_on date not null,
  change text not null check (length(change) between 1 and 5000),
  reason text not null check (length(reason) between 1 and 2000),
  paper_id uuid,
  created_by text,
  created_at timestamptz not null default now(),
  unique (organization_id, id),
  foreign key (organization_id, programme_id) references programmes (organization_id, id) on delete cascade,
  foreign key (organization_id, paper_id) references papers (organization_id, id)
);
create index programme_corrections_programme on programme_corrections (programme_id, corrected_on);

-- Partner agreements, and the programmes that they serve.
create table agreements (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  partner_id uuid not null,
  programme_id uuid,
  number text not null default '' check (length(number) <= 60),
  signed_on date,
  ends_on date,
  subject text not null default '' check (length(subject) <= 2000),
  paper_id uuid,
  file_id uuid,
  ended_on date,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organization_id, id),
  foreign key (organization_id, partner_id) references partners (organization_id, id),
  foreign key (organization_id, programme_id) references programmes (organization_id, id),
  foreign key (organization_id, paper_id) references papers (organization_id, id),
  foreign key (organization_id, file_id) references files (organization_id, id),
  check (ends_on is null or signed_on is null or ends_on >= signed_on)
);
create index agreements_partner on agreements (partner_id);
create index agreements_organization on agreements (organization_id, ends_on);

-- Everybody who works for the programme reads it; its leaders change it.
call app.protect_table('programmes', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('programme_stages', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('programme_forms', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('programme_corrections', 'organization_id = any ((select app.staff_organizations())::uuid[])');
call app.protect_table('agreements', 'organization_id = any ((select app.staff_organizations())::uuid[])');
alter policy visible on programmes with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on programme_stages with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on programme_forms with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on programme_corrections with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
alter policy visible on agreements with check (
  app.is_system() or organization_id = any ((select app.leading_organizations())::uuid[]));
