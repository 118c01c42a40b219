import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import { Pool, TypeOverrides, type PoolClient, type PoolConfig } from 'pg';
import { presentActing, type Acting } from './acting.ts';
import type { AuthTables } from './tables.ts';

export type AuthDb = Kysely<AuthTables>;

const TIMESTAMP_WITH_ZONE = 1184;

/**
 * Sign-in's own connections: as the role that sees the schema `auth` and nothing else. better-auth works with `Date`,
 * so this pool keeps it, whatever the application's own pool makes of instants. Each connection says who acts by it.
 *
 * @param connection how to reach the database, without `options`; at most 5 connections are opened.
 */
export function connectAuthDb(connection: PoolConfig): AuthDb {
  const types = new TypeOverrides();
  types.setTypeParser(TIMESTAMP_WITH_ZONE, (text) => new Date(text));
  const pool = new Pool({
    max: 5,
    ...connection,
    options: '-c role=nastavnik_auth -c search_path=auth',
    types,
  });
  // An idle connection that the server closes is replaced at the next query; without a listener Node would exit.
  pool.on('error', () => {});
  const said = new WeakMap<PoolClient, string>();
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    try {
      await tellActing(client, said);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return client;
  };
  const telling = { options: pool.options, connect, end: () => pool.end() };
  return new Kysely<AuthTables>({ dialect: new PostgresDialect({ pool: telling }) });
}

const nobody: Acting = { command: '', accountId: '', reason: '' };

/** Only when it differs from what this connection has heard last: most calls read a session and write nothing. */
async function tellActing(client: PoolClient, said: WeakMap<PoolClient, string>): Promise<void> {
  const { command, accountId, reason } = presentActing() ?? nobody;
  const values = [accountId, reason, command];
  const key = values.join('\0');
  if (said.get(client) === key) return;
  // Not known any more, should the next line fail.
  said.delete(client);
  await client.query(
    `select set_config('nastavnik.actor', $1, false), set_config('nastavnik.system', $2, false),
       set_config('nastavnik.command', $3, false)`,
    values,
  );
  said.set(client, key);
}

/** Until the transaction ends it is this account that acts: somebody has proved to be it half-way. */
export async function actInTransactionAs(tx: Transaction<AuthTables>, accountId: string): Promise<void> {
  await sql`select set_config('nastavnik.actor', ${accountId}, true)`.execute(tx);
}
