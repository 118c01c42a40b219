import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '#src/platform/db/connection.ts';
import { generateTypes } from '#src/platform/db/generate-types.ts';
import { migrate, readMigrations } from '#src/platform/db/migrate.ts';
import type { Migration } from '#src/platform/db/migrate.ts';
import { createLog, silentLog } from '#src/platform/log.ts';
import { openTestDatabase } from '#src/platform/testing/database.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';

let world: TestDatabase;

beforeEach(async () => {
  world = await openTestDatabase({ isEmpty: true });
});
afterEach(() => world.close());

async function readAll(): Promise<readonly Migration[]> {
  const read = await readMigrations();
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

function run(migrations: readonly Migration[]) {
  return migrate(world.connection, silentLog, migrations);
}

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(world.connection, { name: 'test' });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The whole schema as sorted lines: what a reviewer of a migration wants to see change. */
async function describeSchema(): Promise<string> {
  const { rows } = await withClient((client) =>
    client.query<{ line: string }>(`
      with ours as (
        select c.oid, c.relname, c.relkind, n.nspname, c.relrowsecurity, c.relforcerowsecurity,
          case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'app', 'auth')
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      )
      select * from (
      select name || ': column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || coalesce(' collate ' || (select collname from pg_collation where oid = a.attcollation
                                    and collname <> 'default'), '')
        || case a.attidentity::text when '' then '' else ' identity' end
        || coalesce(case a.attgenerated::text when '' then ' default ' else ' generated ' end
                    || pg_get_expr(d.adbin, d.adrelid), '') as line
      from ours join pg_attribute a on a.attrelid = ours.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where relkind in ('r', 'p', 'v')
      union all
      select name || ': constraint ' || conname || ' ' || pg_get_constraintdef(k.oid)
      from ours join pg_constraint k on k.conrelid = ours.oid where k.contype <> 'n'
      union all
      select name || ': index ' || pg_get_indexdef(i.indexrelid)
      from ours join pg_index i on i.indrelid = ours.oid
      where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      union all
      select name || ': rows ' || case when relrowsecurity then 'secured' else 'open' end
        || case when relforcerowsecurity then ', forced' else '' end
      from ours where relkind in ('r', 'p')
      union all
      select name || ': policy ' || polname || ' for ' || polcmd::text || ' to '
        || (select string_agg(r::regrole::text, ', ' order by r::regrole::text) from unnest(polroles) r)
        || coalesce(' using ' || pg_get_expr(polqual, polrelid), '')
        || coalesce(' check ' || pg_get_expr(polwithcheck, polrelid), '')
      from ours join pg_policy on polrelid = ours.oid
      union all
      select name || ': trigger ' || pg_get_triggerdef(t.oid)
      from ours join pg_trigger t on t.tgrelid = ours.oid where not t.tgisinternal
      union all
      select name || ': grant ' || grantee || ' ' || string_agg(lower(privilege_type), ', ' order by privilege_type)
      from ours join information_schema.role_table_grants g on g.table_schema = nspname and g.table_name = relname
      where grantee like 'nastavnik\\_%' and grantee <> 'nastavnik_owner' group by name, grantee
      union all
      select 'function ' || p.oid::regprocedure || case when prosecdef then ' security definer' else '' end
        || ' ' || md5(prosrc)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'app', 'auth')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      ) lines (line) order by line collate "C"`),
  );
  return `${rows.map(({ line }) => line.replaceAll(/\s+/g, ' ')).join('\n')}\n`;
}

test('every prefix of the migrations applies, and each further one on top of it', async () => {
  const all = await readAll();
  for (let length = 1; length <= all.length; length += 1) {
    expect(await run(all.slice(0, length))).toMatchObject({
      value: { applied: [all[length - 1]?.name], level: all[length - 1]?.number },
    });
  }
  expect(await run(all)).toMatchObject({ value: { applied: [] } });
});

test('the final schema is the one on record, applied step by step or at once', async () => {
  await run(await readAll());
  await expect(await describeSchema()).toMatchFileSnapshot('./migrations.schema.txt');
});

test('the generated types are those of the final schema', async () => {
  await run(await readAll());
  const file = path.resolve(import.meta.dirname, '../src/platform/db/schema.generated.ts');
  expect(await withClient(generateTypes)).toBe(await readFile(file, 'utf8'));
});

test('every table of the product forces row-level security', async () => {
  await run(await readAll());
  expect(await world.db.assertSafe()).toEqual({ ok: true, value: undefined });
  const open = await world.asOwner(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not relforcerowsecurity`,
  );
  expect(open).toEqual([]);
});

test('nobody deletes what they may only see', async () => {
  await run(await readAll());
  const [counted] = await world.asOwner<{ wider: number }>(
    `select count(*)::int as wider from pg_policies
     where policyname = 'visible' and cmd = 'ALL' and with_check is distinct from qual`,
  );
  expect(counted?.wider).toBeGreaterThan(10);
  const open = await world.asOwner(
    `select p.tablename from pg_policies p
     where p.policyname = 'visible' and p.cmd = 'ALL' and p.with_check is distinct from p.qual
       and not exists (
         select from pg_policies d
         where d.tablename = p.tablename and d.permissive = 'RESTRICTIVE' and d.cmd = 'DELETE'
           and d.qual = p.with_check)`,
  );
  // A new migration with policies of its own ends with: call app.keep_deletes_to_writers();
  expect(open).toEqual([]);
});

test('the application may not touch sign-in, the list of migrations or the schema', async () => {
  await run(await readAll());
  const tables = await world.asOwner<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace in ('auth'::regnamespace, 'app'::regnamespace)`,
  );
  expect(tables.length).toBeGreaterThan(1);
  const rights = await world.asOwner<{ name: string }>(
    `select name from unnest($1::text[]) as name
     where has_table_privilege('nastavnik_app', name, 'select, insert, update, delete')`,
    [tables.map(({ name }) => name)],
  );
  expect(rights).toEqual([]);
  const [schemas] = await world.asOwner(
    `select bool_or(has_schema_privilege('nastavnik_app', nspname, 'create')) as may from pg_namespace`,
  );
  expect(schemas).toEqual({ may: false });
});

/** Tables whose writes leave no audit row, and why. */
const unaudited: Readonly<Record<string, string>> = {
  anonymous_answers:
    'a row would keep the instant of an anonymous answer and lead back to whoever was here then',
  audit_rows: 'it is the audit',
  'app.migrations':
    'written by the program’s own update, before there is an audit; itself a record of what was done',
  'auth.attempt': 'counts tries under keyed hashes, up to thousands an hour; what they lead to is audited',
  task_inputs:
    'the bytes that a task works on, up to 20 MB, gone when it is over; the task itself is audited',
};

/** Columns whose change alone leaves no audit row, and why. */
const unauditedColumns: Readonly<Record<string, string>> = {
  'auth.session.expiresAt': 'moved on while the person is here',
  'auth.session.updatedAt': 'moved on while the person is here',
  'tasks.done': 'progress, several times a second',
  'tasks.seen_at': 'the sign of life that goes with it',
  'tasks.stage': 'progress',
  'tasks.total': 'progress',
};

test('every write to every table leaves an audit row, but for named exceptions', async () => {
  await run(await readAll());
  const tables = await world.asOwner<{ name: string; is_whole: boolean; silent: string[] }>(
    `select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name,
       -- For each row, after it, on insert, delete and update; or inserts by a trigger for the statement.
       coalesce(t.tgqual is null and t.tgenabled = 'O' and (
         t.tgtype & 31 = 1 + 4 + 8 + 16
         or (t.tgtype & 31 = 1 + 8 + 16 and exists (
           select from pg_trigger s
           where s.tgrelid = c.oid and s.tgfoid = 'app.audit_added'::regproc and s.tgtype = 4 and s.tgnewtable = 'added'
             and s.tgargs = t.tgargs and s.tgqual is null and s.tgenabled = 'O'))), false) as is_whole,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
               and cardinality(t.tgattr::int2[]) > 0 and a.attnum <> all (t.tgattr::int2[])
             order by 1) as silent
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     left join pg_trigger t on t.tgrelid = c.oid and t.tgfoid = 'app.audit_trigger'::regproc
     where n.nspname in ('public', 'app', 'auth') and c.relkind in ('r', 'p')
     order by 1`,
  );
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.filter(({ is_whole }) => !is_whole).map(({ name }) => name)).toEqual(
    Object.keys(unaudited).toSorted(),
  );
  expect(tables.flatMap(({ name, silent }) => silent.map((column) => `${name}.${column}`))).toEqual(
    Object.keys(unauditedColumns),
  );
});

test('what opens something is hidden from the audit', async () => {
  await run(await readAll());
  const told = await world.asOwner<{ column: string }>(
    `select c.relname || '.' || a.attname as column
     from pg_trigger t
     join pg_class c on c.oid = t.tgrelid
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where t.tgfoid = 'app.audit_trigger'::regproc
       and a.attname ~* '(password|token|secret|hash|backupcodes|identifier)' and a.attname !~* 'expiresat$'
       -- The third argument; a trigger's arguments are kept as texts that end with zero bytes.
       and a.attname <> all (string_to_array(split_part(encode(t.tgargs, 'escape'), '\\000', 3), ','))
     order by 1`,
  );
  expect(told).toEqual([]);
});

const step = (number: number, sql: string, checksum = sql): Migration => ({
  number,
  name: `${String(number).padStart(4, '0')}-step`,
  sql,
  checksum,
});

test('one merged late from a parallel branch is applied, with a warning, never skipped', async () => {
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => lines.push(line) });
  await run([step(1, 'create table one ()'), step(3, 'create table three ()')]);
  const all = [
    step(1, 'create table one ()'),
    step(2, 'create table two ()'),
    step(3, 'create table three ()'),
  ];
  expect(await migrate(world.connection, log, all)).toMatchObject({
    value: { applied: ['0002-step'], level: 3 },
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('migrate.late');
});

test('an edited migration, and a database ahead of the program, are refused untouched', async () => {
  await run([step(1, 'create table one ()'), step(2, 'create table two ()')]);
  const edited = [
    step(1, 'create table one ()'),
    step(2, 'create table other ()'),
    step(3, 'create table three ()'),
  ];
  expect(await run(edited)).toMatchObject({
    refusal: { code: 'migrate.changed', facts: { migration: '0002-step' } },
  });
  expect(await run([step(1, 'create table one ()')])).toMatchObject({
    refusal: { code: 'migrate.unknown', facts: { migration: '0002-step' } },
  });
  const [row] = await world.asOwner(`select to_regclass('three') is null as untouched`);
  expect(row).toEqual({ untouched: true });
});

test('a failing migration leaves nothing of itself and keeps those before it', async () => {
  const failing = [step(1, 'create table one ()'), step(2, 'create table two (); select 1 / 0')];
  await expect(run(failing)).rejects.toThrow(/0002-step/);
  const [row] = await world.asOwner(
    `select to_regclass('one') is not null as one, to_regclass('two') is null as two, max(number) as level
     from app.migrations`,
  );
  expect(row).toEqual({ one: true, two: true, level: 1 });
});

test('two processes that migrate at once apply everything once', async () => {
  const all = [step(1, 'create table one ()'), step(2, 'select pg_sleep(0.2)')];
  const answers = await Promise.all([run(all), run(all)]);
  const applied = answers.map((answer) => (answer.ok ? answer.value.applied.length : -1));
  expect(applied.toSorted((a, b) => a - b)).toEqual([0, 2]);
});
