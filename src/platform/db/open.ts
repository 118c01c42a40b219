import { DatabaseError } from 'pg';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import type { Config } from '#src/platform/config.ts';
import type { Log } from '#src/platform/log.ts';
import { connect } from './connection.ts';
import type { ConnectionOptions } from './connection.ts';
import type { ServerSettings } from './embedded/cluster.ts';
import { openEmbeddedServer } from './embedded/server.ts';

/** A database that answers, not yet migrated. */
export interface OpenedDatabase {
  readonly kind: 'embedded' | 'server';
  readonly connection: ConnectionOptions;
  /**
   * Removes the embedded database with everything in it; the next `openDatabase` makes an empty one. Refuses with
   * `database.in_use` while anybody is connected to it, and for a server of one's own (`database.not_ours`).
   */
  drop(): Promise<Result>;
  /** Call after every pool is closed: the last process on an embedded database stops its server. Safe twice. */
  close(): Promise<void>;
}

const oldestServer = 18;
const embeddedDatabase = 'nastavnik';

/**
 * Opens the server of `DATABASE_URL`, else the embedded one in the data folder (started, adopted or shared); `settings`
 * are for tests.
 * Refusals: `database.unreachable`, `database.too_old`, `database.no_icu` and those of the embedded server.
 */
export async function openDatabase(
  config: Pick<Config, 'dataFolder' | 'databaseUrl'>,
  log: Log,
  settings: ServerSettings = {},
): Promise<Result<OpenedDatabase>> {
  if (config.databaseUrl !== undefined) {
    const connection = { connectionString: config.databaseUrl };
    const checked = await checkServer(connection);
    if (!checked.ok) return checked;
    return accept({
      kind: 'server',
      connection,
      drop: async () => refuse('database.not_ours'),
      close: async () => undefined,
    });
  }
  const server = await openEmbeddedServer(config.dataFolder, log, settings);
  if (!server.ok) return server;
  const { address } = server.value;
  const release = () => server.value.release();
  try {
    await ensureDatabase({ ...address, database: 'postgres' });
  } catch (error) {
    await release();
    throw error;
  }
  return accept({
    kind: 'embedded',
    connection: { ...address, database: embeddedDatabase },
    drop: () => dropDatabase({ ...address, database: 'postgres' }),
    close: release,
  });
}

/** Whether a server answers, is new enough and knows the Russian collation. */
async function checkServer(connection: ConnectionOptions): Promise<Result> {
  let client;
  try {
    client = await connect(connection, { name: 'check' });
  } catch (error) {
    return refuse('database.unreachable', { reason: error instanceof Error ? error.message : String(error) });
  }
  try {
    const { rows } = await client.query<{ version: string; icu: boolean }>(
      `select current_setting('server_version_num') as version,
              exists (select from pg_collation where collname = 'ru-x-icu') as icu`,
    );
    const version = Math.floor(Number(rows[0]?.version) / 10_000);
    if (version < oldestServer) return refuse('database.too_old', { found: version, needed: oldestServer });
    return rows[0]?.icu === true ? accept() : refuse('database.no_icu');
  } finally {
    await client.end();
  }
}

/** Without force: PostgreSQL itself waits some seconds for the last sessions to end, and refuses when they do not. */
async function dropDatabase(maintenance: ConnectionOptions): Promise<Result> {
  const client = await connect(maintenance, { name: 'setup' });
  try {
    await client.query(`drop database if exists ${embeddedDatabase}`);
    return accept();
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '55006') return refuse('database.in_use');
    throw error;
  } finally {
    await client.end();
  }
}

async function ensureDatabase(maintenance: ConnectionOptions): Promise<void> {
  const client = await connect(maintenance, { name: 'setup' });
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [embeddedDatabase]);
    if (rowCount === 0) await client.query(`create database ${embeddedDatabase}`);
  } catch (error) {
    // Two processes may make it at the same moment; the second finds it made.
    if (!(error instanceof DatabaseError && ['42P04', '23505'].includes(error.code ?? ''))) throw error;
  } finally {
    await client.end();
  }
}
