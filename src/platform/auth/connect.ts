import { Kysely, PostgresDialect } from 'kysely';
import { Pool, TypeOverrides, type PoolConfig } from 'pg';
import type { AuthTables } from './tables.ts';

export type AuthDb = Kysely<AuthTables>;

const TIMESTAMP_WITH_ZONE = 1184;

/**
 * Sign-in's own connections: as the role that sees the schema `auth` and nothing else. better-auth works with `Date`,
 * so this pool keeps it, whatever the application's own pool makes of instants.
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
  return new Kysely<AuthTables>({ dialect: new PostgresDialect({ pool }) });
}
