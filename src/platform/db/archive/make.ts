import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { escapeIdentifier } from 'pg';
import type { Client } from 'pg';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import type { FileStore } from '#src/platform/files.ts';
import { flushFolder } from '#src/platform/files.ts';
import { connect } from '#src/platform/db/connection.ts';
import type { ConnectionOptions } from '#src/platform/db/connection.ts';
import {
  fileEntry,
  formatVersion,
  headerEntry,
  jobsEntry,
  manifestEntry,
  sequencesQuery,
  tableEntry,
  tablesQuery,
  textSettings,
} from './format.ts';
import type { ArchiveHeader, ArchiveManifest, TableFacts } from './format.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

export interface ArchiveSource {
  readonly connection: ConnectionOptions;
  readonly files: FileStore;
  /** The signing secret when it is kept in the data folder, else undefined. */
  readonly secret: string | undefined;
  readonly now: Temporal.Instant;
}

export interface ArchiveReport {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly files: number;
}

/** Rows of one part, bytes of text. */
const partSize = 1_000_000;
const rowsAtOnce = 500;

/**
 * Writes everything of the installation into one file (gzipped tar, mode 600): all rows of one moment, past row-level
 * security, the sign-in schema, waiting jobs, all stored files, the secret. The file appears whole or not at all.
 *
 * Refuses `archive.exists` rather than overwrite, `archive.not_migrated`, and `archive.filtered` (fact `table`) when a
 * policy could hide rows from the archive.
 */
export async function makeArchive(source: ArchiveSource, target: string): Promise<Result<ArchiveReport>> {
  if ((await stat(target).catch(() => undefined)) !== undefined)
    return refuse('archive.exists', { file: target });
  const client = await connect(source.connection, { name: 'backup' });
  const draft = `${target}.partial-${process.pid}`;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(textSettings);
    const ready = await checkSource(client);
    if (!ready.ok) return ready;
    await mkdir(path.dirname(path.resolve(target)), { recursive: true, mode: 0o700 });
    const totals = { rows: 0, files: 0 };
    await pipeline(
      Readable.from(produceArchive(client, source, totals), { objectMode: false }),
      createGzip({ level: 6 }),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await rename(draft, target);
    await flushFolder(path.dirname(path.resolve(target)));
    const { size } = await stat(target);
    return accept({ file: target, bytes: size, ...totals });
  } catch (error) {
    if (error instanceof FilteredTable) return refuse('archive.filtered', { table: error.message });
    throw error;
  } finally {
    await client.end();
    await rm(draft, { force: true });
  }
}

class FilteredTable extends Error {}

/** The database has its migrations, and the owner's policy lets every row of every protected table through. */
async function checkSource(client: Client): Promise<Result> {
  const { rows: found } = await client.query<{ ready: boolean }>(
    `select to_regclass('app.migrations') is not null as ready`,
  );
  if (found[0]?.ready !== true) return refuse('archive.not_migrated');
  const { rows: hidden } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'auth', 'app') and c.relrowsecurity
       and (not exists (
             select from pg_policy p
             where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
               and 'nastavnik_owner'::regrole = any (p.polroles)
               and pg_get_expr(p.polqual, c.oid) = 'true')
         -- A restriction hides rows when it is about reading and about the owner (or everybody, role 0).
         or exists (
             select from pg_policy p
             where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('*', 'r')
               and (0 = any (p.polroles) or 'nastavnik_owner'::regrole = any (p.polroles))))
     order by 1`,
  );
  return hidden[0] === undefined ? accept() : refuse('archive.filtered', { table: hidden[0].name });
}

async function* produceArchive(
  client: Client,
  source: ArchiveSource,
  totals: { rows: number; files: number },
): AsyncGenerator<Buffer> {
  const checksums: Record<string, string> = {};
  function* entry(name: string, content: Buffer): Generator<Buffer> {
    checksums[name] = createHash('sha256').update(content).digest('hex');
    yield tarHeader(name, content.length);
    yield content;
    yield tarPadding(content.length);
  }

  const { rows: migrations } = await client.query<ArchiveHeader['migrations'][number]>(
    'select number, name, checksum from app.migrations order by number',
  );
  const header: ArchiveHeader = {
    kind: 'nastavnik-archive',
    formatVersion,
    madeAt: source.now.toString(),
    migrations,
  };
  yield* entry(headerEntry, toBuffer(header));

  const tables: ArchiveManifest['tables'] = [];
  const { rows: found } = await client.query<TableFacts>(tablesQuery);
  for (const table of found) {
    // Counted as whoever logged in, who on the embedded server is above all policies, and written as the owner.
    const expected = await countRows(client, table);
    await client.query('set local role nastavnik_owner');
    let rows = 0;
    let part = 0;
    for await (const lines of readTable(client, table)) {
      part += 1;
      rows += lines.length;
      yield* entry(tableEntry(table.schema, table.name, part), Buffer.from(`${lines.join('\n')}\n`));
    }
    await client.query('reset role');
    if (rows !== expected) throw new FilteredTable(`${table.schema}.${table.name}`);
    totals.rows += rows;
    tables.push({ schema: table.schema, name: table.name, rows, columns: [...table.columns] });
  }

  await client.query('set local role nastavnik_owner');
  const sequences = await readSequences(client);
  const jobs = await readJobs(client);
  yield* entry(jobsEntry, Buffer.from(jobs.map((job) => `${job}\n`).join('')));

  for await (const sha256 of source.files.list()) {
    const stored = await source.files.openStream(sha256);
    // Removed since it was listed: nobody mentioned it.
    if (stored === undefined) continue;
    const name = fileEntry(sha256);
    checksums[name] = sha256;
    yield tarHeader(name, stored.sizeBytes);
    yield* stored.stream as AsyncIterable<Buffer>;
    yield tarPadding(stored.sizeBytes);
    totals.files += 1;
  }
  const manifest: ArchiveManifest = {
    tables,
    sequences,
    jobs: jobs.length,
    files: totals.files,
    secret: source.secret ?? null,
    checksums,
  };
  const last = toBuffer(manifest);
  yield tarHeader(manifestEntry, last.length);
  yield last;
  yield tarPadding(last.length);
  yield tarEnd;
}

async function countRows(client: Client, { schema, name }: TableFacts): Promise<number> {
  const { rows: rights } = await client.query<{ above: boolean }>(
    'select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user',
  );
  if (rights[0]?.above !== true) await client.query('set local role nastavnik_owner');
  const { rows } = await client.query<{ count: number }>(`select count(*) from ${quoted(schema, name)}`);
  await client.query('reset role');
  return rows[0]?.count ?? 0;
}

/** Rows as JSON strings of their PostgreSQL text, which loses nothing (null, '' and JSON's null stay apart). */
async function* readTable(client: Client, { schema, name }: TableFacts): AsyncGenerator<readonly string[]> {
  await client.query(
    `declare archived no scroll cursor for select t::text as line from ${quoted(schema, name)} t`,
  );
  let lines: string[] = [];
  let size = 0;
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${rowsAtOnce} from archived`);
    for (const { line } of rows) {
      lines.push(JSON.stringify(line));
      size += line.length;
      if (size < partSize) continue;
      yield lines;
      lines = [];
      size = 0;
    }
    if (rows.length < rowsAtOnce) break;
  }
  await client.query('close archived');
  if (lines.length > 0) yield lines;
}

async function readSequences(client: Client): Promise<ArchiveManifest['sequences']> {
  const { rows: found } = await client.query<{ schema: string; name: string }>(sequencesQuery);
  const sequences: ArchiveManifest['sequences'] = [];
  for (const { schema, name } of found) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(schema, name)}`,
    );
    sequences.push({ schema, name, lastValue: rows[0]?.last ?? '1', isCalled: rows[0]?.called ?? false });
  }
  return sequences;
}

/** Waiting jobs by what they mean, not by the queue's tables, whose shape belongs to its library. */
async function readJobs(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ job: unknown }>(
    `select json_build_object('name', t.identifier, 'payload', j.payload, 'runAt', j.run_at, 'key', j.key,
       'maxAttempts', j.max_attempts) as job
     from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts < j.max_attempts
     order by j.id`,
  );
  return rows.map(({ job }) => JSON.stringify(job));
}

function quoted(schema: string, name: string): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

function toBuffer(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
}
