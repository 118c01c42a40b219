import { Client, Pool, types } from 'pg';
import type { CustomTypesConfig, PoolConfig, QueryConfig } from 'pg';

/** Database roles that the program takes; none of them can log in or pass by row-level security. */
export type Role = 'nastavnik_owner' | 'nastavnik_app' | 'nastavnik_auth' | 'nastavnik_jobs';

/** How to reach one database, as `pg` wants it. */
export type ConnectionOptions = Pick<
  PoolConfig,
  'host' | 'port' | 'user' | 'password' | 'database' | 'connectionString' | 'ssl'
>;

type Parser = (text: string) => unknown;

const parsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [20, Number],
  [1082, (text) => Temporal.PlainDate.from(text)],
  [1083, (text) => Temporal.PlainTime.from(text)],
  [1114, (text) => Temporal.PlainDateTime.from(text)],
  [1184, (text) => Temporal.Instant.from(text)],
]);

/** Array types by their element: int8[], date[], time[], timestamp[], timestamptz[]. */
const elementOfArray: ReadonlyMap<number, number> = new Map([
  [1016, 20],
  [1182, 1082],
  [1183, 1083],
  [1115, 1114],
  [1185, 1184],
]);

/** text[]; the declared list of types knows scalars only. */
const textArray: number = 1009;

/** What comes from the database: int8 → number, date → PlainDate, time → PlainTime, timestamptz → Instant. */
export const typeParsers: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      const parse = parsers.get(oid);
      if (parse !== undefined) return parse;
      const parseElement = parsers.get(elementOfArray.get(oid) ?? -1);
      if (parseElement !== undefined) {
        const parseTexts = types.getTypeParser(textArray, 'text') as (
          text: string,
        ) => readonly (string | null)[];
        return (text: string) => parseTexts(text).map((item) => (item === null ? null : parseElement(item)));
      }
    }
    return types.getTypeParser(oid, format);
  },
};

/** What goes to the database: Temporal values as ISO text, also inside arrays; the rest as `pg` does it. */
export function encodeParameter(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encodeParameter);
  if (value instanceof Temporal.ZonedDateTime) return value.toInstant().toString();
  if (
    value instanceof Temporal.Instant ||
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.PlainTime ||
    value instanceof Temporal.PlainDateTime
  ) {
    return value.toString();
  }
  return value;
}

type AnyQuery = (config: unknown, values?: unknown, callback?: unknown) => unknown;

/** `pg`'s client, with Temporal parameters understood. */
class TemporalClient extends Client {
  // The base method is a stack of overloads over text, config objects and callbacks; only the values are touched.
  override query = ((config: unknown, values?: unknown, callback?: unknown) => {
    const plainQuery = super.query.bind(this) as AnyQuery;
    const encoded = isQueryConfig(config)
      ? { ...config, values: config.values.map(encodeParameter) }
      : config;
    return plainQuery(encoded, Array.isArray(values) ? values.map(encodeParameter) : values, callback);
  }) as unknown as Client['query'];
}

function isQueryConfig(config: unknown): config is QueryConfig & { values: unknown[] } {
  return (
    typeof config === 'object' &&
    config !== null &&
    Object.getPrototypeOf(config) === Object.prototype &&
    'values' in config &&
    Array.isArray(config.values)
  );
}

export interface SessionOptions {
  /** Role taken at once by every connection; without it the connection is the one that logs in. */
  readonly role?: Role;
  /** Shown by `pg_stat_activity`. */
  readonly name: string;
  /** Extra schema search path, e.g. `auth`. */
  readonly searchPath?: string;
  /** Longest statement, and longest pause inside a transaction, seconds; none unless told. */
  readonly patienceSeconds?: number;
  /** For libraries that expect what `pg` gives by itself (`Date`, int8 as text) instead of Temporal values. */
  readonly isPlain?: boolean;
}

/** `pg` lets an address's own `options` win over ours, and with them the role would be lost. */
function withoutSessionParts(connection: ConnectionOptions): ConnectionOptions {
  if (connection.connectionString === undefined) return connection;
  const url = new URL(connection.connectionString);
  for (const part of ['options', 'application_name', 'fallback_application_name'])
    url.searchParams.delete(part);
  return { ...connection, connectionString: url.href };
}

function sessionConfig(
  connection: ConnectionOptions,
  { role, name, searchPath, patienceSeconds, isPlain = false }: SessionOptions,
) {
  const options = [
    '-c TimeZone=UTC',
    ...(role === undefined ? [] : [`-c role=${role}`]),
    ...(patienceSeconds === undefined
      ? []
      : [
          `-c statement_timeout=${patienceSeconds}s`,
          `-c idle_in_transaction_session_timeout=${patienceSeconds}s`,
        ]),
    ...(searchPath === undefined ? [] : [`-c search_path=${searchPath}`]),
  ];
  return {
    ...withoutSessionParts(connection),
    application_name: `nastavnik ${name}`,
    options: options.join(' '),
    ...(isPlain ? {} : { types: typeParsers }),
    connectionTimeoutMillis: 15_000,
  };
}

/** A pool that speaks Temporal. A connection that breaks while idle is dropped by the pool and reported. */
export function createPool(
  connection: ConnectionOptions,
  session: SessionOptions & { max: number },
  onError: (error: Error) => void = () => undefined,
): Pool {
  const pool = new Pool({
    ...sessionConfig(connection, session),
    max: session.max,
    idleTimeoutMillis: 30_000,
    Client: session.isPlain === true ? Client : TemporalClient,
  });
  pool.on('error', onError);
  // A connection may also break while it is lent out; without a listener that would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** One connection that speaks Temporal, already open. */
export async function connect(connection: ConnectionOptions, session: SessionOptions): Promise<Client> {
  const client = new TemporalClient(sessionConfig(connection, session));
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The same server, another database. */
export function inDatabase(connection: ConnectionOptions, database: string): ConnectionOptions {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { ...connection, connectionString: url.href };
}
