-- Reminders that were given, so that none is given twice, and what the person chose.

create table notice_settings (
  organization_id uuid not null references organizations (id),
  account_id text not null,
  by_email boolean not null default true,
  weekly_digest boolean not null default true,
  day_before boolean not null default true,
  overdue boolean not null default true,
  surveys boolean not null default true,
  primary key (organization_id, account_id)
);

create table notices (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  account_id text not null,
  -- 'digest', 'day_before', 'overdue', 'note_due'.
  kind text not null check (length(kind) <= 40),
  -- What the notice is about; together with kind and day it is given once.
  subject_id uuid,
  day date not null,
  text text not null check (length(text) <= 2000),
  path text not null default '' check (length(path) <= 300),
  read_at timestamptz,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  unique nulls not distinct (account_id, kind, subject_id, day)
);
create index notices_unread on notices (account_id, created_at desc) where read_at is null;

call app.protect_table('notice_settings',
  'organization_id = any ((select app.member_organizations())::uuid[]) and account_id = app.actor_id()');
call app.protect_table('notices',
  'organization_id = any ((select app.member_organizations())::uuid[]) and account_id = app.actor_id()');
