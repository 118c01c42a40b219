import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { accept } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { migrate, readMigrations } from '#src/platform/db/migrate.ts';
import type { Migration } from '#src/platform/db/migrate.ts';
import type { FileStore } from '#src/platform/files.ts';
import { createFileStore } from '#src/platform/files.ts';
import { jobs } from '#src/platform/jobs.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase } from '#src/platform/testing/database.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';
import { makeArchive } from './make.ts';
import { makeNightlyBackup, readBackupState } from './nightly.ts';
import { checkArchive } from './read.ts';
import { restoreArchive } from './restore.ts';

const anna = { kind: 'person', accountId: 'anna' } as const;
const first = '00000000-0000-4000-8000-000000000001';
const second = '00000000-0000-4000-8000-000000000002';

/** Everything that makes a restore hard: rings of foreign keys, generated and identity columns, odd values. */
const shelves: Migration = {
  number: 9001,
  name: '9001-shelves',
  checksum: 'c1',
  sql: `
    create type mood as enum ('calm', 'merry');
    create table shelves (
      id uuid primary key default gen_random_uuid(),
      organization_id uuid not null,
      best_book bigint,
      above uuid references shelves (id)
    );
    create table books (
      id bigint generated always as identity primary key,
      organization_id uuid not null,
      shelf_id uuid not null references shelves (id),
      title text collate app.ru not null,
      title_length integer generated always as (length(title)) stored,
      facts jsonb not null default '{}',
      cover bytea,
      words text[],
      mood mood,
      price numeric(12, 4),
      read_at timestamptz,
      due date,
      path ltree
    );
    alter table shelves add foreign key (best_book) references books (id) deferrable initially deferred;
    call app.protect_table('shelves', 'organization_id = ''${first}''');
    call app.protect_table('books', 'organization_id = ''${first}''');
    create table auth.pretend_sessions (token text primary key);
    insert into auth.pretend_sessions values ('brought by the migration');`,
};
const tables = ['public.shelves', 'public.books', 'auth.pretend_sessions', 'public.audit_rows'];

let migrations: readonly Migration[];
let source: TestDatabase;
let target: TestDatabase;
let folder: string;
let files: FileStore;
let otherFiles: FileStore;

beforeAll(async () => {
  const read = await readMigrations();
  if (!read.ok) throw new Error(read.refusal.code);
  const platform = read.value.filter(({ number }) => number === 1);
  migrations = [...platform, shelves];
  source = await openTestDatabase({ isEmpty: true });
  await migrate(source.connection, silentLog, migrations);
  await source.asOwner(`
    insert into shelves (id, organization_id) values ('${first}', '${first}'), ('${second}', '${second}');
    update shelves set above = '${first}' where id = '${second}';
    insert into books (organization_id, shelf_id, title, facts, cover, words, mood, price, read_at, due, path) values
      ('${first}', '${first}', E'Кавычки " и \\\\ и\\nстроки, (скобки)', '{"a": [1, null, "ё"]}', '\\x00ff', '{а,NULL,""}',
       'merry', 12345678.9012, '2026-09-01 05:30:00.123456+00', '2026-09-01', 'a.b'),
      ('${second}', '${second}', '', 'null', null, null, null, null, 'infinity', null, null);
    update shelves set best_book = (select max(id) from books) where id = '${first}';
    insert into books (organization_id, shelf_id, title)
      select '${first}', '${first}', repeat('книга ' || n || ' ', 40) from generate_series(1, 5000) n;
    delete from auth.pretend_sessions;
    insert into auth.pretend_sessions values ('secret token');`);
  await source.db.withActor(anna, 'test.add', async (tx) => {
    await jobs.add(
      tx,
      'remind',
      { id: 1 },
      { runAt: Temporal.Instant.from('2030-01-01T00:00:00Z'), key: 'k' },
    );
  });
});
afterAll(() => source.close());

beforeEach(async () => {
  target = await openTestDatabase({ isEmpty: true });
  folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-archive-'));
  files = createFileStore(path.join(folder, 'files'));
  otherFiles = createFileStore(path.join(folder, 'other-files'));
});
afterEach(async () => {
  await target.close();
  await rm(folder, { recursive: true, force: true });
});

function make(name = 'backup.tar.gz') {
  return makeArchive(
    { connection: source.connection, files, secret: 'the-signing-secret', now: source.clock.now() },
    path.join(folder, name),
  );
}

function restore(file: string, known: readonly Migration[] = migrations, kept: string[] = []) {
  return restoreArchive(
    {
      connection: target.connection,
      files: otherFiles,
      emptyTables: ['shelves'],
      keepSecret: async (secret) => void kept.push(secret),
      migrations: known,
    },
    path.join(folder, file),
  );
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** The accepted value; a refusal fails the test. */
function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

async function contents(world: TestDatabase): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const table of tables) {
    const rows = await world.asOwner(
      `select count(*), md5(string_agg(t::text, '' order by t::text collate "C")) as digest from ${table} t`,
    );
    result[table] = rows[0];
  }
  result.jobs = await world.asOwner(
    `select t.identifier, j.payload, j.run_at::text, j.key from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id`,
  );
  return result;
}

test('an archive makes another database the same: rows past policies, sign-in, jobs, files, secret', async () => {
  const stored = accepted(await files.put(Buffer.alloc(3_000_000, 'приказ')));
  const made = await make();
  expect(made).toMatchObject({ ok: true, value: { files: 1 } });
  const kept: string[] = [];
  const restored = await restore('backup.tar.gz', migrations, kept);
  expect(restored).toMatchObject({
    ok: true,
    value: { madeAt: '2026-11-20T09:00:00Z', files: 1, jobs: 1, migrated: [] },
  });
  expect(accepted(restored).rows).toBe(accepted(made).rows);
  expect(await contents(target)).toEqual(await contents(source));
  expect(kept).toEqual(['the-signing-secret']);
  expect(await Array.fromAsync(otherFiles.list())).toEqual(await Array.fromAsync(files.list()));
  expect((await otherFiles.read(stored.sha256))?.byteLength).toBe(3_000_000);
});

test('the restored database goes on: numbering, policies, audit and foreign keys are in force', async () => {
  await make();
  await restore('backup.tar.gz');
  const [next] = await target.asOwner<{ id: number }>(
    `insert into books (organization_id, shelf_id, title) values ('${first}', '${first}', 'Новая') returning id`,
  );
  expect(next?.id).toBe(5003);
  await expect(
    target.asOwner(
      `insert into books (organization_id, shelf_id, title) values ('${first}', gen_random_uuid(), 'x')`,
    ),
  ).rejects.toThrow(/foreign key/);
  const [audited] = await target.asOwner(`select count(*) from audit_rows where row_id = '5003'`);
  expect(audited).toEqual({ count: 1 });
  const [protectedTables] = await target.asOwner(
    `select count(*) from pg_class where relname in ('books', 'shelves', 'audit_rows') and relforcerowsecurity`,
  );
  expect(protectedTables).toEqual({ count: 3 });
  expect(await target.db.assertSafe()).toEqual(accept());
});

test('an older archive is brought up to the program after it is loaded', async () => {
  await make();
  const later = {
    number: 9002,
    name: '9002-more',
    checksum: 'c2',
    sql: `update books set title = 'стало' where title = ''`,
  };
  expect(await restore('backup.tar.gz', [...migrations, later])).toMatchObject({
    value: { migrated: ['9002-more'] },
  });
  const [row] = await target.asOwner(`select count(*) from books where title = 'стало'`);
  expect(row).toEqual({ count: 1 });
});

test('an archive of a newer program, or of another history, is refused', async () => {
  await make();
  const older = migrations.filter(({ number }) => number === 1);
  expect(await restore('backup.tar.gz', older)).toMatchObject({
    refusal: { code: 'archive.newer', facts: { migration: '9001-shelves' } },
  });
  const edited = [...older, { ...shelves, checksum: 'other' }];
  expect(await restore('backup.tar.gz', edited)).toMatchObject({
    refusal: { code: 'archive.other_history' },
  });
  const plain = gunzipSync(await readFile(path.join(folder, 'backup.tar.gz'))).toString('latin1');
  await writeFile(
    path.join(folder, 'newer.tar.gz'),
    gzipSync(Buffer.from(plain.replace('"formatVersion": 1', '"formatVersion": 9'), 'latin1')),
  );
  expect(await restore('newer.tar.gz')).toMatchObject({ refusal: { code: 'archive.newer' } });
});

test('damage anywhere is refused, and the target stays as it was', async () => {
  await files.put(Buffer.from('файл'));
  await make();
  const whole = await readFile(path.join(folder, 'backup.tar.gz'));
  const plain = gunzipSync(whole);
  const damaged: Record<string, Buffer> = {
    'cut in half': whole.subarray(0, whole.length / 2),
    'cut at the end': whole.subarray(0, whole.length - 5),
    'a bit in the packed bytes': flip(whole, Math.floor(whole.length / 2)),
    'a letter of a row, packed anew': gzipSync(flip(plain, plain.indexOf('книга 77 ') + 1)),
    'a stored file, packed anew': gzipSync(flip(plain, plain.lastIndexOf('файл') + 1)),
    'without its end, packed anew': gzipSync(plain.subarray(0, plain.indexOf('manifest.json'))),
    'no archive at all': Buffer.from('приказ'),
    'another gzip': gzipSync(Buffer.from('приказ')),
    empty: Buffer.alloc(0),
  };
  for (const [name, bytes] of Object.entries(damaged)) {
    await writeFile(path.join(folder, 'damaged.tar.gz'), bytes);
    const answer = await restore('damaged.tar.gz');
    expect({ name, answer }).toMatchObject({ name, answer: { refusal: { code: 'archive.damaged' } } });
  }
  expect(await restore('missing.tar.gz')).toMatchObject({ refusal: { code: 'archive.not_found' } });
  const [state] = await target
    .asOwner(`select to_regclass('public.shelves') is null as untouched`)
    .catch(() => [{ untouched: true }]);
  expect(state).toEqual({ untouched: true });
  expect(await Array.fromAsync(otherFiles.list())).toEqual([]);
});

test('what only the database can find out is rolled back whole', async () => {
  const stored = accepted(await files.put(Buffer.from('файл')));
  await make();
  // Every check of the file itself passes, but these migrations make the table with a rule that its rows break.
  const strict = { ...shelves, sql: `${shelves.sql} alter table books add check (title <> '');` };
  const known = [...migrations.filter(({ number }) => number === 1), strict];
  await migrate(target.connection, silentLog, [...known]);
  expect(await restore('backup.tar.gz', known)).toMatchObject({ refusal: { code: 'archive.damaged' } });
  const [rows] = await target.asOwner('select count(*) from auth.pretend_sessions where token like $1', [
    'brought%',
  ]);
  expect(rows).toEqual({ count: 1 });
  expect(await otherFiles.read(stored.sha256)).toBeUndefined();
});

test('a target in use is refused', async () => {
  await make();
  await migrate(target.connection, silentLog, migrations);
  await target.asOwner(`insert into shelves (organization_id) values ('${first}')`);
  expect(await restore('backup.tar.gz')).toMatchObject({
    refusal: { code: 'archive.not_empty', facts: { table: 'shelves' } },
  });
  await target.asOwner('delete from shelves');
  await target.db.withActor(anna, 'test.look', async () => accept());
  expect(await restore('backup.tar.gz')).toMatchObject({ refusal: { code: 'archive.in_use' } });
});

test('an archive is never silently filtered, never overwrites, never made of nothing', async () => {
  await source.asOwner('alter policy owner on books using (false)');
  expect(await make()).toMatchObject({ refusal: { code: 'archive.filtered', facts: { table: 'books' } } });
  await source.asOwner('alter policy owner on books using (true)');
  await make();
  expect(await make()).toMatchObject({ refusal: { code: 'archive.exists' } });
  const nothing = { connection: target.connection, files, secret: undefined, now: target.clock.now() };
  expect(await makeArchive(nothing, path.join(folder, 'x'))).toMatchObject({
    refusal: { code: 'archive.not_migrated' },
  });
  expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
});

test('nightly backups are checked, counted, and only their own oldest go', async () => {
  const backups = path.join(folder, 'backups');
  const options = {
    db: source.db,
    files,
    clock: source.clock,
    log: silentLog,
    folder: backups,
    keep: 2,
    timeZone: 'Europe/Moscow',
    secret: undefined,
  };
  const state = () => source.db.withActor(anna, 'backup.state', readBackupState);
  expect(await state()).toEqual({ lastSuccess: null, lastFailure: null });
  for (let night = 0; night < 3; night += 1) {
    expect(await makeNightlyBackup(options)).toMatchObject({ ok: true });
    source.clock.advance({ days: 1 });
  }
  await writeFile(path.join(backups, 'my-own.tar.gz'), 'x');
  expect((await readdir(backups)).toSorted()).toEqual([
    'my-own.tar.gz',
    'nastavnik-2026-11-21-120000.tar.gz',
    'nastavnik-2026-11-22-120000.tar.gz',
  ]);
  expect(await checkArchive(path.join(backups, 'nastavnik-2026-11-22-120000.tar.gz'))).toMatchObject({
    ok: true,
  });
  expect(await state()).toMatchObject({
    lastSuccess: { file: 'nastavnik-2026-11-22-120000.tar.gz' },
    lastFailure: null,
  });
  await source.asOwner('alter policy owner on books using (false)');
  expect(await makeNightlyBackup(options)).toMatchObject({ ok: false });
  await source.asOwner('alter policy owner on books using (true)');
  expect(await state()).toMatchObject({ lastFailure: { code: 'archive.filtered' } });
});
