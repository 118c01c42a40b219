import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import type { Client } from 'pg';
import { accept, isRefused, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import type { Log } from '#src/platform/log.ts';
import { connect, createPool } from './connection.ts';
import type { ConnectionOptions } from './connection.ts';
import { prepareRoles } from './roles.ts';

export interface Migration {
  readonly number: number;
  /** File name without `.sql`, e.g. `0001-platform`. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export interface MigrationReport {
  /** Names of the migrations applied now, in order. */
  readonly applied: readonly string[];
  /** Highest number in the database afterwards. */
  readonly level: number;
}

export const migrationsFolder = path.resolve(import.meta.dirname, '../../../db/migrations');

const lockKey = 6_278_284_518;

/** Reads `NNNN-name.sql` files in order. Refuses a file of another name and a number used twice. */
export async function readMigrations(
  folder: string = migrationsFolder,
): Promise<Result<readonly Migration[]>> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(folder)).toSorted()) {
    const match = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file);
    if (match === null) return refuse('migrate.bad_name', { file });
    const number = Number(match[1]);
    if (migrations.at(-1)?.number === number) return refuse('migrate.doubled_number', { file });
    const text = await readFile(path.join(folder, file), 'utf8');
    // Git may check files out with other line ends; that is not an edit.
    const sql = text.replaceAll('\r\n', '\n');
    const checksum = createHash('sha256').update(sql).digest('hex');
    migrations.push({ number, name: file.slice(0, -'.sql'.length), sql, checksum });
  }
  return accept(migrations);
}

/**
 * Brings the database to the level of the given migrations: roles first, then the job queue's own tables, then every
 * file not yet applied, each in a transaction of its own, as `nastavnik_owner`. Only one process migrates at a time.
 *
 * A file with a lower number than one applied already (merged from a parallel branch) is applied, with a warning.
 * Refuses, touching nothing: `migrate.changed` (an applied file was edited), `migrate.unknown` (the database has a
 * migration that this program does not know: it was made by a newer one), and those of `prepareRoles`.
 */
export async function migrate(
  connection: ConnectionOptions,
  log: Log,
  migrations?: readonly Migration[],
): Promise<Result<MigrationReport>> {
  const read = migrations === undefined ? await readMigrations() : accept(migrations);
  if (!read.ok) return read;
  const client = await connect(connection, { name: 'migrate' });
  try {
    await lockMigrations(client);
    const prepared = await prepareServer(connection, client);
    if (!prepared.ok) return prepared;
    const pending = await findPending(client, read.value, log);
    if (isRefused(pending)) return pending;
    for (const migration of pending) {
      await client.query('begin');
      try {
        await applyMigration(client, migration);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
      log.info({ event: 'migrate.applied', migration: migration.name }, 'applied a migration');
    }
    const { rows } = await client.query<{ level: number }>(
      'select coalesce(max(number), 0) as level from app.migrations',
    );
    return accept({ applied: pending.map(({ name }) => name), level: rows[0]?.level ?? 0 });
  } finally {
    await client.end();
  }
}

async function findPending(
  client: Client,
  migrations: readonly Migration[],
  log: Log,
): Promise<readonly Migration[] | ReturnType<typeof refuse>> {
  const { rows: applied } = await client.query<{ number: number; name: string; checksum: string }>(
    'select number, name, checksum from app.migrations order by number',
  );
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const { number, name, checksum } of applied) {
    const known = byNumber.get(number);
    if (known === undefined) return refuse('migrate.unknown', { migration: name });
    if (known.checksum !== checksum) return refuse('migrate.changed', { migration: name });
  }
  const done = new Set(applied.map(({ number }) => number));
  const highest = applied.at(-1)?.number ?? 0;
  const pending = migrations.filter(({ number }) => !done.has(number));
  for (const { number, name } of pending) {
    if (number < highest)
      log.warn({ event: 'migrate.late', migration: name }, 'applying a migration out of order');
  }
  return pending;
}

/** Applies one migration as the owner, inside the caller's transaction. */
export async function applyMigration(
  client: Client,
  { number, name, sql, checksum }: Migration,
): Promise<void> {
  try {
    await client.query('set local role nastavnik_owner');
    await client.query(sql);
    await client.query('insert into app.migrations (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ]);
    await client.query('set local role none');
  } catch (error) {
    throw new Error(`Migration ${name} failed`, { cause: error });
  }
}

/** Waits until no other process changes the schema of this database; held until the connection ends. */
export async function lockMigrations(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [lockKey]);
}

/** Roles, rights and the job queue's own tables: what migrations stand on. */
export async function prepareServer(connection: ConnectionOptions, client: Client): Promise<Result> {
  const roles = await prepareRoles(client);
  if (!roles.ok) return roles;
  await installJobQueue(connection, client);
  return accept();
}

/** The queue's tables belong to its own role, which may make a schema only while it installs itself. */
async function installJobQueue(connection: ConnectionOptions, client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
  const database = rows[0]?.name ?? '';
  await client.query(`grant create on database ${database} to nastavnik_jobs`);
  const pool = createPool(connection, {
    name: 'install jobs',
    role: 'nastavnik_jobs',
    max: 2,
    isPlain: true,
  });
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
    await client.query(`revoke create on database ${database} from nastavnik_jobs`);
  }
}
