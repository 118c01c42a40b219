-- Sign-in. The tables of better-auth (its own column names) and two of ours. Only nastavnik_auth reads or writes here:
-- the application's role sees no password, session or code (0001 gives the rights on the schema). What lists need of an
-- account comes from app.account_names.

create table auth."user" (
  id text primary key,
  name text not null check (length(name) between 1 and 200),
  -- Required by better-auth. An account without e-mail has an address under no-email.invalid, which nobody can own.
  email text not null unique check (length(email) <= 254),
  "emailVerified" boolean not null default false,
  image text,
  -- Lower case, ё as е: what is compared at sign-in. "displayUsername" is as it was typed.
  username text unique check (length(username) between 3 and 40),
  "displayUsername" text check (length("displayUsername") <= 60),
  "twoFactorEnabled" boolean not null default false,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table auth.session (
  id text primary key,
  "userId" text not null references auth."user" (id) on delete cascade,
  token text not null unique,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text check (length("userAgent") <= 1000),
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index session_of_user on auth.session ("userId");

create table auth.account (
  id text primary key,
  issuer text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  -- scrypt, with its own salt.
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  unique (issuer, "accountId")
);
create index account_of_user on auth.account ("userId");

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth."twoFactor" (
  id text primary key,
  "userId" text not null unique references auth."user" (id) on delete cascade,
  -- Both encrypted with the installation's secret.
  secret text not null,
  "backupCodes" text not null,
  verified boolean not null default true,
  "failedVerificationCount" integer not null default 0,
  "lockedUntil" timestamptz
);

-- Codes that are printed and handed over: to set the first password (invitation) or a new one (reset).
create table auth.one_time_code (
  id uuid primary key default uuidv7(),
  user_id text not null references auth."user" (id) on delete cascade,
  purpose text not null check (purpose in ('invitation', 'reset')),
  -- Keyed hash; the code itself is only on paper.
  hash text not null unique,
  -- Also switches the second factor off: the phone is lost.
  drops_two_factor boolean not null default false,
  -- The account that issued it; null from the command line.
  issued_by text,
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  tries_left smallint not null default 5 check (tries_left between 0 and 5),
  used_at timestamptz,
  revoked_at timestamptz
);
create unique index one_time_code_in_force on auth.one_time_code (user_id) where used_at is null and revoked_at is null;

-- How often a name or an address tried lately. Keys are keyed hashes.
create table auth.attempt (
  key text primary key,
  count integer not null,
  window_start timestamptz not null
);
create index attempt_window on auth.attempt (window_start);

-- What the audit keeps of all this. It says that a password, a session, a code or a second factor came, changed or went,
-- and whose; nothing in it may open an account. auth.attempt has no trigger: it only counts tries.
create trigger audit after insert or update or delete on auth."user"
  for each row execute function app.audit_trigger('', 'id', '', 'id');
-- All columns but "expiresAt" and "updatedAt", which are moved on while the person is here.
create trigger audit after insert or delete or update of id, "userId", token, "ipAddress", "userAgent", "createdAt"
  on auth.session for each row execute function app.audit_trigger('', 'id', 'token', 'userId');
create trigger audit after insert or update or delete on auth.account
  for each row execute function app.audit_trigger('', 'id', 'accessToken,refreshToken,idToken,password', 'userId');
create trigger audit after insert or update or delete on auth.verification
  for each row execute function app.audit_trigger('', 'id', 'identifier,value', 'value');
create trigger audit after insert or update or delete on auth."twoFactor"
  for each row execute function app.audit_trigger('', 'id', 'secret,backupCodes', 'userId');
create trigger audit after insert or update or delete on auth.one_time_code
  for each row execute function app.audit_trigger('', 'id', 'hash', 'user_id');

-- Names of accounts for the lists: of the actor, and of those who have or had a role where the actor works or manages.
create function app.account_names(ids text[]) returns table (id text, name text, user_name text)
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select u.id, u.name, coalesce(u."displayUsername", u.username, '')
  from auth."user" u
  where u.id = any (ids) and (
    app.is_system()
    or u.id = app.actor_id()
    or exists (
      select 1 from public.role_assignments r
      where r.account_id = u.id
        and r.organization_id = any (app.staff_organizations() || app.managed_organizations())
    )
  )
$$;

-- Whether an account has a role in force that the actor does not manage: then the actor may not reset its password,
-- or a school's curator could take over an account of the municipality.
create function app.account_reaches_beyond(account text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, app as $$
  select exists (
    select 1 from public.role_assignments r
    where r.account_id = account and r.ended_at is null
      and r.organization_id <> all (app.managed_organizations())
  )
$$;

revoke all on function app.account_names(text[]) from public;
revoke all on function app.account_reaches_beyond(text) from public;
grant execute on function app.account_names(text[]) to nastavnik_app;
grant execute on function app.account_reaches_beyond(text) to nastavnik_app;
