import { escapeIdentifier } from 'pg';
import type { Client } from 'pg';
import { accept, refuse } from '#src/lib/result.ts';
import type { Refused, Result } from '#src/lib/result.ts';
import { connect } from '#src/platform/db/connection.ts';
import type { ConnectionOptions } from '#src/platform/db/connection.ts';
import { applyMigration, lockMigrations, prepareServer, readMigrations } from '#src/platform/db/migrate.ts';
import type { Migration } from '#src/platform/db/migrate.ts';
import { groundScript } from '#src/platform/db/roles.ts';
import type { FileStore } from '#src/platform/files.ts';
import { fileEntry, jobSchema, jobsEntry, tableEntry, tablesQuery, textSettings } from './format.ts';
import type { ArchiveHeader, ArchiveManifest, TableFacts } from './format.ts';
import { checkArchive, readEntries, readWhole, refuseUnreadable } from './read.ts';
import { dropForeignKeys, restoreForeignKeys } from './foreign-keys.ts';
import { DamagedArchive } from './tar.ts';

export interface RestoreTarget {
  readonly connection: ConnectionOptions;
  readonly files: FileStore;
  /** Tables (`schema.name` or `name`) whose rows mean that the target is in use already, e.g. `organizations`. */
  readonly emptyTables: readonly string[];
  /** Keeps the archive's signing secret, once everything else is in place. */
  readonly keepSecret: (secret: string) => Promise<void>;
  /** The program's migrations; those of `db/migrations` unless told. */
  readonly migrations?: readonly Migration[];
}

export interface RestoreReport {
  /** ISO instant of the snapshot. */
  readonly madeAt: string;
  readonly rows: number;
  readonly files: number;
  readonly jobs: number;
  /** Migrations applied on top, because the archive was older than the program. */
  readonly migrated: readonly string[];
}

/**
 * Makes an empty database what the archive's was: its schema by the same migrations, all rows, sequences and waiting
 * jobs, then the migrations that came since, in one transaction; stored files; the secret. The archive is checked from
 * end to end before anything is touched, so whatever is refused leaves the target as it was.
 *
 * Refuses besides `checkArchive`'s reasons: `archive.newer` (fact `migration`: one that this program lacks),
 * `archive.other_history` (a migration of the same number differs), `archive.not_empty` (fact `table`),
 * `archive.in_use` (the program runs on the target), and those of preparing roles.
 */
export async function restoreArchive(target: RestoreTarget, file: string): Promise<Result<RestoreReport>> {
  const checked = await checkArchive(file);
  if (!checked.ok) return checked;
  const { header, manifest } = checked.value;
  const known = target.migrations === undefined ? await readMigrations() : accept(target.migrations);
  if (!known.ok) return known;
  const fits = compareMigrations(header, known.value);
  if (!fits.ok) return fits;

  const client = await connect(target.connection, { name: 'restore' });
  const added: string[] = [];
  try {
    await lockMigrations(client);
    const free = await checkTarget(client, target.emptyTables);
    if (!free.ok) return free;
    const prepared = await prepareServer(target.connection, client);
    if (!prepared.ok) return prepared;
    const stored = new Set(await Array.fromAsync(target.files.list()));
    await client.query('begin');
    await rebuildSchema(client, header, known.value);
    await load(client, target.files, manifest, file, (sha256) => {
      if (!stored.has(sha256)) added.push(sha256);
    });
    const later = known.value.filter(
      ({ number }) => !header.migrations.some((done) => done.number === number),
    );
    for (const migration of later) await applyMigration(client, migration);
    await client.query('commit');
    if (manifest.secret !== null) await target.keepSecret(manifest.secret);
    return accept({
      madeAt: header.madeAt,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: manifest.files,
      jobs: manifest.jobs,
      migrated: later.map(({ name }) => name),
    });
  } catch (error) {
    await client.query('rollback');
    for (const sha256 of added) await target.files.remove(sha256);
    return refuseUnreadable(error);
  } finally {
    await client.end();
  }
}

function compareMigrations(header: ArchiveHeader, known: readonly Migration[]): Result {
  for (const { number, name, checksum } of header.migrations) {
    const ours = known.find((migration) => migration.number === number);
    if (ours === undefined) return refuse('archive.newer', { migration: name });
    if (ours.checksum !== checksum) return refuse('archive.other_history', { migration: name });
  }
  return accept();
}

/** Nothing of the product is in the target and no other process of the program is at work on it. */
async function checkTarget(client: Client, emptyTables: readonly string[]): Promise<Result | Refused> {
  const { rowCount: others } = await client.query(
    `select from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()
       and application_name in ('nastavnik app', 'nastavnik nastavnik_jobs')`,
  );
  if ((others ?? 0) > 0) return refuse('archive.in_use');
  for (const table of emptyTables) {
    const [first = '', second] = table.split('.');
    const name = second === undefined ? quoted('public', first) : quoted(first, second);
    const { rows } = await client.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [
      name,
    ]);
    if (rows[0]?.exists !== true) continue;
    const { rows: found } = await client.query<{ used: boolean }>(
      `select exists (select from ${name}) as used`,
    );
    if (found[0]?.used === true) return refuse('archive.not_empty', { table });
  }
  return accept();
}

/** An empty schema of exactly the archive's migrations. All of it is part of the transaction. */
async function rebuildSchema(
  client: Client,
  header: ArchiveHeader,
  known: readonly Migration[],
): Promise<void> {
  await client.query(`
    drop schema if exists auth cascade;
    drop schema if exists app cascade;
    drop schema if exists public cascade;
    create schema public;
    grant usage on schema public to public;
  `);
  await client.query(groundScript);
  for (const { number } of header.migrations) {
    const migration = known.find((candidate) => candidate.number === number);
    if (migration !== undefined) await applyMigration(client, migration);
  }
}

async function load(
  client: Client,
  files: FileStore,
  manifest: ArchiveManifest,
  file: string,
  onFile: (sha256: string) => void,
): Promise<void> {
  await client.query(textSettings);
  await client.query('set local role nastavnik_owner');
  const { rows: tables } = await client.query<TableFacts>(tablesQuery);
  const targets = matchTables(tables, manifest);
  const keys = await dropForeignKeys(client);
  for (const table of tables) {
    const name = quoted(table.schema, table.name);
    await client.query(`alter table ${name} disable trigger user`);
    // Some migrations bring rows of their own; the archive holds what became of them.
    await client.query(`truncate ${name}`);
  }
  const loaded = new Map<string, number>();
  for await (const entry of readEntries(file)) {
    const target = targets.get(entry.name);
    if (target !== undefined) {
      const lines = parseLines(await readWhole(entry));
      await insertRows(client, target, lines);
      const name = `${target.schema}.${target.name}`;
      loaded.set(name, (loaded.get(name) ?? 0) + lines.length);
    } else if (entry.name === jobsEntry) {
      await addJobs(client, (await readWhole(entry)).toString('utf8'));
    } else if (entry.name.startsWith('files/')) {
      const stored = await files.put(entry.body, { maxBytes: entry.size });
      if (!stored.ok || fileEntry(stored.value.sha256) !== entry.name) {
        throw new DamagedArchive(`${entry.name} was changed`);
      }
      onFile(stored.value.sha256);
    } else {
      await readWhole(entry);
    }
  }
  for (const { schema, name, rows } of manifest.tables) {
    const { rows: counted } = await client.query<{ count: number }>(
      `select count(*) from ${quoted(schema, name)}`,
    );
    if (counted[0]?.count !== rows || (loaded.get(`${schema}.${name}`) ?? 0) !== rows) {
      throw new DamagedArchive(`${schema}.${name} does not have its ${rows} rows`);
    }
  }
  for (const { schema, name, lastValue, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [quoted(schema, name), lastValue, isCalled]);
  }
  await restoreForeignKeys(client, keys);
  for (const table of tables) {
    await client.query(`alter table ${quoted(table.schema, table.name)} enable trigger user`);
  }
  await client.query('reset role');
}

/** Each part of rows with the table that it goes to; an archive with another shape is damaged. */
function matchTables(tables: readonly TableFacts[], manifest: ArchiveManifest): Map<string, TableFacts> {
  const targets = new Map<string, TableFacts>();
  for (const archived of manifest.tables) {
    const table = tables.find(({ schema, name }) => schema === archived.schema && name === archived.name);
    if (table === undefined || table.columns.join() !== archived.columns.join()) {
      throw new DamagedArchive(`${archived.schema}.${archived.name} is not as the migrations make it`);
    }
    for (
      let part = 1;
      manifest.checksums[tableEntry(table.schema, table.name, part)] !== undefined;
      part += 1
    ) {
      targets.set(tableEntry(table.schema, table.name, part), table);
    }
  }
  return targets;
}

function parseLines(bytes: Buffer): readonly string[] {
  const lines = bytes.toString('utf8').split('\n');
  if (lines.pop() !== '') throw new DamagedArchive('a part of rows has no end');
  return lines.map((line) => {
    const row = parseJson(line);
    if (typeof row !== 'string') throw new DamagedArchive('a row is no text');
    return row;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DamagedArchive('a line is no JSON');
  }
}

async function insertRows(client: Client, { schema, name, columns }: TableFacts, lines: readonly string[]) {
  const table = quoted(schema, name);
  const names = columns.map((column) => escapeIdentifier(column));
  // «offset 0» keeps the planner from parsing the row's text once for every column.
  await client.query(
    `insert into ${table} (${names.join(', ')}) overriding system value
     select ${names.map((column) => `(s.r).${column}`).join(', ')}
     from (select line::${table} as r from unnest($1::text[]) as u (line) offset 0) s`,
    [lines],
  );
}

async function addJobs(client: Client, text: string): Promise<void> {
  for (const line of text.split('\n').filter((part) => part !== '')) {
    const { name, payload, runAt, key, maxAttempts } = jobSchema.parse(parseJson(line));
    await client.query('select app.add_job($1, $2::json, $3::timestamptz, $4, $5)', [
      name,
      JSON.stringify(payload),
      runAt,
      key,
      maxAttempts,
    ]);
  }
}

function quoted(schema: string, name: string): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}
