-- Long work of a person (reading a document of thousands of rows): what it is, how far it is, how it ended.

create table tasks (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations (id),
  -- Who started it, and the only one who sees it.
  account_id text not null,
  kind text not null check (length(kind) <= 60),
  title text not null check (length(title) <= 300),
  state text not null default 'queued'
    check (state in ('queued', 'running', 'done', 'refused', 'cancelled', 'failed')),
  -- What is being done now, in words, and how much of it; a total of 0 is not known yet.
  stage text not null default '' check (length(stage) <= 120),
  done integer not null default 0 check (done >= 0),
  total integer not null default 0 check (total >= 0),
  -- What to do; gone as soon as the work is over.
  payload jsonb,
  -- Where the person may begin it again as it was; null: where its kind begins.
  again_to text check (again_to like '/%' and length(again_to) <= 2000),
  -- Where the work led (state done), why it was refused (state refused).
  result jsonb,
  refusal jsonb,
  -- The form that started it: the same form sent twice starts one task.
  submission_id uuid,
  -- How many times a process took it up.
  attempts integer not null default 0,
  cancel_requested_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- The last sign of life of the process that does it, by the clock of the database.
  seen_at timestamptz,
  check ((state in ('queued', 'running')) = (finished_at is null)),
  check ((payload is null) = (finished_at is not null)),
  check ((state = 'done') = (result is not null)),
  check ((state = 'refused') = (refusal is not null))
);
create unique index tasks_of_a_form on tasks (account_id, submission_id)
  where state in ('queued', 'running', 'done') and submission_id is not null;
create index tasks_by_account on tasks (account_id, created_at desc);
create index tasks_unfinished on tasks (account_id) where finished_at is null;
create index tasks_by_end on tasks (finished_at) where finished_at is not null;

call app.protect_table('tasks', 'account_id = app.actor_id()', 'organization_id', '{payload,again_to}');
-- Progress is written several times a second and is nothing to account for: the audit keeps the rest.
drop trigger audit on tasks;
create trigger audit after insert or delete or update of
    id, organization_id, account_id, kind, title, state, payload, again_to, result, refusal, submission_id, attempts,
    cancel_requested_at, created_at, started_at, finished_at on tasks
  for each row execute function app.audit_trigger('organization_id', 'id', 'payload,again_to');

-- The bytes that a task works on (a sent file), gone together with its payload. They are never audited: the task is.
create table task_inputs (
  task_id uuid primary key references tasks (id) on delete cascade,
  account_id text not null,
  bytes bytea not null
);
-- Documents are compressed already.
alter table task_inputs alter column bytes set storage external;
alter table task_inputs enable row level security;
alter table task_inputs force row level security;
create policy owner on task_inputs to nastavnik_owner using (true) with check (true);
create policy own on task_inputs to nastavnik_app
  using (app.is_system() or account_id = app.actor_id())
  with check (app.is_system() or account_id = app.actor_id());
grant select, insert, update, delete on task_inputs to nastavnik_app;
