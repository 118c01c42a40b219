import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import { DatabaseError } from 'pg';
import type { Pool } from 'pg';
import { accept, isRefused, refuse } from '#src/lib/result.ts';
import type { Refused, Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Log } from '#src/platform/log.ts';
import { createPool } from './connection.ts';
import type { ConnectionOptions, Role } from './connection.ts';
import type { OpenedDatabase } from './open.ts';
import type { Schema } from './schema.generated.ts';

/** A person who asked for something through the site or the command line. */
export interface PersonActor {
  readonly kind: 'person';
  readonly accountId: string;
  readonly sessionId?: string;
  readonly requestId?: string;
}

/** Somebody without an account whom a printed code let in: sees and does only what is that one person's own. */
export interface VisitorActor {
  readonly kind: 'visitor';
  /** The code that let them in; stands as `code:<id>` in the audit. */
  readonly codeId: string;
  readonly personId: string;
  readonly requestId?: string;
}

/** The program acting by itself: a job, the first set-up, sign-in. The reason is audited. */
export interface SystemActor {
  readonly kind: 'system';
  readonly reason: string;
}

export type Actor = PersonActor | VisitorActor | SystemActor;

declare const brand: unique symbol;

/** An open transaction of one actor under row-level security. Only `withActor` and `asSystem` make one. */
export interface ScopedTx {
  readonly [brand]: true;
  readonly query: Transaction<Schema>;
  readonly actor: Actor;
  /** Dotted name of the command that is being carried out, e.g. `roadmap.approve`. */
  readonly command: string;
  /** The instant at which the transaction began, by the injected clock. */
  readonly now: Temporal.Instant;
}

export interface Database {
  /**
   * Runs `work` in one transaction as the person: role `nastavnik_app`, actor, day and command set for policies and audit.
   * An answer that is a refusal rolls everything back and is handed on; so does a throw. After a serialization
   * failure or a deadlock `work` is run again (three times at most), so it must touch nothing but the transaction.
   */
  withActor<T>(
    actor: PersonActor | VisitorActor,
    command: string,
    work: (tx: ScopedTx) => Promise<T>,
  ): Promise<T>;
  /** The same for the program itself: policies let every row through, and the use is audited with its reason. */
  asSystem<T>(reason: string, command: string, work: (tx: ScopedTx) => Promise<T>): Promise<T>;
  /**
   * Refuses to serve (`database.unsafe`, fact `reason`) when row-level security would not hold: the application's
   * role is a superuser or bypasses it, or a table with an organization does not force it.
   */
  assertSafe(): Promise<Result>;
  /** For the libraries that hold connections of their own (sign-in, queue) and for archives; never for features. */
  readonly connection: ConnectionOptions;
  /**
   * A pool whose connections take the given role at once, with `pg`'s own types (`Date`), as the libraries expect.
   * Whoever asks for it ends it.
   */
  createRolePool(role: Role, options: { max: number; searchPath?: string }): Pool;
  /** Waits for running transactions, then closes the connections. Does not stop the server. */
  close(): Promise<void>;
}

const mostTries = 3;
/** A request that hangs must not hold its rows and its connection for ever. */
const patienceSeconds = 120;
const retriedCodes = new Set(['40001', '40P01']);

/** Thrown inside the transaction so that the driver rolls it back; never leaves this file. */
class RefusedSignal extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.refusal.code);
    this.refused = refused;
  }
}

/**
 * @param options.max most connections at a time for requests and jobs (default 10).
 * @param options.timeZone IANA zone in which terms in the database (consents) count their days; Moscow unless told.
 */
export function createDatabase(
  opened: Pick<OpenedDatabase, 'connection'>,
  clock: Clock,
  log: Log,
  options: { max?: number; timeZone?: string } = {},
): Database {
  const report = (error: Error) => log.warn({ event: 'database.connection', error }, 'a connection broke');
  const pool = createPool(
    opened.connection,
    { name: 'app', max: options.max ?? 10, patienceSeconds },
    report,
  );
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });

  async function runOnce<T>(actor: Actor, command: string, work: (tx: ScopedTx) => Promise<T>): Promise<T> {
    return kysely.transaction().execute(async (query) => {
      await enter(query, actor, command, clock.today(options.timeZone ?? 'Europe/Moscow'));
      const tx = { query, actor, command, now: clock.now() } as ScopedTx;
      const answer = await work(tx);
      if (isRefused(answer)) throw new RefusedSignal(answer);
      return answer;
    });
  }

  async function run<T>(actor: Actor, command: string, work: (tx: ScopedTx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(actor, command, work);
      } catch (error) {
        if (error instanceof RefusedSignal) return error.refused as T;
        if (attempt === mostTries || !isRetried(error)) throw error;
        log.info({ event: 'database.retry', command, attempt }, 'a transaction collided; trying again');
      }
    }
  }

  return {
    withActor: (actor, command, work) => run(actor, command, work),
    asSystem: (reason, command, work) => run({ kind: 'system', reason }, command, work),
    assertSafe: () => assertSafe(pool),
    connection: opened.connection,
    createRolePool: (role, { max, searchPath }) =>
      createPool(
        opened.connection,
        { name: role, role, max, isPlain: true, ...(searchPath === undefined ? {} : { searchPath }) },
        report,
      ),
    close: () => kysely.destroy(),
  };
}

/** Takes the application's role and tells the transaction who acts; all of it ends with the transaction. */
async function enter(
  query: Transaction<Schema>,
  actor: Actor,
  command: string,
  today: Temporal.PlainDate,
): Promise<void> {
  const system = actor.kind === 'system' ? actor.reason : '';
  const visitor = actor.kind === 'visitor' ? actor.personId : '';
  const who =
    actor.kind === 'person' ? actor.accountId : actor.kind === 'visitor' ? `code:${actor.codeId}` : '';
  if ((who === '') === (system === '')) throw new Error('An actor needs an account, the program a reason');
  const request = actor.kind === 'system' ? '' : (actor.requestId ?? '');
  await sql`select set_config('nastavnik.actor', ${who}, true), set_config('nastavnik.system', ${system}, true),
    set_config('nastavnik.person', ${visitor}, true), set_config('nastavnik.today', ${today.toString()}, true),
    set_config('nastavnik.command', ${command}, true), set_config('nastavnik.request', ${request}, true),
    set_config('role', 'nastavnik_app', true)`.execute(query);
  if (actor.kind === 'system') {
    await sql`select app.record_event('system', null, null, null, null)`.execute(query);
  }
}

function isRetried(error: unknown): boolean {
  return error instanceof DatabaseError && retriedCodes.has(error.code ?? '');
}

async function assertSafe(pool: Pool): Promise<Result> {
  const { rows: roles } = await pool.query<{ unsafe: boolean }>(
    `select rolsuper or rolbypassrls or pg_has_role(oid, 'nastavnik_owner', 'member') as unsafe
     from pg_roles where rolname = 'nastavnik_app'`,
  );
  if (roles.length === 0) return refuse('database.unsafe', { reason: 'роли nastavnik_app нет' });
  if (roles[0]?.unsafe === true) {
    return refuse('database.unsafe', { reason: 'роль nastavnik_app обходит защиту строк' });
  }
  const { rows: open } = await pool.query<{ name: string }>(
    `select c.oid::regclass::text as name
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'app') and c.relkind in ('r', 'p')
       and not (c.relrowsecurity and c.relforcerowsecurity)
       and (c.relowner = 'nastavnik_app'::regrole
         or exists (select from pg_attribute a
                    where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
     order by 1`,
  );
  if (open.length > 0) {
    return refuse('database.unsafe', {
      reason: `таблицы без защиты строк: ${open.map(({ name }) => name).join(', ')}`,
    });
  }
  return accept();
}
